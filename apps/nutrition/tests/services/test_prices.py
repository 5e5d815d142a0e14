"""What people pay for foods, and what recipes and plans cost by it."""

from decimal import Decimal

import pytest

from apps.nutrition import services
from apps.nutrition.models import FoodPrice
from apps.nutrition.queries import costs
from apps.nutrition.queries import recipes as reads
from apps.nutrition.tests.factories import FoodFactory, FoodMeasureFactory, MealPlanFactory
from project.lib.money import Money
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory(base_currency="EUR")


@pytest.fixture
def onions():
    return FoodFactory(name="Onions, raw", group="vegetables", energy_kcal=40.0)


def recipe_of(person, *lines, servings=2):
    added = services.add_recipe(owner=person, title="Dish", servings=servings, ingredients=[*lines])
    return reads.recipe_for(person, added.uuid)


@pytest.mark.parametrize(
    ("quantity", "unit", "grams"), [(1, "kg", 1000), (250, "g", 250), (2, "lb", 907.18474), (3, "sack", 7500)]
)
def test_a_price_is_for_a_quantity_of_a_unit_that_weighs_something(person, onions, quantity, unit, grams):
    FoodMeasureFactory(food=onions, label="sack", unit="sack", grams=2500)

    price = services.set_price(owner=person, food=onions, price=Decimal("2.49"), quantity=quantity, unit=unit)

    assert price.grams == pytest.approx(grams)
    assert (price.price, price.currency) == (Decimal("2.49"), "EUR")


def test_a_new_price_takes_the_place_of_the_one_before_and_can_be_forgotten(person, onions):
    for price in ("1.00", "2.00"):
        services.set_price(owner=person, food=onions, price=Decimal(price), quantity=1, unit="kg")
    kept = FoodPrice.objects.get()
    services.forget_price(owner=UserFactory(), food=onions)
    still = FoodPrice.objects.count()
    services.forget_price(owner=person, food=onions)

    assert (kept.price, still, FoodPrice.objects.count()) == (2, 1, 0)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"price": Decimal(-1)}, "price"), ({"quantity": 0}, "quantity"), ({"unit": "barrel"}, "unit"),
        ({"currency": "XXX"}, "currency"),
    ],
)  # fmt: skip
def test_what_is_no_price_is_refused_at_its_field(person, onions, said, field):
    with pytest.raises(services.BadPrice) as refused:
        services.set_price(
            owner=person, food=onions, **{"price": Decimal(1), "quantity": 1, "unit": "kg", "currency": "", **said}
        )

    assert list(refused.value.fields) == [field]


def test_a_recipe_costs_what_its_ingredients_do_and_says_which_have_no_price(person, onions):
    oil = FoodFactory(name="Oil, olive, salad or cooking", group="oils")
    services.set_price(owner=person, food=onions, price=Decimal("2.00"), quantity=1, unit="kg")
    recipe = recipe_of(person, "For the pan:", "500 g onions", "1 tablespoon olive oil", "a dragon")

    with statements() as sent:
        costing = costs.cost_of(person, recipe)

    assert len(sent) == 1
    assert costing.amount == Money(Decimal("0.5"), "EUR")
    assert (costing.cost.priced, costing.cost.ingredients) == (1, 3)
    assert costing.without == (oil,)
    assert costs.cost_of(UserFactory(), recipe).amount is None


def test_what_is_priced_in_another_currency_is_not_added(person, onions):
    services.set_price(owner=person, food=onions, price=Decimal(2), quantity=1, unit="kg", currency="JPY")

    assert costs.cost_of(person, recipe_of(person, "500 g onions")).amount is None


def test_a_plan_costs_all_that_everybody_eats(person, onions):
    services.set_price(owner=person, food=onions, price=Decimal(2), quantity=1, unit="kg")
    plan = MealPlanFactory(owner=person, people=3)
    plan.meals.filter(day=0, slot=0).update(recipe=recipe_of(person, "1 kg onions"), portion=1.5)

    # A serving costs 1.00, and each of three eats one and a half.
    assert costs.cost_of_plan(person, plan) == Money(Decimal("4.5"), "EUR")
