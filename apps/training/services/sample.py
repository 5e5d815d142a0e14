"""The training of the sample household: a routine, a year of sessions that grow heavier, and the scales."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from project.lib.person import speaking_to
from project.lib.seeding import chance

from ..domain.body import Body
from ..domain.progression import Rule
from ..models import Exercise, LoggedSet, Measurement, Routine, RoutineDay, TrainingSession, Workout
from .demo.sessions import Trainee
from .library import load_library

DAYS = 364
WEEKDAYS = (0, 2, 4)
AT = time(18, 15)
# A holiday, counted back from today.
AWAY = range(150, 164)
MOST_WORKOUTS = 3


@transaction.atomic
def load_sample(person: Any) -> None:
    """Give a person a year of training; nothing where they have it."""
    if TrainingSession.objects.for_user(person).filter(is_sample=True).exists():
        return
    if not Exercise.objects.library().exists():
        load_library()
    with speaking_to(person):
        now = timezone.localtime()
        workouts = list(
            Workout.objects.library().filter(goal="muscle", level="beginner").exclude(slug__startswith="community-")
            .prefetch_related("lines__exercise").order_by("id")[:MOST_WORKOUTS]
        )  # fmt: skip
        routine = _routine(person, workouts)
        _train(person, routine, workouts, now)
        _weigh(person, now.date())


def _routine(person: Any, workouts: list[Workout]) -> Routine:
    first = not Routine.objects.mine(person).filter(is_followed=True).exists()
    routine = Routine.objects.create(
        owner=person, name="Three days a week", rule=Rule.DOUBLE, step_kg=Decimal("2.5"), weekdays=list(WEEKDAYS),
        is_followed=first, is_sample=True,
    )  # fmt: skip
    RoutineDay.objects.bulk_create(
        RoutineDay(routine=routine, position=position, workout=workout)
        for position, workout in enumerate(workouts, start=1)
    )
    return routine


def _train(person: Any, routine: Routine, workouts: list[Workout], now: datetime) -> None:
    trainee = Trainee(person, chance("the sample household trains"))
    sessions, sets = [], []
    for number, started in enumerate(_moments(now)):
        place = number % len(workouts)
        lines = sorted(workouts[place].lines.all(), key=lambda line: line.position)
        ended, note, done = trainee.trained(lines, started)
        session = TrainingSession(
            owner=person, workout=workouts[place], name=workouts[place].name, started_at=started, ended_at=ended,
            note=note, routine=routine, routine_position=place + 1, is_sample=True,
        )  # fmt: skip
        sessions.append(session)
        sets += [(session, values) for values in done]
    TrainingSession.objects.bulk_create(sessions)
    LoggedSet.objects.bulk_create(
        LoggedSet(
            session=session, exercise_id=exercise, reps=reps, weight_kg=weight, rir=rir, seconds=seconds,
            metres=metres, logged_at=moment,
        )
        for session, (exercise, reps, weight, rir, seconds, metres, moment) in sets
    )  # fmt: skip


def _moments(now: datetime) -> Iterator[datetime]:
    """Evenings of a year, the last before today; now and then one is missed."""
    random = chance("the sample household's evenings")
    for back in range(DAYS, 0, -1):
        day = now.date() - timedelta(days=back)
        if day.weekday() in WEEKDAYS and back not in AWAY and random.random() > 0.12:
            yield timezone.make_aware(datetime.combine(day, AT))


def _weigh(person: Any, today: date) -> None:
    random = chance("the sample household's scales")
    there = set(Measurement.objects.for_user(person).kept().values_list("kind", "on"))
    rows = []
    for back in range(DAYS, -1, -1):
        day, part = today - timedelta(days=back), 1 - back / DAYS
        if back % 3 == 0:
            rows.append((Body.WEIGHT, day, f"{84.5 - 6.2 * part + random.gauss(0, 0.35):.1f}"))
        if back % 28 == 0:
            rows.append((Body.WAIST, day, f"{94 - 7 * part + random.uniform(-0.5, 0.5):.0f}"))
            rows.append((Body.BODY_FAT, day, f"{24.5 - 5 * part + random.uniform(-0.4, 0.4):.1f}"))
    Measurement.objects.bulk_create(
        Measurement(owner=person, kind=kind, on=on, value=Decimal(value), is_sample=True)
        for kind, on, value in rows
        if (kind, on) not in there
    )


@transaction.atomic
def remove_sample(person: Any) -> None:
    """What the person trained and measured themselves stays. Safe to repeat."""
    for model in (TrainingSession, Measurement, Routine):
        model.objects.for_user(person).filter(is_sample=True).delete()
