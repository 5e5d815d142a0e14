"""Recipes: those that everybody may cook, those that people keep for themselves, and what people say of them."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from ..domain.foods.groups import ALLERGENS, CONTENTS, DIETS
from ..domain.foods.nutrients import NUTRIENTS
from ..querysets import OwnedQuerySet, RecipePartQuerySet, RecipeQuerySet, told_enough, unsure
from .foods import Amounts, Food
from .search import Stems, plain_words

MEALS = ("breakfast", "lunch", "dinner", "snack", "dessert")

# Of the foods of a recipe, when somebody looks for what they can make.
MOST_MISSING = 3

# As it is once it is somebody's favourite, or was cooked so often.
POPULAR = 5


def _popular_where(name: str, condition: Q) -> models.Index:
    return models.Index(fields=["-popularity", "-id"], condition=condition, name=name)


class Recipe(Amounts):
    """
    A recipe of the catalogue, or (with an owner) a person's own. Amounts are those of one serving.

    What it is made of is reckoned from its ingredients whenever those change (services/reckoning.py).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=150)
    description = models.TextField(max_length=1000, blank=True)
    cuisine = models.CharField(max_length=40, blank=True)
    meals = ArrayField(models.CharField(max_length=9), default=list, blank=True)
    tags = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    servings = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(100)])
    minutes_prep = models.PositiveSmallIntegerField(default=0)
    minutes_cook = models.PositiveSmallIntegerField(default=0)
    minutes = models.GeneratedField(
        expression=F("minutes_prep") + F("minutes_cook"), output_field=models.IntegerField(), db_persist=True
    )
    steps = ArrayField(models.TextField(), default=list, blank=True)
    source_name = models.CharField(max_length=100, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    # Which part of the weighed ingredients tells each nutrient, by its key, where that is not all of them.
    coverage = models.JSONField(default=dict, editable=False)
    unresolved = models.PositiveSmallIntegerField(default=0, editable=False)  # lines that no food is known of
    unweighed = models.PositiveSmallIntegerField(default=0, editable=False)  # lines whose weight is not known
    # Ids of the foods that it needs, those first that few recipes need (queries/makeable.py); water is at hand.
    foods = ArrayField(models.BigIntegerField(), default=list, editable=False)
    # Unknown is in neither; a filter admits only what is in `free_of` or `suits`.
    contains = ArrayField(models.CharField(max_length=11), default=list, editable=False)
    free_of = ArrayField(models.CharField(max_length=11), default=list, editable=False)
    suits = ArrayField(models.CharField(max_length=11), default=list, editable=False)  # diets
    popularity = models.IntegerField(default=0, editable=False)
    # So that lists need not ask for it. Rows that are copied in do not say it.
    has_photo = models.BooleanField(default=False, db_default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)  # by its owner
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)  # by staff, from the catalogue
    stems = models.GeneratedField(
        expression=Stems(plain_words("title", "description")), output_field=SearchVectorField(), db_persist=True,
        editable=False,
    )  # fmt: skip

    objects = RecipeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="recipe_has_a_title"),
            models.CheckConstraint(condition=Q(servings__range=(1, 100)), name="recipe_serves_somebody"),
            models.CheckConstraint(condition=Q(meals__contained_by=list(MEALS)), name="recipe_meals_known"),
            models.CheckConstraint(
                condition=Q(contains__contained_by=list(CONTENTS), free_of__contained_by=list(CONTENTS))
                & ~Q(contains__overlap=F("free_of")),
                name="recipe_contains_or_is_free",
            ),
            models.CheckConstraint(condition=Q(suits__contained_by=list(DIETS)), name="recipe_diets_known"),
        ]
        indexes = [
            GinIndex(fields=["stems"], name="recipe_stems", fastupdate=False),
            GinIndex(
                fields=["stems"], condition=Q(popularity__gte=POPULAR), name="recipe_stems_popular", fastupdate=False
            ),
            GinIndex(fields=["suits", "free_of", "meals", "tags"], name="recipe_filters", fastupdate=False),
            models.Index(fields=["-popularity", "-id"], name="recipe_popular"),
            models.Index(fields=["minutes", "id"], name="recipe_quick"),
            models.Index(fields=["cuisine", "-popularity", "-id"], condition=~Q(cuisine=""), name="recipe_cuisine"),
            models.Index(fields=["owner", "-id"], condition=Q(owner__isnull=False), name="recipe_own"),
            # What is to be mended before it can be planned.
            models.Index(fields=["id"], condition=~told_enough(), name="recipe_untold"),
            models.Index(fields=["id"], condition=unsure(), name="recipe_unsure"),
            models.Index(fields=["deleted_at"], condition=Q(deleted_at__isnull=False), name="recipe_deleted"),
            models.Index(fields=["hidden_at"], condition=Q(hidden_at__isnull=False), name="recipe_hidden"),
            # Who may miss n foods has one of the first n + 1.
            *(models.Index(F(f"foods__{place}"), name=f"recipe_food_{place}") for place in range(MOST_MISSING + 1)),
            # The popular of those that are certain: a filter reads no others (docs/nutrition/recipes.md).
            *(_popular_where(f"recipe_{diet}", Q(suits__contains=[diet])) for diet in DIETS),
            *(_popular_where(f"recipe_no_{each}", Q(free_of__contains=[each])) for each in ALLERGENS),
            # The popular of each meal, for lists and for the pools of the planner.
            *(_popular_where(f"recipe_{meal}", Q(meals__contains=[meal])) for meal in MEALS),
        ]

    def __str__(self) -> str:
        return self.title

    def amounts(self, servings: float = 1) -> dict[str, float | None]:
        """What so many servings hold, by the nutrient's key; None is unknown."""
        told = {nutrient.key: getattr(self, nutrient.column) for nutrient in NUTRIENTS}
        return {key: None if amount is None else amount * servings for key, amount in told.items()}

    @property
    def stands(self) -> bool:
        """Neither deleted nor hidden: its page is there."""
        return self.deleted_at is None and self.hidden_at is None


class Ingredient(models.Model):
    """One line of a recipe as it was written, and the food and weight that it was understood as."""

    recipe = models.ForeignKey(Recipe, on_delete=models.CASCADE, related_name="ingredients")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=250)
    is_heading = models.BooleanField(default=False)
    food = models.ForeignKey(Food, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    grams = models.FloatField(null=True, blank=True)

    objects = RecipePartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipe", "place"], name="ingredient_once_per_place"),
            models.CheckConstraint(condition=Q(grams__isnull=True) | Q(grams__gte=0), name="ingredient_weighs"),
        ]

    def __str__(self) -> str:
        return self.text


class RecipeMark(models.Model):
    """What a person says of a recipe: a favourite, so many stars, a note. Only they see it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    recipe = models.ForeignKey(Recipe, on_delete=models.CASCADE, related_name="marks")
    is_favourite = models.BooleanField(default=False)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(max_length=2000, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "recipe"], name="recipe_mark_once"),
            models.CheckConstraint(condition=Q(rating__isnull=True) | Q(rating__range=(1, 5)), name="recipe_stars"),
        ]
        indexes = [models.Index(fields=["owner"], condition=Q(is_favourite=True), name="recipe_favourites")]

    def __str__(self) -> str:
        return f"{self.owner}: {self.recipe}"


class Cooked(models.Model):
    """A day on which a person cooked a recipe."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    recipe = models.ForeignKey(Recipe, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    servings = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=500, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(servings__range=(1, 100)), name="cooked_for_somebody")]
        indexes = [models.Index(fields=["owner", "recipe", "-on"], name="cooked_of_recipe")]

    def __str__(self) -> str:
        return f"{self.on}: {self.recipe}"
