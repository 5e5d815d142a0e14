"""What can be made of what is at home."""

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.made_up.common import commonness
from apps.nutrition.models import Ingredient, Recipe
from apps.nutrition.queries.made_up import our_kitchen
from apps.nutrition.queries.makeable import can_make
from apps.nutrition.queries.needs import rarest_first
from apps.nutrition.services.reckoning import ingredients_of, reckon, understand
from apps.nutrition.tests.factories import FoodFactory, PantryLotFactory, RecipeFactory, about
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
FOODS = {
    "onion": ("Onions, raw", "vegetables"), "salt": ("Salt, table", "spices"), "rice": ("Rice, white", "grains"),
    "milk": ("Milk, whole", "milk"), "water": ("Water, tap", "water"),
}  # fmt: skip


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def foods():
    return {word: FoodFactory(name=name, group=group) for word, (name, group) in FOODS.items()}


def cooked_from(foods, *words, grams=100.0, **more):
    """A recipe of these foods; a word that is none of them is a line that nobody understood."""
    recipe = RecipeFactory(**more)
    recipe.unresolved = sum(word not in foods for word in words)
    recipe.foods = rarest_first({foods[word].pk: foods[word].name for word in words if word in foods})
    recipe.save()
    for place, word in enumerate(words):
        Ingredient.objects.create(recipe=recipe, place=place, text=word, food=foods.get(word), grams=grams)
    return recipe


def at_home(person, foods, *words, **more):
    for word in words:
        PantryLotFactory(owner=person, food=foods[word], **more)


def titles(found):
    return {each.recipe.title: (each.missing, each.short) for each in found.recipes}


def test_only_what_misses_no_more_is_there_and_what_misses_least_comes_first(person, foods):
    cooked_from(foods, "onion", "salt", "water", title="Broth")
    cooked_from(foods, "onion", "rice", "salt", title="Risotto", popularity=9)
    cooked_from(foods, "onion", "rice", "milk", title="Pudding")
    cooked_from(foods, "onion", "a secret", title="Secret", popularity=1)
    cooked_from(foods, "rice", title="Rice")
    at_home(person, foods, "onion", "salt", grams=500)

    assert titles(can_make(person, today=TODAY)) == {"Broth": ((), ())}
    found = can_make(person, today=TODAY, missing=1)
    assert [each.recipe.title for each in found.recipes] == ["Broth", "Risotto", "Secret"]
    assert titles(found)["Secret"] == (("a secret",), ())
    assert "Pudding" in titles(can_make(person, today=TODAY, missing=2))
    assert len(can_make(person, today=TODAY, missing=3).recipes) == 4


def test_names_are_those_that_cooks_use_and_too_little_is_said(person, foods):
    recipe = RecipeFactory(title="Onions")
    understood = understand(["300 g onions", "1 teaspoon salt", "For the rice:", "water"], owner=None)
    reckon(recipe, understood)
    recipe.save()
    Ingredient.objects.bulk_create(ingredients_of(recipe, understood))
    at_home(person, foods, "onion", grams=100)
    at_home(person, foods, "onion", grams=150)

    [made] = can_make(person, today=TODAY, missing=1).recipes
    PantryLotFactory(owner=person, food=foods["onion"], amount=None, grams=None)
    [unweighed] = can_make(person, today=TODAY, missing=1).recipes

    assert (made.missing, made.short) == (("salt",), ("onion",))
    assert unweighed.short == ()


def test_what_goes_off_soon_comes_first_and_what_is_past_its_day_does_not_count(person, foods):
    cooked_from(foods, "rice", title="Rice", popularity=9)
    cooked_from(foods, "milk", title="Milk")
    cooked_from(foods, "onion", title="Onions")
    at_home(person, foods, "rice")
    at_home(person, foods, "milk", due_on=TODAY + timedelta(days=2))
    at_home(person, foods, "onion", due_on=TODAY - timedelta(days=1))

    found = can_make(person, today=TODAY)

    assert [(each.recipe.title, each.uses_soon) for each in found.recipes] == [("Milk", ("milk",)), ("Rice", ())]


def test_only_what_is_known_to_be_free_of_what_a_person_avoids_is_offered(person, foods):
    about(person, allergens=["nuts"], diet="vegan")
    free = ["meat", "fish", "crustaceans", "molluscs", "milk", "eggs", "animal", "nuts"]
    cooked_from(foods, "rice", title="Free", free_of=free, suits=["vegan"])
    cooked_from(foods, "rice", title="Who knows", free_of=free[:-1], suits=["vegan"])
    cooked_from(foods, "rice", title="Nuts", free_of=free[:-1], contains=["nuts"], suits=["vegan"])
    at_home(person, foods, "rice")

    found = can_make(person, today=TODAY)

    assert [each.recipe.title for each in found.recipes] == ["Free"]
    assert found.left_out == 1
    assert {"nuts", "animal"} <= set(found.avoided)


def test_what_others_keep_is_not_offered(person, foods):
    cooked_from(foods, "rice", title="Theirs", owner=UserFactory())
    cooked_from(foods, "rice", title="Mine", owner=person)
    at_home(person, foods, "rice")

    assert list(titles(can_make(person, today=TODAY))) == ["Mine"]


def test_without_anything_that_is_a_food_there_is_nothing_to_make(person):
    PantryLotFactory(owner=person)

    assert can_make(person, today=TODAY).is_empty


def test_it_costs_the_same_however_much_is_found(person, foods):
    at_home(person, foods, "rice", "salt")
    counts = []
    for _ in range(2):
        cooked_from(foods, "rice", "salt")
        with statements() as sent:
            can_make(person, today=TODAY)
        counts.append(len(sent))

    assert counts == [4, 4]  # the pantry, the profile, recipes, their lines


def test_recipes_are_found_by_their_rare_foods(person, foods):
    others = [RecipeFactory.build(foods=[10_000 + number, 20_000 + number, 30_000]) for number in range(3_000)]
    Recipe.objects.bulk_create(others)
    at_home(person, foods, "rice", "salt")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE nutrition_recipe")
        with statements() as sent:
            can_make(person, today=TODAY, missing=1)
        *_, asked = [each for each in sent if "unnest" in each]
        cursor.execute(f"EXPLAIN {asked}")
        plan = "\n".join(row for (row,) in cursor.fetchall())

    assert "Seq Scan" not in plan
    assert "recipe_food_0" in plan
    assert "recipe_food_1" in plan
    assert "recipe_food_2" not in plan


@given(st.permutations(["Salt, table", "Saffron", "Water, tap"]))
def test_water_is_not_needed_and_whatever_nobody_takes_comes_first(names):
    foods = dict(enumerate(names, 1))

    assert [foods[pk] for pk in rarest_first(foods)] == ["Saffron", "Salt, table"]


def test_salt_is_more_common_than_saffron():
    common = commonness(our_kitchen())

    assert 0.5 < common["salt"] <= 1
    assert common["salt"] > common["onion"] > common["tofu"] > 0
    assert Recipe._meta.get_field("foods").editable is False
