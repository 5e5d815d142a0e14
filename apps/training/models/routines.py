"""Routines: workouts one after the other, on some days of the week, with a rule for what comes next."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ..domain.progression import Rule
from ..querysets import SoftlyDeletedQuerySet
from .workouts import Workout

WEEKDAYS = list(range(7))


class Routine(models.Model):
    """`weekdays` are days of training, 0 is Monday. Of a person's routines at most one is the one that they follow."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    rule = models.CharField(max_length=6, choices=Rule.choices())
    step_kg = models.DecimalField(max_digits=4, decimal_places=2)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    is_followed = models.BooleanField(default=False)
    deleted_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False, db_default=False, editable=False)

    objects = SoftlyDeletedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner"], condition=Q(is_followed=True), name="routine_one_followed"),
            models.CheckConstraint(
                condition=Q(rule__in=Rule.values(), step_kg__range=(0, 20), weekdays__contained_by=WEEKDAYS),
                name="routine_sane",
            ),
            models.CheckConstraint(
                condition=Q(is_followed=False) | Q(deleted_at__isnull=True), name="routine_followed_is_there"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RoutineDay(models.Model):
    """One of its workouts; after the last comes the first again."""

    routine = models.ForeignKey(Routine, on_delete=models.CASCADE, related_name="days")
    position = models.PositiveSmallIntegerField()
    workout = models.ForeignKey(Workout, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["routine", "position"], name="routine_day_position_once")]

    def __str__(self) -> str:
        return f"Day {self.position}"
