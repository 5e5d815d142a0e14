"""The pages of shopping lists, as somebody without script meets them."""

import pytest

from apps.nutrition import services
from apps.nutrition.models import PantryLot, ShoppingGrant, ShoppingItem, ShoppingList
from apps.nutrition.tests.factories import DishFactory, MealPlanFactory, ShoppingListFactory
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.fixture
def shopping(person):
    return ShoppingListFactory(owner=person, lines=2)


def at(shopping, action=""):
    return f"/shopping/{shopping.uuid}/{action}"


def test_a_list_begins_empty_from_a_plan_or_from_a_recipe(client, person):
    dish = DishFactory(title="Stew")
    dish.ingredients.create(place=0, text="1 1/2 kg potatoes")
    plan = MealPlanFactory(owner=person, meals=[])
    plan.meals.create(day=0, slot=0, recipe=dish, title=dish.title)

    client.post("/shopping/begin/", {"title": "Party"})
    client.post("/shopping/begin/", {"title": ""})
    of_plan = client.post(f"/shopping/from-plan/{plan.uuid}/", follow=True).content.decode()
    of_recipe = client.post(f"/shopping/from-recipe/{dish.uuid}/", {"servings": "4"}, follow=True).content.decode()

    assert "750" in of_plan
    assert "3 kg" in of_recipe
    titles = [each.title for each in ShoppingList.objects.order_by("id")]
    assert titles == ["Party", "For 23 Nov 2026 to 24 Nov 2026", "For Stew"]
    assert "For Stew" in client.get("/shopping/").content.decode()


def test_nobody_begins_more_lists_than_can_be_kept(client, person, monkeypatch):
    monkeypatch.setattr(services.shopping, "MOST_LISTS", 0)

    answer = client.post("/shopping/begin/", {"title": "Party"}, follow=True).content.decode()

    assert "Delete some that are over." in answer


def test_lines_are_added_ticked_dropped_and_put_away(client, shopping):
    first, second = shopping.items.order_by("id")

    client.post(at(shopping, "add/"), {"text": "2 lemons"})
    client.post(at(shopping, "add/"), {"text": ""})
    client.post(at(shopping, f"items/{first.pk}/tick/"), {"on": "1"})
    client.post(at(shopping, f"items/{second.pk}/drop/"))
    before = client.get(at(shopping)).content.decode()
    client.post(at(shopping, "put-away/"))
    after = client.get(at(shopping)).content.decode()

    assert "Put 1 into the pantry" in before
    assert "in the pantry" in after
    assert {item.name for item in shopping.items.all()} == {first.name, "Lemons"}
    assert PantryLot.objects.count() == 1


def test_a_script_gets_the_lines_alone(client, shopping):
    item = shopping.items.first()

    answer = client.post(
        at(shopping, f"items/{item.pk}/tick/"), {"on": "1"}, headers={"HX-Request": "true"}
    ).content.decode()

    assert "<html" not in answer
    assert "data-ticked" in answer


def test_another_phone_asks_in_one_statement_while_nothing_changed(client, shopping):
    first = client.get(at(shopping, "items/"))
    with statements() as sent:
        unchanged = client.get(at(shopping, "items/"), headers={"If-None-Match": first["ETag"]})
    services.add_line(shopping=shopping, text="lemons")
    changed = client.get(at(shopping, "items/"), headers={"If-None-Match": first["ETag"]})

    assert "<html" not in first.content.decode()
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert len(sent.beyond_sign_in()) == 1
    assert changed.status_code == 200
    assert "Lemons" in changed.content.decode()


def test_a_list_is_shared_looked_at_and_left(client, person, shopping):
    other = UserFactory()
    client.post(at(shopping, "grant/"), {"email": "not an address"})
    client.post(at(shopping, "grant/"), {"email": person.email})
    assert not ShoppingGrant.objects.exists()
    client.post(at(shopping, "grant/"), {"email": other.email})
    assert other.email in client.get(at(shopping)).content.decode()

    client.force_login(other)
    seen = client.get(at(shopping)).content.decode()
    client.post(at(shopping, "leave/"))

    assert "Shared by" in seen
    assert "buy-tick" in seen
    assert f'action="{at(shopping, "add/")}"' not in seen
    assert client.get(at(shopping)).status_code == 404


def test_sharing_is_taken_back(client, shopping):
    grant = ShoppingGrant.objects.create(shopping=shopping, person=UserFactory(), email="o@example.org")

    client.post(at(shopping, f"grants/{grant.pk}/revoke/"))

    assert not ShoppingGrant.objects.exists()


def test_a_list_is_renamed_deleted_and_brought_back(client, shopping):
    client.post(at(shopping, "rename/"), {"title": "Sunday"})
    client.post(at(shopping, "rename/"), {"title": ""})
    page = client.post(at(shopping, "delete/"), follow=True).content.decode()
    assert f'action="{at(shopping, "restore/")}"' in page
    assert client.get(at(shopping)).status_code == 404

    client.post(at(shopping, "restore/"))

    assert "Sunday" in client.get(at(shopping)).content.decode()


def test_a_list_holds_no_more_than_can_be_shown(client, shopping, monkeypatch):
    monkeypatch.setattr(services.shopping, "MOST_ITEMS", 2)
    monkeypatch.setattr(services.shopping, "MOST_GRANTS", 0)

    full = client.post(at(shopping, "add/"), {"text": "milk"}, follow=True).content.decode()
    shared = client.post(at(shopping, "grant/"), {"email": "o@example.org"}, follow=True).content.decode()

    assert "The list is full." in full
    assert "A list can be shared with" in shared
    assert ShoppingItem.objects.count() == 2
