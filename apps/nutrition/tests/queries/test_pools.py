"""What the planner is offered: few dishes, and such as can reach the targets."""

from datetime import date

import pytest
from django.db import connection

from apps.nutrition.domain.plans.wishes import Wishes
from apps.nutrition.models import Ingredient, Recipe
from apps.nutrition.queries import pools
from apps.nutrition.tests.factories import DishFactory, FoodFactory
from project.lib import cache
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db
MUCH_PROTEIN = {"energy_kcal": 2000.0, "protein_g": 200.0, "carbohydrate_g": 175.0, "fat_g": 55.0}


@pytest.fixture
def catalogue():
    cache.forget(None)
    # The popular ones have little protein.
    for number in range(60):
        rich = number < 32
        protein, carbohydrate, fat = (60.0, 52.0, 17.0) if rich else (10.0, 110.0, 13.0)
        DishFactory(
            meals=["lunch"], energy_kcal=600.0, protein_g=protein, carbohydrate_g=carbohydrate, fat_g=fat,
            popularity=number,
        )  # fmt: skip


@pytest.mark.parametrize("meals", [4, 5, 6])
def test_of_many_meals_few_dishes_each_are_offered_and_those_that_are_like_the_targets(catalogue, meals):
    found = pools.pool(UserFactory(), Wishes(MUCH_PROTEIN, meals=meals), today=date(2026, 3, 31)).dishes

    assert len(found) == 16
    assert all((dish.values["protein_g"] or 0) > 50 for dish in found)


def test_another_seed_is_offered_others_and_the_same_seed_the_same(catalogue):
    person = UserFactory()

    one, again, other = (
        [dish.key for dish in pools.pool(person, Wishes(MUCH_PROTEIN, seed=seed), today=date(2026, 3, 31)).dishes]
        for seed in (1, 1, 2)
    )

    assert one == again != other


def test_a_dish_of_nothing_is_like_nothing(catalogue):
    Recipe.objects.filter(popularity=59).update(energy_kcal=0, protein_g=0, carbohydrate_g=0, fat_g=0)

    assert len(pools.pool(UserFactory(), Wishes(MUCH_PROTEIN, meals=3), today=date(2026, 3, 31)).dishes) == 60


@pytest.mark.parametrize("untold", [0, 3, 40])
def test_the_popular_of_which_enough_is_told_are_remembered_however_many_of_all_are_not(untold, catalogue, monkeypatch):
    monkeypatch.setattr(pools, "REMEMBERED", 10)
    Recipe.objects.filter(popularity__gte=60 - untold).update(unresolved=1)

    found = pools.pool(UserFactory(), Wishes(MUCH_PROTEIN, meals=3), today=date(2026, 3, 31))

    popular = {*Recipe.objects.filter(unresolved=0).order_by("-popularity").values_list("pk", flat=True)[:10]}
    assert {dish.key for dish in found.dishes} == popular
    assert found.left_out == untold


def test_the_pool_of_a_meal_is_one_statement_by_an_index_of_that_meal(monkeypatch):
    cache.forget(None)
    monkeypatch.setattr(pools, "REMEMBERED", 10)
    Recipe.objects.bulk_create(
        DishFactory.build(meals=["snack" if number % 50 == 0 else "dinner"], popularity=number % 97)
        for number in range(5000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE nutrition_recipe")

        with statements() as sent:
            pools.pool(UserFactory(), Wishes(MUCH_PROTEIN, meals=4), today=date(2026, 3, 31))
        asked = [each for each in sent if "ARRAY['snack']" in each]
        cursor.execute(f"EXPLAIN {asked[0]}")

        assert len(asked) == 1
        assert "recipe_snack" in str(cursor.fetchall())


def test_the_main_group_of_a_dish_is_that_which_gives_it_the_most_protein():
    tofu = FoodFactory(group="soy", protein_g=16.0)
    rice, oats = FoodFactory(group="grains", protein_g=8.0), FoodFactory(group="grains", protein_g=None)
    both, bare = DishFactory(), DishFactory()
    for place, (food, grams) in enumerate([(tofu, 100.0), (rice, 150.0), (rice, 60.0), (oats, 500.0), (None, 900.0)]):
        Ingredient.objects.create(recipe=both, place=place, text="some", food=food, grams=grams)

    found = pools.dishes_of(UserFactory(), [both.pk, bare.pk], Wishes(MUCH_PROTEIN))

    assert {dish.key: dish.group for dish in found} == {both.pk: "grains", bare.pk: ""}
