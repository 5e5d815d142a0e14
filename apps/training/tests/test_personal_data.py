"""How long what is deleted waits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.training.models import Exercise, Workout
from apps.training.tests.factories import ExerciseFactory, LineFactory, SetFactory, WorkoutFactory
from project.lib import retention
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db


def test_what_somebody_deleted_goes_after_thirty_days_unless_something_names_it():
    now, person = timezone.now(), UserFactory()
    long_ago = {"owner": person, "deleted_at": now - timedelta(days=31)}
    kept = {ExerciseFactory(owner=person, deleted_at=now), ExerciseFactory(owner=person)}
    kept.add(SetFactory(exercise=ExerciseFactory(**long_ago)).exercise)
    kept.add(LineFactory(exercise=ExerciseFactory(**long_ago)).exercise)
    ExerciseFactory(**long_ago)
    WorkoutFactory(**long_ago)

    for name in ("training.Exercise deleted by its person", "training.Workout deleted by its person"):
        rule = retention.rules[name]
        rule.drop(rule.due(now - rule.keep))

    assert set(Exercise.objects.for_user(person)) == kept
    assert not Workout.objects.for_user(person).exists()
