"""Weight with its trend, and the energy that somebody really uses."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from apps.nutrition.tests.factories import DiaryEntryFactory, about
from apps.training import public as training
from project.lib.testing import UserFactory, clock, statements

pytestmark = pytest.mark.django_db
WEIGHT = reverse("nutrition:weight")
API = "/api/v1/nutrition/weight"
TODAY = date(2026, 3, 30)


@pytest.fixture(autouse=True)
def noon():
    with clock("2026-03-30T12:00:00Z"):
        yield


@pytest.fixture
def person(client):
    person = UserFactory(locale="en-GB")
    client.force_login(person)
    return person


def weighed(person, *, days, kg=80.0, a_day=0.0):
    for before in range(days):
        value = Decimal(str(round(kg - a_day * before, 2)))
        on = TODAY - timedelta(days=before)
        training.log_measurement(person, kind=training.Body.WEIGHT, value=value, on=on, today=TODAY)


def ate(person, *, days, kcal):
    for before in range(days):
        DiaryEntryFactory(owner=person, on=TODAY - timedelta(days=before), energy_kcal=kcal)


def test_without_a_weighing_it_says_where_to_begin(client, person):
    shown = client.get(WEIGHT).content.decode()

    assert "You did not weigh yourself in these days" in shown
    assert "There is not enough to tell yet" in shown
    assert "Weigh yourself on at least 8 days" in shown


def test_a_steady_weight_uses_what_is_eaten(client, person):
    weighed(person, days=28)
    ate(person, days=28, kcal=2200)

    shown = client.get(WEIGHT).content.decode()
    told = client.get(API).json()

    assert "2,200 kcal a day" in shown
    assert "Weight and its trend" in shown
    assert told["expenditure"]["energy_kcal"] == pytest.approx(2200)
    assert (told["expenditure"]["logged_days"], len(told["points"])) == (27, 28)


def test_a_falling_weight_uses_more_than_is_eaten(client, person):
    weighed(person, days=28, kg=80, a_day=-0.1)
    ate(person, days=28, kcal=2000)

    told = client.get(API, {"days": 28}).json()

    assert told["expenditure"]["energy_kcal"] == pytest.approx(2770, abs=5)


def test_days_that_were_hardly_written_down_do_not_count(client, person):
    weighed(person, days=28)
    ate(person, days=10, kcal=2200)

    told = client.get(API).json()

    assert told["expenditure"] is None
    assert "Log at least 70%" in told["why_not"]


def test_weights_are_shown_in_the_units_of_the_person(client, person):
    about(person, units="imperial")
    weighed(person, days=3)

    assert "176.4 lb" in client.get(WEIGHT, {"days": "56"}).content.decode()


def test_it_costs_few_statements(client, person):
    weighed(person, days=20)
    ate(person, days=20, kcal=2000)

    with statements() as sent:
        client.get(WEIGHT)

    assert len(sent.beyond_sign_in()) <= 5


def test_a_suggestion_begins_with_what_was_measured(client, person):
    about(person, born_on=date(1986, 1, 1), sex="male", height_cm=Decimal(180), activity="moderate", goal="keep")
    weighed(person, days=28)
    ate(person, days=28, kcal=2200)
    suggested = reverse("nutrition:targets-suggested")

    form = client.get(suggested).content.decode()
    shown = client.get(suggested, {"weight": "80", "energy": "2200"}).content.decode()

    assert 'name="weight" value="80"' in form
    assert 'name="energy" value="2200"' in form
    assert "about 2,200 kcal" in shown
    assert "Measured from intake and weight" in shown
