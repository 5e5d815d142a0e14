"""One's body on its pages: note, look, change, take back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from apps.training.models import Measurement
from apps.training.tests.factories import MeasurementFactory
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
URL = "/training/body/"


@pytest.fixture
def person(client):
    found = UserFactory()
    client.force_login(found)
    return found


def note(client, on=None, **figures):
    return client.post(URL, {"on": on or timezone.localdate().isoformat(), **figures})


def test_several_figures_of_a_day_are_noted_at_once(client, person):
    assert "Nothing measured yet" in client.get(URL).content.decode()

    answer = note(client, weight="80.4", waist="86")

    assert answer.url == f"{URL}?kind=weight"
    assert dict(Measurement.objects.values_list("kind", "value")) == {"weight": Decimal("80.40"), "waist": 86}
    shown = client.get(answer.url).content.decode()
    assert "80.4\u00a0kg" in shown
    assert "86\u00a0cm" in shown


def test_noting_again_replaces_the_figure_of_the_day(client, person):
    note(client, weight="80.4")
    note(client, weight="80.1")

    assert [str(row.value) for row in Measurement.objects.all()] == ["80.10"]


def test_pounds_and_inches_for_whom_they_are(client, person):
    client.patch("/api/v1/profile", {"units": "imperial"}, content_type="application/json")

    note(client, weight="176.4", waist="32.5")

    assert dict(Measurement.objects.values_list("kind", "value")) == {
        "weight": Decimal("80.01"),
        "waist": Decimal("82.55"),
    }
    assert "176.4\u00a0lb" in client.get(URL).content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Write one figure at least."),
        ({"weight": "heavy"}, "Write a number in digits."),
        ({"weight": "900"}, "Write a number from 2 to 700."),
        ({"calf": "1"}, "Write a number from 5 to 400."),
        ({"weight": "80", "on": "2999-01-01"}, "Choose today or an earlier day."),
        ({"weight": "80", "on": "soon"}, "Enter a valid date."),
    ],
)
def test_what_cannot_be_meant_is_said_at_the_form(client, person, said, sentence):
    answer = note(client, **said)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Measurement.objects.exists()


def test_a_figure_is_changed_deleted_and_brought_back(client, person):
    row = MeasurementFactory(owner=person, value=80)
    address = f"{URL}{row.uuid}/"
    assert 'value="80"' in client.get(address).content.decode()

    client.post(address, {"value": "79.5", "on": "2026-02-01"})
    row.refresh_from_db()
    assert (row.value, row.on) == (Decimal("79.50"), date(2026, 2, 1))

    client.post(f"{address}delete/")
    assert client.get(address).status_code == 404
    back = client.post(f"{address}restore/", follow=True)
    assert "79.5\u00a0kg" in back.content.decode()


def test_of_a_day_there_is_one_figure(client, person):
    row = MeasurementFactory(owner=person)
    other = MeasurementFactory(owner=person)

    clash = client.post(f"{URL}{row.uuid}/", {"value": "79", "on": other.on.isoformat()})
    assert clash.status_code == 422
    assert "You measured this on that day already" in clash.content.decode()

    client.post(f"{URL}{row.uuid}/delete/")
    note(client, on=row.on.isoformat(), weight="75")
    back = client.post(f"{URL}{row.uuid}/restore/", follow=True).content.decode()
    assert "which stays" in back
    assert Measurement.objects.kept().get(on=row.on).value == 75


def test_the_page_says_where_it_went(client, person):
    today = timezone.localdate()
    MeasurementFactory(owner=person, on=today - timedelta(days=200), value=84)
    MeasurementFactory(owner=person, on=today - timedelta(days=60), value=82)
    MeasurementFactory(owner=person, on=today, value=81)

    assert "3\u00a0kg less than on" in client.get(URL).content.decode()
    assert "1\u00a0kg less than on" in client.get(f"{URL}?span=3m").content.decode()
    MeasurementFactory(owner=person, on=today - timedelta(days=900), value=81)
    assert "As on" in client.get(f"{URL}?span=all&kind=weight").content.decode()


@pytest.mark.parametrize("rows", [1, 60])
def test_it_costs_the_same_however_much_there_is(client, person, rows, django_assert_max_num_queries):
    MeasurementFactory.create_batch(rows, owner=person)
    MeasurementFactory(owner=person, kind="waist", value=90)

    with django_assert_max_num_queries(6):  # session, person, units, latest, chart, page
        client.get(f"{URL}?span=all")


def test_all_of_it_as_csv(client, person):
    MeasurementFactory(owner=person, on=date(2026, 1, 2), kind="waist", value=90)
    MeasurementFactory(owner=person, on=date(2026, 1, 1))
    MeasurementFactory()

    answer = client.get(f"{URL}?as=csv")

    assert answer.content.decode().splitlines() == [
        "day,kind,value,unit", "2026-01-01,weight,80.5,kg", "2026-01-02,waist,90,cm",
    ]  # fmt: skip
