"""What other apps may ask of a diary."""

from datetime import date

import pytest

from apps.nutrition import public, services
from apps.nutrition.tests.factories import FoodFactory, OwnFoodFactory, RecipeFactory
from project.lib.errors import NotThere
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def test_a_day_is_logged_and_told_with_what_is_left():
    person = UserFactory()
    aims = [services.own_aim("energy", about=2000), services.own_aim("energy", meal="lunch", high=900)]
    services.set_targets(owner=person, aims=aims, since=DAY)
    food, recipe = FoodFactory(name="Rye bread", energy_kcal=200, iron_mg=None), RecipeFactory(energy_kcal=300)

    logged = public.log_food(person, food=food.uuid, grams=100, on=DAY, meal="lunch")
    public.log_recipe(person, recipe=recipe.uuid, servings=2, on=DAY, meal="lunch")
    public.log_note(person, name="Cake", amounts={"energy": 400}, on=DAY, meal="snack")
    day = public.day(person, DAY)

    assert (logged.name, logged.energy_kcal) == ("Rye bread", 200)
    assert day.entries[0] == logged
    assert day.eaten["energy"] == public.Eaten(1200, 1.0)
    assert day.eaten["iron"].amount is None
    assert [(each.meal, each.left, each.status) for each in day.targets] == [
        ("", 800, "below"),
        ("lunch", 100, "within"),
    ]
    assert [each.low for each in public.targets_on(person, DAY)] == [1900, None]


def test_what_belongs_to_another_is_not_there():
    with pytest.raises(NotThere):
        public.log_food(UserFactory(), food=OwnFoodFactory().uuid, grams=100, on=DAY, meal="lunch")
