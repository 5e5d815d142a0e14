"""What the planner is offered: few dishes, and such as can reach the targets."""

from datetime import date

import pytest

from apps.nutrition.domain.plans.wishes import Wishes
from apps.nutrition.models import Recipe
from apps.nutrition.queries import pools
from apps.nutrition.tests.factories import DishFactory
from project.lib import cache
from project.lib.testing import UserFactory

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
