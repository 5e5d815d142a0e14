"""Routines on pages: make one, put workouts in, start what comes next."""

from decimal import Decimal

import pytest

from apps.training.models import Routine, TrainingSession
from apps.training.tests.factories import (
    ExerciseFactory,
    LineFactory,
    RoutineDayFactory,
    RoutineFactory,
    SetFactory,
    WorkoutFactory,
    session_over,
)
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
URL = "/training/routines/"
SAID = {"name": "Three days", "rule": "linear", "step": "2.5", "weekdays": ["0", "2"]}


@pytest.fixture
def person(client):
    found = UserFactory()
    client.force_login(found)
    return found


def names(routine):
    return [day.workout.name for day in routine.days.order_by("position")]


def test_a_routine_is_made_filled_ordered_and_started(client, person):
    assert "No routine yet" in client.get(URL).content.decode()
    client.post(f"{URL}add/", SAID)
    routine = Routine.objects.get()
    address = f"{URL}{routine.uuid}/"
    assert "Open a workout and add it" in client.get(address).content.decode()
    assert (routine.is_followed, routine.step_kg, routine.weekdays) == (True, Decimal("2.5"), [0, 2])
    for name in ("A", "B", "C"):
        workout = LineFactory(workout__name=name).workout
        assert "Add it to a routine" in client.get(f"/training/workouts/{workout.uuid}/").content.decode()
        client.post(f"{address}days/add/", {"workout": workout.uuid})

    client.post(f"{address}days/2/up/")
    assert names(routine) == ["B", "A", "C"]
    client.post(f"{address}days/1/up/")
    assert names(routine) == ["A", "C", "B"]
    client.post(f"{address}days/2/remove/")
    assert names(routine) == ["A", "B"]
    assert client.post(f"{address}days/9/remove/").status_code == 404

    answer = client.post(f"{address}start/")
    session = TrainingSession.objects.get()
    assert answer.url == f"/training/sessions/{session.uuid}/"
    assert (session.name, session.routine, session.routine_position) == ("A", routine, 1)
    assert "Next: B" in client.get(address).content.decode()
    assert "On Monday, Wednesday" in client.get(URL).content.decode()


def test_a_session_says_what_to_lift_and_begins_from_it(client, person):
    press = ExerciseFactory(name="Press", muscles=["chest"])
    line = LineFactory(exercise=press, sets=1, reps_low=5, reps_high=8)
    day = RoutineDayFactory(routine__owner=person, workout=line.workout)
    SetFactory(session=session_over(person, days_ago=3), exercise=press, weight_kg=60, reps=5)

    assert "62.5 kg × 5" in client.get(f"{URL}{day.routine.uuid}/").content.decode()
    answer = client.post(f"{URL}{day.routine.uuid}/start/", follow=True).content.decode()

    assert "Today: 62.5 kg × 5." in answer
    assert "a step more weight" in answer
    assert 'value="62.5"' in answer


def test_what_has_no_weight_is_proposed_in_repetitions(client, person):
    push = ExerciseFactory(measure="reps")
    line = LineFactory(exercise=push, sets=1, reps_low=5, reps_high=8)
    hold = LineFactory(workout=line.workout, exercise__measure="time", reps_low=None, reps_high=None, seconds=45)
    day = RoutineDayFactory(routine__owner=person, routine__rule="double", workout=hold.workout)
    SetFactory(session=session_over(person), exercise=push, weight_kg=None, reps=6)

    shown = client.get(f"{URL}{day.routine.uuid}/").content.decode()

    assert "7 times" in shown
    assert "45 s" in shown


def test_a_routine_is_changed_followed_deleted_and_brought_back(client, person):
    first = RoutineFactory(owner=person, is_followed=True)
    second = RoutineFactory(owner=person, name="Two days")
    address = f"{URL}{second.uuid}/"

    client.post(f"{address}change/", SAID | {"name": "Two long days"})
    client.post(f"{address}follow/")
    second.refresh_from_db()
    first.refresh_from_db()
    assert (second.name, second.is_followed, first.is_followed) == ("Two long days", True, False)

    client.post(f"{address}delete/")
    assert client.get(address).status_code == 404
    client.post(f"{address}restore/")
    assert "Two long days" in client.get(address).content.decode()


def test_what_cannot_be_is_said(client, person):
    routine = RoutineFactory(owner=person)

    assert client.post(f"{URL}add/", SAID | {"step": "99"}).status_code == 422
    assert client.post(f"{URL}{routine.uuid}/change/", SAID | {"name": ""}).status_code == 422
    empty = client.post(f"{URL}{routine.uuid}/start/", follow=True).content.decode()
    assert "has no workout yet" in empty
    strange = client.post(f"{URL}{routine.uuid}/days/add/", {"workout": WorkoutFactory(owner=UserFactory()).uuid})
    assert strange.status_code == 404


def test_there_is_an_end_to_it(client, person, monkeypatch):
    monkeypatch.setattr("apps.training.services.routines.MOST_DAYS", 0)
    routine = RoutineFactory(owner=person)

    full = client.post(f"{URL}{routine.uuid}/days/add/", {"workout": WorkoutFactory().uuid}, follow=True)
    monkeypatch.setattr("apps.training.services.routines.MOST", 1)
    more = client.post(f"{URL}add/", SAID)

    assert "at most 0 workouts" in full.content.decode()
    assert "delete some first" in more.content.decode()


@pytest.mark.parametrize("rows", [1, 5])
def test_a_list_costs_the_same_however_long(client, person, rows, django_assert_max_num_queries):
    for _ in range(rows):
        RoutineDayFactory(routine__owner=person)

    with django_assert_max_num_queries(4):
        client.get(URL)
