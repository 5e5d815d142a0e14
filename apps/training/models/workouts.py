"""Workouts: exercises in an order, with sets, repetitions and rests."""

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from ..domain.words import Equipment, Goal, Level, Muscle
from ..querysets import SharedQuerySet
from .exercises import Exercise, words


class Workout(models.Model):
    """
    One of the library that everyone shares, or (with an owner) a person's own.

    `equipment` and `muscles` follow from its exercises, most trained first; they stand here so that lists can be
    narrowed by them.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    slug = models.CharField(max_length=90)
    name = models.CharField(max_length=80)
    about = models.CharField(max_length=300, blank=True)
    goal = models.CharField(max_length=9, choices=Goal.choices())
    level = models.CharField(max_length=12, choices=Level.choices())
    minutes = models.PositiveSmallIntegerField()
    equipment = words()
    muscles = words()
    # Only of a person's own: waits thirty days for being brought back.
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = SharedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("owner", "slug", name="workout_once_per_owner", nulls_distinct=False),
            models.CheckConstraint(
                condition=Q(goal__in=Goal.values(), level__in=Level.values()), name="workout_words_known"
            ),
            models.CheckConstraint(
                condition=Q(equipment__contained_by=Equipment.values(), muscles__contained_by=Muscle.values()),
                name="workout_lists_known",
            ),
            models.CheckConstraint(condition=Q(minutes__range=(1, 600)), name="workout_minutes_sane"),
        ]
        indexes = [
            models.Index(fields=["owner", "id"], name="workout_of_owner"),
            models.Index(fields=["owner", "goal", "level", "id"], name="workout_by_goal"),
            GinIndex(fields=["muscles"], name="workout_muscles"),
            GinIndex(OpClass(Upper("name"), "gin_trgm_ops"), name="workout_name_typed"),
        ]

    def __str__(self) -> str:
        return self.name


class WorkoutExercise(models.Model):
    """A line of a workout: so many sets, each of repetitions, or of a time, or of a distance."""

    workout = models.ForeignKey(Workout, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="+")
    sets = models.PositiveSmallIntegerField()
    reps_low = models.PositiveSmallIntegerField(null=True, blank=True)
    reps_high = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    metres = models.PositiveIntegerField(null=True, blank=True)
    rest_seconds = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workout", "position"], name="workout_line_position_once"),
            models.CheckConstraint(condition=Q(sets__range=(1, 50)), name="workout_line_sets_sane"),
            models.CheckConstraint(
                condition=Q(reps_low__isnull=False, reps_high__gte=F("reps_low")) | Q(seconds__gt=0) | Q(metres__gt=0),
                name="workout_line_says_how_much",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sets} × {self.exercise_id}"

    @property
    def amount(self) -> str:
        """What each set is, in words."""
        if self.metres:
            return f"{self.metres / 1000:g} km" if self.metres >= 1000 else f"{self.metres} m"
        if self.seconds:
            return f"{self.seconds / 60:g} min" if self.seconds >= 120 else f"{self.seconds} s"
        return f"{self.reps_low}" if self.reps_low == self.reps_high else f"{self.reps_low}–{self.reps_high}"
