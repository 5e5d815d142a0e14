"""The pages of the library."""

import pytest

from apps.training.tests.factories import ExerciseFactory, LineFactory, WorkoutFactory
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    found = UserFactory()
    client.force_login(found)
    return found


def names(answer):
    return [str(line.get("workout") or line.get("exercise")) for line in answer.context["lines"]]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["Heavy", "Light", "Stretch"]),
        ({"goal": "mobility"}, ["Stretch"]),
        ({"level": "expert"}, ["Heavy"]),
        ({"minutes": "20"}, ["Light", "Stretch"]),
        ({"muscle": "lats"}, ["Light"]),
        ({"equipment": ["none"]}, ["Stretch"]),
        ({"equipment": ["bands"]}, ["Light", "Stretch"]),
        ({"equipment": ["bands", "barbell"]}, ["Heavy", "Light", "Stretch"]),
        ({"words": "ret st"}, ["Stretch"]),
        ({"minutes": "soon", "goal": "fame"}, ["Heavy", "Light", "Stretch"]),
    ],
)
def test_workouts_are_narrowed_by_what_is_asked(client, person, asked, expected):
    WorkoutFactory(name="Heavy", level="expert", minutes=60)
    WorkoutFactory(name="Light", equipment=["bands"], muscles=["lats"], minutes=20)
    WorkoutFactory(name="Stretch", goal="mobility", equipment=[], muscles=["hamstrings"], minutes=10)
    WorkoutFactory(name="Somebody's", owner=UserFactory())

    assert names(client.get("/training/workouts/", asked)) == expected


def test_exercises_are_narrowed_and_ones_own_are_among_them(client, person):
    ExerciseFactory(name="Press", kind="strength")
    ExerciseFactory(name="Walk", kind="cardio", equipment=[])
    ExerciseFactory(name="Mine", owner=person, kind="cardio")
    ExerciseFactory(name="Somebody's", owner=UserFactory(), kind="cardio")

    assert names(client.get("/training/exercises/")) == ["Mine", "Press", "Walk"]
    assert names(client.get("/training/exercises/", {"kind": "cardio"})) == ["Mine", "Walk"]


def test_a_workout_shows_what_is_done(client, person):
    workout = WorkoutFactory(equipment=["pull_up_bar"])
    LineFactory(workout=workout, exercise__name="Chin-up", position=2)
    LineFactory(workout=workout, exercise__name="Hang", position=1, reps_low=None, reps_high=None, seconds=30)
    LineFactory(workout=workout, exercise__name="Run", position=3, reps_low=None, reps_high=None, metres=2500)

    page = client.get(f"/training/workouts/{workout.uuid}/").content.decode()

    assert page.index("Hang") < page.index("Chin-up") < page.index("Run")
    assert all(words in page for words in ("30 s", "5–8", "2.5 km", "Needs pull-up bar"))


def test_an_exercise_shows_how_it_is_done_and_where(client, person):
    line = LineFactory(exercise__also_muscles=["lower_back"])

    page = client.get(f"/training/exercises/{line.exercise.uuid}/").content.decode()

    assert "Lift it and put it down." in page
    assert "lower back" in page
    assert "3.5 MET" in page
    assert "2011 Compendium of Physical Activities" in page
    assert str(line.workout) in page


@pytest.mark.parametrize("path", ["workouts", "exercises"])
def test_what_narrows_too_far_says_so(client, person, path):
    assert "Nothing fits" in client.get(f"/training/{path}/", {"words": "zz"}).content.decode()
    assert "The library is empty" in client.get(f"/training/{path}/").content.decode()


@pytest.mark.parametrize("rows", [3, 20])
def test_a_list_costs_the_same_however_long(client, person, django_assert_max_num_queries, rows):
    WorkoutFactory.create_batch(rows)
    ExerciseFactory.create_batch(rows)

    for path in ("workouts", "exercises"):
        with django_assert_max_num_queries(4):
            client.get(f"/training/{path}/")


def test_the_next_page_begins_where_this_one_ends(client, person):
    WorkoutFactory.create_batch(30)

    first = client.get("/training/workouts/")
    second = client.get(first.context["next"])

    assert len(names(first)) == 25
    assert len(names(second)) == 5
    assert not set(names(first)) & set(names(second))
