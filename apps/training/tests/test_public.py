"""What other apps are told of training."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from apps.training import public, services
from apps.training.models import TrainingSession
from apps.training.tests.factories import (
    BEGAN,
    ExerciseFactory,
    MeasurementFactory,
    RoutineFactory,
    SessionFactory,
    WorkoutFactory,
    session_over,
)
from project.lib.errors import DomainError
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


def test_weights_in_order_of_their_days(django_assert_num_queries):
    person = UserFactory()
    for day, kilograms in ((3, "80.5"), (1, "81"), (2, "80.75")):
        public.log_measurement(
            person, kind=public.Body.WEIGHT, value=Decimal(kilograms), on=date(2026, 3, day), today=TODAY
        )
    MeasurementFactory(owner=person, kind="waist")
    MeasurementFactory()

    with django_assert_num_queries(1):
        told = public.weights(person)

    assert told == [
        (date(2026, 3, 1), Decimal(81)),
        (date(2026, 3, 2), Decimal("80.75")),
        (date(2026, 3, 3), Decimal("80.5")),
    ]
    assert public.weights(person, date(2026, 3, 3)) == told[2:]


def test_what_nobody_weighs_is_refused():
    with pytest.raises(DomainError, match="from 2 to 700 kg"):
        public.log_measurement(UserFactory(), kind=public.Body.WEIGHT, value=Decimal(800), on=TODAY, today=TODAY)


def test_days_of_training_are_those_trained_and_those_planned(django_assert_num_queries):
    person = UserFactory()
    RoutineFactory(owner=person, is_followed=True, weekdays=[0, 3])
    RoutineFactory(owner=person, weekdays=[6])
    session_over(person)  # a Monday
    session_over(person, days_ago=-4)
    session_over(UserFactory(), days_ago=-1)

    with django_assert_num_queries(2):
        found = public.training_days(person, date(2026, 3, 2), 7)

    assert found == [date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 6)]
    assert public.training_days(UserFactory(), date(2026, 3, 2), 7) == []


def test_a_session_is_logged_afterwards():
    person, press = UserFactory(), ExerciseFactory()
    done = [public.SetDone(press.uuid, reps=5, weight_kg=Decimal(60)), public.SetDone(press.uuid, reps=4)]

    uuid = public.log_session(person, started_at=BEGAN, ended_at=BEGAN + timedelta(hours=1), sets=done, name="Gym")

    session = TrainingSession.objects.get(uuid=uuid)
    assert (session.owner, session.name, session.sets.count()) == (person, "Gym", 2)


@pytest.mark.parametrize(
    ("sets", "minutes", "sentence"),
    [
        ([{}], 60, "how many repetitions"),
        ([], 60, "one set at least"),
        ([{"reps": 5}], -1, "ends after it begins"),
        ([{"reps": 5}] * 301, 60, "at most 300 sets"),
    ],
)
def test_a_session_that_cannot_be_is_refused(sets, minutes, sentence):
    person, press = UserFactory(), ExerciseFactory()
    done = [public.SetDone(press.uuid, **each) for each in sets]

    with pytest.raises(DomainError, match=sentence):
        public.log_session(person, started_at=BEGAN, ended_at=BEGAN + timedelta(minutes=minutes), sets=done)


def test_the_library_is_searched_ones_own_first():
    person = UserFactory()
    WorkoutFactory(name="Heavy legs")
    mine = WorkoutFactory(name="My heavy legs", owner=person)
    WorkoutFactory(name="Heavy legs of theirs", owner=UserFactory())
    press = ExerciseFactory(name="Leg press")

    assert [found.name for found in public.workouts(person, "legs heavy")] == ["My heavy legs", "Heavy legs"]
    assert public.workouts(person, "mine") == []
    assert public.workouts(person, "my heavy")[0].uuid == mine.uuid
    assert [found.uuid for found in public.exercises(person, "press")] == [press.uuid]


def test_a_workout_is_recommended_to_whom_said_what_for():
    person = UserFactory()
    workout = WorkoutFactory(equipment=[], minutes=30)
    assert public.recommend(person, BEGAN) == []

    services.set_wish(owner=person, goal="strength", level="beginner", minutes=45, equipment=[])
    [advice] = public.recommend(person, BEGAN)

    assert advice.workout.uuid == workout.uuid
    assert "It is made for your goal, strength." in advice.reasons


def test_today_in_two_statements(django_assert_num_queries):
    person = UserFactory()
    routine = RoutineFactory(owner=person, is_followed=True, weekdays=[0])
    session_over(person, name="Legs")
    session_over(person, days_ago=1)
    going_on = SessionFactory(owner=person, started_at=BEGAN + timedelta(hours=2))

    with django_assert_num_queries(2):
        found = public.today(person, date(2026, 3, 2))

    assert (found.open_session, found.last_name, found.this_week) == (going_on.uuid, "Legs", 1)
    assert (found.routine, found.is_training_day, found.trained_today) == (routine.uuid, True, True)
    assert public.today(UserFactory(), date(2026, 3, 3)).last_at is None
