"""The library and a person's own, narrowed by what they look for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch, QuerySet
from django.db.models.functions import Upper

from project.lib.errors import NotThere

from ..models import Exercise, Workout, WorkoutExercise

LINES = Prefetch("lines", WorkoutExercise.objects.select_related("exercise").order_by("position"))


@dataclass(frozen=True, slots=True)
class Narrowed:
    """
    What is looked for. `minutes` is the most there are; `equipment` all there is to train with, of which some may do
    (None: no matter); `muscles` are any of which one at least is trained.
    """

    words: str = ""
    goal: str = ""
    level: str = ""
    kind: str = ""
    minutes: int | None = None
    equipment: Iterable[str] | None = None
    muscles: Iterable[str] = ()


def workouts(user: Any, narrowed: Narrowed, *, mine: bool = False) -> QuerySet[Workout]:
    """Of the library, for anybody, or the person's own."""
    found = Workout.objects.mine(user) if mine else Workout.objects.library()
    if narrowed.goal:
        found = found.filter(goal=narrowed.goal)
    if narrowed.minutes is not None:
        found = found.filter(minutes__lte=narrowed.minutes)
    return _narrowed(found, narrowed).order_by("id")


def exercises(user: Any, narrowed: Narrowed, *, mine: bool = False) -> QuerySet[Exercise]:
    """All that the person may use: of the library, and their own; or these alone."""
    found = Exercise.objects.mine(user) if mine else Exercise.objects.visible_to(user)
    if narrowed.kind:
        found = found.filter(kind=narrowed.kind)
    return _narrowed(found, narrowed).order_by("name", "id")


def _narrowed(found: Any, narrowed: Narrowed) -> Any:
    if narrowed.level:
        found = found.filter(level=narrowed.level)
    if narrowed.equipment is not None:
        found = found.filter(equipment__contained_by=list(narrowed.equipment))
    if muscles := list(narrowed.muscles):
        found = found.filter(muscles__overlap=muscles)
    return found.named_like(narrowed.words) if narrowed.words else found


def with_lines(found: QuerySet[Workout]) -> QuerySet[Workout]:
    """With their exercises, in one statement more."""
    return found.prefetch_related(LINES)


def workout(user: Any, uuid: UUID) -> Workout:
    """:raises NotThere: neither of the library nor theirs"""
    found = with_lines(Workout.objects.visible_to(user)).filter(uuid=uuid).first()
    if found is None:
        raise NotThere("There is no such workout.")
    return found


def lines_of(workout: Workout | None) -> list[WorkoutExercise]:
    """In order; of no workout none."""
    if workout is None:
        return []
    return list(WorkoutExercise.objects.filter(workout=workout).select_related("exercise").order_by("position"))


def exercise(user: Any, uuid: UUID) -> Exercise:
    """:raises NotThere: neither of the library nor theirs"""
    found = Exercise.objects.visible_to(user).filter(uuid=uuid).first()
    if found is None:
        raise NotThere("There is no such exercise.")
    return found


def exercise_named(user: Any, name: str) -> Exercise | None:
    """By its whole name, in whatever case; their own before one of the library."""
    found = Exercise.objects.visible_to(user).alias(typed=Upper("name")).filter(typed=name.strip().upper())
    return found.order_by(F("owner").asc(nulls_last=True), "id").first()


def exercise_names(user: Any) -> list[str]:
    return list(Exercise.objects.visible_to(user).values_list("name", flat=True))


def own_workout(user: Any, uuid: UUID, *, deleted: bool = False) -> Workout:
    """With `deleted`, also one that may be brought back. :raises NotThere: it is none of theirs"""
    rows = Workout.objects.for_user(user) if deleted else Workout.objects.mine(user)
    found = with_lines(rows).filter(uuid=uuid).first()
    if found is None:
        raise NotThere("There is no such workout of yours.")
    return found


def own_exercise(user: Any, uuid: UUID, *, deleted: bool = False) -> Exercise:
    """With `deleted`, also one that may be brought back. :raises NotThere: it is none of theirs"""
    rows = Exercise.objects.for_user(user) if deleted else Exercise.objects.mine(user)
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise NotThere("There is no such exercise of yours.")
    return found


def workouts_with(user: Any, exercise: Exercise, *, most: int = 10) -> list[Workout]:
    return list(Workout.objects.visible_to(user).filter(lines__exercise=exercise).distinct().order_by("id")[:most])
