"""Foods, for programs."""

import pytest

from apps.nutrition.models import Food
from apps.nutrition.tests.factories import FoodFactory, OwnFoodFactory
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db
URL = "/api/v1/nutrition/foods"


@pytest.fixture
def person(client):
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_costs_the_same_however_long(rows, client, person):
    FoodFactory.create_batch(rows, name="Bread")

    with statements() as sent:
        client.get(URL, {"q": "bread"})

    assert len(sent.beyond_sign_in()) == 2


def test_foods_are_found_by_words_and_by_bar_code(client, person):
    FoodFactory(name="Rye bread", barcode="4006381333931", fibre_g=None)
    OwnFoodFactory(name="Rye of somebody else")

    [found] = client.get(URL, {"q": "rye"}).json()["results"]

    assert (found["name"], found["fibre_g"], found["is_own"]) == ("Rye bread", None, False)
    assert client.get(URL, {"barcode": "4006381333931"}).json()["results"] == [found]


def test_a_food_is_added_once_read_changed_and_deleted(client, person):
    body = {"name": "Rye crisp", "amounts": {"energy_kcal": 330}, "portions": [{"name": "slice", "grams": 12}]}
    key = {"Idempotency-Key": "one"}
    added = [client.post(URL, body, content_type="application/json", headers=key).json() for _ in range(2)]
    one = f"{URL}/{added[0]['uuid']}"

    changed = client.patch(one, {"amounts": {"fibre_g": 18}}, content_type="application/json").json()

    assert added[0] == added[1]
    assert Food.objects.count() == 1
    assert (changed["amounts"]["energy_kcal"], changed["amounts"]["fibre_g"], changed["amounts"]["iron_mg"]) == (
        330,
        18,
        None,
    )
    assert changed["measures"] == [{"name": "slice", "grams": 12.0}]
    assert changed["says"]["free_of"] == []
    assert client.get(one).json() == changed
    assert client.delete(one).status_code == 204
    assert client.get(one).status_code == 404


def test_what_cannot_be_is_refused_with_its_field(client, person):
    impossible = {"name": "Bread", "amounts": {"energy_kcal": 2000}}
    contradictory = {"name": "Bread", "amounts": {"protein_g": 60, "fat_g": 60}}

    answers = [client.post(URL, body, content_type="application/json") for body in (impossible, contradictory)]

    assert [answer.status_code for answer in answers] == [400, 409]
    assert [list(answer.json()["fields"]) for answer in answers] == [["amounts.energy_kcal"], ["fat_g"]]
