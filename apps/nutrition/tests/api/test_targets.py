"""What one aims at, and drinks, for programs."""

from datetime import date
from decimal import Decimal

import pytest

from apps.nutrition.models import DiaryTarget, Drink
from apps.nutrition.tests.factories import about
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/nutrition/targets"
DRINKS = "/api/v1/nutrition/diary/drinks"
JSON = {"content_type": "application/json"}


@pytest.fixture
def person(client):
    person = UserFactory()
    about(person, born_on=date(1986, 1, 1), sex="male", height_cm=Decimal(180), activity="active", goal="lose")
    client.force_login(person)
    return person


def test_targets_are_set_from_a_day_read_and_ended(client, person):
    said = [{"nutrient": "energy", "about": 2000}, {"nutrient": "iron", "meal": "lunch", "low": 6, "high": 15}]

    answer = client.put(URL, {"targets": said, "since": "2026-03-02"}, **JSON)
    before = client.get(URL, {"on": "2026-03-01"}).json()
    client.put(URL, {"targets": [{"nutrient": "iron", "meal": "lunch"}], "since": "2026-03-05"}, **JSON)
    after = client.get(URL, {"on": "2026-03-05"}).json()

    assert answer.json() == [
        {"nutrient": "energy", "meal": "", "unit": "kcal", "low": 1900, "high": 2100, "is_about": True, "source": ""},
        {"nutrient": "iron", "meal": "lunch", "unit": "mg", "low": 6, "high": 15, "is_about": False, "source": ""},
    ]
    assert before == []
    assert after == answer.json()[:1]


def test_one_that_cannot_be_sets_none_and_is_named_by_its_place(client, person):
    said = [{"nutrient": "iron", "low": 6}, {"nutrient": "energy", "low": 2, "high": 1}]

    answer = client.put(URL, {"targets": said}, **JSON)

    assert answer.status_code == 409
    assert list(answer.json()["fields"]) == ["targets.1.high"]
    assert not DiaryTarget.objects.exists()


def test_a_suggestion_sets_nothing(client, person):
    answer = client.post(f"{URL}/suggested", {"weight_kg": 85}, **JSON).json()

    energy = answer["targets"][0]
    assert (energy["nutrient"], energy["is_about"]) == ("energy", True)
    assert "National Academies" in energy["source"]
    assert not DiaryTarget.objects.exists()


def test_a_suggestion_says_what_the_profile_lacks(client, person):
    about(person, sex="")

    answer = client.post(f"{URL}/suggested", {"weight_kg": 85}, **JSON)

    assert (answer.status_code, answer.json()["code"]) == (400, "profile_missing")


def test_a_day_tells_its_targets_and_drinks(client, person):
    client.put(URL, {"targets": [{"nutrient": "drinks", "about": 2000}], "since": "2026-03-02"}, **JSON)
    drink = client.post(DRINKS, {"on": "2026-03-02", "volume_ml": 500}, **JSON).json()

    day = client.get("/api/v1/nutrition/diary", {"on": "2026-03-02"}).json()

    [target] = day["targets"]
    assert (target["amount"], target["status"], target["left"]) == (500, "below", 1500)
    assert (day["drinks"], day["drunk_ml"]) == ([drink], 500)


def test_a_drink_is_read_and_taken_back(client, person):
    one = f"{DRINKS}/{client.post(DRINKS, {'on': '2026-03-02', 'volume_ml': 250}, **JSON).json()['uuid']}"

    assert client.get(one).json()["volume_ml"] == 250
    assert client.delete(one).status_code == 204
    assert client.get(one).status_code == 404
    assert not Drink.objects.exists()
