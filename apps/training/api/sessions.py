"""What somebody trained, for programs such as a watch: begin, log sets, end; and records."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib.api_input import StrictSerializer, Text
from project.lib.idempotency import idempotent

from .. import services
from ..models import LoggedSet, TrainingSession
from ..queries import library, sessions
from .fields import ExerciseField, WorkoutField


class StartSession(StrictSerializer):
    workout = WorkoutField(required=False, allow_null=True)


class LogSet(StrictSerializer):
    """At least one of repetitions, seconds and metres."""

    exercise = ExerciseField()
    reps = serializers.IntegerField(min_value=1, max_value=1000, required=False, allow_null=True)
    weight_kg = serializers.DecimalField(
        max_digits=6, decimal_places=2, min_value=0, max_value=1000, required=False, allow_null=True
    )
    rir = serializers.IntegerField(
        min_value=0, max_value=10, required=False, allow_null=True, help_text="Repetitions left in reserve."
    )
    seconds = serializers.IntegerField(min_value=1, max_value=86_400, required=False, allow_null=True)
    metres = serializers.IntegerField(min_value=1, max_value=1_000_000, required=False, allow_null=True)


class FinishSession(StrictSerializer):
    note = Text(max_length=500, required=False, allow_blank=True)


class SetRow(serializers.ModelSerializer[LoggedSet]):
    exercise = serializers.UUIDField(source="exercise.uuid")
    name = serializers.CharField(source="exercise.name")

    class Meta:
        model = LoggedSet
        fields = ("id", "exercise", "name", "reps", "weight_kg", "rir", "seconds", "metres", "logged_at")


class TrainingSessionRow(serializers.ModelSerializer[TrainingSession]):
    workout = serializers.UUIDField(source="workout.uuid", allow_null=True, default=None)
    sets = SetRow(many=True)

    class Meta:
        model = TrainingSession
        fields = ("uuid", "name", "workout", "started_at", "ended_at", "note", "sets")


class LiftedRow(serializers.Serializer[Any]):
    reps = serializers.IntegerField()
    weight_kg = serializers.DecimalField(max_digits=6, decimal_places=2)


class RecordsRow(serializers.Serializer[Any]):
    heaviest = LiftedRow(allow_null=True)
    strongest = LiftedRow(allow_null=True, help_text="The set that `once_kg` is estimated from.")
    once_kg = serializers.FloatField(allow_null=True, help_text="What could be lifted once: Epley (1985).")
    most_reps = serializers.IntegerField(allow_null=True)
    longest_seconds = serializers.IntegerField(allow_null=True)
    furthest_metres = serializers.IntegerField(allow_null=True)


def _said(kind: type[StrictSerializer], request: Request) -> Any:
    command = kind(data=request.data, context={"request": request})
    command.is_valid(raise_exception=True)
    return command.validated_data


class SessionsView(ListAPIView):
    serializer_class = TrainingSessionRow

    def get_queryset(self) -> QuerySet[TrainingSession]:
        return sessions.with_sets(sessions.sessions(self.request.user))

    @extend_schema(operation_id="training_sessions_list", tags=["training"], summary="What I trained")
    def get(self, request: Request) -> Response:
        """The latest first, each with its sets."""
        rows = self.paginate_queryset(self.get_queryset()) or ()
        return self.get_paginated_response(TrainingSessionRow(rows, many=True).data)

    @extend_schema(
        operation_id="training_sessions_start", tags=["training"], request=StartSession,
        responses={201: TrainingSessionRow}, summary="Start a session",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """From a workout, or free. One goes on at a time."""
        begun = services.start_session(owner=request.user, now=timezone.now(), **_said(StartSession, request))
        return Response(TrainingSessionRow(begun).data, status=status.HTTP_201_CREATED)


class SessionView(APIView):
    @extend_schema(
        operation_id="training_sessions_read", tags=["training"], responses=TrainingSessionRow, summary="One session"
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """With its sets."""
        return Response(TrainingSessionRow(sessions.session(request.user, uuid)).data)

    @extend_schema(
        operation_id="training_sessions_delete", tags=["training"], responses={204: None}, summary="Delete a session"
    )
    def delete(self, request: Request, uuid: UUID) -> Response:
        """With its sets, for good."""
        services.delete_session(session=sessions.session(request.user, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)


class SetsView(APIView):
    @extend_schema(
        operation_id="training_sets_log", tags=["training"], request=LogSet, responses={201: SetRow},
        summary="Log a set",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """In a session that goes on."""
        session = sessions.session(request.user, uuid)
        logged = services.log_set(session=session, now=timezone.now(), **_said(LogSet, request))
        return Response(SetRow(logged).data, status=status.HTTP_201_CREATED)


class FinishView(APIView):
    @extend_schema(
        operation_id="training_sessions_finish", tags=["training"], request=FinishSession, responses=TrainingSessionRow,
        summary="Finish a session",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID) -> Response:
        """Safe to repeat: the first end holds."""
        session = sessions.session(request.user, uuid)
        services.finish_session(session=session, now=timezone.now(), **_said(FinishSession, request))
        return Response(TrainingSessionRow(sessions.session(request.user, uuid)).data)


class RecordsView(APIView):
    @extend_schema(operation_id="training_records_read", tags=["training"], responses=RecordsRow, summary="My records")
    def get(self, request: Request, uuid: UUID) -> Response:
        """Of one exercise; null where nothing was logged."""
        exercise = library.exercise(request.user, uuid)
        return Response(RecordsRow(sessions.records(request.user, exercise)).data)
