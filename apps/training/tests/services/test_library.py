"""The library in the tables: loaded, brought up to date, and added to from a file."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from apps.training import services
from apps.training.models import Exercise, Workout
from apps.training.tests.domain.test_free_exercise_db import CURL
from apps.training.tests.factories import ExerciseFactory, WorkoutFactory
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db


def test_the_library_is_loaded_once_however_often():
    first = services.load_library()

    again = services.load_library()

    assert first.added == Exercise.objects.count() + Workout.objects.count() >= 190
    assert (again.added, again.changed) == (0, 0)
    bench = Workout.objects.get(slug="bench-day")
    assert bench.equipment == ["barbell", "bench", "cable", "dumbbells"]
    assert bench.muscles[0] == "chest"
    assert bench.lines.count() == 5


def test_what_differs_from_the_files_is_brought_up_to_date_and_the_rest_stays():
    services.load_library()
    person = UserFactory()
    own = ExerciseFactory(owner=person, slug="push-up", name="My push-up")
    Exercise.objects.filter(owner=None, slug="push-up").update(name="Press-up", muscles=["neck"])
    Workout.objects.get(slug="bench-day").lines.all().delete()
    other = WorkoutFactory(slug="from-elsewhere")

    loaded = services.load_library()

    assert (loaded.added, loaded.changed) == (0, 2)
    push_up = Exercise.objects.get(owner=None, slug="push-up")
    assert (push_up.name, push_up.muscles) == ("Push-up", ["chest"])
    assert Workout.objects.get(slug="bench-day").lines.count() == 5
    own.refresh_from_db()
    assert own.name == "My push-up"
    assert Workout.objects.filter(pk=other.pk).exists()


def test_exercises_of_a_file_come_beside_those_of_steward():
    services.load_library()
    theirs = [CURL, CURL | {"name": "Push-up"}]

    first = services.import_exercises(json.dumps(theirs))
    again = services.import_exercises(json.dumps([CURL | {"level": "expert"}]))

    assert (first.added, first.changed, first.faults) == (1, 0, [])
    assert (again.added, again.changed) == (0, 1)
    curl = Exercise.objects.get(slug="alternate-hammer-curl")
    assert (curl.level, curl.source) == ("expert", "free-exercise-db")
    assert Exercise.objects.get(slug="push-up").source == ""


# --- From the command line --------------------------------------------------------------------------------------------


def test_the_commands_say_what_they_did(tmp_path):
    out, err = io.StringIO(), io.StringIO()
    file = tmp_path / "exercises.json"
    file.write_text(json.dumps([CURL, {}]))

    call_command("load_training_library", stdout=out)
    call_command("import_exercises", str(file), stdout=out, stderr=err)

    first, second = out.getvalue().splitlines()
    assert first.endswith(" added, 0 changed.")
    assert second == "1 added, 0 changed, 1 left out."
    assert err.getvalue() == "Exercise 2 was left out: it has no name.\n"


@pytest.mark.parametrize("content", ["", "{}", "[" * 100_000, None])
def test_a_file_that_is_none_is_refused(content, tmp_path):
    file = tmp_path / "exercises.json"
    if content is not None:
        file.write_text(content)

    with pytest.raises(CommandError):
        call_command("import_exercises", str(file))


def test_a_file_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("apps.training.management.commands.import_exercises.MOST_BYTES", 3)
    file = tmp_path / "exercises.json"
    file.write_text("[{}]")

    with pytest.raises(CommandError, match="is larger than"):
        call_command("import_exercises", str(file))
