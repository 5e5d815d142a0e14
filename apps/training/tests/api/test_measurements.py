"""What somebody measured, by the API."""

from datetime import date

import pytest

from apps.training.models import Measurement
from apps.training.tests.factories import MeasurementFactory
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/training/measurements"


@pytest.fixture
def person(client):
    found = UserFactory()
    client.force_login(found)
    return found


def post(client, **said):
    return client.post(URL, said, content_type="application/json")


def test_a_figure_from_its_noting_to_its_return(client, person):
    noted = post(client, kind="weight", value="80.40", on="2026-03-01")
    address = f"{URL}/{noted.json()['uuid']}"

    changed = client.patch(address, {"value": "80.20"}, content_type="application/json")
    gone = client.delete(address)
    after = client.get(address)
    back = client.post(f"{address}/restore")

    assert (noted.status_code, noted.json()["unit"]) == (201, "kg")
    assert (changed.json()["value"], changed.json()["on"]) == ("80.20", "2026-03-01")
    assert (gone.status_code, after.status_code, back.status_code) == (204, 404, 200)
    assert client.get(URL).json()["results"] == [back.json()]
    assert client.get(address).json() == back.json()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"kind": "weight", "value": "900.00", "on": "2026-03-01"}, "bad_measurement"),
        ({"kind": "weight", "value": "80", "on": "2999-03-01"}, "bad_measurement"),
        ({"kind": "mood", "value": "80", "on": "2026-03-01"}, "invalid"),
        ({"kind": "weight", "value": "80", "on": "2026-03-01", "unit": "lb"}, "invalid"),
    ],
)
def test_what_cannot_be_is_refused(client, person, said, code):
    answer = post(client, **said)

    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.json()["fields"]
    assert not Measurement.objects.exists()


def test_the_list_is_narrowed_and_nobody_elses(client, person):
    MeasurementFactory()
    MeasurementFactory(owner=person, on=date(2026, 1, 1))
    MeasurementFactory(owner=person, on=date(2026, 2, 1), kind="waist", value=90)
    latest = MeasurementFactory(owner=person, on=date(2026, 3, 1))

    def found(**asked):
        return [row["uuid"] for row in client.get(URL, asked).json()["results"]]

    assert len(found()) == 3
    assert found(kind="weight", since="2026-02-01") == [str(latest.uuid)]
    assert client.get(URL, {"since": "soon"}).status_code == 400


def test_a_list_costs_the_same_however_long(client, person, django_assert_max_num_queries):
    MeasurementFactory.create_batch(20, owner=person)

    with django_assert_max_num_queries(3):
        assert len(client.get(URL).json()["results"]) == 20
