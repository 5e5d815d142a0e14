"""What operators turn and read: feature flags, and how much each part of Steward is used."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from project.lib.kept_answers import KeptAnswer

__all__ = ["DailyUse", "FeatureFlag", "KeptAnswer"]


class FeatureFlag(models.Model):
    """The state of a flag that code declares (project/lib/flags.py). Without a row it is off."""

    name = models.SlugField(max_length=60, unique=True)
    on = models.BooleanField(default=False)
    percentage = models.PositiveSmallIntegerField(
        default=100, validators=[MaxValueValidator(100)], help_text="The share of people who have it."
    )
    staff_only = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True, help_text="Why it stands as it does.")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(percentage__lte=100), name="flag_percentage_a_share")]

    def __str__(self) -> str:
        return self.name


class DailyUse(models.Model):
    """How often a route was used on one day, and by how many people. No row says by whom."""

    # The row of the day as a whole.
    EVERYTHING = ""

    day = models.DateField()
    route = models.CharField(max_length=120, blank=True)
    uses = models.PositiveIntegerField()
    people = models.PositiveIntegerField(help_text="Counted by a sketch that is within 2 %.")

    class Meta:
        verbose_name_plural = "daily use"
        constraints = [models.UniqueConstraint(fields=["day", "route"], name="dailyuse_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.route or 'everything'}"
