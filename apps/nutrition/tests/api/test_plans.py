"""Meal plans, for programs."""

import json

import pytest
from django.urls import resolve

from apps.nutrition import services
from apps.nutrition.models import MealPlan
from apps.nutrition.tests.factories import DishFactory, MealPlanFactory, kitchen
from apps.nutrition.tests.jobs import Job, work
from project.lib import cache
from project.lib.testing import UserFactory, clock, statements

pytestmark = pytest.mark.django_db
GENERATE = "/api/v1/actions/generate-meal-plan"
PLANS = "/api/v1/nutrition/plans"


@pytest.fixture
def person(client):
    cache.forget(None)
    person = UserFactory()
    client.force_login(person)
    return person


def post(client, url, body, **headers):
    return client.post(url, json.dumps(body), content_type="application/json", headers=headers)


@pytest.mark.parametrize("slash", ["", "/"])
def test_nobody_in_particular_plans_nothing(slash, client):
    assert post(client, GENERATE + slash, {"invalid": "data"}).status_code == 401


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_field_that_there_is_not_is_refused_by_name(slash, client, person):
    answer = post(client, GENERATE + slash, {"invalid": "data"})

    assert answer.status_code == 400
    assert answer.json()["fields"] == {"invalid": ["There is no such field."]}
    assert not Job.objects.exists()


def test_wishes_that_cannot_be_meant_are_each_named(client, person):
    answer = post(client, GENERATE, {"days": 15, "meals": 2, "people": 9, "energy_kcal": 100, "most_uses": 0})

    assert answer.status_code == 400
    assert set(answer.json()["fields"]) == {"days", "meals", "people", "energy_kcal", "most_uses"}


def test_a_plan_is_asked_for_and_made_by_a_worker(client, person):
    kitchen()

    answer = post(client, GENERATE, {"days": 2, "starts_on": "2026-11-23"})

    assert answer.status_code == 202
    assert answer["Location"] == answer.json()["url"] == f"/api/v1/jobs/{answer.json()['uuid']}/"
    job = work(person)
    plan = client.get(f"{PLANS}/{resolve(job.result_url).kwargs['uuid']}").json()
    assert [day["on"] for day in plan["calendar"]] == ["2026-11-23", "2026-11-24"]
    assert plan["calendar"][0]["totals"]["energy_kcal"]["target"] == 2000
    assert plan["wishes"]["meals"] == 4


def test_others_at_the_table_are_described_and_their_shares_are_told(client, person):
    kitchen(suits=["vegan"])
    ben = {"name": "Ben", "energy_kcal": 3000, "diet": "vegan"}

    refused = post(client, GENERATE, {"days": 2, "people": 1, "others": [ben]})
    post(client, GENERATE, {"days": 2, "people": 2, "others": [ben]})
    job = work(person)
    plan = client.get(f"{PLANS}/{resolve(job.result_url).kwargs['uuid']}").json()

    assert refused.json()["fields"] == {"people": ["You describe 1 besides yourself: say 2 or more."]}
    assert plan["calendar"][0]["shares"] == [{"name": "Ben", "share": 1.5, "energy_kcal": 3000.0}]
    assert plan["wishes"]["others"] == [ben | {"free_of": []}]


@pytest.fixture
def quick_worker(person, monkeypatch):
    """The worker does its work while the request waits."""
    monkeypatch.setattr(services.plans.time, "sleep", lambda _: work(person))


@pytest.mark.parametrize("prefer", ["wait=2", "respond-async, wait=9"])
def test_who_prefers_to_wait_gets_the_plan_itself(prefer, client, person, quick_worker):
    kitchen()

    answer = post(client, GENERATE, {"days": 1}, Prefer=prefer)

    assert answer.status_code == 200
    assert answer["Preference-Applied"].startswith("wait=")
    assert len(answer.json()["calendar"][0]["meals"]) == 4


def test_who_waits_in_vain_gets_the_job(client, person, monkeypatch):
    monkeypatch.setattr(services.plans, "MOST_WAITED", 0.1)

    answer = post(client, GENERATE, {}, Prefer="wait=2")

    assert answer.status_code == 202
    assert answer.json()["state"] == "queued"


def test_who_waits_hears_why_there_is_no_plan(client, person, quick_worker):
    answer = post(client, GENERATE, {"diet": "vegan"}, Prefer="wait=1")

    assert (answer.status_code, answer.json()["code"]) == (409, "no_plan")
    assert "is known to be vegan" in answer.json()["detail"]


@pytest.mark.django_db(transaction=True)
def test_a_request_that_is_sent_twice_makes_one_plan(client, person, quick_worker):
    kitchen()

    first = post(client, GENERATE, {"days": 1}, **{"Idempotency-Key": "a", "Prefer": "wait=2"})
    second = post(client, GENERATE, {"days": 1}, **{"Idempotency-Key": "a", "Prefer": "wait=2"})

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json()["uuid"] == second.json()["uuid"]
    assert Job.objects.count() == MealPlan.objects.count() == 1


# --- Plans --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("plans", [1, 20])
def test_the_list_costs_one_statement(plans, client, person):
    MealPlanFactory.create_batch(plans, owner=person, meals=[])
    MealPlanFactory(meals=[])

    with statements() as sent:
        rows = client.get(PLANS).json()["results"]

    assert len(rows) == plans
    assert len(sent.beyond_sign_in()) == 1


@pytest.mark.parametrize("days", [1, 14])
def test_a_plan_costs_three_statements_however_long(days, client, person):
    plan = MealPlanFactory(owner=person, days=days)

    with statements() as sent:
        answer = client.get(f"{PLANS}/{plan.uuid}")

    assert len(answer.json()["calendar"]) == days
    assert len(sent.beyond_sign_in()) == 3


def test_a_stranger_sees_and_changes_nothing(client, person):
    plan = MealPlanFactory()
    meal = plan.meals.first()

    assert client.get(f"{PLANS}/{plan.uuid}").status_code == 404
    assert client.delete(f"{PLANS}/{plan.uuid}").status_code == 404
    changed = client.patch(f"{PLANS}/{plan.uuid}/meals/{meal.pk}", '{"locked": true}', content_type="application/json")
    assert changed.status_code == 404
    assert post(client, f"{PLANS}/{plan.uuid}/meals/{meal.pk}/swap", {}).status_code == 404


@clock("2026-11-24T12:00:00Z")
def test_a_meal_is_moved_replaced_cooked_and_locked_in_one_go(client, person):
    plan = MealPlanFactory(owner=person)
    meal, recipe = plan.meals.get(day=0, slot=1), DishFactory(title="Another")
    body = {"day": 1, "slot": 2, "recipe": str(recipe.uuid), "portion": 1.5, "cooked_on": "2026-11-24", "locked": True}

    answer = client.patch(f"{PLANS}/{plan.uuid}/meals/{meal.pk}", body, content_type="application/json")

    assert answer.status_code == 200
    changed = answer.json()["calendar"][1]["meals"][2]
    assert {name: changed[name] for name in body} == body
    assert answer.json()["calendar"][0]["meals"][1]["title"] == "Dish of 1-2"
    assert answer.json()["objective"] is None


@pytest.mark.parametrize(
    ("body", "field"),
    [({"portion": 11}, "portion"), ({"day": 14}, "day"), ({"sauce": 1}, "sauce")],
)
def test_a_change_that_cannot_be_meant_is_refused(body, field, client, person):
    plan = MealPlanFactory(owner=person)
    meal = plan.meals.first()

    answer = client.patch(f"{PLANS}/{plan.uuid}/meals/{meal.pk}", body, content_type="application/json")

    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == [field]


def test_a_meal_moves_to_no_place_that_the_plan_has_not(client, person):
    plan = MealPlanFactory(owner=person)
    url = f"{PLANS}/{plan.uuid}/meals/{plan.meals.first().pk}"

    answer = client.patch(url, {"day": 5}, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (409, "no_such_place")


def test_a_locked_meal_is_not_changed(client, person):
    plan = MealPlanFactory(owner=person)
    plan.meals.update(locked=True)
    meal = plan.meals.first()
    url = f"{PLANS}/{plan.uuid}/meals/{meal.pk}"

    assert client.patch(url, {"portion": 2}, content_type="application/json").status_code == 409
    assert client.patch(url, {"day": 1}, content_type="application/json").status_code == 409
    assert post(client, f"{url}/swap", {}).json()["code"] == "meal_locked"
    assert client.patch(url, {"locked": False, "portion": 2}, content_type="application/json").status_code == 200


def test_a_meal_is_swapped_by_a_worker(client, person, quick_worker):
    kitchen()
    plan = MealPlanFactory(owner=person)
    meal = plan.meals.get(day=1, slot=0)

    answer = post(client, f"{PLANS}/{plan.uuid}/meals/{meal.pk}/swap", {}, Prefer="wait=2")

    assert answer.status_code == 200
    assert answer.json()["calendar"][1]["meals"][0]["title"].startswith("Breakfast")


def test_a_deleted_plan_comes_back(client, person):
    plan = MealPlanFactory(owner=person)

    assert client.delete(f"{PLANS}/{plan.uuid}").status_code == 204
    assert client.get(f"{PLANS}/{plan.uuid}").status_code == 404
    assert client.get(PLANS).json()["results"] == []
    assert post(client, f"{PLANS}/{plan.uuid}/restore", {}).status_code == 200
    assert client.get(f"{PLANS}/{plan.uuid}").status_code == 200


def test_planned_meals_go_into_the_diary_once(client, person):
    plan = MealPlanFactory(owner=person)
    meal = plan.meals.get(day=0, slot=0)
    url = f"/api/v1/nutrition/plans/{plan.uuid}"

    first, second = (client.post(f"{url}/meals/{meal.pk}/log") for _ in range(2))
    day = client.post(f"{url}/days/0/log").json()

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert (first.json()["meal"], first.json()["recipe"]) == ("breakfast", str(meal.recipe.uuid))
    assert ([each["meal"] for each in day["entries"]], day["were_there"]) == (["lunch", "dinner"], 1)
    assert len(client.get(url).json()["in_diary"]) == 3
