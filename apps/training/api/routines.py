"""Routines, for programs: keep them, ask what comes next, start it."""

from typing import Any
from uuid import UUID

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
from ..domain.progression import Rule
from ..models import Routine
from ..queries import library
from ..queries import routines as reads
from . import serializers as shapes
from .fields import WorkoutField
from .sessions import TrainingSessionRow

_TAGS = ["training"]


class RoutineIn(StrictSerializer):
    name = Text(max_length=80)
    rule = serializers.ChoiceField(choices=Rule.choices())
    step_kg = serializers.DecimalField(
        max_digits=4, decimal_places=2, min_value=0, max_value=20, default=services.USUAL_STEP
    )
    weekdays = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=6), default=list, help_text="0 is Monday."
    )
    workouts = serializers.ListField(child=WorkoutField(), default=list, help_text="In their order, each by its uuid.")


class RoutineRow(serializers.ModelSerializer[Routine]):
    workouts = serializers.SerializerMethodField()

    class Meta:
        model = Routine
        fields = ("uuid", "name", "rule", "step_kg", "weekdays", "is_followed", "workouts")

    def get_workouts(self, row: Routine) -> list[UUID]:
        return [day.workout.uuid for day in row.days.all()]


class ProposalRow(serializers.Serializer[Any]):
    exercise = serializers.UUIDField()
    name = serializers.CharField()
    weight_kg = serializers.DecimalField(max_digits=6, decimal_places=2, allow_null=True)
    reps = serializers.IntegerField()
    why = serializers.CharField()


class NextRow(serializers.Serializer[Any]):
    position = serializers.IntegerField(allow_null=True)
    workout = shapes.WorkoutRow(allow_null=True)
    proposals = ProposalRow(many=True)


def _said(request: Request) -> Any:
    command = RoutineIn(data=request.data, context={"request": request})
    command.is_valid(raise_exception=True)
    return command.validated_data


def _row(request: Request, uuid: UUID, **more: Any) -> Response:
    return Response(RoutineRow(reads.routine(request.user, uuid)).data, **more)


class RoutinesView(ListAPIView):
    serializer_class = RoutineRow

    def get_queryset(self) -> Any:
        return reads.routines(self.request.user)

    @extend_schema(operation_id="training_routines_list", tags=_TAGS, summary="My routines")
    def get(self, request: Request) -> Response:
        """The one that I follow first."""
        rows: list[Routine] | tuple[()] = self.paginate_queryset(self.get_queryset()) or ()
        return self.get_paginated_response(RoutineRow(rows, many=True).data)

    @extend_schema(
        operation_id="training_routines_create", tags=_TAGS, request=RoutineIn, responses={201: RoutineRow},
        summary="Make a routine",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """The first is followed at once."""
        made = services.add_routine(owner=request.user, **_said(request))
        return _row(request, made.uuid, status=status.HTTP_201_CREATED)


class RoutineView(APIView):
    @extend_schema(operation_id="training_routines_read", tags=_TAGS, responses=RoutineRow, summary="One routine")
    def get(self, request: Request, uuid: UUID) -> Response:
        """With its workouts in order."""
        return _row(request, uuid)

    @extend_schema(
        operation_id="training_routines_change", tags=_TAGS, request=RoutineIn, responses=RoutineRow,
        summary="Change a routine",
    )  # fmt: skip
    def put(self, request: Request, uuid: UUID) -> Response:
        """Whole, its workouts too."""
        services.change_routine(routine=reads.routine(request.user, uuid), **_said(request))
        return _row(request, uuid)

    @extend_schema(
        operation_id="training_routines_delete", tags=_TAGS, responses={204: None}, summary="Delete a routine"
    )
    def delete(self, request: Request, uuid: UUID) -> Response:
        """It can be brought back for thirty days."""
        services.delete_routine(routine=reads.routine(request.user, uuid), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestoreRoutineView(APIView):
    @extend_schema(
        operation_id="training_routines_restore", tags=_TAGS, request=None, responses=RoutineRow,
        summary="Bring a routine back",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID) -> Response:
        """Safe to repeat."""
        services.restore_routine(routine=reads.routine(request.user, uuid, deleted=True))
        return _row(request, uuid)


class FollowRoutineView(APIView):
    @extend_schema(
        operation_id="training_routines_follow", tags=_TAGS, request=None, responses=RoutineRow,
        summary="Follow a routine",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID) -> Response:
        """In place of the one before. Safe to repeat."""
        services.follow_routine(routine=reads.routine(request.user, uuid))
        return _row(request, uuid)


class NextView(APIView):
    @extend_schema(operation_id="training_routines_next", tags=_TAGS, responses=NextRow, summary="What comes next")
    def get(self, request: Request, uuid: UUID) -> Response:
        """Of a routine: the workout whose turn it is, and what to lift, with the reason."""
        found = reads.routine(request.user, uuid)
        day = reads.next_day(found)
        workout = library.workout(request.user, day.workout.uuid) if day else None
        lines = list(workout.lines.all()) if workout else []
        proposed = reads.proposals(request.user, found, lines, before=timezone.now())
        exercises = {line.exercise_id: line.exercise for line in lines}
        rows = [
            {"exercise": exercises[key].uuid, "name": exercises[key].name, "weight_kg": each.weight_kg,
             "reps": each.reps, "why": each.why}
            for key, each in proposed.items()
        ]  # fmt: skip
        said = {"position": day.position if day else None, "workout": workout, "proposals": rows}
        return Response(NextRow(said).data)


class StartRoutineView(APIView):
    @extend_schema(
        operation_id="training_routines_start", tags=_TAGS, request=None, responses={201: TrainingSessionRow},
        summary="Start what comes next",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """A session of the workout whose turn it is."""
        begun = services.start_routine(routine=reads.routine(request.user, uuid), now=timezone.now())
        return Response(TrainingSessionRow(begun).data, status=status.HTTP_201_CREATED)
