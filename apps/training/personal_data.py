"""What training holds about a person, for export and erasure."""

from typing import Any

from project.lib import privacy, retention

from . import models


def register() -> None:
    # Rows go before what they lean on.
    privacy.table("training.TrainingWish", rows=models.TrainingWish.objects.for_user, erase=privacy.delete())
    privacy.table(
        "training.Measurement", rows=models.Measurement.objects.for_user, erase=privacy.delete(),
        about="your weight and what you measured of your body",
    )  # fmt: skip
    privacy.table("training.LoggedSet", rows=_sets, erase=privacy.delete(), rank=80)
    privacy.table(
        "training.TrainingSession", rows=models.TrainingSession.objects.for_user, erase=privacy.delete(), rank=85
    )
    privacy.table("training.WorkoutExercise", rows=_lines, erase=privacy.delete(), rank=90)
    privacy.table("training.Workout", rows=models.Workout.objects.for_user, erase=privacy.delete(), rank=95)
    privacy.table("training.Exercise", rows=models.Exercise.objects.for_user, erase=privacy.delete(), rank=100)
    retention.rule(
        "training.Measurement deleted by its person",
        about="measurements that you deleted",
        keep=retention.SOFT_DELETED,
        reason="So that deleting can be undone.",
        due=lambda end: models.Measurement.objects.filter(deleted_at__lt=end),
        person="owner",
    )


def _lines(person: Any) -> Any:
    return models.WorkoutExercise.objects.filter(workout__owner=person)


def _sets(person: Any) -> Any:
    return models.LoggedSet.objects.filter(session__owner=person)
