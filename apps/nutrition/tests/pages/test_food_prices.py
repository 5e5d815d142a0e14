"""What one pays, by page and by program."""

import pytest
from django.urls import reverse

from apps.nutrition import services
from apps.nutrition.models import FoodPrice
from apps.nutrition.tests.factories import FoodFactory, FoodMeasureFactory
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
API = "/api/v1/nutrition"


@pytest.fixture
def person(client):
    person = UserFactory(locale="de-DE", base_currency="EUR")
    client.force_login(person)
    return person


def url(name, row):
    return reverse(f"nutrition:{name}", args=[row.uuid])


def test_a_price_is_said_shown_and_forgotten(client, person):
    onions = FoodFactory(name="Onions, raw")
    recipe = services.add_recipe(owner=person, title="Soup", servings=2, ingredients=["500 g onions", "1 dragon"])
    before = client.get(url("recipe", recipe)).text

    client.post(url("food-price", onions), {"price": "2,40", "quantity": "1", "unit": "kg"})
    food, soup, form = (
        client.get(url(*each)).text for each in (("food", onions), ("recipe", recipe), ("food-price", onions))
    )
    client.post(url("food-price-forget", onions))

    assert "None of its ingredients has a price yet." in before
    assert f'href="{url("food-price", onions)}"' in before
    assert "2,40\xa0€ for 1 kg" in food
    assert "At least 0,60\xa0€" in soup
    assert "1 of 2 ingredients priced" in soup
    assert 'value="2,4"' in form
    assert not FoodPrice.objects.exists()


@pytest.mark.parametrize("said", [{"price": ""}, {"quantity": "0"}, {"unit": "barrel"}, {"price": "many"}])
def test_what_is_no_price_is_said_at_its_field(client, person, said):
    answer = client.post(url("food-price", FoodFactory()), {"price": "1", "quantity": "1", "unit": "kg", **said})

    assert answer.status_code == 422
    assert not FoodPrice.objects.exists()


def test_a_unit_that_the_food_lost_meanwhile_stays_chosen(client, person):
    food = FoodFactory()
    measure = FoodMeasureFactory(food=food, label="sack")
    services.set_price(owner=person, food=food, price=1, quantity=1, unit="sack")
    measure.delete()

    page = client.get(url("food-price", food)).text

    assert '<option value="sack" selected>' in page


def test_programs_say_what_one_pays_and_ask_what_it_costs(client, person):
    onions = FoodFactory(name="Onions, raw")
    recipe = services.add_recipe(owner=person, title="Soup", servings=2, ingredients=["500 g onions", "1 dragon"])
    address = f"{API}/foods/{onions.uuid}/price"

    put = client.put(address, {"price": "2.40", "quantity": 1, "unit": "kg"}, content_type="application/json")
    bad = client.put(address, {"price": "2.40", "quantity": 1, "unit": "barrel"}, content_type="application/json")
    listed = client.get(f"{API}/prices").json()["results"]
    cost = client.get(f"{API}/recipes/{recipe.uuid}/cost").json()
    gone = client.delete(address)

    assert (put.status_code, bad.status_code, gone.status_code) == (200, 409, 204)
    assert listed == [put.json()]
    assert (put.json()["currency"], put.json()["grams"]) == ("EUR", 1000)
    assert cost == {
        "amount": "0.60", "currency": "EUR", "priced": 1, "ingredients": 2, "covered": 1.0, "without": [],
    }  # fmt: skip
    nothing = client.get(f"{API}/recipes/{recipe.uuid}/cost").json()
    assert (nothing["amount"], nothing["without"]) == (None, [str(onions.uuid)])
