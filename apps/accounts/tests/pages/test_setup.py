"""Setting Steward up: three steps that can be taken, left and taken up again."""

from decimal import Decimal

import pytest
from allauth.account.utils import get_login_redirect_url
from django.test import RequestFactory

from apps.accounts import public, services
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
FIRST = {"locale": "en-US", "time_zone": "America/New_York", "base_currency": "usd", "units": "imperial"}
SECOND = {"name": "Grace", "born_on": "1986-12-09", "height_cm": "5'6\""}
THIRD = {"areas": ["money", "learning"], "goal": "", "diet": "vegan", "allergens": ["soy"]}
OFFER = "Set Steward up"


@pytest.fixture
def grace(client):
    person = UserFactory(name="")
    client.force_login(person)
    return person


def test_three_steps_and_it_is_done(grace, client):
    assert OFFER in client.get("/").content.decode()
    replies = [client.post(f"/start/{number}/", said) for number, said in enumerate((FIRST, SECOND, THIRD), 1)]

    front = client.get("/").content.decode()
    grace.refresh_from_db()
    said = public.profile(grace)
    assert [reply.url for reply in replies] == ["/start/2/", "/start/3/", "/"]
    assert (said.locale, said.base_currency, said.units, said.height_cm) == (
        "en-US",
        "USD",
        "imperial",
        Decimal("167.6"),
    )
    assert (said.diet, said.areas) == ("vegan", {"money", "learning"})
    assert "Welcome, Grace" in front
    assert OFFER not in front


def test_it_goes_on_where_it_was_left(grace, client):
    before = client.get("/start/").url
    client.post("/start/1/", FIRST)

    after = client.get("/start/")
    page = client.get(after.url).content.decode()

    assert (before, after.url) == ("/start/1/", "/start/2/")
    assert "Step 2 of 3" in page
    assert 'value="2"' in page
    assert OFFER in client.get("/").content.decode()


def test_it_may_be_left_for_later_and_is_not_offered_again(grace, client):
    reply = client.post("/start/skip/", follow=True)

    page = reply.content.decode()
    assert "later, in your settings" in page
    assert OFFER not in page
    assert client.get("/start/1/").status_code == 200


def test_a_step_that_cannot_be_meant_is_asked_again(grace, client):
    reply = client.post("/start/2/", SECOND | {"born_on": "2999-01-01"})

    assert reply.status_code == 422
    assert "still to come" in reply.content.decode()
    assert client.get("/start/").url == "/start/1/"


@pytest.mark.parametrize("number", [0, 4])
def test_there_are_no_other_steps(number, grace, client):
    assert client.get(f"/start/{number}/").status_code == 404


def test_the_demo_account_is_not_asked(client):
    client.force_login(services.open_demo_account())

    assert OFFER not in client.get("/").content.decode()


def test_who_signed_up_is_led_there():
    assert get_login_redirect_url(RequestFactory().get("/"), signup=True) == "/start/"
