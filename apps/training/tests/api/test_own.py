"""Exercises and workouts of one's own, by the API."""

import pytest

from apps.training.models import Exercise, Workout
from apps.training.tests.factories import ExerciseFactory, LineFactory
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
EXERCISE = {"name": "Log press", "kind": "strength", "level": "expert", "measure": "load", "muscles": ["shoulders"]}
WORKOUT = {"name": "Push day", "goal": "strength", "level": "beginner", "minutes": 40}


@pytest.fixture
def person(client):
    found = UserFactory()
    client.force_login(found)
    return found


def send(client, method, address, **said):
    return getattr(client, method)(f"/api/v1/training/{address}", said, content_type="application/json")


def test_an_exercise_from_its_making_to_its_return(client, person):
    made = send(client, "post", "own-exercises", **EXERCISE).json()
    address = f"own-exercises/{made['uuid']}"

    changed = send(client, "put", address, **EXERCISE | {"name": "Stone press"}).json()
    gone = send(client, "delete", address)

    assert (changed["name"], gone.status_code) == ("Stone press", 204)
    assert send(client, "get", address).status_code == 404
    assert send(client, "post", f"{address}/restore").json() == changed
    assert send(client, "get", "own-exercises").json()["results"] == [changed]
    assert send(client, "get", address).json() == changed


def test_a_workout_from_its_making_to_its_return(client, person):
    press = ExerciseFactory()
    line = {"exercise": str(press.uuid), "sets": 3, "reps_low": 5, "rest_seconds": 90}

    made = send(client, "post", "own-workouts", **WORKOUT, exercises=[line]).json()
    address = f"own-workouts/{made['uuid']}"
    changed = send(client, "put", address, **WORKOUT, exercises=[line | {"reps_low": None, "seconds": 60}]).json()

    assert (made["exercises"][0]["reps_high"], changed["exercises"][0]["seconds"]) == (5, 60)
    assert client.get("/api/v1/nutrition-data/workouts?scope=mine").json()["results"] == [changed]
    assert send(client, "delete", address).status_code == 204
    assert client.get("/api/v1/nutrition-data/workouts?scope=mine").json()["results"] == []
    assert send(client, "post", f"{address}/restore").json() == changed
    assert send(client, "get", address).json() == changed


def test_a_copy_is_ones_own(client, person):
    line = LineFactory()

    made = send(client, "post", f"workouts/{line.workout.uuid}/copy")

    assert made.status_code == 201
    assert Workout.objects.get(uuid=made.json()["uuid"]).owner == person


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({}, "reps_low"),
        ({"reps_low": 9, "reps_high": 8}, "reps_high"),
        ({"reps_low": 0}, "reps_low"),
    ],
)
def test_a_line_that_says_nothing_is_refused(client, person, line, field):
    press = ExerciseFactory()

    answer = send(
        client, "post", "own-workouts", **WORKOUT, exercises=[{"exercise": str(press.uuid), "sets": 3} | line]
    )

    assert answer.status_code == 400
    assert field in str(answer.json()["fields"])


def test_somebody_elses_exercise_is_not_there(client, person):
    theirs = ExerciseFactory(owner=UserFactory())
    line = {"exercise": str(theirs.uuid), "sets": 3, "reps_low": 5}

    assert send(client, "post", "own-workouts", **WORKOUT, exercises=[line]).status_code == 400
    assert send(client, "post", "own-workouts", **WORKOUT, exercises=[]).json()["code"] == "bad_workout"
    assert send(client, "get", f"own-exercises/{theirs.uuid}").status_code == 404
    assert Exercise.objects.count() == 1
