"""A person's jobs, for programs and for pages that cannot open a stream."""

import time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.jobs import public, queries
from apps.jobs.models import Job
from project.lib.errors import NotThere
from project.lib.limits.ratelimit import limited
from project.lib.streams import events, tickets

from .serializers import JobDetail, JobRow


def stream_url(request: Request, job_uuid: UUID) -> str:
    ticket = tickets.issue(
        events.job_topic(job_uuid), viewer=str(request.user.pk), secret=settings.SECRET_KEY, now=time.time()
    )
    return f"{settings.STREAM_ORIGIN}/stream/jobs/{job_uuid}?ticket={ticket}"


def detail(request: Request, state: queries.JobState) -> dict[str, Any]:
    return dict(JobDetail(_WithStream(state, stream_url(request, state.uuid))).data)


class _WithStream:
    """A job's state and, beside it, the address under which this person may watch it."""

    def __init__(self, state: queries.JobState, stream_url: str) -> None:
        self._state, self.stream_url = state, stream_url

    def __getattr__(self, name: str) -> Any:
        return getattr(self._state, name)


class JobsView(ListAPIView):
    serializer_class = JobRow

    def get_queryset(self) -> QuerySet[Job]:
        return queries.jobs_of(self.request.user)

    @extend_schema(operation_id="jobs_list", tags=["jobs"], summary="My tasks")
    def get(self, request: Request) -> Response:
        """What runs, then what waits, then what ended in the last thirty days; the newest first in each."""
        rows = self.paginate_queryset(self.get_queryset()) or ()
        return self.get_paginated_response(JobRow(map(queries.state_from, rows), many=True).data)


@limited("poll")
class JobView(APIView):
    @extend_schema(operation_id="jobs_read", tags=["jobs"], responses=JobDetail, summary="One task")
    def get(self, request: Request, job_uuid: UUID) -> Response:
        """The state, and an address from which its progress can be read as it happens."""
        state = public.state_of(user=request.user, job_uuid=job_uuid)
        if state is None:
            raise NotThere("There is no such task of yours.")
        return Response(detail(request, state))


class CancelView(APIView):
    @extend_schema(
        operation_id="jobs_cancel", tags=["jobs"], request=None, responses=JobDetail, summary="Cancel a task"
    )
    def post(self, request: Request, job_uuid: UUID) -> Response:
        """At once where it waits; within two seconds where it runs. Safe to repeat."""
        return Response(detail(request, public.cancel(user=request.user, job_uuid=job_uuid)))


class RetryView(APIView):
    @extend_schema(
        operation_id="jobs_retry", tags=["jobs"], request=None, responses=JobDetail, summary="Try a task again"
    )
    def post(self, request: Request, job_uuid: UUID) -> Response:
        """Only what failed or was cancelled. It goes on from what it had finished."""
        return Response(detail(request, public.retry(user=request.user, job_uuid=job_uuid)))
