"""What other apps may ask of training. Plain frozen values come out; people, words, uuids and days go in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from . import services
from .domain.body import Body
from .models import Workout
from .queries import library, measurements, recommendation, routines
from .queries.summary import Summary, summary
from .services import load_library

__all__ = [
    "Body", "FoundExercise", "FoundWorkout", "Recommended", "SetDone", "Summary", "exercises", "load_library",
    "log_measurement", "log_session", "recommend", "today", "training_days", "weights", "workouts",
]  # fmt: skip

MOST = 10


@dataclass(frozen=True, slots=True)
class FoundWorkout:
    uuid: UUID
    name: str
    goal: str
    level: str
    minutes: int
    equipment: tuple[str, ...]
    muscles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundExercise:
    uuid: UUID
    name: str
    kind: str
    muscles: tuple[str, ...]
    equipment: tuple[str, ...]
    met: Decimal | None


@dataclass(frozen=True, slots=True)
class Recommended:
    """`reasons` are sentences for the person."""

    workout: FoundWorkout
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetDone:
    """One set; at least one of repetitions, seconds and metres."""

    exercise: UUID
    reps: int | None = None
    weight_kg: Decimal | None = None
    rir: int | None = None
    seconds: int | None = None
    metres: int | None = None


def today(user: Any, day: date) -> Summary:
    """What goes on, what was trained last and this week, and whether the day is one of training; in two statements."""
    return summary(user, day)


def recommend(user: Any, now: datetime) -> list[Recommended]:
    """At most three, the best first; empty where the person has not said what they train for, or nothing fits."""
    said = recommendation.wish_of(user)
    if said is None:
        return []
    advised, found = recommendation.recommended(user, said, now=now)
    return [Recommended(_workout(found[each.key]), each.reasons) for each in advised.advice]


def workouts(user: Any, words: str) -> list[FoundWorkout]:
    """At most ten with all of these words in their names: the person's own first, then of the library."""
    narrowed = library.Narrowed(words=words)
    own = list(library.workouts(user, narrowed, mine=True)[:MOST])
    return [_workout(each) for each in [*own, *library.workouts(user, narrowed)[:MOST]][:MOST]]


def exercises(user: Any, words: str) -> list[FoundExercise]:
    """At most ten with all of these words in their names."""
    return [
        FoundExercise(each.uuid, each.name, each.kind, tuple(each.muscles), tuple(each.equipment), each.met)
        for each in library.exercises(user, library.Narrowed(words=words))[:MOST]
    ]


def log_session(
    user: Any, *, started_at: datetime, ended_at: datetime, sets: Sequence[SetDone], name: str = "", note: str = ""
) -> UUID:
    """
    A session that is over, with its sets.

    :raises NotThere: an exercise is neither of the library nor theirs
    :raises DomainError: a set says nothing, or the session ends before it begins
    """
    done = [
        services.Done(
            library.exercise(user, each.exercise), each.reps, each.weight_kg, each.rir, each.seconds, each.metres
        )
        for each in sets
    ]
    logged = services.log_session(owner=user, started_at=started_at, ended_at=ended_at, sets=done, name=name, note=note)
    return logged.uuid


def weights(user: Any, since: date | None = None) -> list[tuple[date, Decimal]]:
    """Each day a person weighed themselves, and the kilograms, in order; in one statement."""
    return measurements.series(user, Body.WEIGHT, since)


def training_days(user: Any, start: date, days: int) -> list[date]:
    """
    Which of these days are days of training, in order: those on which the person trained, and the weekdays of the
    routine that they follow. In two statements.
    """
    return routines.training_days(user, start, days)


def log_measurement(user: Any, *, kind: Body, value: Decimal, on: date, today: date) -> None:
    """
    In kg, cm or %, as `kind.unit` says; over what was said of the same day.

    :raises DomainError: nobody measures that, or not yet
    """
    services.log_measurement(owner=user, kind=kind, value=value, on=on, today=today)


def _workout(row: Workout) -> FoundWorkout:
    return FoundWorkout(row.uuid, row.name, row.goal, row.level, row.minutes, tuple(row.equipment), tuple(row.muscles))
