"""What somebody trained: sessions, and the sets of each."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ..querysets import OwnedQuerySet
from .exercises import Exercise
from .routines import Routine
from .workouts import Workout


class TrainingSession(models.Model):
    """One time of training, from a workout or free. Without an end it is going on; there is one such at most."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    workout = models.ForeignKey(Workout, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # The routine that it is of, and which of its days; the days may have changed since.
    routine = models.ForeignKey(Routine, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    routine_position = models.PositiveSmallIntegerField(null=True, blank=True)
    name = models.CharField(max_length=80)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    is_sample = models.BooleanField(default=False, db_default=False, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(ended_at__isnull=True), name="training_session_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="training_session_ends_later",
            ),
        ]
        indexes = [models.Index(fields=["owner", "-started_at", "-id"], name="training_session_latest")]

    def __str__(self) -> str:
        return self.name


class LoggedSet(models.Model):
    """One set as it was done. `rir` is how many repetitions were left in reserve; null is not told."""

    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE, related_name="sets")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="+")
    reps = models.PositiveSmallIntegerField(null=True, blank=True)
    weight_kg = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    rir = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    metres = models.PositiveIntegerField(null=True, blank=True)
    logged_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reps__gt=0) | Q(seconds__gt=0) | Q(metres__gt=0), name="logged_set_says_how_much"
            ),
            models.CheckConstraint(
                condition=Q(weight_kg__isnull=True) | Q(weight_kg__range=(0, 1000)), name="logged_set_weight_sane"
            ),
            models.CheckConstraint(condition=Q(rir__isnull=True) | Q(rir__lte=10), name="logged_set_rir_sane"),
        ]
        indexes = [models.Index(fields=["exercise", "session"], name="logged_set_of_exercise")]

    def __str__(self) -> str:
        return f"Set {self.pk}"
