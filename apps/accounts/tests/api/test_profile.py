"""The profile for programs."""

import pytest

from apps.accounts import public
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db
URL = "/api/v1/profile"


@pytest.fixture
def ada(client):
    person = UserFactory(name="Ada")
    client.force_login(person)
    return person


def patch(client, said):
    return client.patch(URL, said, content_type="application/json")


def test_a_program_reads_what_was_said(ada, client):
    with statements() as sent:
        body = client.get(URL).json()

    assert body == {
        "name": "Ada",
        "locale": "en-GB",
        "time_zone": "UTC",
        "base_currency": "EUR",
        "units": "metric",
        "born_on": None,
        "sex": None,
        "height_cm": None,
        "activity": None,
        "goal": None,
        "areas": [],
        "diet": "everything",
        "allergens": [],
    }
    assert len(sent.beyond_sign_in()) == 1


def test_what_is_given_is_changed_and_the_rest_stays(ada, client):
    patch(client, {"sex": "female", "allergens": ["soy", "milk"]})

    body = patch(client, {"height_cm": "168.5", "base_currency": "chf", "time_zone": "Europe/Zurich"}).json()

    assert (body["sex"], body["allergens"], body["height_cm"]) == ("female", ["milk", "soy"], "168.5")
    assert (body["base_currency"], body["time_zone"]) == ("CHF", "Europe/Zurich")
    assert patch(client, {"sex": None}).json()["sex"] is None


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"born_on": "2025-01-01"}, "born_on"),
        ({"height_cm": 20}, "height_cm"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"base_currency": "QQQ"}, "base_currency"),
        ({"allergens": ["air"]}, "allergens.0"),
        ({"weight_kg": 70}, "weight_kg"),
    ],
)
def test_what_cannot_be_meant_is_named_and_nothing_is_kept(said, field, ada, client):
    answer = patch(client, {"diet": "vegan"} | said)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert list(answer.json()["fields"]) == [field]
    assert public.profile(ada).diet == "everything"
