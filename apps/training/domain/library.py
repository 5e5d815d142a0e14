"""The library that comes with Steward, read from its two files: exercises as CSV, workouts as JSON."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .words import Equipment, Goal, Kind, Level, Measure, Muscle

# Where the METs of `met_code` are from.
COMPENDIUM = "2011 Compendium of Physical Activities (Ainsworth et al. 2011)"


@dataclass(frozen=True, slots=True)
class ExerciseEntry:
    """One exercise. `met` is what it takes as a multiple of rest, None where that is not known."""

    slug: str
    name: str
    kind: Kind
    level: Level
    equipment: tuple[Equipment, ...]
    muscles: tuple[Muscle, ...]
    also_muscles: tuple[Muscle, ...]
    met: Decimal | None
    met_code: str
    measure: Measure
    instructions: str


@dataclass(frozen=True, slots=True)
class Planned:
    """One exercise of a workout: so many sets, each of repetitions, a time or a distance."""

    exercise: str
    sets: int
    rest_seconds: int
    reps_low: int | None = None
    reps_high: int | None = None
    seconds: int | None = None
    metres: int | None = None


@dataclass(frozen=True, slots=True)
class WorkoutEntry:
    slug: str
    name: str
    about: str
    goal: Goal
    level: Level
    minutes: int
    planned: tuple[Planned, ...]


def exercises_in(text: str) -> list[ExerciseEntry]:
    """:raises ValueError: a word that is none of the library's"""
    return [_exercise(row) for row in csv.DictReader(io.StringIO(text))]


def _exercise(row: Mapping[str, str]) -> ExerciseEntry:
    return ExerciseEntry(
        slug=row["slug"],
        name=row["name"],
        kind=Kind(row["kind"]),
        level=Level(row["level"]),
        equipment=tuple(map(Equipment, row["equipment"].split())),
        muscles=tuple(map(Muscle, row["muscles"].split())),
        also_muscles=tuple(map(Muscle, row["also_muscles"].split())),
        met=Decimal(row["met"]),
        met_code=row["met_code"],
        measure=Measure(row["measure"]),
        instructions=row["instructions"],
    )


def workouts_in(text: str) -> list[WorkoutEntry]:
    """:raises ValueError: a word that is none of the library's"""
    return [
        WorkoutEntry(
            slug=each["slug"],
            name=each["name"],
            about=each["about"],
            goal=Goal(each["goal"]),
            level=Level(each["level"]),
            minutes=each["minutes"],
            planned=tuple(_planned(line) for line in each["exercises"]),
        )
        for each in json.loads(text)
    ]


def _planned(line: Mapping[str, Any]) -> Planned:
    low, high = line.get("reps", (None, None))
    return Planned(
        exercise=line["exercise"],
        sets=line["sets"],
        rest_seconds=line["rest"],
        reps_low=low,
        reps_high=high,
        seconds=line.get("seconds"),
        metres=line.get("metres"),
    )


# --- What follows from the exercises ----------------------------------------------------------------------------------


def equipment_of(needs: Iterable[Sequence[str]]) -> list[str]:
    """Everything that some exercise of a workout needs."""
    return sorted({str(each) for need in needs for each in need})


def muscles_of(sets_of: Iterable[tuple[Sequence[str], int]]) -> list[str]:
    """The muscles that a workout is about, most sets first: those that its exercises are for, not what helps."""
    counts: dict[str, int] = {}
    for muscles, sets in sets_of:
        for muscle in muscles:
            counts[str(muscle)] = counts.get(str(muscle), 0) + sets
    return sorted(counts, key=lambda muscle: (-counts[muscle], muscle))
