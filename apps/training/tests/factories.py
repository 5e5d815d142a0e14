"""Exercises and workouts: of the library, or with an owner a person's own."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from apps.training.models import (
    Exercise,
    LoggedSet,
    Measurement,
    ProgressPhoto,
    Routine,
    RoutineDay,
    TrainingSession,
    Workout,
    WorkoutExercise,
)
from project.lib import photos
from project.lib.testing import UserFactory

BEGAN = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


class ExerciseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Exercise

    slug = factory.Sequence(lambda number: f"exercise-{number}")
    name = factory.Sequence(lambda number: f"Exercise {number:03}")
    kind = "strength"
    level = "beginner"
    equipment = ["barbell"]
    muscles = ["chest"]
    also_muscles = ["triceps"]
    met = 3.5
    met_code = "02054"
    measure = "load"
    instructions = "Lift it and put it down."


class WorkoutFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Workout

    slug = factory.Sequence(lambda number: f"workout-{number}")
    name = factory.Sequence(lambda number: f"Workout {number:03}")
    about = "For trying it out."
    goal = "strength"
    level = "beginner"
    minutes = 30
    equipment = ["barbell"]
    muscles = ["chest"]


class LineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkoutExercise

    workout = factory.SubFactory(WorkoutFactory)
    position = factory.Sequence(lambda number: number)
    exercise = factory.SubFactory(ExerciseFactory)
    sets = 3
    reps_low = 5
    reps_high = 8
    rest_seconds = 90


class MeasurementFactory(factory.django.DjangoModelFactory):
    """A weight; each the day before the last."""

    class Meta:
        model = Measurement

    owner = factory.SubFactory(UserFactory)
    kind = "weight"
    on = factory.Sequence(lambda number: date(2026, 3, 1) - timedelta(days=number))
    value = Decimal("80.50")


def picture(side: int = 600) -> SimpleUploadedFile:
    """As a phone sends it, with who made it."""
    content, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "Maker of phones"
    Image.new("RGB", (side // 2, side), "peru").save(content, "JPEG", exif=exif)
    return SimpleUploadedFile("IMG_1.jpg", content.getvalue(), content_type="image/jpeg")


class ProgressPhotoFactory(factory.django.DjangoModelFactory):
    """From the front; with files that are there."""

    class Meta:
        model = ProgressPhoto

    owner = factory.SubFactory(UserFactory)
    on = date(2026, 3, 1)
    pose = "front"

    @classmethod
    def _create(cls, model, *args, **kwargs):
        with photos.kept(picture(), ProgressPhoto.FOLDER) as (file, small):
            return super()._create(model, *args, file=file, small=small, **kwargs)


class RoutineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Routine

    owner = factory.SubFactory(UserFactory)
    name = "Three days"
    rule = "linear"
    step_kg = Decimal("2.50")
    weekdays = [0, 2, 4]


class RoutineDayFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RoutineDay

    routine = factory.SubFactory(RoutineFactory)
    position = 1
    workout = factory.SubFactory(WorkoutFactory)


class SessionFactory(factory.django.DjangoModelFactory):
    """One that is going on; with `ended_at` one that is over."""

    class Meta:
        model = TrainingSession

    owner = factory.SubFactory(UserFactory)
    name = "Free training"
    started_at = BEGAN


class SetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LoggedSet

    session = factory.SubFactory(SessionFactory)
    exercise = factory.SubFactory(ExerciseFactory)
    reps = 5
    weight_kg = Decimal(60)
    logged_at = BEGAN


def session_over(owner, *, days_ago=0, **more):
    began = BEGAN - timedelta(days=days_ago)
    return SessionFactory(owner=owner, started_at=began, ended_at=began + timedelta(minutes=40), **more)
