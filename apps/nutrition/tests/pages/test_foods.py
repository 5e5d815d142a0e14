"""The pages of foods."""

import pytest
from django.urls import reverse

from apps.nutrition.models import Food
from apps.nutrition.tests.factories import FoodFactory, FoodMeasureFactory, OwnFoodFactory
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db
FOODS = reverse("nutrition:foods")
ADD = reverse("nutrition:food-add")


@pytest.fixture
def person(client):
    person = UserFactory(locale="en-GB")
    client.force_login(person)
    return person


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_costs_the_same_however_long(rows, client, person):
    FoodFactory.create_batch(rows, name="Bread")

    with statements() as sent:
        client.get(FOODS, {"words": "bread"})

    assert len(sent.beyond_sign_in()) == 2  # whether the words are there, and the page


def test_a_search_shows_what_is_known_and_says_what_is_not(client, person):
    FoodFactory(name="Rye bread", energy_kcal=259, fibre_g=None)

    page = client.get(FOODS, {"words": "rye"}).content.decode()

    assert "259 kcal" in page
    assert "unknown" in page


def test_nothing_found_offers_to_add_it(client, person):
    page = client.get(FOODS, {"words": "unobtainium"}).content.decode()

    assert "No such food" in page
    assert ADD in page


def test_ones_own_foods_have_a_list(client, person):
    OwnFoodFactory(owner=person, name="My strudel")
    FoodFactory(name="Everybody's bread")

    page = client.get(FOODS, {"own": "1"}).content.decode()

    assert "My strudel" in page
    assert "Everybody" not in page


def test_a_food_is_shown_in_one_hundred_grams_and_in_its_measures(client, person):
    food = FoodFactory(name="Cheese, brie", group="cheese", energy_kcal=334, sodium_mg=629, iron_mg=0.5)
    cup = FoodMeasureFactory(food=food, label="cup", grams=240)

    whole = client.get(reverse("nutrition:food", args=[food.uuid])).content.decode()
    in_cups = client.get(reverse("nutrition:food", args=[food.uuid]), {"in": cup.pk}).content.decode()

    assert "334 kcal" in whole
    assert "1.57 g" in whole  # salt
    assert "Minerals" in whole
    assert "milk, anything of animals" in whole
    assert "802 kcal" in in_cups
    assert "cup, 240 g" in in_cups


def test_suggestions_are_options_for_htmx_and_lead_to_the_list_without(client, person):
    FoodFactory(name="Rye bread")
    url = reverse("nutrition:food-suggestions")

    options = client.get(url, {"food": "rye"}, headers={"HX-Request": "true"}).content.decode()

    assert '<option value="Rye bread">' in options
    assert client.get(url, {"food": "rye"}).url == FOODS


def test_a_food_is_added_changed_and_deleted(client, person):
    client.post(
        ADD, {"name": "Rye crisp", "energy_kcal": "330", "salt_g": "1.2", "portion": "slice", "portion_g": "12"}
    )
    food = Food.objects.get(owner=person)
    edit = reverse("nutrition:food-edit", args=[food.uuid])
    shown = client.get(edit).content.decode()
    client.post(edit, {"name": "Rye crisps", "energy_kcal": "331"})
    food.refresh_from_db()
    client.post(reverse("nutrition:food-delete", args=[food.uuid]))

    assert 'value="1.2"' in shown
    assert 'value="slice"' in shown
    assert (food.name, food.energy_kcal, food.sodium_mg) == ("Rye crisps", 331, None)
    assert not Food.objects.filter(owner=person).exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": ""}, "This field is required"),
        ({"energy_kcal": "much"}, "Write a number in digits"),
        ({"energy_kcal": "2000"}, "In 100 g there can be"),
        ({"portion": "slice"}, "Say what the portion weighs"),
        ({"barcode": "123456789"}, "This is no bar code"),
        ({"iron_mg": "-3"}, "This can be from 0"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, person, said, sentence):
    answer = client.post(ADD, {"name": "Bread", **said})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_refused_change_is_said_too(client, person):
    food = OwnFoodFactory(owner=person)

    answer = client.post(
        reverse("nutrition:food-edit", args=[food.uuid]), {"name": "B", "fat_g": "99", "protein_g": "99"}
    )

    assert answer.status_code == 422
    assert "add up to more than 100 g" in answer.content.decode()


def test_amounts_are_read_and_shown_the_way_of_the_person(client):
    person = UserFactory(locale="de-DE")
    client.force_login(person)

    client.post(ADD, {"name": "Brot", "fibre_g": "8,5"})

    food = Food.objects.get(owner=person)
    assert food.fibre_g == 8.5
    assert 'value="8,5"' in client.get(reverse("nutrition:food-edit", args=[food.uuid])).content.decode()
