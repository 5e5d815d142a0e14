"""Meal plans, and how a person usually wants theirs."""

from datetime import date, timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Deferrable, Q

from ..querysets import OwnedQuerySet, PlanPartQuerySet, PlanQuerySet
from .recipes import Recipe


class MealPlan(models.Model):
    """
    What a person eats over some days, as the planner answered.

    No plan of the recipes it was chosen from has an objective below `bound`; both are null once a meal was put there
    by hand. `conflict` says in words which wishes could not be kept together, and `broken` which this plan breaks.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    starts_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    slots = ArrayField(models.CharField(max_length=13))
    people = models.PositiveSmallIntegerField(default=1)
    wishes = models.JSONField()  # domain/plans/wishes.py
    objective = models.FloatField(null=True)
    bound = models.FloatField(null=True)
    left_out = models.PositiveIntegerField(default=0)  # recipes of which something that is needed is not known
    conflict = models.TextField(blank=True)
    broken = models.JSONField(default=list)
    # The job that made it: run twice, it makes one plan.
    job = models.UUIDField(unique=True, editable=False, default=uuid4)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False, db_default=False, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(days__range=(1, 14)), name="meal_plan_days"),
            models.CheckConstraint(condition=Q(people__range=(1, 8)), name="meal_plan_people"),
        ]
        indexes = [
            models.Index(
                fields=["owner", "-starts_on", "-id"], condition=Q(deleted_at=None), name="meal_plan_of_owner"
            ),
            models.Index(fields=["deleted_at"], condition=Q(deleted_at__isnull=False), name="meal_plan_deleted"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on}, {self.days} days"

    @property
    def last_on(self) -> date:
        return self.starts_on + timedelta(days=self.days - 1)


class PlannedMeal(models.Model):
    """One meal of a plan. Who plans eats `portion` servings; a recipe that is gone leaves its title."""

    plan = models.ForeignKey(MealPlan, on_delete=models.CASCADE, related_name="meals")
    day = models.PositiveSmallIntegerField()
    slot = models.PositiveSmallIntegerField()
    recipe = models.ForeignKey(Recipe, on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=150)
    portion = models.FloatField(default=1)
    locked = models.BooleanField(default=False)
    # What was cooked for another meal of the plan.
    leftover_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="leftovers")
    cooked_on = models.DateField(null=True, blank=True)

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        constraints = [
            # Two meals change places in one statement each, so only the end of it counts.
            models.UniqueConstraint(
                fields=["plan", "day", "slot"], name="planned_meal_once_per_place", deferrable=Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(portion__gt=0, portion__lte=10), name="planned_meal_portion"),
        ]

    def __str__(self) -> str:
        return self.title


class PlanWish(models.Model):
    """How a person asked for their last plan: what the next one begins with."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+")
    wishes = models.JSONField()

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Wishes of {self.owner_id}"
