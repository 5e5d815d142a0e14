"""The library in the admin."""

import pytest
from django.contrib import admin

from apps.training.models import Measurement, ProgressPhoto, Workout
from apps.training.tests.factories import ExerciseFactory, LineFactory, WorkoutFactory
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    found = UserFactory(administrator=True)
    client.force_login(found)
    return found


def test_only_the_library_is_there(client, staff):
    WorkoutFactory(name="Published")
    WorkoutFactory(name="Somebody's", owner=UserFactory())
    ExerciseFactory(name="Everybody's press")

    shown = client.get("/admin/training/workout/").content.decode()

    assert "Published" in shown
    assert "Somebody" not in shown
    assert "Everybody" in client.get("/admin/training/exercise/").content.decode()


def test_what_people_measured_and_photographed_of_their_bodies_is_not():
    assert not {Measurement, ProgressPhoto} & set(admin.site._registry)


def test_what_a_workout_needs_follows_from_its_exercises(client, staff):
    line = LineFactory(exercise__equipment=["barbell"], exercise__muscles=["chest"])
    row = ExerciseFactory(equipment=["rower"], muscles=["lats"], measure="time")
    address = f"/admin/training/workout/{line.workout.pk}/change/"
    said = {
        "slug": line.workout.slug, "name": "Rowing", "about": "", "goal": "endurance", "level": "beginner",
        "minutes": 20, "lines-TOTAL_FORMS": 1, "lines-INITIAL_FORMS": 1, "lines-0-id": line.pk,
        "lines-0-workout": line.workout.pk, "lines-0-position": 1, "lines-0-exercise": row.pk, "lines-0-sets": 1,
        "lines-0-seconds": 600, "lines-0-reps_low": "", "lines-0-reps_high": "", "lines-0-rest_seconds": 0,
    }  # fmt: skip

    answer = client.post(address, said)

    assert answer.status_code == 302, answer.content.decode()
    workout = Workout.objects.get()
    assert (workout.name, workout.equipment, workout.muscles) == ("Rowing", ["rower"], ["lats"])
