"""What people aim at in a day or a meal, and what they drink."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ..domain.diary.aims import AIMED_AT
from ..querysets import OwnedQuerySet, TargetQuerySet
from .diary import Meal


class DiaryTarget(models.Model):
    """
    What a nutrient should come to, from a day on until the next row of the same nutrient and meal.

    Rows are not changed after their day, so that the past is judged by what held then. Without a bound, from that day
    on nothing is aimed at.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    nutrient = models.CharField(max_length=30)
    meal = models.CharField(max_length=9, blank=True, choices=Meal)  # "" for the whole day
    since = models.DateField()
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    is_about = models.BooleanField(default=False)  # the middle of the two is meant
    source = models.CharField(max_length=300, blank=True)  # who suggests it; "" for one's own
    is_sample = models.BooleanField(default=False, editable=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "nutrient", "meal", "since"], name="diary_target_once_a_day"),
            models.CheckConstraint(condition=Q(nutrient__in=AIMED_AT), name="diary_target_nutrient_known"),
            models.CheckConstraint(condition=Q(meal__in=["", *Meal.values]), name="diary_target_meal_known"),
            models.CheckConstraint(
                condition=(Q(low=None) | Q(low__gte=0))
                & (Q(high=None) | Q(high__gte=0))
                & (Q(low=None) | Q(high=None) | Q(low__lte=F("high"))),
                name="diary_target_bounds_sane",
            ),
            models.CheckConstraint(
                condition=Q(is_about=False) | Q(low__isnull=False, high__isnull=False), name="diary_target_about_both"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nutrient} from {self.since}"


class Drink(models.Model):
    """A glass of water, or of another drink that is counted with it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    volume_ml = models.PositiveIntegerField()
    is_sample = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(volume_ml__range=(1, 5000)), name="drink_is_a_drink")]
        indexes = [models.Index(fields=["owner", "on", "id"], name="drink_of_day")]

    def __str__(self) -> str:
        return f"{self.volume_ml} ml"
