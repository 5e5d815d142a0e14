"""The pantry, for programs."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.nutrition.tests.factories import FoodFactory, PantryLotFactory
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
PANTRY = "/api/v1/nutrition/pantry"


@pytest.fixture
def person(client):
    person = UserFactory()
    client.force_login(person)
    return person


def send(client, method, url, body=None):
    return getattr(client, method)(url, json.dumps(body or {}), content_type="application/json")


def test_it_is_told_by_when_it_goes_off(client, person):
    today = timezone.localdate()
    for name, days in (("Old", -1), ("Milk", 3), ("Rice", 4)):
        PantryLotFactory(owner=person, name=name, due_on=today + timedelta(days=days))
    PantryLotFactory(owner=person, name="Gone", gone_at=timezone.now())
    PantryLotFactory(name="Somebody else's")

    told = client.get(PANTRY).json()

    assert {kind: [lot["name"] for lot in lots] for kind, lots in told.items()} == {
        "past": ["Old"], "soon": ["Milk"], "rest": ["Rice"],
    }  # fmt: skip


def test_something_is_added_changed_used_and_all_of_it_undone(client, person):
    food = FoodFactory()
    added = send(client, "post", PANTRY, {"food": str(food.uuid), "amount": 2, "unit": "kg"})
    url = f"{PANTRY}/{added.json()['lot']['uuid']}"
    changed = send(client, "patch", url, {"place": "Cellar"}).json()
    used = send(client, "post", f"{url}/use", {"amount": 0.5}).json()
    rest = send(client, "post", f"{url}/use", {"thrown_away": True}).json()

    assert added.status_code == 201
    assert (added.json()["lot"]["food"], added.json()["lot"]["grams"]) == (str(food.uuid), 2000)
    assert (changed["lot"]["place"], changed["lot"]["amount"]) == ("Cellar", 2)
    assert (used["kind"], used["lot"]["amount"], used["is_gone"]) == ("used", 1.5, False)
    assert (rest["kind"], rest["is_gone"]) == ("thrown_away", True)
    assert client.get(url).status_code == 404
    too_early = send(client, "post", f"{PANTRY}/changes/{used['change']}/undo")
    assert (too_early.status_code, too_early.json()["code"]) == (409, "changed_since")
    for done in (rest, used, changed, added.json()):
        assert send(client, "post", f"{PANTRY}/changes/{done['change']}/undo").status_code == 204
    assert client.get(PANTRY).json() == {"past": [], "soon": [], "rest": []}


def test_what_cannot_be_is_refused_with_its_field(client, person):
    unknown = send(client, "post", PANTRY, {"name": "Rice", "amount": 2, "unit": "barrels"})
    nameless = send(client, "post", PANTRY, {"amount": 2})

    assert (unknown.status_code, list(unknown.json()["fields"])) == (400, ["unit"])
    assert (nameless.status_code, list(nameless.json()["fields"])) == (400, ["name"])
