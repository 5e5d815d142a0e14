"""The pages of the pantry, as somebody without script meets them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.nutrition.models import PantryLot
from apps.nutrition.tests.factories import FoodFactory, PantryLotFactory
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = UserFactory(locale="en-GB")
    client.force_login(person)
    return person


def text(client, path):
    return client.get(path).content.decode()


def test_an_empty_pantry_says_how_it_is_filled(client, person):
    assert "Nothing in it yet" in text(client, "/pantry/")


def test_what_goes_off_stands_first(client, person):
    today = timezone.localdate()
    for name, days in (("Old yogurt", -1), ("Milk", 2), ("Rice", None), ("Beans", 300)):
        PantryLotFactory(owner=person, name=name, due_on=None if days is None else today + timedelta(days=days))

    page = text(client, "/pantry/")

    places = [page.index(each) for each in ("Past its day", "Old yogurt", "To use soon", "Milk", "Beans", "Rice")]
    assert places == sorted(places)
    assert "Nothing in it yet" not in page


@pytest.mark.parametrize("count", [1, 30])
def test_it_costs_two_statements_however_full(client, person, count):
    PantryLotFactory.create_batch(count, owner=person, food=FoodFactory())

    with statements() as sent:
        client.get("/pantry/")

    assert len(sent.beyond_sign_in()) == 2


def test_a_search_offers_foods_and_the_words_themselves(client, person):
    onion = FoodFactory(name="Onions, raw")

    alone = client.get("/pantry/", {"words": "onion"}, headers={"HX-Request": "true"}).content.decode()
    whole = text(client, "/pantry/?words=onion")

    assert "<html" not in alone
    for page in (alone, whole):
        assert f"/pantry/add/?food={onion.uuid}" in page
        assert "/pantry/add/?name=onion" in page


def test_something_is_added_by_its_food_and_undone(client, person):
    onion = FoodFactory(name="Onions, raw")
    address = f"/pantry/add/?food={onion.uuid}"
    assert 'value="Onions, raw"' in text(client, address)

    said = {"name": "Red onions", "amount": "3", "unit": "", "due_on": "2026-12-01", "place": "Cellar", "note": "sweet"}
    page = client.post(address, said, follow=True).content.decode()

    lot = PantryLot.objects.get()
    assert (lot.food, lot.name, lot.amount, lot.place) == (onion, "Red onions", 3, "Cellar")
    assert "good until 1 Dec 2026" in page
    undo = f"/pantry/changes/{lot.changes.get().uuid}/undo/"
    assert page.count(f'action="{undo}"') == 2  # in the toast, and among what was done last
    assert "Undone: Red onions." in client.post(undo, follow=True).content.decode()
    assert not PantryLot.objects.exists()


def test_what_is_wrong_is_said_at_its_field(client, person, monkeypatch):
    wrong = client.post("/pantry/add/?food=none", {"name": "Rice", "amount": "-1", "unit": "g"})
    nothing = client.post("/pantry/add/", {"name": "Rice", "amount": "0", "unit": "g"})

    assert wrong.status_code == nothing.status_code == 422
    assert "This can be anything above 0" in nothing.content.decode()
    monkeypatch.setattr("apps.nutrition.services.pantry.MOST_LOTS", 0)
    full = client.post("/pantry/add/", {"name": "Rice", "unit": ""}).content.decode()
    assert "Use some up first." in full


def test_a_lot_is_changed_used_and_thrown_away(client, person):
    lot = PantryLotFactory(owner=person, name="Flour", amount=1, unit="kg", grams=1000)
    address = f"/pantry/{lot.uuid}/"
    assert "which is 1,000 g" in text(client, address)

    client.post(address, {"name": "Flour", "amount": "2", "unit": "kg", "place": "Shelf"})
    client.post(f"{address}use/", {"amount": "0.5"})
    lot.refresh_from_db()
    assert (lot.amount, lot.grams, lot.place) == (1.5, 1500, "Shelf")
    page = client.post(f"{address}use/", {"thrown_away": "1"}, follow=True).content.decode()

    assert "Thrown away: Flour." in page
    assert "thrown away" in page
    assert page.count('<span class="visually-hidden">: Flour thrown away') == 1  # only the last can be undone
    assert client.get(address).status_code == 404


def test_a_refusal_stays_on_the_page_of_the_lot(client, person):
    lot = PantryLotFactory(owner=person)
    address = f"/pantry/{lot.uuid}/"

    too_much = client.post(f"{address}use/", {"amount": "900"}, follow=True).content.decode()
    no_number = client.post(f"{address}use/", {"amount": "many"}, follow=True).content.decode()
    no_amount = client.post(address, {"name": "Flour", "amount": "0", "unit": "kg"})

    assert "There is not so much of it." in too_much
    assert "Write a number" in no_number
    assert no_amount.status_code == 422


def test_only_what_was_done_last_is_undone(client, person):
    lot = PantryLotFactory(owner=person)
    for amount in ("50", "60"):
        client.post(f"/pantry/{lot.uuid}/use/", {"amount": amount})
    first = lot.changes.order_by("id").first()

    page = client.post(f"/pantry/changes/{first.uuid}/undo/", follow=True).content.decode()

    assert "undo that first" in page
