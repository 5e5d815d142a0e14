"""What people ate and drank, day by day."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..domain.foods.nutrients import NUTRIENTS
from ..querysets import DiaryQuerySet, OwnedQuerySet
from .foods import Amounts, Food
from .recipes import Recipe


class Meal(models.TextChoices):
    BREAKFAST = "breakfast"
    LUNCH = "lunch"
    DINNER = "dinner"
    SNACK = "snack", "Snacks"


class DiaryEntry(Amounts):
    """
    Something that was eaten: a food, servings of a recipe, or a name with what was known of it.

    Its amounts are those of all of it, as they were known when it was written down: the day that it tells of does not
    change with the food or the recipe, nor with their going.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    meal = models.CharField(max_length=9, choices=Meal)
    name = models.CharField(max_length=360)
    food = models.ForeignKey(Food, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    recipe = models.ForeignKey(Recipe, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # Where it was planned: a planned meal is eaten once.
    planned_meal = models.ForeignKey(
        "nutrition.PlannedMeal", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+",
        db_index=False,
    )  # fmt: skip
    # How much, as the person said it: 2 slices, 150 g, 1 serving. Without a unit it was noted with no amount.
    quantity = models.FloatField(default=1)
    unit = models.CharField(max_length=80, blank=True)
    unit_g = models.FloatField(null=True, blank=True)  # what one of them weighs, where that is known
    # Which part of it tells each nutrient, by its key, where that is not all of it: as its recipe said.
    coverage = models.JSONField(default=dict, editable=False)
    # The same for all that came about by one copy, so that it is undone as one.
    copied_in = models.UUIDField(null=True, blank=True, editable=False)
    is_sample = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = DiaryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="diary_entry_has_a_name"),
            models.CheckConstraint(condition=Q(meal__in=Meal.values), name="diary_entry_meal_known"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="diary_entry_is_something"),
            models.CheckConstraint(condition=Q(unit_g=None) | Q(unit_g__gt=0), name="diary_entry_unit_weighs"),
            models.CheckConstraint(condition=Q(food=None) | Q(recipe=None), name="diary_entry_of_one_kind"),
            models.UniqueConstraint(
                fields=["planned_meal"],
                condition=Q(deleted_at=None, planned_meal__isnull=False),
                name="diary_planned_meal_once",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "on", "id"], condition=Q(deleted_at=None), name="diary_of_day"),
            models.Index(fields=["owner", "-id"], condition=Q(deleted_at=None), name="diary_latest"),
            models.Index(fields=["copied_in"], condition=Q(copied_in__isnull=False), name="diary_copied"),
            models.Index(fields=["deleted_at"], condition=Q(deleted_at__isnull=False), name="diary_deleted"),
            models.Index(fields=["planned_meal"], condition=Q(planned_meal__isnull=False), name="diary_of_plan"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def mass_g(self) -> float | None:
        return None if self.unit_g is None else self.quantity * self.unit_g

    def amounts(self) -> dict[str, float | None]:
        """What it held, by the nutrient's key; None is unknown."""
        return {nutrient.key: getattr(self, nutrient.column) for nutrient in NUTRIENTS}

    def holds(self, amounts: dict[str, float | None]) -> None:
        for nutrient in NUTRIENTS:
            setattr(self, nutrient.column, amounts.get(nutrient.key))


class FavouriteFood(models.Model):
    """A food that a person wants at hand. Recipes have a mark of their own."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    food = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "food"], name="favourite_food_once")]

    def __str__(self) -> str:
        return f"{self.owner}: {self.food}"
