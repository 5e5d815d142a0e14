"""Foods that people add for themselves."""

import pytest

from apps.nutrition import services
from apps.nutrition.models import Food
from apps.nutrition.tests.factories import FoodFactory, OwnFoodFactory
from project.lib.errors import NotThere
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db


def test_a_food_of_ones_own_keeps_what_was_said_and_nothing_else():
    owner = UserFactory()

    food = services.add_food(
        owner=owner, name=" Rye crisp ", barcode="4006381 333931", amounts={"energy_kcal": 330.0, "fibre_g": 18.0},
        portions=[("slice", 12.0)],
    )  # fmt: skip

    kept = Food.objects.get(pk=food.pk)
    assert (kept.name, kept.barcode, kept.energy_kcal, kept.sugars_g) == ("Rye crisp", "4006381333931", 330, None)
    assert [(each.label, each.grams) for each in kept.measures.all()] == [("slice", 12)]


def test_a_change_leaves_the_rest_as_it_is():
    food = OwnFoodFactory(name="Rye", energy_kcal=300)

    services.change_food(owner=food.owner, food=food, amounts={"fibre_g": 9.0})

    food.refresh_from_db()
    assert (food.name, food.energy_kcal, food.fibre_g) == ("Rye", 300, 9)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"barcode": "4006381333932"}, "barcode"),
        ({"amounts": {"energy_kcal": 2000.0}}, "energy_kcal"),
        ({"amounts": {"protein_g": -1.0}}, "protein_g"),
        ({"amounts": {"protein_g": 60.0, "fat_g": 60.0}}, "fat_g"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(said, field):
    with pytest.raises(services.BadFood) as refused:
        services.add_food(owner=UserFactory(), name="Bread", **said)

    assert list(refused.value.fields) == [field]


def test_nobody_changes_the_catalogue_or_what_others_added():
    for food in (FoodFactory(), OwnFoodFactory()):
        with pytest.raises(NotThere):
            services.change_food(owner=UserFactory(), food=food, name="Mine")
        with pytest.raises(NotThere):
            services.delete_food(owner=UserFactory(), food=food)
