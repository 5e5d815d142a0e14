"""Routines by the API."""

import pytest

from apps.training.models import TrainingSession
from apps.training.tests.factories import LineFactory, SetFactory, session_over
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/training/routines"


@pytest.fixture
def person(client):
    found = UserFactory()
    client.force_login(found)
    return found


def send(client, method, address, **said):
    return getattr(client, method)(f"{URL}{address}", said, content_type="application/json")


def test_a_routine_from_its_making_to_its_sessions(client, person):
    a, b = LineFactory(sets=1, reps_low=5), LineFactory()
    said = {"name": "Two days", "rule": "linear", "workouts": [str(a.workout.uuid), str(b.workout.uuid)]}

    made = send(client, "post", "", **said)
    address = f"/{made.json()['uuid']}"
    SetFactory(session=session_over(person), exercise=a.exercise, weight_kg=60, reps=5)
    told = send(client, "get", f"{address}/next").json()
    begun = send(client, "post", f"{address}/start")

    assert (made.status_code, made.json()["is_followed"], made.json()["step_kg"]) == (201, True, "2.50")
    assert (told["position"], told["workout"]["uuid"]) == (1, str(a.workout.uuid))
    assert [(row["weight_kg"], row["reps"]) for row in told["proposals"]] == [("62.50", 5)]
    assert begun.json()["workout"] == str(a.workout.uuid)
    assert send(client, "get", f"{address}/next").json()["position"] == 2
    assert TrainingSession.objects.filter(routine_position=1).count() == 1


def test_it_is_replaced_deleted_and_brought_back(client, person):
    made = send(client, "post", "", name="One", rule="none").json()
    address = f"/{made['uuid']}"

    changed = send(client, "put", address, name="Two", rule="double", weekdays=[6, 0, 6]).json()
    assert changed["weekdays"] == [0, 6]
    assert send(client, "get", f"{address}/next").json() == {"position": None, "workout": None, "proposals": []}
    assert send(client, "post", f"{address}/start").json()["code"] == "bad_routine"
    assert send(client, "delete", address).status_code == 204
    assert send(client, "get", address).status_code == 404
    back = send(client, "post", f"{address}/restore").json()
    assert send(client, "post", f"{address}/follow").json() == back | {"is_followed": True}
    assert len(send(client, "get", "").json()["results"]) == 1
    assert send(client, "get", address).json()["name"] == "Two"


@pytest.mark.parametrize(
    "said",
    [
        {"rule": "magic"},
        {"step_kg": "99.00"},
        {"weekdays": [7]},
        {"workouts": ["00000000-0000-4000-8000-000000000000"]},
    ],
)
def test_what_cannot_be_is_refused(client, person, said):
    answer = send(client, "post", "", **{"name": "One", "rule": "none"} | said)

    assert answer.status_code == 400
    assert [name.split(".")[0] for name in answer.json()["fields"]] == list(said)
