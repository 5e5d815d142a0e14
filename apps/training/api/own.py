"""Exercises and workouts of one's own, for programs."""

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
from ..domain.amounts import MOST_METRES, MOST_REPS, Amount
from ..domain.measures import LONGEST_S
from ..domain.words import Equipment, Goal, Kind, Level, Measure, Muscle
from ..domain.workout_text import MOST_REST, MOST_SETS
from ..models import Exercise
from ..queries import library
from . import serializers as shapes
from .fields import ExerciseField

_TAGS = ["training"]


class ExerciseIn(StrictSerializer):
    name = Text(max_length=80)
    kind = serializers.ChoiceField(choices=Kind.choices())
    level = serializers.ChoiceField(choices=Level.choices())
    measure = serializers.ChoiceField(choices=Measure.choices(), help_text="What a set is told in.")
    equipment = serializers.ListField(child=serializers.ChoiceField(choices=Equipment.choices()), default=list)
    muscles = serializers.ListField(child=serializers.ChoiceField(choices=Muscle.choices()), default=list)
    also_muscles = serializers.ListField(child=serializers.ChoiceField(choices=Muscle.choices()), default=list)
    instructions = Text(max_length=5000, default="", allow_blank=True)


class LineIn(StrictSerializer):
    """Repetitions from low to high, or seconds, or metres."""

    exercise = ExerciseField()
    sets = serializers.IntegerField(min_value=1, max_value=MOST_SETS)
    reps_low = serializers.IntegerField(min_value=1, max_value=MOST_REPS, required=False, allow_null=True)
    reps_high = serializers.IntegerField(min_value=1, max_value=MOST_REPS, required=False, allow_null=True)
    seconds = serializers.IntegerField(min_value=1, max_value=LONGEST_S, required=False, allow_null=True)
    metres = serializers.IntegerField(min_value=1, max_value=MOST_METRES, required=False, allow_null=True)
    rest_seconds = serializers.IntegerField(min_value=0, max_value=MOST_REST, default=0)

    def validate(self, said: dict[str, Any]) -> services.Line:
        low = said.get("reps_low") or said.get("reps_high")
        found = Amount(low, said.get("reps_high") or low, said.get("seconds"), said.get("metres"))
        if not (low or found.seconds or found.metres):
            raise serializers.ValidationError({"reps_low": ["Say how many repetitions, how long, or how far."]})
        if found.reps_low and found.reps_high and found.reps_low > found.reps_high:
            raise serializers.ValidationError({"reps_high": ["Not below reps_low."]})
        return services.Line(said["exercise"], said["sets"], found, said["rest_seconds"])


class WorkoutIn(StrictSerializer):
    name = Text(max_length=80)
    about = Text(max_length=300, default="", allow_blank=True)
    goal = serializers.ChoiceField(choices=Goal.choices())
    level = serializers.ChoiceField(choices=Level.choices())
    minutes = serializers.IntegerField(min_value=1, max_value=600)
    exercises = LineIn(many=True)


def _exercise_said(request: Request) -> Any:
    command = ExerciseIn(data=request.data)
    command.is_valid(raise_exception=True)
    return command.validated_data


def _workout_said(request: Request) -> dict[str, Any]:
    command = WorkoutIn(data=request.data, context={"request": request})
    command.is_valid(raise_exception=True)
    said = dict(command.validated_data)
    return said | {"lines": said.pop("exercises")}


# --- Exercises --------------------------------------------------------------------------------------------------------


class OwnExercisesView(ListAPIView):
    serializer_class = shapes.ExerciseRow

    def get_queryset(self) -> Any:
        return library.exercises(self.request.user, library.Narrowed(), mine=True)

    @extend_schema(operation_id="training_own_exercises_list", tags=_TAGS, summary="My own exercises")
    def get(self, request: Request) -> Response:
        """By name."""
        rows: list[Exercise] | tuple[()] = self.paginate_queryset(self.get_queryset()) or ()
        return self.get_paginated_response(shapes.ExerciseRow(rows, many=True).data)

    @extend_schema(
        operation_id="training_own_exercises_create", tags=_TAGS, request=ExerciseIn,
        responses={201: shapes.ExerciseRow}, summary="Add an exercise of my own",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """Nobody else sees it."""
        made = services.add_exercise(owner=request.user, **_exercise_said(request))
        return Response(shapes.ExerciseRow(made).data, status=status.HTTP_201_CREATED)


class OwnExerciseView(APIView):
    @extend_schema(
        operation_id="training_own_exercises_read", tags=_TAGS, responses=shapes.ExerciseRow,
        summary="An exercise of mine",
    )  # fmt: skip
    def get(self, request: Request, uuid: UUID) -> Response:
        """As it was written."""
        return Response(shapes.ExerciseRow(library.own_exercise(request.user, uuid)).data)

    @extend_schema(
        operation_id="training_own_exercises_change", tags=_TAGS, request=ExerciseIn, responses=shapes.ExerciseRow,
        summary="Change an exercise of mine",
    )  # fmt: skip
    def put(self, request: Request, uuid: UUID) -> Response:
        """Whole. What your workouts need and train follows."""
        found = library.own_exercise(request.user, uuid)
        return Response(shapes.ExerciseRow(services.change_exercise(exercise=found, **_exercise_said(request))).data)

    @extend_schema(
        operation_id="training_own_exercises_delete", tags=_TAGS, responses={204: None},
        summary="Delete an exercise of mine",
    )  # fmt: skip
    def delete(self, request: Request, uuid: UUID) -> Response:
        """It can be brought back for thirty days; what was trained with it stays."""
        services.delete_own(row=library.own_exercise(request.user, uuid), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestoreExerciseView(APIView):
    @extend_schema(
        operation_id="training_own_exercises_restore", tags=_TAGS, request=None, responses=shapes.ExerciseRow,
        summary="Bring an exercise back",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID) -> Response:
        """Safe to repeat."""
        found = library.own_exercise(request.user, uuid, deleted=True)
        services.restore_own(row=found)
        return Response(shapes.ExerciseRow(found).data)


# --- Workouts ---------------------------------------------------------------------------------------------------------


def _row(request: Request, uuid: UUID) -> Response:
    return Response(shapes.WorkoutRow(library.own_workout(request.user, uuid)).data)


def _made(request: Request, uuid: UUID) -> Response:
    return Response(shapes.WorkoutRow(library.own_workout(request.user, uuid)).data, status=status.HTTP_201_CREATED)


class OwnWorkoutsView(APIView):
    @extend_schema(
        operation_id="training_own_workouts_create", tags=_TAGS, request=WorkoutIn, responses={201: shapes.WorkoutRow},
        summary="Make a workout of my own",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """Nobody else sees it. `/api/v1/nutrition-data/workouts?scope=mine` lists them."""
        return _made(request, services.add_workout(owner=request.user, **_workout_said(request)).uuid)


class OwnWorkoutView(APIView):
    @extend_schema(
        operation_id="training_own_workouts_read", tags=_TAGS, responses=shapes.WorkoutRow, summary="A workout of mine"
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """With its exercises."""
        return _row(request, uuid)

    @extend_schema(
        operation_id="training_own_workouts_change", tags=_TAGS, request=WorkoutIn, responses=shapes.WorkoutRow,
        summary="Change a workout of mine",
    )  # fmt: skip
    def put(self, request: Request, uuid: UUID) -> Response:
        """Whole. What was trained stays as it was."""
        services.change_workout(workout=library.own_workout(request.user, uuid), **_workout_said(request))
        return _row(request, uuid)

    @extend_schema(
        operation_id="training_own_workouts_delete", tags=_TAGS, responses={204: None},
        summary="Delete a workout of mine",
    )  # fmt: skip
    def delete(self, request: Request, uuid: UUID) -> Response:
        """It can be brought back for thirty days."""
        services.delete_own(row=library.own_workout(request.user, uuid), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestoreWorkoutView(APIView):
    @extend_schema(
        operation_id="training_own_workouts_restore", tags=_TAGS, request=None, responses=shapes.WorkoutRow,
        summary="Bring a workout back",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID) -> Response:
        """Safe to repeat."""
        services.restore_own(row=library.own_workout(request.user, uuid, deleted=True))
        return _row(request, uuid)


class CopyWorkoutView(APIView):
    @extend_schema(
        operation_id="training_workouts_copy", tags=_TAGS, request=None, responses={201: shapes.WorkoutRow},
        summary="Copy a workout",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """One of the library, or of yours, into one of yours."""
        made = services.copy_workout(owner=request.user, workout=library.workout(request.user, uuid))
        return _made(request, made.uuid)
