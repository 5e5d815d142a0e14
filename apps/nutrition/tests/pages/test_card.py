"""The diary on the front page, and in the overview for programs."""

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.nutrition import services
from apps.nutrition.apps import card
from apps.nutrition.tests.factories import DiaryEntryFactory
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = UserFactory(locale="en-GB")
    client.force_login(person)
    return person


def test_it_costs_three_statements(person):
    DiaryEntryFactory.create_batch(20, owner=person)

    with statements() as sent:
        card(person)

    assert len(sent) == 3


def test_whoever_wrote_nothing_down_is_led_to_it(client, person):
    page = client.get("/").content.decode()
    overview = client.get("/api/dashboard/overview").json()

    assert "Write down what you eat" in page
    assert reverse("nutrition:diary-add") in page
    assert overview["sections"]["diary"]["entries"] == 0


def test_the_day_stands_on_the_front_page_and_in_the_overview(client, person):
    services.set_targets(owner=person, aims=[services.own_aim("energy", about=2000)], since=timezone.localdate())
    DiaryEntryFactory(owner=person, energy_kcal=500)

    page = client.get("/").content.decode()
    section = client.get("/api/dashboard/overview").json()["sections"]["diary"]

    assert "1,500 kcal left" in page
    assert (section["energy_kcal"], section["entries"], section["targets"][0]["left"]) == (500, 1, 1500)
