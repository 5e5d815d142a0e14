"""Exercises and workouts of one's own: made, changed, copied from the library, deleted with a way back."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, ClassVar, TypedDict, Unpack

from django.db import transaction
from django.utils.text import slugify

from project.lib.errors import DomainError, NotThere

from ..domain.amounts import Amount
from ..domain.library import equipment_of, muscles_of
from ..models import Exercise, Workout, WorkoutExercise

MOST = 1000
MOST_LINES = 40
LONGEST_NAME = 80


class TooMany(DomainError):
    code: ClassVar[str] = "too_many"


class BadWorkout(DomainError):
    code: ClassVar[str] = "bad_workout"


class SaidExercise(TypedDict):
    name: str
    kind: str
    level: str
    measure: str
    equipment: Iterable[str]
    muscles: Iterable[str]
    also_muscles: Iterable[str]
    instructions: str


class SaidWorkout(TypedDict):
    name: str
    about: str
    goal: str
    level: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Line:
    """One exercise of a workout, as it is to be done."""

    exercise: Exercise
    sets: int
    amount: Amount
    rest_seconds: int = 0


# --- Exercises --------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_exercise(*, owner: Any, **said: Unpack[SaidExercise]) -> Exercise:
    """:raises TooMany: they have very many already"""
    _refuse_more(Exercise, owner)
    return Exercise.objects.create(owner=owner, slug=_slug(said["name"]), **_lists(said))


@transaction.atomic
def change_exercise(*, exercise: Exercise, **said: Unpack[SaidExercise]) -> Exercise:
    """What workouts with it need and train follows."""
    for name, value in _lists(said).items():
        setattr(exercise, name, value)
    exercise.save()
    for workout in Workout.objects.for_user(exercise.owner).filter(lines__exercise=exercise).distinct():
        tell_needs(workout)
    return exercise


def _lists(said: SaidExercise) -> dict[str, Any]:
    helping = set(said["also_muscles"]) - set(said["muscles"])
    return {
        **said,
        "equipment": sorted(set(said["equipment"])),
        "muscles": sorted(set(said["muscles"])),
        "also_muscles": sorted(helping),
    }


# --- Workouts ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_workout(*, owner: Any, lines: Sequence[Line], **said: Unpack[SaidWorkout]) -> Workout:
    """
    :raises BadWorkout: it has no exercise, or very many
    :raises TooMany: they have very many workouts already
    """
    _refuse_more(Workout, owner)
    workout = Workout(owner=owner, slug=_slug(said["name"]), **said)
    return _write(workout, lines)


@transaction.atomic
def change_workout(*, workout: Workout, lines: Sequence[Line], **said: Unpack[SaidWorkout]) -> Workout:
    """
    Its lines are these from now on; what was trained stays as it was.

    :raises BadWorkout: it has no exercise, or very many
    """
    # Of two changes at once the second must not add its lines to those of the first.
    workout = Workout.objects.select_for_update().get(pk=workout.pk)
    for name, value in said.items():
        setattr(workout, name, value)
    return _write(workout, lines)


@transaction.atomic
def copy_workout(*, owner: Any, workout: Workout) -> Workout:
    """One of their own that is like it, to change. :raises TooMany: they have very many already"""
    return add_workout(
        owner=owner,
        name=f"{workout.name[: LONGEST_NAME - 7]} (mine)",
        about=workout.about,
        goal=workout.goal,
        level=workout.level,
        minutes=workout.minutes,
        lines=[
            Line(
                line.exercise,
                line.sets,
                Amount(line.reps_low, line.reps_high, line.seconds, line.metres),
                line.rest_seconds,
            )
            for line in workout.lines.select_related("exercise").order_by("position")
        ],
    )


def _write(workout: Workout, lines: Sequence[Line]) -> Workout:
    if not lines:
        raise BadWorkout("Add one exercise at least.", fields={"exercises": ["Add one at least."]})
    if len(lines) > MOST_LINES:
        raise BadWorkout(f"A workout has at most {MOST_LINES} exercises.", fields={"exercises": ["Too many."]})
    if any(line.exercise.owner_id not in (None, workout.owner_id) for line in lines):
        raise NotThere("There is no such exercise.")
    workout.save()
    workout.lines.all().delete()
    WorkoutExercise.objects.bulk_create(
        WorkoutExercise(
            workout=workout, position=position, exercise=line.exercise, sets=line.sets, rest_seconds=line.rest_seconds,
            **asdict(line.amount),
        )
        for position, line in enumerate(lines, start=1)
    )  # fmt: skip
    return tell_needs(workout)


def tell_needs(workout: Workout) -> Workout:
    """What it needs and trains, from its exercises."""
    lines = list(workout.lines.select_related("exercise"))
    workout.equipment = equipment_of(line.exercise.equipment for line in lines)
    workout.muscles = muscles_of((line.exercise.muscles, line.sets) for line in lines)
    workout.save(update_fields=["equipment", "muscles"])
    return workout


# --- Both -------------------------------------------------------------------------------------------------------------


def delete_own(*, row: Exercise | Workout, now: datetime) -> None:
    """It can be brought back for thirty days, and what was trained with it stays."""
    type(row).objects.filter(pk=row.pk, deleted_at=None).update(deleted_at=now)


def restore_own(*, row: Exercise | Workout) -> None:
    """Safe to repeat."""
    type(row).objects.filter(pk=row.pk).update(deleted_at=None)


def _refuse_more(model: type[Exercise] | type[Workout], owner: Any) -> None:
    if model.objects.for_user(owner).filter(deleted_at=None).count() >= MOST:
        raise TooMany(f"You have {MOST} already; delete some first.")


def _slug(name: str) -> str:
    return f"{slugify(name)[:70] or 'own'}-{secrets.token_hex(4)}"
