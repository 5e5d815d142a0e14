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


def test_it_costs_two_statements_and_none_while_nothing_changes(person):
    MealPlanFactory(owner=person, starts_on=timezone.localdate())
    ShoppingListFactory(owner=person, lines=20)
    counts = []

    for _ in range(2):
        with statements() as sent:
            plan_card(person)
        counts.append(len(sent))

    assert counts == [2, 0]


@pytest.mark.django_db(transaction=True)
def test_whatever_is_written_is_seen_at_once(person):
    other = UserFactory()
    plan = MealPlanFactory(owner=person, starts_on=timezone.localdate())
    meal = plan.meals.get(day=0, slot=0)
    shopping = services.begin_list(owner=person, title="Saturday")

    def seen(whose=person):
        told = plan_card(whose).overview
        return [each["in_diary"] for each in told["meals"]][:1], told["shopping"] and told["shopping"]["left"]

    assert seen() == ([False], None)
    item = services.add_line(shopping=shopping, text="2 lemons")
    assert seen(other) == ([], None)
    shared = services.grant(owner=person, shopping=shopping, email=other.email, may_edit=True)
    assert seen(other) == ([], 1)
    entry = services.log_meal(owner=person, meal=meal).entry
    assert seen() == ([True], 1)
    services.tick(shopping=shopping, item_id=item.pk, ticked=True)
    services.delete_entry(entry=entry)
    assert (seen(), seen(other)) == (([False], None), ([], None))
    services.restore_entry(entry=type(entry).objects.get(pk=entry.pk))
    services.add_line(shopping=shopping, text="milk")
    services.revoke(shopping=shopping, grant_id=shared.pk)
    assert (seen(), seen(other)) == (([True], 1), ([], None))
    services.delete_plan(owner=person, plan=plan)
    services.delete_list(owner=person, shopping=shopping)
    assert seen() == ([], None)
    services.restore_plan(owner=person, plan=plan)
    services.restore_list(owner=person, shopping=shopping)
    services.rename_list(owner=person, shopping=shopping, title="Sunday")
    assert seen() == ([True], 1)
    assert plan_card(person).overview["shopping"]["title"] == "Sunday"


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
