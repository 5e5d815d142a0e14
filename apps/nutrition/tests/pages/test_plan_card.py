"""Today's meals and the shopping on the front page, and in the overview for programs."""

import pytest
from django.utils import timezone

from apps.nutrition import services
from apps.nutrition.apps import plan_card
from apps.nutrition.tests.factories import MealPlanFactory, ShoppingListFactory
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = UserFactory()
    client.force_login(person)
    return person


def test_it_costs_two_statements(person):
    MealPlanFactory(owner=person, starts_on=timezone.localdate())
    ShoppingListFactory(owner=person, lines=20)

    with statements() as sent:
        plan_card(person)

    assert len(sent) == 2


def test_whoever_planned_nothing_is_led_to_it(client, person):
    assert "Plan your meals" in client.get("/").content.decode()
    assert client.get("/api/dashboard/overview").json()["sections"]["meals"]["meals"] == []


def test_todays_meals_can_be_logged_from_the_front_page(client, person):
    plan = MealPlanFactory(owner=person, starts_on=timezone.localdate())
    shopping = ShoppingListFactory(owner=person, lines=2, title="Saturday")
    url = f"/meals/{plan.uuid}/days/0/log/"
    before = client.get("/").content.decode()

    services.log_planned_day(owner=person, plan=plan, day=0)
    after = client.get("/").content.decode()
    section = client.get("/api/dashboard/overview").json()["sections"]["meals"]

    assert f'action="{url}"' in before
    assert "2 things to buy" in before
    assert url not in after
    assert after.count("in your diary") == 3
    assert [meal["in_diary"] for meal in section["meals"]] == [True] * 3
    assert section["shopping"] == {"uuid": str(shopping.uuid), "title": "Saturday", "left": 2}


def test_with_shopping_alone_it_offers_to_plan(client, person):
    ShoppingListFactory(owner=person, lines=1)

    page = client.get("/").content.decode()

    assert "Nothing is planned for today." in page
    assert "1 thing to buy" in page
