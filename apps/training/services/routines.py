"""Routines: made, changed, followed, deleted with a way back, and started."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, TypedDict, Unpack

from django.db import transaction

from project.lib.errors import DomainError, NotThere

from ..models import Routine, RoutineDay, TrainingSession, Workout
from ..queries import routines as reads
from .sessions import start_session

MOST = 50
MOST_DAYS = 14
LARGEST_STEP = Decimal(20)
USUAL_STEP = Decimal("2.5")


class BadRoutine(DomainError):
    code: ClassVar[str] = "bad_routine"


class Said(TypedDict):
    name: str
    rule: str
    step_kg: Decimal
    weekdays: Iterable[int]


@transaction.atomic
def add_routine(*, owner: Any, workouts: Sequence[Workout] = (), **said: Unpack[Said]) -> Routine:
    """The first one is followed at once. :raises BadRoutine: there are very many, or too many days"""
    count = Routine.objects.mine(owner).count()
    if count >= MOST:
        raise BadRoutine(f"You have {MOST} routines; delete some first.")
    routine = Routine.objects.create(owner=owner, is_followed=not count, **_known(said))
    _set_days(routine, workouts)
    return routine


@transaction.atomic
def change_routine(*, routine: Routine, workouts: Sequence[Workout] | None = None, **said: Unpack[Said]) -> Routine:
    """Without workouts its days stay. :raises BadRoutine: there are too many days"""
    routine = _locked(routine)
    for name, value in _known(said).items():
        setattr(routine, name, value)
    routine.save()
    if workouts is not None:
        _set_days(routine, workouts)
    return routine


@transaction.atomic
def add_day(*, routine: Routine, workout: Workout) -> None:
    """As the last. :raises BadRoutine: there are too many days"""
    routine = _locked(routine)
    _set_days(routine, [*_workouts(routine), workout])


@transaction.atomic
def remove_day(*, routine: Routine, position: int) -> None:
    """:raises NotThere: it has no such day"""
    routine = _locked(routine)
    _set_days(routine, [each for at, each in _numbered(routine, position) if at != position])


@transaction.atomic
def move_day_up(*, routine: Routine, position: int) -> None:
    """Before the one before; the first becomes the last. :raises NotThere: it has no such day"""
    routine = _locked(routine)
    workouts = [each for _, each in _numbered(routine, position)]
    moved = workouts.pop(position - 1)
    workouts.insert(position - 2 if position > 1 else len(workouts), moved)
    _set_days(routine, workouts)


@transaction.atomic
def follow_routine(*, routine: Routine) -> None:
    """In place of the one that was followed. Safe to repeat."""
    Routine.objects.for_user(routine.owner).filter(is_followed=True).exclude(pk=routine.pk).update(is_followed=False)
    Routine.objects.filter(pk=routine.pk, deleted_at=None).update(is_followed=True)


def delete_routine(*, routine: Routine, now: datetime) -> None:
    """It can be brought back for thirty days; what was trained by it stays."""
    Routine.objects.filter(pk=routine.pk, deleted_at=None).update(deleted_at=now, is_followed=False)


def restore_routine(*, routine: Routine) -> None:
    """Safe to repeat."""
    Routine.objects.filter(pk=routine.pk).update(deleted_at=None)


def start_routine(*, routine: Routine, now: datetime) -> TrainingSession:
    """
    A session of the workout whose turn it is.

    :raises BadRoutine: it has no workout
    :raises AlreadyTraining: one is going on
    """
    day = reads.next_day(routine)
    if day is None:
        raise BadRoutine("This routine has no workout yet. Add one first.")
    return start_session(
        owner=routine.owner, now=now, workout=day.workout, routine=routine, routine_position=day.position
    )


def _known(said: Said) -> dict[str, Any]:
    if not 0 <= said["step_kg"] <= LARGEST_STEP:
        raise BadRoutine(f"A step is from 0 to {LARGEST_STEP} kg.", fields={"step_kg": ["Choose a smaller step."]})
    return {**said, "weekdays": sorted(set(said["weekdays"]))}


def _locked(routine: Routine) -> Routine:
    """Of two changes at once neither may lose the other's day."""
    return Routine.objects.select_for_update().get(pk=routine.pk)


def _workouts(routine: Routine) -> list[Workout]:
    return [day.workout for day in routine.days.select_related("workout").order_by("position")]


def _numbered(routine: Routine, position: int) -> list[tuple[int, Workout]]:
    workouts = _workouts(routine)
    if not 1 <= position <= len(workouts):
        raise NotThere("There is no such day in this routine.")
    return list(enumerate(workouts, start=1))


def _set_days(routine: Routine, workouts: Sequence[Workout]) -> None:
    if len(workouts) > MOST_DAYS:
        raise BadRoutine(f"A routine has at most {MOST_DAYS} workouts.", fields={"workouts": ["Too many."]})
    if any(each.owner_id not in (None, routine.owner_id) for each in workouts):
        raise NotThere("There is no such workout.")
    routine.days.all().delete()
    RoutineDay.objects.bulk_create(
        RoutineDay(routine=routine, position=position, workout=workout)
        for position, workout in enumerate(workouts, start=1)
    )
