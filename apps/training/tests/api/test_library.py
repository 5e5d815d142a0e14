"""The library by the API: for anybody; what is somebody's own, for them alone."""

import pytest

from apps.accounts.tests.factories import api_key
from apps.training.tests.factories import ExerciseFactory, LineFactory, WorkoutFactory
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
WORKOUTS = "/api/v1/nutrition-data/workouts"
EXERCISES = "/api/v1/training/exercises"


def names(answer):
    return [row["name"] for row in answer.json()["results"]]


def test_nobody_needs_to_sign_in_for_the_library(client):
    line = LineFactory(workout__name="Heavy", exercise__name="Press")
    WorkoutFactory(owner=UserFactory())

    for address in (WORKOUTS, f"{WORKOUTS}/"):
        [row] = client.get(address).json()["results"]
        assert (row["name"], row["goal"], row["minutes"]) == ("Heavy", "strength", 30)
        assert row["exercises"] == [
            {
                "exercise": str(line.exercise.uuid), "name": "Press", "sets": 3, "reps_low": 5, "reps_high": 8,
                "seconds": None, "metres": None, "rest_seconds": 90,
            }
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("goal=mobility", ["Stretch"]),
        ("level=expert", ["Heavy"]),
        ("minutes=20", ["Light", "Stretch"]),
        ("equipment=none", ["Stretch"]),
        ("equipment=bands&equipment=barbell&goal=strength", ["Heavy", "Light"]),
        ("muscles=lats&muscles=hamstrings", ["Light", "Stretch"]),
        ("words=heav", ["Heavy"]),
        ("words=&minutes=20", ["Light", "Stretch"]),
    ],
)
def test_workouts_are_narrowed(client, query, expected):
    WorkoutFactory(name="Heavy", level="expert", minutes=60)
    WorkoutFactory(name="Light", equipment=["bands"], muscles=["lats"], minutes=20)
    WorkoutFactory(name="Stretch", goal="mobility", equipment=[], muscles=["hamstrings"], minutes=10)

    assert names(client.get(f"{WORKOUTS}?{query}")) == expected


@pytest.mark.parametrize(
    "query",
    ["goal=fame", "minutes=0", "equipment=anvil", "scope=theirs", "scope=", "level=", "equipment=", "page_size=1000"],
)
def test_what_cannot_be_meant_is_refused_by_its_field(client, query):
    answer = client.get(f"{WORKOUTS}?{query}")

    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == [query.split("=")[0]]


def test_ones_own_workouts_are_for_oneself(client):
    person = UserFactory()
    WorkoutFactory(name="Mine", owner=person)
    WorkoutFactory(name="Library")
    WorkoutFactory(name="Somebody's", owner=UserFactory())
    mine = f"{WORKOUTS}?scope=mine"

    assert client.get(mine).status_code == 401
    client.force_login(person)
    assert names(client.get(mine)) == ["Mine"]
    assert names(client.get(WORKOUTS)) == ["Library"]


@pytest.mark.parametrize(("scope", "status"), [("training:read", 200), ("jobs:read", 403)])
def test_a_key_needs_its_scope_for_ones_own(client, scope, status):
    _, key = api_key(UserFactory(), scope)

    assert client.get(f"{WORKOUTS}?scope=mine", headers={"Authorization": f"Bearer {key}"}).status_code == status
    assert client.get(WORKOUTS, headers={"Authorization": f"Bearer {key}"}).status_code == 200


def test_one_of_each_can_be_read_but_nobodys_own(client):
    workout, exercise = WorkoutFactory(name="Heavy"), ExerciseFactory(name="Press", met=None)
    theirs = (WorkoutFactory(owner=UserFactory()), ExerciseFactory(owner=UserFactory()))

    assert client.get(f"{WORKOUTS}/{workout.uuid}").json()["name"] == "Heavy"
    assert client.get(f"{EXERCISES}/{exercise.uuid}").json()["met"] is None
    assert client.get(f"{WORKOUTS}/{theirs[0].uuid}").status_code == 404
    assert client.get(f"{EXERCISES}/{theirs[1].uuid}").status_code == 404


def test_exercises_are_listed_by_name_and_narrowed(client):
    ExerciseFactory(name="Walk", kind="cardio", equipment=[])
    ExerciseFactory(name="Press")
    ExerciseFactory(name="Somebody's", owner=UserFactory())

    assert names(client.get(EXERCISES)) == ["Press", "Walk"]
    assert names(client.get(f"{EXERCISES}?kind=cardio")) == ["Walk"]


@pytest.mark.parametrize("rows", [2, 20])
def test_a_list_costs_the_same_however_long(client, django_assert_max_num_queries, rows):
    LineFactory.create_batch(rows)

    with django_assert_max_num_queries(2):
        client.get(WORKOUTS)
