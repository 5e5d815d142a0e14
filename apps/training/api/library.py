"""The library for programs: for anybody; what somebody added themselves, for them alone."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from ..models import Exercise, Workout
from ..queries import library
from . import serializers as shapes


def _asked(kind: type[shapes.LibraryFilter], request: Request) -> Any:
    # As plain values: of a QueryDict an empty text would count as nothing said, as in a form.
    said: dict[str, Any] = request.query_params.dict()
    said |= {name: request.query_params.getlist(name) for name in ("equipment", "muscles") if name in said}
    asked = kind(data=said)
    asked.is_valid(raise_exception=True)
    return asked


class WorkoutsView(ListAPIView):
    serializer_class = shapes.WorkoutRow

    def get_permissions(self) -> Any:
        """The library is everybody's; one's own needs a person, and of a key its scope, as everywhere else."""
        mine = self.request is not None and self.request.query_params.get("scope") == shapes.MINE
        return super().get_permissions() if mine else [AllowAny()]

    def get_queryset(self) -> QuerySet[Workout]:
        asked = _asked(shapes.WorkoutFilter, self.request)
        mine = asked.validated_data["scope"] == shapes.MINE
        return library.with_lines(library.workouts(self.request.user, asked.narrowed(), mine=mine))

    @extend_schema(
        operation_id="nutrition_data_workouts_list", tags=["training"], parameters=[shapes.WorkoutFilter],
        summary="Workouts",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Each with its exercises."""
        rows = self.paginate_queryset(self.get_queryset()) or ()
        return self.get_paginated_response(shapes.WorkoutRow(rows, many=True).data)


class WorkoutView(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="nutrition_data_workouts_read", tags=["training"], responses=shapes.WorkoutRow,
        summary="One workout",
    )  # fmt: skip
    def get(self, request: Request, uuid: UUID) -> Response:
        """Of the library."""
        return Response(shapes.WorkoutRow(library.workout(None, uuid)).data)


class ExercisesView(ListAPIView):
    serializer_class = shapes.ExerciseRow
    permission_classes = [AllowAny]

    def get_queryset(self) -> QuerySet[Exercise]:
        return library.exercises(None, _asked(shapes.ExerciseFilter, self.request).narrowed())

    @extend_schema(
        operation_id="training_exercises_list", tags=["training"], parameters=[shapes.ExerciseFilter],
        summary="Exercises",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Of the library, by name."""
        rows = self.paginate_queryset(self.get_queryset()) or ()
        return self.get_paginated_response(shapes.ExerciseRow(rows, many=True).data)


class ExerciseView(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="training_exercises_read", tags=["training"], responses=shapes.ExerciseRow,
        summary="One exercise",
    )  # fmt: skip
    def get(self, request: Request, uuid: UUID) -> Response:
        """Of the library."""
        return Response(shapes.ExerciseRow(library.exercise(None, uuid)).data)
