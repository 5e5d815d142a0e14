"""The recipes of `seed_demo`: such as people write, and such as the product itself would have made of their lines."""

from collections import Counter
from datetime import date
from fractions import Fraction
from statistics import median

import pytest

from apps.nutrition.domain.foods.nutrients import COLUMNS
from apps.nutrition.models import Food, FoodImport, Ingredient, Recipe
from apps.nutrition.services import recipe_seeding
from apps.nutrition.services.reckoning import reckon, understand
from project.lib.seeding import Scale

pytestmark = pytest.mark.django_db
SCALE = Scale(Fraction(1, 1000), date(2026, 3, 31))


def test_each_is_a_recipe_that_somebody_could_cook():
    [*recipe_seeding.seed(SCALE)]

    recipes = list(Recipe.objects.prefetch_related("ingredients"))
    lines = [len(recipe.ingredients.all()) for recipe in recipes]
    assert len(recipes) == 300
    assert (min(lines) >= 3, max(lines) <= 14) == (True, True)
    assert not Ingredient.objects.filter(food=None).exists()
    assert not Ingredient.objects.filter(grams=None).exists()
    assert all(recipe.steps and recipe.meals and recipe.minutes for recipe in recipes)
    assert sum(50 <= recipe.energy_kcal <= 1500 for recipe in recipes) >= 0.99 * 300
    assert max(recipe.created_at.date() for recipe in recipes) <= SCALE.until
    # Foods that recipes need are there, and the table that they are from does not count as read.
    assert not FoodImport.objects.exists()


def test_they_are_told_apart_and_as_unlike_as_real_ones():
    [*recipe_seeding.seed(SCALE)]

    recipes = list(Recipe.objects.prefetch_related("ingredients"))
    used = Counter(line.food_id for recipe in recipes for line in recipe.ingredients.all())
    told = {(recipe.title, *sorted(line.text for line in recipe.ingredients.all())) for recipe in recipes}
    words = [len(recipe.description.split()) for recipe in recipes]
    assert len(told) == 300
    # Salt is in most of them, and the usual food in few.
    assert max(used.values()) > 20 * median(used.values())
    assert max(words) > 3 * median(words) > 0
    assert median(recipe.popularity for recipe in recipes) < max(recipe.popularity for recipe in recipes) / 20


def test_they_come_to_what_the_services_make_of_their_lines():
    [*recipe_seeding.seed(SCALE)]

    for recipe in Recipe.objects.order_by("uuid")[:60]:
        [*lines] = recipe.ingredients.order_by("place")
        understood = understand([line.text for line in lines], owner=None)
        again = Recipe(servings=recipe.servings)
        reckon(again, understood)
        assert [(each.food, each.grams) for each in understood] == [(line.food, line.grams) for line in lines]
        for column in COLUMNS:
            told, expected = getattr(recipe, column), getattr(again, column)
            assert (told is None) == (expected is None), column
            assert expected is None or told == pytest.approx(expected, rel=1e-12), column
        for name in ("coverage", "contains", "free_of", "suits", "foods", "unresolved", "unweighed"):
            assert getattr(recipe, name) == getattr(again, name), name


def test_foods_that_are_there_are_not_read_again(monkeypatch):
    [*recipe_seeding.seed(SCALE)]
    before = Food.objects.count()
    monkeypatch.setattr(recipe_seeding, "default_path", lambda _: None)

    [*recipe_seeding.seed(SCALE)]

    assert (Food.objects.count(), Recipe.objects.count()) == (before, 300)


def test_without_foods_there_are_no_recipes(monkeypatch):
    monkeypatch.setattr(recipe_seeding, "default_path", lambda _: None)

    with pytest.raises(recipe_seeding.NoFoods, match="import_foods"):
        [*recipe_seeding.seed(SCALE)]
