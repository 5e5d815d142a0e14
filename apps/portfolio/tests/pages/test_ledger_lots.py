"""The form of a sale where an account has its lots chosen."""

import re
from datetime import date, timedelta

import pytest

from apps.portfolio import services
from apps.portfolio.models import Activity
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, bought
from project.lib.testing import clock

pytestmark = pytest.mark.django_db

DAY = date(2024, 3, 1)
LIST = "/portfolio/activities/"
ADD = "/portfolio/activities/add/"


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock("2024-06-03T12:00:00Z"):
        yield


@pytest.fixture
def shares():
    return InstrumentFactory(symbol="ABC", name="Alphabet Soup")


@pytest.fixture
def signed_in(client):
    account = AccountFactory(name="Broker")
    client.force_login(account.owner)
    return account, client


def said(account, kind, **fields):
    return {"kind": kind, "account": account.uuid, "on": "2024-05-02", **fields}


def test_where_lots_are_chosen_the_form_asks_which_a_sale_takes(signed_in, shares):
    account, client = signed_in
    services.change_account(account=account, lot_method="chosen")
    cheap, dear = (bought(account, shares, 10, DAY + timedelta(days=n), price=10 + n) for n in range(2))
    sale = said(account, "sell", instrument="ABC", quantity="4", price="20")

    asked = client.post(ADD, sale)
    wrong = client.post(ADD, sale | {"lot_0": "1"})
    sold = client.post(ADD, sale | {"lot_0": "1", "lot_1": "3"})
    activity = Activity.objects.get(kind="sell")
    again = client.get(f"{LIST}{activity.uuid}/edit/").text
    changed = client.post(f"{LIST}{activity.uuid}/edit/", sale | {"lot_0": "4"})

    assert asked.status_code == 422
    assert "this account’s lots are chosen" in asked.text or "this account&#x27;s lots are chosen" in asked.text
    assert "Of 10 acquired 1 Mar 2024" in asked.text
    assert (wrong.status_code, sold.status_code, changed.status_code) == (422, 302, 302)
    assert activity.lots == [[cheap.pk, "1"], [dear.pk, "3"]]
    assert re.search(r'name="lot_1" value="3"', again)
    assert Activity.objects.get(kind="sell").lots == [[cheap.pk, "4"]]


def test_lots_are_asked_for_only_where_they_are_chosen_and_there(signed_in, shares):
    account, client = signed_in
    bought(account, shares, 10, DAY)
    sale = said(account, "sell", instrument="ABC", quantity="40", price="20")

    by_method = client.post(ADD, sale).text
    services.change_account(account=account, lot_method="chosen")
    before_any = client.post(ADD, sale | {"on": "2024-02-01"}).text
    nonsense = client.post(ADD, sale | {"on": "soon", "instrument": "Nothing like it"}).text

    assert "Which lots it takes" not in by_method + before_any + nonsense
