"""Single exercises: of the library that everyone shares, or (with an owner) a person's own."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from ..domain.words import Equipment, Kind, Level, Measure, Muscle
from ..querysets import SharedQuerySet


def words(longest: int = 15) -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=longest), default=list, blank=True)


class Exercise(models.Model):
    """
    `muscles` are what it is for, `also_muscles` what helps along; `equipment` is all that it needs.

    `met` is what it takes as a multiple of rest, by the Compendium's code in `met_code`; null is not known.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    slug = models.CharField(max_length=90)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=11, choices=Kind.choices())
    level = models.CharField(max_length=12, choices=Level.choices())
    equipment = words()
    muscles = words()
    also_muscles = words()
    met = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    met_code = models.CharField(max_length=5, blank=True)
    measure = models.CharField(max_length=8, choices=Measure.choices())
    instructions = models.TextField(blank=True)
    source = models.CharField(max_length=60, blank=True, help_text="Where it was imported from.")
    # Only of a person's own: waits thirty days for being brought back.
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = SharedQuerySet.as_manager()

    class Meta:
        constraints = [
            # Nulls count as equal: the library has each slug once, too.
            models.UniqueConstraint("owner", "slug", name="exercise_once_per_owner", nulls_distinct=False),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values(), level__in=Level.values(), measure__in=Measure.values()),
                name="exercise_words_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    equipment__contained_by=Equipment.values(),
                    muscles__contained_by=Muscle.values(),
                    also_muscles__contained_by=Muscle.values(),
                ),
                name="exercise_lists_known",
            ),
            models.CheckConstraint(condition=Q(met__isnull=True) | Q(met__gt=0), name="exercise_met_sane"),
        ]
        indexes = [
            models.Index(fields=["owner", "name", "id"], name="exercise_by_name"),
            GinIndex(fields=["muscles"], name="exercise_muscles"),
            GinIndex(OpClass(Upper("name"), "gin_trgm_ops"), name="exercise_name_typed"),
        ]

    def __str__(self) -> str:
        return self.name
