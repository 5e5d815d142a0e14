"""What somebody trained, by the API."""

import pytest

from apps.training.models import TrainingSession
from apps.training.tests.factories import ExerciseFactory, SetFactory, WorkoutFactory, session_over
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/training/sessions"


@pytest.fixture
def person(client):
    found = UserFactory()
    client.force_login(found)
    return found


def post(client, address, **said):
    return client.post(address, said, content_type="application/json")


def test_a_session_from_its_beginning_to_its_end(client, person):
    workout, press = WorkoutFactory(name="Heavy"), ExerciseFactory(name="Press")

    begun = post(client, URL, workout=str(workout.uuid))
    address = f"{URL}/{begun.json()['uuid']}"
    logged = post(client, f"{address}/sets", exercise=str(press.uuid), reps=5, weight_kg="62.50", rir=1)
    ended = post(client, f"{address}/finish", note="Fine")

    assert (begun.status_code, begun.json()["name"], begun.json()["sets"]) == (201, "Heavy", [])
    assert (logged.status_code, logged.json()["weight_kg"], logged.json()["name"]) == (201, "62.50", "Press")
    assert ended.json()["ended_at"] is not None
    [row] = client.get(URL).json()["results"]
    assert (row["workout"], row["note"], len(row["sets"])) == (str(workout.uuid), "Fine", 1)
    assert client.get(address).json() == row
    assert client.delete(address).status_code == 204
    assert not TrainingSession.objects.exists()


def test_what_cannot_be_is_refused(client, person):
    theirs = ExerciseFactory(owner=UserFactory())
    session = post(client, URL).json()["uuid"]

    assert post(client, URL).json()["code"] == "already_training"
    assert list(post(client, URL, workout=str(theirs.uuid)).json()["fields"]) == ["workout"]
    assert list(post(client, f"{URL}/{session}/sets", exercise=str(theirs.uuid)).json()["fields"]) == ["exercise"]
    assert post(client, f"{URL}/{session}/sets", exercise=str(ExerciseFactory().uuid)).json()["code"] == "nothing_said"
    assert list(post(client, f"{URL}/{session}/sets", colour="red").json()["fields"]) == ["exercise", "colour"]


def test_records_of_an_exercise(client, person):
    press = ExerciseFactory()
    SetFactory(session=session_over(person), exercise=press, weight_kg=100, reps=5)

    told = client.get(f"/api/v1/training/exercises/{press.uuid}/records").json()

    assert told["heaviest"] == {"reps": 5, "weight_kg": "100.00"}
    assert told["once_kg"] == pytest.approx(116.6667, abs=1e-4)
    assert told["longest_seconds"] is None


@pytest.mark.parametrize("rows", [1, 10])
def test_a_list_costs_the_same_however_long(client, person, django_assert_max_num_queries, rows):
    for day in range(rows):
        SetFactory.create_batch(2, session=session_over(person, days_ago=day))

    with django_assert_max_num_queries(4):
        assert len(client.get(URL).json()["results"]) == rows
