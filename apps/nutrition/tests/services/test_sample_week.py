"""What the sample household has at home, plans and buys."""

from datetime import date

import pytest

from apps.nutrition import services
from apps.nutrition.models import Ingredient, MealPlan, PantryChange, PantryLot, Recipe, ShoppingList
from apps.nutrition.tests.factories import FoodFactory, MealPlanFactory, kitchen
from project.lib import cache
from project.lib.testing import UserFactory, clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_wednesday():
    cache.forget(None)
    with clock("2026-03-04T12:00:00Z"):
        yield


def test_a_week_is_given_once_and_taken_away_but_for_what_is_ones_own():
    kitchen()
    for recipe in Recipe.objects.all():
        Ingredient.objects.create(recipe=recipe, place=0, text="100 g of it", food=FoodFactory(), grams=100)
    person = UserFactory()
    for _ in range(2):
        services.load_sample_week(person)
    own = MealPlanFactory(owner=person)
    plan, shopping = MealPlan.objects.get(is_sample=True), ShoppingList.objects.get()
    lots = PantryLot.objects.for_user(person)
    due = list(lots.exclude(due_on=None).order_by("due_on").values_list("name", "due_on")[:1])
    counts = lots.count(), plan.meals.count()

    services.remove_sample_week(person)

    assert plan.starts_on == date(2026, 3, 2)
    assert counts == (9, 28)
    assert due == [("yogurt", date(2026, 3, 5))]
    assert plan.objective >= plan.bound
    assert shopping.owner == person
    assert list(MealPlan.objects.all()) == [own]
    assert not ShoppingList.objects.exists()
    assert not PantryLot.objects.exists()


def test_until_there_are_recipes_nothing_is_planned():
    person = UserFactory()

    services.load_sample_week(person)

    assert not MealPlan.objects.exists()
    assert PantryLot.objects.for_user(person).exists()
    assert not PantryChange.objects.exists()
