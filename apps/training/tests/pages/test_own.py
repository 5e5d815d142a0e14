"""Exercises and workouts of one's own, on pages."""

import pytest

from apps.training.models import Exercise, Workout
from apps.training.tests.factories import ExerciseFactory, LineFactory, WorkoutFactory
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
WORKOUT = {"name": "Push day", "about": "", "goal": "strength", "level": "beginner", "minutes": "40"}
EXERCISE = {"name": "Log press", "kind": "strength", "level": "expert", "measure": "load", "muscles": ["shoulders"]}


@pytest.fixture
def person(client):
    found = UserFactory()
    client.force_login(found)
    return found


def make(client, text, address="/training/workouts/add/", **said):
    return client.post(address, {**WORKOUT, **said, "exercises": text})


def test_a_workout_is_made_changed_deleted_and_brought_back(client, person):
    ExerciseFactory(name="Bench press", equipment=["barbell", "bench"], muscles=["chest"])
    ExerciseFactory(name="Plank", measure="time", equipment=[], muscles=["abdominals"])

    answer = make(client, "Bench press: 3 x 8-12, rest 90 s\nplank: 2 x 45 s")

    workout = Workout.objects.get(owner=person)
    assert answer.url == f"/training/workouts/{workout.uuid}/"
    assert (workout.equipment, workout.muscles) == (["barbell", "bench"], ["chest", "abdominals"])
    form = client.get(f"{answer.url}change/").content.decode()
    assert "Bench press: 3 x 8-12, rest 90 s\nPlank: 2 x 45 s" in form

    make(client, "Plank: 1 x 1:30", f"{answer.url}change/", name="Core")
    workout.refresh_from_db()
    assert (workout.name, workout.equipment, workout.lines.get().seconds) == ("Core", [], 90)

    client.post(f"{answer.url}delete/")
    assert client.get(answer.url).status_code == 404
    assert "None of your own" in client.get("/training/workouts/?mine=on").content.decode()
    client.post(f"{answer.url}restore/")
    assert "Core" in client.get("/training/workouts/?mine=on").content.decode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "This field is required."),
        ("Bench pres: 3 x 8", "Do you mean “Bench press”?"),
        ("Zzz: 3 x 8", "add one of your own"),
        ("Bench press: 3 x 1:30", "of Bench press write 8 or 8-12"),
        ("Bench press", "Line 1 is not like"),
        ("\n".join(["Bench press: 3 x 8"] * 41), "at most 40 exercises"),
    ],
)
def test_what_cannot_be_meant_is_said_at_the_form(client, person, text, sentence):
    ExerciseFactory(name="Bench press")

    answer = make(client, text)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Workout.objects.exists()


def test_a_workout_of_the_library_is_copied_to_be_changed(client, person):
    line = LineFactory(workout__name="Heavy")

    answer = client.post(f"/training/workouts/{line.workout.uuid}/copy/")

    copy = Workout.objects.get(owner=person)
    assert answer.url == f"/training/workouts/{copy.uuid}/change/"
    assert (copy.name, copy.lines.get().exercise) == ("Heavy (mine)", line.exercise)
    assert client.get(f"/training/workouts/{line.workout.uuid}/change/").status_code == 404


def test_an_exercise_of_ones_own_goes_before_one_of_the_library(client, person):
    ExerciseFactory(name="Log press")
    answer = client.post("/training/exercises/add/", EXERCISE | {"also_muscles": ["shoulders", "triceps"]})
    mine = Exercise.objects.get(owner=person)
    assert answer.url == f"/training/exercises/{mine.uuid}/"
    assert mine.also_muscles == ["triceps"]

    make(client, "log press: 3 x 5")
    workout = Workout.objects.get()
    assert workout.lines.get().exercise == mine

    client.post(f"{answer.url}change/", EXERCISE | {"muscles": ["chest"], "equipment": ["other"]})
    workout.refresh_from_db()
    assert (workout.muscles, workout.equipment) == (["chest"], ["other"])


def test_an_exercise_is_deleted_and_brought_back(client, person):
    mine = ExerciseFactory(owner=person, name="Log press")
    address = f"/training/exercises/{mine.uuid}/"

    client.post(f"{address}delete/")
    assert client.get(address).status_code == 404
    assert "None of your own" in client.get("/training/exercises/?mine=on").content.decode()
    client.post(f"{address}restore/")

    assert "Log press" in client.get("/training/exercises/?mine=on").content.decode()
    assert "Change" in client.get(address).content.decode()


def test_a_form_that_does_not_pass_says_so(client, person):
    mine = ExerciseFactory(owner=person)

    assert client.post("/training/exercises/add/", EXERCISE | {"name": ""}).status_code == 422
    assert client.post(f"/training/exercises/{mine.uuid}/change/", EXERCISE | {"kind": "magic"}).status_code == 422
    assert client.get("/training/exercises/add/").status_code == 200


def test_too_many_are_refused(client, person, monkeypatch):
    monkeypatch.setattr("apps.training.services.own.MOST", 1)
    WorkoutFactory(owner=person)
    ExerciseFactory(name="Bench press")

    answer = make(client, "Bench press: 3 x 8")

    assert "delete some first" in answer.content.decode()
