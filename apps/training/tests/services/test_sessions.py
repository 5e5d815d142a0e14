from datetime import timedelta
from decimal import Decimal

import pytest

from apps.training import services
from apps.training.models import LoggedSet, TrainingSession
from apps.training.queries import sessions as reads
from apps.training.services.sessions import AlreadyTraining, Ended, NothingSaid, TooManySets
from apps.training.tests.factories import (
    BEGAN,
    ExerciseFactory,
    SessionFactory,
    SetFactory,
    WorkoutFactory,
    session_over,
)
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db


def test_one_session_goes_on_at_a_time():
    person = UserFactory()
    begun = services.start_session(owner=person, now=BEGAN, workout=WorkoutFactory(name="Heavy"))

    with pytest.raises(AlreadyTraining, match="Finish that session first"):
        services.start_session(owner=person, now=BEGAN)
    services.finish_session(session=begun, now=BEGAN + timedelta(hours=1), note="Fine")
    free = services.start_session(owner=person, now=BEGAN + timedelta(days=1))

    assert (begun.name, free.name) == ("Heavy", "Free training")
    services.start_session(owner=UserFactory(), now=BEGAN)


def test_the_first_end_holds_and_is_never_before_the_beginning():
    session = SessionFactory()

    services.finish_session(session=session, now=BEGAN - timedelta(hours=1), note="Short")
    again = services.finish_session(session=session, now=BEGAN + timedelta(hours=1))

    assert (again.ended_at, again.note) == (BEGAN, "Short")


def test_a_set_says_how_much():
    session, exercise = SessionFactory(), ExerciseFactory()

    with pytest.raises(NothingSaid):
        services.log_set(session=session, exercise=exercise, now=BEGAN, weight_kg=Decimal(60))
    logged = services.log_set(session=session, exercise=exercise, now=BEGAN, weight_kg=Decimal(60), reps=8, rir=2)

    assert (logged.reps, logged.weight_kg, logged.rir, logged.seconds) == (8, 60, 2, None)


def test_a_session_that_is_over_takes_no_more():
    session = session_over(UserFactory())

    with pytest.raises(Ended):
        services.log_set(session=session, exercise=ExerciseFactory(), now=BEGAN, reps=5)


def test_a_session_has_an_end_of_sets(monkeypatch):
    monkeypatch.setattr("apps.training.services.sessions.MOST_SETS", 1)
    logged = SetFactory()

    with pytest.raises(TooManySets):
        services.log_set(session=logged.session, exercise=logged.exercise, now=BEGAN, reps=5)


def test_a_session_goes_with_its_sets():
    logged = SetFactory()

    services.delete_session(session=logged.session)

    assert not TrainingSession.objects.exists()
    assert not LoggedSet.objects.exists()


# --- What was done before ---------------------------------------------------------------------------------------------


def test_last_time_is_the_latest_session_before_that_has_the_exercise(django_assert_num_queries):
    person = UserFactory()
    press, squat = ExerciseFactory(), ExerciseFactory()
    older, newer = session_over(person, days_ago=7), session_over(person, days_ago=3)
    SetFactory(session=older, exercise=press, weight_kg=50)
    SetFactory(session=older, exercise=squat, weight_kg=80)
    for weight in (60, 62):
        SetFactory(session=newer, exercise=press, weight_kg=weight)
    SetFactory(session__owner=UserFactory(), session__started_at=BEGAN - timedelta(days=1), exercise=press)
    now = SessionFactory(owner=person)
    SetFactory(session=now, exercise=press, weight_kg=99)

    with django_assert_num_queries(2):
        found = reads.last_time(person, [press, squat], before=now)

    assert [each.weight_kg for each in found[press.pk]] == [60, 62]
    assert [each.weight_kg for each in found[squat.pk]] == [80]


def test_records_are_of_all_that_was_logged_by_the_person(django_assert_num_queries):
    person, press = UserFactory(), ExerciseFactory()
    session = session_over(person)
    for reps, weight in ((5, 95), (1, 100), (5, 80), (20, 40)):
        SetFactory(session=session, exercise=press, reps=reps, weight_kg=weight)
    SetFactory(exercise=press, reps=1, weight_kg=200)

    with django_assert_num_queries(2):
        found = reads.records(person, press)

    assert (found.heaviest.weight_kg, found.strongest.weight_kg, found.most_reps) == (100, 95, 20)
    assert found.once_kg == pytest.approx(110.8333, abs=1e-4)


def test_sets_count_for_the_muscles_that_an_exercise_is_for():
    person = UserFactory()
    session = session_over(person)
    SetFactory.create_batch(3, session=session, exercise=ExerciseFactory(muscles=["chest", "triceps"]))
    SetFactory(session=session, exercise=ExerciseFactory(muscles=["chest"]))
    SetFactory(session=session, exercise=ExerciseFactory(muscles=["calves"]), logged_at=BEGAN - timedelta(days=8))

    assert reads.sets_of_muscles(person, since=BEGAN - timedelta(days=7)) == {"chest": 4, "triceps": 3}
