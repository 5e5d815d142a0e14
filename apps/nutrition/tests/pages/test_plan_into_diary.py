"""Planned meals written into the diary from the pages of the plan."""

import pytest
from django.utils import timezone

from apps.nutrition import services
from apps.nutrition.models import DiaryEntry
from apps.nutrition.tests.factories import MealPlanFactory
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.fixture
def plan(person):
    return MealPlanFactory(owner=person)


def test_a_meal_goes_into_the_diary_and_pressed_again_it_is_there(client, person, plan):
    meal = plan.meals.first()
    url = f"/meals/{plan.uuid}/meals/{meal.pk}/log/"

    first = client.post(url, follow=True).content.decode()
    second = client.post(url, follow=True).content.decode()
    own_page = client.get(f"/meals/{plan.uuid}/meals/{meal.pk}/").content.decode()
    script = client.post(url, headers={"HX-Request": "true"}).content.decode()

    entry = DiaryEntry.objects.get()
    assert f"In your diary: {meal.title}." in first
    assert f'action="/diary/entries/{entry.uuid}/delete/"' in first
    assert "is in your diary already" in second
    assert "in your diary</a>" in second
    assert "Log it in my diary" not in own_page
    assert "<html" not in script


def test_a_day_goes_into_the_diary_from_the_plan_and_from_the_meals_of_today(client, person):
    plan = MealPlanFactory(owner=person, starts_on=timezone.localdate())
    url = f"/meals/{plan.uuid}/days/0/log/"
    assert f'action="{url}"' in client.get("/meals/").content.decode()

    first = client.post(url, {"back": "meals"}, follow=True)
    second = client.post(url, follow=True)

    assert "3 meals of" in first.content.decode()
    assert first.redirect_chain[-1][0] == "/meals/"
    assert "is in your diary already" in second.content.decode()
    assert DiaryEntry.objects.count() == 3


def test_what_cannot_be_written_down_says_why(client, person, plan, monkeypatch):
    meal = plan.meals.first()
    meal.recipe.delete()
    gone = client.post(f"/meals/{plan.uuid}/meals/{meal.pk}/log/", follow=True).content.decode()
    monkeypatch.setattr(services.diary, "MOST_OF_A_DAY", 0)
    full = client.post(f"/meals/{plan.uuid}/days/1/log/", follow=True).content.decode()

    assert "nobody knows what it held" in gone
    assert "A day holds" in full
