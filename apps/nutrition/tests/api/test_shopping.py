"""Shopping lists, for programs: what is on them, who may do what, and how two phones keep up."""

import json

import pytest

from apps.nutrition.domain.plans.table import Eater
from apps.nutrition.domain.plans.wishes import Wishes
from apps.nutrition.models import Ingredient, PantryLot, ShoppingGrant, ShoppingList
from apps.nutrition.tests.factories import TARGETS, DishFactory, FoodFactory, MealPlanFactory, ShoppingListFactory
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db
LISTS = "/api/v1/nutrition/shopping"


@pytest.fixture
def person(client):
    person = UserFactory()
    client.force_login(person)
    return person


def send(client, method, url, body=None):
    return getattr(client, method)(url, json.dumps(body or {}), content_type="application/json")


@pytest.fixture
def dish():
    """For two: an onion of 110 g, a can that nobody weighed, salt, and water from the tap."""
    dish = DishFactory(title="Onion stew", servings=2)
    onion = FoodFactory(name="Onions, raw", group="vegetables")
    water = FoodFactory(name="Water, tap", group="water")
    lines = [("1 onion, sliced", onion, 110.0), ("1 can tomatoes", None, None), ("salt", None, None)]
    for place, (text, food, grams) in enumerate([*lines, ("500 ml water", water, 500.0)]):
        Ingredient.objects.create(recipe=dish, place=place, text=text, food=food, grams=grams)
    return dish


def shown(answer):
    return {item["name"]: [(a["number"], a["unit"]) for a in item["amounts"]] for item in answer.json()["items"]}


def test_a_list_adds_up_recipes_and_leaves_out_water_from_the_tap(client, person, dish):
    body = {"title": "Saturday", "recipes": [{"recipe": str(dish.uuid), "servings": 5}]}

    answer = send(client, "post", LISTS, body)

    assert answer.status_code == 201
    assert shown(answer) == {"Onion": [(3, "")], "Tomatoes": [(3, "can")], "Salt": []}
    assert {item["name"]: item["aisle"] for item in answer.json()["items"]}["Onion"] == "produce"


def test_a_list_of_a_plan_counts_people_and_portions_and_what_is_at_home(client, person, dish):
    plan = MealPlanFactory(owner=person, people=2, meals=[])
    for day, portion in ((0, 1.5), (1, 0.5)):
        plan.meals.create(day=day, slot=1, recipe=dish, title=dish.title, portion=portion)
    plan.meals.create(day=0, slot=2, recipe=dish, title=dish.title, cooked_on=plan.starts_on)  # bought already
    onion = dish.ingredients.get(place=0).food
    PantryLot.objects.create(owner=person, food=onion, name="Onions", grams=1000, added_on=plan.starts_on)

    answer = send(client, "post", LISTS, {"title": "The week", "plan": str(plan.uuid)})

    assert shown(answer) == {"Tomatoes": [(2, "can")], "Salt": []}
    assert answer.json()["in_pantry"] == 1


def test_a_list_of_a_plan_is_of_what_each_at_the_table_takes(client, person, dish):
    wishes = Wishes(TARGETS, days=2, meals=3, people=2, others=(Eater("Ben", 3000.0),))
    plan = MealPlanFactory(owner=person, people=2, wishes=wishes.kept(), meals=[])
    plan.meals.create(day=0, slot=1, recipe=dish, title=dish.title, portion=2)

    answer = send(client, "post", LISTS, {"title": "Saturday", "plan": str(plan.uuid)})

    # Two servings for the one, three for Ben, of a recipe for two.
    assert shown(answer) == {"Onion": [(3, "")], "Tomatoes": [(3, "can")], "Salt": []}


def test_a_list_costs_the_same_however_long(client, person):
    short, long = ShoppingListFactory(owner=person, lines=1), ShoppingListFactory(owner=person, lines=40)
    counts = []
    for each in (short, long):
        with statements() as sent:
            client.get(f"{LISTS}/{each.uuid}")
        counts.append(len(sent.beyond_sign_in()))
    with statements() as sent:
        rows = client.get(LISTS).json()["results"]

    assert counts == [3, 3]
    assert [row["things"] for row in rows] == [40, 1]
    assert len(sent.beyond_sign_in()) == 1


def test_lines_are_written_ticked_dropped_and_put_away_once(client, person):
    FoodFactory(name="Onions, raw", group="vegetables")
    shopping = ShoppingListFactory(owner=person, lines=0)
    url = f"{LISTS}/{shopping.uuid}"

    onions = send(client, "post", f"{url}/items", {"text": "3 onions"}).json()
    lamp = send(client, "post", f"{url}/items", {"text": "lamp oil"}).json()
    send(client, "patch", f"{url}/items/{onions['id']}", {"ticked": True})
    first, second = (send(client, "post", f"{url}/put-away").json() for _ in range(2))
    dropped = client.delete(f"{url}/items/{lamp['id']}")

    assert (onions["aisle"], onions["grams"], onions["is_own"]) == ("produce", 330, True)
    assert lamp["aisle"] == "other"
    assert (first, second) == ({"things": 1}, {"things": 0})
    lot = PantryLot.objects.get(owner=person)
    assert (lot.name, lot.grams) == ("Onions", 330)
    assert dropped.status_code == 204
    assert client.delete(f"{url}/items/{lamp['id']}").status_code == 404


@pytest.mark.parametrize("text", ["", " "])
def test_a_line_says_something(text, client, person):
    shopping = ShoppingListFactory(owner=person, lines=0)

    assert send(client, "post", f"{LISTS}/{shopping.uuid}/items", {"text": text}).status_code == 400


# --- Sharing ------------------------------------------------------------------------------------------------


@pytest.fixture
def shared(person):
    """A list of somebody else that the person may look at; who owns it."""
    shopping = ShoppingListFactory(lines=2)
    ShoppingGrant.objects.create(shopping=shopping, person=person, email=person.email, may_edit=False)
    return shopping


def test_a_granted_list_is_among_one_s_own(client, person, shared):
    ShoppingListFactory()

    assert [row["uuid"] for row in client.get(LISTS).json()["results"]] == [str(shared.uuid)]
    seen = client.get(f"{LISTS}/{shared.uuid}").json()
    assert (seen["is_owner"], seen["may_edit"], seen["grants"]) == (False, False, [])


def test_who_may_only_look_changes_nothing(client, person, shared):
    url, item = f"{LISTS}/{shared.uuid}", shared.items.first()

    refused = [
        send(client, "post", f"{url}/items", {"text": "milk"}),
        send(client, "patch", f"{url}/items/{item.pk}", {"ticked": True}),
        client.delete(f"{url}/items/{item.pk}"),
        send(client, "post", f"{url}/put-away"),
        send(client, "patch", url, {"title": "Mine"}),
        send(client, "post", f"{url}/grants", {"email": "x@example.org"}),
        client.delete(url),
    ]

    assert {answer.status_code for answer in refused} == {404}
    assert ShoppingList.objects.get(pk=shared.pk).version == shared.version


def test_who_may_edit_ticks_and_fills_the_owner_s_pantry_and_still_shares_nothing(client, person, shared):
    ShoppingGrant.objects.update(may_edit=True)
    url, item = f"{LISTS}/{shared.uuid}", shared.items.first()

    ticked = send(client, "patch", f"{url}/items/{item.pk}", {"ticked": True})
    send(client, "post", f"{url}/put-away")

    assert ticked.status_code == 200
    assert PantryLot.objects.get().owner == shared.owner
    assert send(client, "post", f"{url}/grants", {"email": "x@example.org"}).status_code == 404
    assert client.delete(url).status_code == 404


def test_whether_somebody_has_an_account_is_not_told(client, person):
    other = UserFactory()
    shopping = ShoppingListFactory(owner=person)
    url = f"{LISTS}/{shopping.uuid}/grants"

    known = send(client, "post", url, {"email": other.email.upper(), "may_edit": False})
    unknown = send(client, "post", url, {"email": "nobody@example.org", "may_edit": False})
    own = send(client, "post", url, {"email": person.email})

    assert known.status_code == unknown.status_code == 201
    assert {*known.json()} == {*unknown.json()} == {"id", "email", "may_edit"}
    assert own.json()["code"] == "with_oneself"
    assert ShoppingList.objects.for_user(other).get() == shopping
    assert client.delete(f"{url}/{known.json()['id']}").status_code == 204
    assert not ShoppingList.objects.for_user(other).exists()
    assert client.delete(f"{url}/{known.json()['id']}").status_code == 404


def test_a_stranger_sees_none_of_it(client, person):
    shopping = ShoppingListFactory(lines=1)

    assert client.get(f"{LISTS}/{shopping.uuid}").status_code == 404
    assert client.get(LISTS).json()["results"] == []


def test_a_second_phone_hears_of_a_change_and_else_of_nothing(client, person):
    shopping = ShoppingListFactory(owner=person, lines=1)
    url = f"{LISTS}/{shopping.uuid}"

    first = client.get(url)
    unchanged = client.get(url, headers={"If-None-Match": first["ETag"]})
    send(client, "patch", f"{url}/items/{shopping.items.first().pk}", {"ticked": True})
    changed = client.get(url, headers={"If-None-Match": first["ETag"]})

    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert changed.json()["version"] == first.json()["version"] + 1


def test_a_deleted_list_comes_back(client, person):
    shopping = ShoppingListFactory(owner=person)
    url = f"{LISTS}/{shopping.uuid}"

    client.delete(url)
    gone = client.get(url).status_code
    send(client, "post", f"{url}/restore")

    assert gone == 404
    assert send(client, "patch", url, {"title": "Sunday"}).json()["title"] == "Sunday"
