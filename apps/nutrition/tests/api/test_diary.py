"""The diary, for programs."""

from datetime import date

import pytest

from apps.nutrition.models import DiaryEntry
from apps.nutrition.tests.factories import DiaryEntryFactory, FoodFactory, FoodMeasureFactory, RecipeFactory
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db
URL = "/api/v1/nutrition/diary"
WHEN = {"on": "2026-03-02", "meal": "lunch"}
DAY = date(2026, 3, 2)


@pytest.fixture
def person(client):
    person = UserFactory()
    client.force_login(person)
    return person


def post(client, path, body, **more):
    return client.post(f"{URL}/{path}", body, content_type="application/json", **more)


@pytest.mark.parametrize("rows", [1, 30])
def test_a_day_costs_the_same_however_much_was_eaten(rows, client, person):
    DiaryEntryFactory.create_batch(rows, owner=person, on=DAY, food=FoodFactory(), recipe=None)

    with statements() as sent:
        client.get(URL, {"on": "2026-03-02"})

    assert len(sent.beyond_sign_in()) <= 3


def test_foods_recipes_and_notes_are_written_down_once_and_read(client, person):
    food = FoodFactory(energy_kcal=200, iron_mg=None)
    FoodMeasureFactory(food=food, label="slice", grams=30)
    recipe = RecipeFactory(energy_kcal=300)
    key = {"Idempotency-Key": "one"}

    twice = [
        post(client, "entries", {**WHEN, "food": str(food.uuid), "quantity": 2, "measure": "slice"}, headers=key).json()
        for _ in range(2)
    ]
    post(client, "entries", {**WHEN, "recipe": str(recipe.uuid), "quantity": 0.5})
    post(client, "entries", {**WHEN, "name": "Cake", "amounts": {"energy_kcal": 400}})
    day = client.get(URL, {"on": "2026-03-02"}).json()

    assert twice[0] == twice[1]
    assert (twice[0]["food"], twice[0]["mass_g"], twice[0]["amounts"]["iron_mg"]) == (str(food.uuid), 60, None)
    lunch = day["meals"][1]
    assert [entry["name"] for entry in lunch["entries"]] == [food.name, recipe.title, "Cake"]
    assert lunch["energy_kcal"] == 670
    sums = {each["nutrient"]: each for each in day["sums"]}
    assert (sums["energy"]["amount"], sums["energy"]["coverage"]) == (670, 1)
    assert sums["iron"]["amount"] is None
    assert client.get(f"{URL}/entries/{twice[0]['uuid']}").json() == twice[0]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"food"}),
        ({"name": "Cake"}, {"amounts"}),
        ({"name": "Cake", "amounts": {"energy_kcal": 1}, "quantity": 2}, {"quantity"}),
        ({"recipe": "00000000-0000-4000-8000-000000000000", "measure": "cup"}, {"quantity", "measure"}),
        ({"name": "Cake", "amounts": {"energy_kcal": -1}}, {"amounts.energy_kcal"}),
        ({"name": "Cake", "amounts": {"joy": 1}}, {"amounts.joy"}),
    ],
)
def test_what_does_not_go_together_is_refused_by_name(client, person, body, fields):
    answer = post(client, "entries", {**WHEN, **body})

    assert answer.status_code == 400
    assert set(answer.json()["fields"]) == fields


def test_a_measure_that_the_food_does_not_have_is_refused(client, person):
    food = FoodFactory()

    answer = post(client, "entries", {**WHEN, "food": str(food.uuid), "quantity": 1, "measure": "barrel"})

    assert answer.status_code == 409
    assert answer.json()["fields"] == {"measure": ["There is grams alone."]}


def test_an_entry_is_changed_deleted_and_restored(client, person):
    food = FoodFactory(energy_kcal=200)
    FoodMeasureFactory(food=food, label="slice", grams=30)
    entry = post(client, "entries", {**WHEN, "food": str(food.uuid), "quantity": 100}).json()
    note = post(client, "entries", {**WHEN, "name": "Cake", "amounts": {"energy_kcal": 400}}).json()
    one = f"{URL}/entries/{entry['uuid']}"

    changed = client.patch(one, {"quantity": 1, "measure": "slice", "meal": "dinner"}, content_type="application/json")
    again = client.patch(one, {"quantity": 10, "measure": None}, content_type="application/json")
    pie = client.patch(
        f"{URL}/entries/{note['uuid']}", {"amounts": {"energy_kcal": 350}}, content_type="application/json"
    )
    deleted = client.delete(one)
    gone = client.get(one)
    restored = client.post(f"{one}/restore")

    assert (changed.json()["amounts"]["energy_kcal"], changed.json()["meal"]) == (60, "dinner")
    assert again.json()["amounts"]["energy_kcal"] == 20
    assert pie.json()["amounts"]["energy_kcal"] == 350
    assert (deleted.status_code, gone.status_code, restored.status_code) == (204, 404, 200)


def test_a_meal_is_copied_and_the_copy_undone(client, person):
    DiaryEntryFactory.create_batch(2, owner=person, on=DAY, meal="lunch")

    copy = post(client, "copies", {"from_on": "2026-03-02", "from_meal": "lunch", "on": "2026-03-03"})
    undone = client.delete(f"{URL}/copies/{copy.json()['copied_in']}")

    assert copy.status_code == 201
    assert [entry["on"] for entry in copy.json()["entries"]] == ["2026-03-03"] * 2
    assert undone.status_code == 204
    assert DiaryEntry.objects.kept().count() == 2
