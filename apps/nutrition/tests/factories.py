"""Foods and recipes to test with."""

import factory
from django.utils import timezone

from apps.nutrition.models import DiaryEntry, Food, FoodMeasure, Recipe, RecipeImport
from project.lib.testing import UserFactory


class FoodFactory(factory.django.DjangoModelFactory):
    """One of the catalogue; with an owner, a private one."""

    class Meta:
        model = Food

    name = factory.Sequence(lambda number: f"Food {number}")
    source = "csv"
    source_id = factory.Sequence(str)
    energy_kcal = 100.0
    protein_g = 10.0
    carbohydrate_g = 10.0
    fat_g = 2.0


class OwnFoodFactory(FoodFactory):
    owner = factory.SubFactory(UserFactory)
    source = "own"


class FoodMeasureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FoodMeasure

    food = factory.SubFactory(FoodFactory)
    label = "cup"
    unit = "cup"
    grams = 120.0


class RecipeFactory(factory.django.DjangoModelFactory):
    """One of the catalogue; with an owner, a private one."""

    class Meta:
        model = Recipe

    title = factory.Sequence(lambda number: f"Recipe {number}")
    servings = 2
    minutes_prep = 10
    steps = factory.LazyFunction(lambda: ["Cook it."])


class OwnRecipeFactory(RecipeFactory):
    owner = factory.SubFactory(UserFactory)


class DiaryEntryFactory(factory.django.DjangoModelFactory):
    """A note by hand, of today."""

    class Meta:
        model = DiaryEntry

    owner = factory.SubFactory(UserFactory)
    on = factory.LazyFunction(timezone.localdate)
    meal = "lunch"
    name = factory.Sequence(lambda number: f"Meal {number}")
    energy_kcal = 500.0


class RecipeImportFactory(factory.django.DjangoModelFactory):
    """A text that was read, with one recipe found in it."""

    class Meta:
        model = RecipeImport

    owner = factory.SubFactory(UserFactory)
    title = "Pasted text"
    text = "Onions\n100 g onions\nFry."
    state = "read"
    found = factory.LazyFunction(
        lambda: [
            {
                "recipe": {"title": "Onions", "lines": ["100 g onions"], "steps": ["Fry."], "servings": 2},
                "unknown": [],
                "same_as": "",
                "kept": "",
            }
        ]
    )
