"""A person's routines: whose turn it is, what to lift, and on which days."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from project.lib.errors import NotThere

from ..domain.progression import Attempt, Proposal, Rule, Target, propose, step_for
from ..models import LoggedSet, Routine, RoutineDay, TrainingSession, WorkoutExercise

DAYS = Prefetch("days", RoutineDay.objects.select_related("workout").order_by("position"))
# Whoever paused for longer begins as if it were the first time.
LOOK_BACK = 60


def routines(user: Any) -> QuerySet[Routine]:
    """The followed one first."""
    return Routine.objects.mine(user).prefetch_related(DAYS).order_by("-is_followed", "name", "id")


def routine(user: Any, uuid: UUID, *, deleted: bool = False) -> Routine:
    """With `deleted`, also one that may be brought back. :raises NotThere: it is not theirs"""
    rows = Routine.objects.for_user(user) if deleted else Routine.objects.mine(user)
    found = rows.filter(uuid=uuid).prefetch_related(DAYS).first()
    if found is None:
        raise NotThere("There is no such routine.")
    return found


def followed(user: Any) -> Routine | None:
    return Routine.objects.mine(user).filter(is_followed=True).prefetch_related(DAYS).first()


def next_day(routine: Routine) -> RoutineDay | None:
    """The one after the last that was trained; None where it has none."""
    days = list(routine.days.select_related("workout").filter(workout__deleted_at=None).order_by("position"))
    trained = TrainingSession.objects.for_user(routine.owner).filter(routine=routine, routine_position__isnull=False)
    last = trained.order_by("-started_at").values_list("routine_position", flat=True).first() or 0
    return next((day for day in days if day.position > last), days[0] if days else None)


def proposals(
    user: Any, routine: Routine, lines: Iterable[WorkoutExercise], *, before: datetime
) -> dict[int, Proposal]:
    """By exercise, what its rule says of each that is told in repetitions; in one statement."""
    planned = {line.exercise_id: line for line in lines if line.reps_low}
    attempts = _attempts(user, planned, before)
    return {
        key: propose(
            Rule(routine.rule),
            Target(line.sets, line.reps_low or 1, line.reps_high or line.reps_low or 1),
            attempts.get(key, []),
            step_kg=step_for(line.exercise.muscles, routine.step_kg),
        )
        for key, line in planned.items()
    }


def _attempts(user: Any, exercises: Iterable[int], before: datetime) -> dict[int, list[Attempt]]:
    """By exercise, what was lifted in the latest sessions, the latest first."""
    latest = TrainingSession.objects.for_user(user).filter(started_at__lt=before).order_by("-started_at")[:LOOK_BACK]
    rows = (
        LoggedSet.objects.filter(session__in=latest.values("pk"), exercise__in=list(exercises), reps__gt=0)
        .order_by("-session__started_at", "id")
        .values_list("exercise_id", "session_id", "weight_kg", "reps")
    )
    sets: dict[tuple[int, int], list[tuple[Decimal | None, int]]] = {}
    for exercise_id, session_id, weight, reps in rows:
        sets.setdefault((exercise_id, session_id), []).append((weight, reps or 0))
    found: dict[int, list[Attempt]] = {}
    for (exercise_id, _), done in sets.items():
        heaviest = max((weight for weight, _ in done if weight is not None), default=None)
        at_it = tuple(repetitions for weight, repetitions in done if weight == heaviest)
        found.setdefault(exercise_id, []).append(Attempt(heaviest, at_it))
    return found


def training_days(user: Any, start: date, days: int) -> list[date]:
    """
    Days of training, in order, in two statements: those on which somebody trained, and the weekdays of the routine
    that they follow.
    """
    end = start + timedelta(days=days)
    begin, over = (timezone.make_aware(datetime.combine(day, datetime.min.time())) for day in (start, end))
    moments = TrainingSession.objects.for_user(user).filter(started_at__gte=begin, started_at__lt=over)
    found = {timezone.localtime(moment).date() for moment in moments.values_list("started_at", flat=True)}
    planned = Routine.objects.mine(user).filter(is_followed=True).values_list("weekdays", flat=True).first() or []
    every = (start + timedelta(days=number) for number in range(days))
    return sorted(found | {day for day in every if day.weekday() in planned})
