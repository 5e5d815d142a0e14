"""A person's long work: what runs, what became of the rest, and the buttons for both."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.jobs import public, queries
from project.lib.errors import Conflict
from project.lib.limits.ratelimit import limited
from project.lib.pages import render_page, wants_fragment
from project.lib.paging import keyset_page, page_links
from project.lib.requests import PersonRequest


@limited("poll")
@require_safe
@login_required
def jobs(request: PersonRequest) -> HttpResponse:
    page = keyset_page(queries.jobs_of(request.user), cursor=request.GET.get("cursor", ""))
    open_jobs, ended_jobs = queries.parted(map(queries.state_from, page.items))
    context = {"open_jobs": open_jobs, "ended_jobs": ended_jobs, **page_links(request, page)}
    return render_page(request, "jobs/list.html", fragment="jobs/_list.html", context=context)


@limited("poll")
@require_safe
@login_required
def job(request: PersonRequest, job_uuid: UUID) -> HttpResponse:
    found = public.state_of(user=request.user, job_uuid=job_uuid)
    if found is None:
        raise Http404
    return render_page(
        request, "jobs/detail.html", fragment="components/job_progress.html", context={"job": found}
    )  # fmt: skip


def _change(request: PersonRequest, job_uuid: UUID, act: Callable[..., queries.JobState], done: str) -> HttpResponse:
    """Back to the job's page; or, for htmx, the job as it is now. What comes too late is said, not an error page."""
    status = 200
    job: queries.JobState | None
    try:
        job = act(user=request.user, job_uuid=job_uuid)
    except Conflict as refusal:
        messages.warning(request, refusal.detail)
        status, job = refusal.status, public.state_of(user=request.user, job_uuid=job_uuid)
    else:
        messages.success(request, done.format(job.label.lower()))
    if wants_fragment(request):
        return render(request, "jobs/_changed.html", {"job": job}, status=status)
    return redirect("jobs:detail", job_uuid)


@require_POST
@login_required
def cancel(request: PersonRequest, job_uuid: UUID) -> HttpResponse:
    return _change(request, job_uuid, public.cancel, "It is {}.")


@require_POST
@login_required
def retry(request: PersonRequest, job_uuid: UUID) -> HttpResponse:
    return _change(request, job_uuid, public.retry, "It is being tried again.")
