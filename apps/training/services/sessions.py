"""Training as it happens: begin, log each set, end."""

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.db import IntegrityError, transaction

from project.lib.errors import DomainError

from ..models import Exercise, LoggedSet, Routine, TrainingSession, Workout

FREE = "Free training"
MOST_SETS = 300


class AlreadyTraining(DomainError):
    code: ClassVar[str] = "already_training"


class NothingSaid(DomainError):
    code: ClassVar[str] = "nothing_said"


class Ended(DomainError):
    code: ClassVar[str] = "session_ended"


class TooManySets(DomainError):
    code: ClassVar[str] = "too_many_sets"


def start_session(
    *,
    owner: Any,
    now: datetime,
    workout: Workout | None = None,
    routine: Routine | None = None,
    routine_position: int | None = None,
) -> TrainingSession:
    """:raises AlreadyTraining: one is going on"""
    try:
        with transaction.atomic():
            return TrainingSession.objects.create(
                owner=owner, workout=workout, name=workout.name if workout else FREE, started_at=now,
                routine=routine, routine_position=routine_position,
            )  # fmt: skip
    except IntegrityError:
        raise AlreadyTraining("You are training already. Finish that session first, or delete it.") from None


@transaction.atomic
def log_set(
    *,
    session: TrainingSession,
    exercise: Exercise,
    now: datetime,
    reps: int | None = None,
    weight_kg: Decimal | None = None,
    rir: int | None = None,
    seconds: int | None = None,
    metres: int | None = None,
) -> LoggedSet:
    """
    :raises NothingSaid: no repetitions, no time and no distance
    :raises Ended: the session is over
    :raises TooManySets: nobody does that many
    """
    session = TrainingSession.objects.select_for_update().get(pk=session.pk)
    if session.ended_at:
        raise Ended("This session is over. Start a new one.")
    if not (reps or seconds or metres):
        raise NothingSaid("Say how many repetitions, how long, or how far.", fields={"reps": ["Say how much."]})
    if session.sets.count() >= MOST_SETS:
        raise TooManySets(f"A session holds at most {MOST_SETS} sets.")
    return LoggedSet.objects.create(
        session=session, exercise=exercise, reps=reps or None, weight_kg=weight_kg, rir=rir, seconds=seconds or None,
        metres=metres or None, logged_at=now,
    )  # fmt: skip


def delete_set(*, logged: LoggedSet) -> None:
    logged.delete()


@transaction.atomic
def finish_session(*, session: TrainingSession, now: datetime, note: str = "") -> TrainingSession:
    """At the end of which nothing more is logged. Safe to repeat: the first end holds."""
    session = TrainingSession.objects.select_for_update().get(pk=session.pk)
    if session.ended_at is None:
        session.ended_at = max(now, session.started_at)
    session.note = note or session.note
    session.save()
    return session


def delete_session(*, session: TrainingSession) -> None:
    """With all its sets, for good."""
    session.delete()
