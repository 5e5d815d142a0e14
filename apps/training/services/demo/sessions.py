"""Three years of training of each made-up person: a few workouts in turn, a little more weight as time goes on."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from math import exp
from random import Random
from typing import Any

from django.db import transaction

from project.lib.copying import copied, keys
from project.lib.seeding import Scale, batches, chance, new_uuid, noon, people, uneven

from ...domain.progression import LOWER_BODY
from ...domain.words import Equipment, Measure
from ...models import Exercise, LoggedSet, TrainingSession, Workout, WorkoutExercise

SESSIONS = 500_000
YEARS = 3
BATCH = 50
MOST_EXERCISES = 4

# The exercise, repetitions, weight, reserve, seconds, metres and the moment of a set.
Done = tuple[Any, ...]

# One in each hand.
HELD = frozenset({Equipment.DUMBBELLS, Equipment.KETTLEBELL})
_STEP = Decimal("2.5")
_NOTES = ("Felt light.", "Slept badly.", "New shoes.", "Shoulder a bit stiff.", "Best in weeks.", "Busy gym today.")


def seed(scale: Scale) -> Iterator[str]:
    everyone = list(people(scale))
    counts = uneven(scale.of(SESSIONS), len(everyone))
    plans = _plans()
    done = 0
    for batch in batches(list(zip(everyone, counts, strict=True)), BATCH):
        _make(batch, plans, noon(scale.until))
        done += len(batch)
        yield f"{done:,} of {len(everyone):,} people with {sum(counts[:done]):,} sessions"


def _plans() -> list[tuple[Workout, list[WorkoutExercise]]]:
    """Steward's own workouts, so that what is trained does not hang on how many others were published."""
    lines: dict[int, list[WorkoutExercise]] = {}
    own = WorkoutExercise.objects.filter(workout__owner=None, exercise__source="").exclude(
        workout__slug__startswith="community-"
    )
    for line in own.select_related("exercise", "workout").order_by("workout__slug", "position"):
        lines.setdefault(line.workout_id, []).append(line)
    return [(found[0].workout, found[:MOST_EXERCISES]) for found in lines.values()]


@transaction.atomic
def _make(batch: Sequence[tuple[Any, int]], plans: list[Any], until: datetime) -> None:
    owners = [person.pk for person, _ in batch]
    there = set(TrainingSession.objects.filter(owner__in=owners).values_list("owner_id", flat=True).distinct())
    made = [
        session
        for person, count in batch
        if person.pk not in there
        for session in _sessions(person, count, plans, until)
    ]
    ids = keys(TrainingSession, len(made))
    copied(
        TrainingSession,
        ("id", "uuid", "owner", "workout", "name", "started_at", "ended_at", "note"),
        ((key, *row) for key, (row, _) in zip(ids, made, strict=True)),
    )
    copied(
        LoggedSet,
        ("session", "exercise", "reps", "weight_kg", "rir", "seconds", "metres", "logged_at"),
        ((key, *row) for key, (_, sets) in zip(ids, made, strict=True) for row in sets),
    )


def _sessions(person: Any, count: int, plans: list[Any], until: datetime) -> Iterator[tuple[Done, list[Done]]]:
    """Of somebody with a few workouts that they repeat: rows of sessions, each with those of its sets."""
    random = chance("training", person.email)
    chosen = random.sample(plans, min(len(plans), random.randint(2, 4)))
    days = random.randrange(90, YEARS * 365)
    # Whoever trains very often does so over all the time, so that no two sessions overlap.
    span = timedelta(days=max(days, min(YEARS * 365, count // 2)))
    trainee = Trainee(person, random)
    for number in range(count):
        started = (until - span + number * (span / count)).replace(microsecond=0)
        workout, lines = chosen[number % len(chosen)]
        ended, note, sets = trainee.trained(lines, started)
        yield (new_uuid(random), person.pk, workout.pk, workout.name, started, ended, note), sets


class Trainee:
    """Somebody who grows stronger: fast at first, then ever slower."""

    def __init__(self, person: Any, random: Random) -> None:
        self.person, self.random = person, random
        self.starts: dict[int, int] = {}
        self.done: dict[int, int] = {}

    def trained(self, lines: Sequence[WorkoutExercise], started: datetime) -> tuple[datetime, str, list[Done]]:
        """When it ended, a note now and then, and the sets: exercise, what was done, and when."""
        random, moment = self.random, started
        sets: list[Done] = []
        for line in lines:
            strength = self._strength(line.exercise)
            for number in range(min(line.sets, 3)):
                moment += timedelta(seconds=45 + min(line.rest_seconds, 120))
                sets.append((line.exercise_id, *_done(line, strength, number, random), moment))
        note = random.choice(_NOTES) if random.random() < 0.05 else ""
        return moment + timedelta(minutes=random.randint(1, 6)), note, sets

    def _strength(self, exercise: Exercise) -> Decimal:
        """What they lift by now, with a worse day now and then."""
        start = self.starts.setdefault(exercise.pk, self.random.choice(_first_weights(exercise)))
        times = self.done[exercise.pk] = self.done.get(exercise.pk, 0) + 1
        grown = start * (1 + 0.6 * (1 - exp(-times / 40))) * (0.95 if self.random.random() < 0.08 else 1)
        return max(_STEP, round(Decimal(grown) / _STEP) * _STEP)


def _first_weights(exercise: Exercise) -> Sequence[int]:
    if HELD & set(exercise.equipment):
        return (6, 8, 10, 12)
    return (40, 50, 60) if LOWER_BODY & set(exercise.muscles) else (20, 25, 30, 35)


def _done(line: WorkoutExercise, strength: Decimal, number: int, random: Random) -> tuple[Any, ...]:
    """Repetitions, weight, reserve, seconds and metres of one set."""
    measure = line.exercise.measure
    if measure == Measure.DISTANCE:
        metres = round((line.metres or 3000) * random.uniform(0.9, 1.1))
        return None, None, None, round(metres * random.uniform(0.3, 0.42)), metres
    if measure == Measure.TIME:
        return None, None, None, round((line.seconds or 60) * random.uniform(0.85, 1.15)), None
    low = line.reps_low or 8
    reps = max(1, random.randint(low, line.reps_high or low) - (number // 2))
    return reps, strength if measure == Measure.LOAD else None, random.choice((None, 3, 2, 2, 1, 0)), None, None
