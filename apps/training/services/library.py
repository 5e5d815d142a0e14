"""The library that comes with Steward, brought into the tables; whatever is there already is brought up to date."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from django.db import transaction

from ..domain.library import (
    ExerciseEntry,
    WorkoutEntry,
    equipment_of,
    exercises_in,
    muscles_of,
    workouts_in,
)
from ..models import Exercise, Workout, WorkoutExercise

FILES = Path(__file__).resolve().parents[1] / "library"
# Any number will do: it keeps two that load at once apart, until the transaction ends.
LOCK = 7_403_116
FIELDS = [field.name for field in fields(ExerciseEntry)]
LINE = ("position", "exercise_id", "sets", "reps_low", "reps_high", "seconds", "metres", "rest_seconds")


@dataclass(frozen=True, slots=True)
class Loaded:
    added: int
    changed: int


@transaction.atomic
def load_library() -> Loaded:
    """Every exercise and workout of Steward's files, under its slug; rows of other slugs stay. Safe to repeat."""
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    exercises = store_exercises(exercises_in((FILES / "exercises.csv").read_text()))
    workouts = _store_workouts(workouts_in((FILES / "workouts.json").read_text()))
    return Loaded(exercises.added + workouts.added, exercises.changed + workouts.changed)


def store_exercises(entries: Iterable[ExerciseEntry], *, source: str = "") -> Loaded:
    """Those of the library, by their slugs. What has another source, such as Steward itself, stays as it is."""
    there = {row.slug: row for row in Exercise.objects.library()}
    new, changed = [], []
    for entry in entries:
        values = _values(entry) | {"source": source}
        row = there.get(entry.slug)
        if row is None:
            new.append(Exercise(**values))
        elif row.source == source and _take(row, values):
            changed.append(row)
    Exercise.objects.bulk_create(new)
    if changed:
        Exercise.objects.bulk_update(changed, [field for field in FIELDS if field != "slug"], batch_size=500)
    return Loaded(len(new), len(changed))


def _values(entry: ExerciseEntry) -> dict[str, Any]:
    return {name: _plain(value) for name, value in asdict(entry).items()}


def _plain(value: Any) -> Any:
    """Words of an enumeration as the text that a column holds."""
    if isinstance(value, tuple):
        return [str(each) for each in value]
    return str(value) if isinstance(value, str) else value


def _take(row: Any, values: dict[str, Any]) -> bool:
    """Whether anything in the row was different."""
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)


def _store_workouts(entries: Iterable[WorkoutEntry]) -> Loaded:
    exercises = {row.slug: row for row in Exercise.objects.library()}
    there = {row.slug: row for row in Workout.objects.library().prefetch_related("lines")}
    added = changed = 0
    for entry in entries:
        values, lines = _workout_values(entry, exercises), _lines(entry, exercises)
        row = there.get(entry.slug)
        if row is None:
            row = Workout.objects.create(**values)
            added += 1
        else:
            same_lines = [_line_values(line) for line in sorted(row.lines.all(), key=lambda line: line.position)] == [
                _line_values(line) for line in lines
            ]
            different = _take(row, values)
            if same_lines and not different:
                continue
            row.save()
            row.lines.all().delete()
            changed += 1
        for line in lines:
            line.workout = row
        WorkoutExercise.objects.bulk_create(lines)
    return Loaded(added, changed)


def _workout_values(entry: WorkoutEntry, exercises: dict[str, Exercise]) -> dict[str, Any]:
    used = [(exercises[each.exercise], each.sets) for each in entry.planned]
    return {
        "slug": entry.slug,
        "name": entry.name,
        "about": entry.about,
        "goal": str(entry.goal),
        "level": str(entry.level),
        "minutes": entry.minutes,
        "equipment": equipment_of(exercise.equipment for exercise, _ in used),
        "muscles": muscles_of((exercise.muscles, sets) for exercise, sets in used),
    }


def _lines(entry: WorkoutEntry, exercises: dict[str, Exercise]) -> list[WorkoutExercise]:
    return [
        WorkoutExercise(position=position, **asdict(each) | {"exercise": exercises[each.exercise]})
        for position, each in enumerate(entry.planned, start=1)
    ]


def _line_values(line: WorkoutExercise) -> tuple[Any, ...]:
    return tuple(getattr(line, name) for name in LINE)
