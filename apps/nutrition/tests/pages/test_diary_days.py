"""Weeks and months of a diary, as pages and for programs."""

from datetime import date

import pytest
from django.urls import reverse

from apps.nutrition import services
from apps.nutrition.tests.factories import DiaryEntryFactory
from project.lib.testing import UserFactory, clock, statements

pytestmark = pytest.mark.django_db
DAYS = reverse("nutrition:diary-days")
API = "/api/v1/nutrition/diary/days"


@pytest.fixture(autouse=True)
def noon():
    with clock("2026-03-04T12:00:00Z"):  # a Wednesday
        yield


@pytest.fixture
def person(client):
    person = UserFactory(locale="en-GB")
    client.force_login(person)
    return person


def page(client, **said):
    return client.get(DAYS, said).content.decode()


@pytest.mark.parametrize("rows", [1, 60])
def test_a_month_costs_the_same_however_much_was_eaten(rows, client, person):
    DiaryEntryFactory.create_batch(rows, owner=person)

    with statements() as sent:
        client.get(DAYS, {"of": "month"})

    assert len(sent.beyond_sign_in()) <= 3


def test_a_week_is_averaged_over_the_days_that_were_logged(client, person):
    services.set_targets(owner=person, aims=[services.own_aim("energy", about=2000)], since=date(2026, 3, 1))
    for on, energy in ((date(2026, 3, 2), 2000), (date(2026, 3, 3), 1000)):
        DiaryEntryFactory(owner=person, on=on, energy_kcal=energy, iron_mg=None)

    shown = page(client)

    assert "2 Mar 2026 to 8 Mar 2026" in shown
    assert "2 of 7 days" in shown
    assert "1,500 kcal" in shown
    assert "1 of 2" in shown
    assert "about 2,000 kcal" in shown
    assert "Energy by day" in shown


def test_a_month_shows_the_nutrient_that_is_asked_for_and_leads_on(client, person):
    DiaryEntryFactory(owner=person, on=date(2026, 2, 10), iron_mg=12)

    shown = page(client, of="month", on="2026-02-14", nutrient="iron")

    assert "1 Feb 2026 to 28 Feb 2026" in shown
    assert "Iron by day" in shown
    assert "on=2026-01-31" in shown
    assert "on=2026-03-01" in shown


def test_nothing_written_down_leads_to_today(client, person):
    shown = page(client, of="month", nutrient="joy")

    assert "Nothing is written down here" in shown


def test_days_are_taken_along_as_a_table(client, person):
    DiaryEntryFactory(owner=person, on=date(2026, 3, 3), energy_kcal=1000, iron_mg=None)
    services.log_drink(owner=person, on=date(2026, 3, 3), volume_ml=250)

    lines = client.get(DAYS, {"as": "csv"}).content.decode().splitlines()

    assert lines[0].startswith("day,energy_kcal,protein_g")
    assert lines[0].endswith("drinks_ml")
    assert lines[2].startswith("2026-03-03,1000.0,,")
    assert lines[2].endswith(",250.0")
    assert set(lines[1].split(",")[1:]) == {""}


def test_programs_get_the_days_and_their_averages(client, person):
    services.set_targets(owner=person, aims=[services.own_aim("iron", low=10)], since=date(2026, 3, 1))
    DiaryEntryFactory(owner=person, on=date(2026, 3, 2), energy_kcal=1000, iron_mg=12)

    answer = client.get(API, {"first": "2026-03-01", "last": "2026-03-02", "nutrients": "iron"}).json()

    assert [day["is_logged"] for day in answer["days"]] == [False, True]
    iron = answer["days"][1]["amounts"][0]
    assert (iron["nutrient"], iron["amount"], iron["status"]) == ("iron", 12, "within")
    assert answer["averages"][0] == {
        "nutrient": "iron", "unit": "mg", "amount": 12, "days": 1, "coverage": 1, "reached": 1, "judged": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"first": "2026-03-02", "last": "2026-03-01"}, 400),
        ({"first": "2025-01-01", "last": "2026-03-01"}, 400),
        ({"first": "2026-03-01", "last": "2026-03-01", "nutrients": "joy"}, 400),
        ({"first": "2026-03-01", "last": "2026-03-01"}, 200),
    ],
)
def test_programs_ask_for_so_many_days_and_for_nutrients_there_are(client, person, said, status):
    assert client.get(API, said).status_code == status


def test_whoever_only_drank_wrote_down_nothing_that_they_ate(client, person):
    services.log_drink(owner=person, on=date(2026, 3, 3), volume_ml=250)

    answer = client.get(API, {"first": "2026-03-03", "last": "2026-03-03", "nutrients": "energy"}).json()

    amounts = {each["nutrient"]: each["amount"] for each in answer["days"][0]["amounts"]}
    assert amounts == {"energy": None, "drinks": 250}
