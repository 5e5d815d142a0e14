"""What training holds about a person, for export and erasure."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef

from project.lib import privacy, retention

from . import models


def register() -> None:
    # Rows go before what they lean on.
    privacy.table("training.TrainingWish", rows=models.TrainingWish.objects.for_user, erase=privacy.delete())
    privacy.table(
        "training.Measurement", rows=models.Measurement.objects.for_user, erase=privacy.delete(),
        about="your weight and what you measured of your body",
    )  # fmt: skip
    privacy.table(
        "training.ProgressPhoto", rows=models.ProgressPhoto.objects.for_user, erase=privacy.delete(),
        files={"file": models.ProgressPhoto.FOLDER, "small": models.ProgressPhoto.FOLDER},
        about="photos of your body",
    )  # fmt: skip
    privacy.table("training.LoggedSet", rows=_sets, erase=privacy.delete(), rank=80)
    privacy.table(
        "training.TrainingSession", rows=models.TrainingSession.objects.for_user, erase=privacy.delete(), rank=85
    )
    privacy.table("training.RoutineDay", rows=_days, erase=privacy.delete(), rank=86)
    privacy.table("training.Routine", rows=models.Routine.objects.for_user, erase=privacy.delete(), rank=87)
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
    retention.rule(
        "training.ProgressPhoto deleted by its person",
        about="photos of your body that you deleted",
        keep=retention.SOFT_DELETED,
        reason="So that deleting can be undone.",
        due=lambda end: models.ProgressPhoto.objects.filter(deleted_at__lt=end),
        person="owner",
    )
    kinds = ((models.Workout, "workouts"), (models.Exercise, "exercises"), (models.Routine, "routines"))
    for model, words in kinds:
        retention.rule(
            f"{model._meta.label} deleted by its person",
            about=f"your own {words} that you deleted",
            keep=retention.SOFT_DELETED,
            reason="So that deleting can be undone. What was trained with it keeps its name.",
            due=partial(_unused, model),
            person="owner",
        )


def _unused(model: Any, end: datetime) -> Any:
    """An exercise that some set or workout names stays: what was trained is told in its name."""
    rows = model.objects.filter(deleted_at__lt=end)
    if model is models.Exercise:
        rows = rows.exclude(Exists(models.LoggedSet.objects.filter(exercise=OuterRef("pk"))))
        rows = rows.exclude(Exists(models.WorkoutExercise.objects.filter(exercise=OuterRef("pk"))))
    return rows


def _days(person: Any) -> Any:
    return models.RoutineDay.objects.filter(routine__owner=person)


def _lines(person: Any) -> Any:
    return models.WorkoutExercise.objects.filter(workout__owner=person)


def _sets(person: Any) -> Any:
    return models.LoggedSet.objects.filter(session__owner=person)
