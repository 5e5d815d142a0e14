"""The page that says what can be made of the pantry."""

import pytest

from apps.nutrition.models import Ingredient
from apps.nutrition.tests.factories import FoodFactory, PantryLotFactory, RecipeFactory, about
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.fixture
def rice():
    """A food, and two recipes: of rice, and of rice with saffron."""
    rice, saffron = FoodFactory(name="Rice, white"), FoodFactory(name="Spices, saffron")
    for title, foods in (("Plain rice", [rice]), ("Golden rice", [saffron, rice])):
        recipe = RecipeFactory(title=title, foods=[food.pk for food in foods])
        for place, food in enumerate(foods):
            Ingredient.objects.create(recipe=recipe, place=place, text=food.name, food=food, grams=100)
    return rice


def text(client, path):
    return client.get(path).content.decode()


def test_the_address_says_how_much_may_be_missing(client, person, rice):
    PantryLotFactory(owner=person, food=rice, grams=50)

    whole, one, strange = (text(client, f"/pantry/make/{asked}") for asked in ("", "?missing=1", "?missing=many"))

    assert "Plain rice" in whole
    assert "not enough" in whole
    assert "Golden rice" not in whole
    assert "Missing: " in one
    assert "Golden rice" in one
    assert "Golden rice" not in strange


def test_with_nothing_that_fits_it_says_what_to_do(client, person, rice):
    empty = text(client, "/pantry/make/")
    PantryLotFactory(owner=person, food=FoodFactory())
    nothing, nor_with_three = text(client, "/pantry/make/"), text(client, "/pantry/make/?missing=3")

    assert "Nothing to cook with yet" in empty
    assert "Let one thing be missing" in nothing
    assert "so little" in nor_with_three


def test_it_says_what_it_keeps_to_and_how_much_was_left_out(client, person, rice):
    about(person, allergens=["nuts"])
    PantryLotFactory(owner=person, food=rice)

    page = text(client, "/pantry/make/")

    assert "free of nuts" in page
    assert "1 recipe was left out" in page


def test_programs_get_the_same(client, person, rice):
    PantryLotFactory(owner=person, food=rice, grams=200)

    told = client.get("/api/v1/nutrition/pantry/recipes?missing=1").json()
    refused = client.get("/api/v1/nutrition/pantry/recipes?missing=9")

    assert [(each["title"], each["missing"]) for each in told["recipes"]] == [
        ("Plain rice", []), ("Golden rice", ["saffron"]),
    ]  # fmt: skip
    assert (told["avoided"], told["left_out"]) == ([], 0)
    assert refused.status_code == 400
