"""Training as it happens: begin, log each set, end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
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


class BadSession(DomainError):
    code: ClassVar[str] = "bad_session"


@dataclass(frozen=True, slots=True)
class Done:
    """One set of a session that is logged afterwards."""

    exercise: Exercise
    reps: int | None = None
    weight_kg: Decimal | None = None
    rir: int | None = None
    seconds: int | None = None
    metres: int | None = None


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


@transaction.atomic
def log_session(
    *, owner: Any, started_at: datetime, ended_at: datetime, sets: Sequence[Done], name: str = "", note: str = ""
) -> TrainingSession:
    """
    One that is over already, with its sets.

    :raises BadSession: it ends before it begins, takes more than a day, or has no set
    :raises NothingSaid: a set without repetitions, time and distance
    :raises TooManySets: nobody does that many
    """
    if not started_at <= ended_at <= started_at + timedelta(days=1):
        raise BadSession("A session ends after it begins, within a day.", fields={"ended_at": ["Check this."]})
    if not sets:
        raise BadSession("Note one set at least.", fields={"sets": ["Add one at least."]})
    if len(sets) > MOST_SETS:
        raise TooManySets(f"A session holds at most {MOST_SETS} sets.")
    if not all(each.reps or each.seconds or each.metres for each in sets):
        raise NothingSaid(
            "Say of each set how many repetitions, how long, or how far.", fields={"sets": ["Say how much."]}
        )
    session = TrainingSession.objects.create(
        owner=owner, name=name or FREE, started_at=started_at, ended_at=ended_at, note=note
    )
    LoggedSet.objects.bulk_create(
        LoggedSet(
            session=session, logged_at=ended_at, exercise=each.exercise, reps=each.reps, weight_kg=each.weight_kg,
            rir=each.rir, seconds=each.seconds, metres=each.metres,
        )
        for each in sets
    )  # fmt: skip
    return session


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
