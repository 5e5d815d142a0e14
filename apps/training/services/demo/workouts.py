"""Published workouts as a community would have written them: of a goal, a part of the body and a kit, with a title."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db import transaction

from project.lib.copying import copied, keys
from project.lib.seeding import Scale, chance, new_uuid

from ...domain.library import equipment_of, muscles_of
from ...domain.words import Equipment, Goal, Kind, Level, Measure, Muscle
from ...models import Exercise, Workout, WorkoutExercise

WORKOUTS = 500_000
BATCH = 5_000
SLUG = "community"

_FOCI: dict[str, frozenset[str]] = {
    "Chest and triceps": frozenset({Muscle.CHEST, Muscle.TRICEPS}),
    "Back and biceps": frozenset({Muscle.LATS, Muscle.MIDDLE_BACK, Muscle.BICEPS}),
    "Shoulders": frozenset({Muscle.SHOULDERS, Muscle.TRAPS}),
    "Legs": frozenset({Muscle.QUADRICEPS, Muscle.HAMSTRINGS, Muscle.CALVES}),
    "Legs and glutes": frozenset({Muscle.GLUTES, Muscle.HAMSTRINGS, Muscle.QUADRICEPS, Muscle.ABDUCTORS}),
    "Core": frozenset({Muscle.ABDOMINALS, Muscle.LOWER_BACK}),
    "Arms": frozenset({Muscle.BICEPS, Muscle.TRICEPS, Muscle.FOREARMS}),
    "Upper body": frozenset({Muscle.CHEST, Muscle.LATS, Muscle.SHOULDERS, Muscle.MIDDLE_BACK}),
    "Full body": frozenset(Muscle.values()),
}
_KITS: dict[str, frozenset[str]] = {
    "Bodyweight": frozenset({Equipment.PULL_UP_BAR, Equipment.DIP_BARS}),
    "Dumbbell": frozenset({Equipment.DUMBBELLS, Equipment.BENCH}),
    "Barbell": frozenset({Equipment.BARBELL, Equipment.BENCH, Equipment.PULL_UP_BAR, Equipment.BOX}),
    "Kettlebell": frozenset({Equipment.KETTLEBELL, Equipment.BOX}),
    "Band": frozenset({Equipment.BANDS}),
    "Gym": frozenset(Equipment.values()) - {Equipment.POOL},
}
_KINDS: dict[Goal, frozenset[str]] = {
    Goal.STRENGTH: frozenset({Kind.STRENGTH}),
    Goal.MUSCLE: frozenset({Kind.STRENGTH}),
    Goal.ENDURANCE: frozenset({Kind.CARDIO}),
    Goal.FITNESS: frozenset({Kind.STRENGTH, Kind.PLYOMETRICS, Kind.CARDIO}),
    Goal.MOBILITY: frozenset({Kind.STRETCHING}),
}
# As often as people publish such things.
_GOALS = (*[Goal.MUSCLE] * 8, *[Goal.STRENGTH] * 5, *[Goal.FITNESS] * 4, *[Goal.ENDURANCE] * 2, Goal.MOBILITY)
_MOODS = {
    Goal.STRENGTH: ("Heavy", "Strong", "Slow and heavy", "Five by five", "Simple strength"),
    Goal.MUSCLE: ("Classic", "High-volume", "Slow-tempo", "Pump", "Old-school", "Balanced"),
    Goal.FITNESS: ("Quick", "Sweaty", "Circuit", "Morning", "Lunch-break", "No-excuses"),
    Goal.ENDURANCE: ("Easy", "Steady", "Long", "Threshold", "Sunday"),
    Goal.MOBILITY: ("Gentle", "Evening", "Desk-worker's", "Loosening", "Slow"),
}
_LIGHT = ((10, 12, 12, 15), (0, 3, 5), (2, 3, 3, 4), (30, 45, 60))
# The low end of the repetitions, how much higher the high end is, sets and rests.
_DOSES = {
    Goal.STRENGTH: ((3, 4, 5), (0, 1, 2), (4, 5), (120, 150, 180)),
    Goal.MUSCLE: ((6, 8, 8, 10), (2, 4, 4), (3, 3, 4), (60, 75, 90)),
    Goal.FITNESS: _LIGHT,
    Goal.ENDURANCE: _LIGHT,
    Goal.MOBILITY: _LIGHT,
}
_PROGRAMMES = ("Strong at Home", "Back to Basics", "Twelve Weeks", "The Garage Plan", "First Steps", "Off-Season")
_NAMES = ("Marta", "Jonas", "Aisha", "Tom", "Ines", "Kofi", "Lena", "Raj", "Sofia", "Ben", "Yuki", "Nadia", "Piotr")
_ABOUT = (
    "Written for a day with little time and no wish to think.",
    "Leave one or two repetitions in reserve in every set.",
    "Warm up well, then rest as long as it says.",
    "Add a little weight whenever all sets felt easy.",
    "Good twice a week, with two days between.",
    "Take the pauses seriously; the last set shall be clean.",
    "",
)


@dataclass(frozen=True, slots=True)
class Line:
    exercise: Exercise
    sets: int
    low: int | None = None
    high: int | None = None
    seconds: int | None = None
    metres: int | None = None
    rest: int = 0

    @property
    def minutes(self) -> float:
        work = self.seconds or (self.metres or 0) * 0.36 or (self.high or 0) * 4
        return self.sets * (work + self.rest) / 60


def seed(scale: Scale) -> Iterator[str]:
    total = scale.of(WORKOUTS)
    pools = _Pools(list(Exercise.objects.library().filter(source="").order_by("slug")))
    for begin in range(0, total, BATCH):
        end = min(begin + BATCH, total)
        _make(begin, end, pools)
        yield f"{end:,} of {total:,} published workouts"


class _Pools:
    """Which exercises fit a goal, a part of the body and a kit."""

    def __init__(self, exercises: list[Exercise]) -> None:
        self.exercises = exercises
        self._found: dict[tuple[Goal, str, str], list[Exercise]] = {}

    def of(self, goal: Goal, focus: str, kit: str) -> list[Exercise]:
        key = (goal, focus, kit)
        if key not in self._found:
            fits = [
                each
                for each in self.exercises
                if each.kind in _KINDS[goal] and (goal is Goal.ENDURANCE or _FOCI[focus] & set(each.muscles))
            ]
            with_kit = [each for each in fits if set(each.equipment) <= _KITS[kit]]
            self._found[key] = with_kit if len(with_kit) >= 3 else fits
        return self._found[key]


@transaction.atomic
def _make(begin: int, end: int, pools: _Pools) -> None:
    numbers = sorted(set(range(begin, end)) - _there(begin, end))
    if not numbers:
        return
    made = [_workout(number, pools) for number in numbers]
    ids = keys(Workout, len(made))
    copied(Workout, _COLUMNS, ((key, *row) for key, (row, _) in zip(ids, made, strict=True)))
    copied(
        WorkoutExercise,
        ("workout", "position", "exercise", "sets", "reps_low", "reps_high", "seconds", "metres", "rest_seconds"),
        (
            (key, at, line.exercise.pk, line.sets, line.low, line.high, line.seconds, line.metres, line.rest)
            for key, (_, lines) in zip(ids, made, strict=True)
            for at, line in enumerate(lines, start=1)
        ),
    )


_COLUMNS = ("id", "uuid", "slug", "name", "about", "goal", "level", "minutes", "equipment", "muscles")


def _slug(number: int) -> str:
    return f"{SLUG}-{number:06}"


def _there(begin: int, end: int) -> set[int]:
    found = Workout.objects.library().filter(slug__gte=_slug(begin), slug__lt=_slug(end))
    return {int(slug.removeprefix(f"{SLUG}-")) for slug in found.values_list("slug", flat=True)}


def _workout(number: int, pools: _Pools) -> tuple[tuple[Any, ...], list[Line]]:
    random = chance(SLUG, number)
    goal, kit = random.choice(_GOALS), random.choice(list(_KITS))
    focus = "Full body" if goal is Goal.ENDURANCE else random.choice(list(_FOCI))
    pool = pools.of(goal, focus, kit)
    most = 2 if goal is Goal.ENDURANCE else 7
    count = min(len(pool), random.randint(min(3, most), most))
    lines = [_line(exercise, goal, random) for exercise in random.sample(pool, count)]
    minutes = min(180, max(5, round(sum(line.minutes for line in lines) / 5) * 5))
    level = max((Level(line.exercise.level) for line in lines), key=lambda each: each.rank)
    title = _title(_Theme(goal, focus, kit), minutes, lines, random)
    row = (
        new_uuid(random), _slug(number), title, random.choice(_ABOUT),
        goal.value, level.value, minutes,
        equipment_of(line.exercise.equipment for line in lines),
        muscles_of((line.exercise.muscles, line.sets) for line in lines),
    )  # fmt: skip
    return row, lines


def _line(exercise: Exercise, goal: Goal, random: Random) -> Line:
    if exercise.measure == Measure.DISTANCE:
        return Line(exercise, 1, metres=random.choice((2000, 3000, 5000, 5000, 8000, 10_000)))
    if exercise.measure == Measure.TIME:
        if exercise.kind == Kind.CARDIO:
            return Line(exercise, 1, seconds=random.choice((600, 900, 1200, 1200, 1800)))
        return Line(exercise, random.randint(2, 3), seconds=random.choice((30, 30, 45, 60)), rest=30)
    lows, more, sets, rests = _DOSES[goal]
    low = random.choice(lows)
    return Line(exercise, random.choice(sets), low, low + random.choice(more), rest=random.choice(rests))


@dataclass(frozen=True, slots=True)
class _Theme:
    goal: Goal
    focus: str
    kit: str


def _title(theme: _Theme, minutes: int, lines: list[Line], random: Random) -> str:
    goal = theme.goal
    mood, dice = random.choice(_MOODS[goal]), random.random()
    subject = (lines[0].exercise.name if goal is Goal.ENDURANCE else theme.focus).lower()
    if dice < 0.25:
        said = f"{mood} {subject}, {minutes} minutes"
    elif dice < 0.45 and goal not in (Goal.ENDURANCE, Goal.MOBILITY):
        said = f"{theme.kit} {subject}: {mood.lower()}"
    elif dice < 0.65:
        said = f"{random.choice(_PROGRAMMES)}, week {random.randint(1, 12)} day {random.randint(1, 5)}: {subject}"
    elif dice < 0.8:
        said = f"{random.choice(_NAMES)}'s {mood.lower()} {subject}"
    else:
        said = f"{lines[0].exercise.name} and more: {mood.lower()} {random.choice(('day', 'session', 'hour'))}"
    return said[:80]
