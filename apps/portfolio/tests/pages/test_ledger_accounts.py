"""Accounts and a person's own instruments, on pages."""

from datetime import date
from decimal import Decimal

import pytest

from apps.portfolio.models import Account, Activity, Instrument, Label, Portfolio, Price
from apps.portfolio.services import update_portfolio_metrics_of
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, bought, paid_in
from project.lib.testing import UserFactory, clock, statements

pytestmark = pytest.mark.django_db

DAY = date(2024, 3, 1)
ACCOUNTS = "/portfolio/accounts/"
INSTRUMENTS = "/portfolio/instruments/"


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock("2024-06-03T12:00:00Z"):
        yield


@pytest.fixture
def ada(client):
    person = UserFactory()
    client.force_login(person)
    return person


def test_accounts_show_their_cash_and_worth_in_a_constant_number_of_statements(ada, client):
    for name in ("Bank", "Broker"):
        paid_in(AccountFactory(owner=ada, name=name), "12.5", DAY)
    update_portfolio_metrics_of(user_id=ada.pk)

    with statements() as sent:
        page = client.get(ACCOUNTS).text

    assert page.count("€12.50") == 4
    assert len(sent.beyond_sign_in()) <= 4


def test_an_account_is_added_changed_closed_opened_and_deleted(ada, client):
    empty = client.get(ACCOUNTS).text
    new = {"name": "Bank", "kind": "bank", "currency": "eur", "lot_method": "fifo"}
    added = client.post(f"{ACCOUNTS}add/", new)
    twice = client.post(f"{ACCOUNTS}add/", new)
    account = Account.objects.get()
    here = f"{ACCOUNTS}{account.uuid}/"
    changed = client.post(here, {"name": "Old bank", "kind": "other", "lot_method": "average"})
    closed = client.post(f"{here}close/", {"closing-on": "2024-06-01"})
    shown = client.get(here).text + client.get(ACCOUNTS).text
    client.post(f"{here}reopen/")
    opened = Account.objects.get().closed_on

    assert "No accounts yet" in empty
    assert (added.status_code, twice.status_code, changed.status_code, closed.status_code) == (302, 422, 302, 302)
    assert "another account called Bank" in twice.text
    assert "Open it again" in shown
    assert "Closed 1 Jun 2024" in shown
    assert opened is None
    assert (Account.objects.get().kind, Account.objects.get().lot_method) == ("other", "average")
    assert client.post(f"{here}delete/").status_code == 302
    assert not Account.objects.exists()


def test_what_cannot_be_done_to_an_account_is_said(ada, client):
    account, other = AccountFactory(owner=ada, name="A"), AccountFactory(owner=ada, name="B")
    paid_in(account, 10, DAY)
    here = f"{ACCOUNTS}{account.uuid}/"

    page = client.get(here).text
    holds = client.post(f"{here}close/", {"closing-on": "2024-06-01"})
    same = client.post(here, {"name": "b", "kind": "bank", "lot_method": "fifo"})
    client.post("/portfolio/activities/add/", {
        "kind": "transfer", "account": account.uuid, "to_account": other.uuid, "on": "2024-05-01", "amount": "10",
    })  # fmt: skip
    kept = client.post(f"{here}delete/", follow=True)

    assert "Its 1 activity goes with it" in page
    assert holds.status_code == 422
    assert "still holds" in holds.text
    assert same.status_code == 422
    assert "transfers between them" in kept.text
    assert Account.objects.count() == 2


def test_an_instrument_of_ones_own_is_added_priced_labelled_changed_and_deleted(ada, client):
    empty = client.get(INSTRUMENTS).text
    new = {"symbol": "HOUSE", "name": "Our house", "kind": "property", "currency": "EUR"}
    client.post(f"{INSTRUMENTS}add/", new)
    twice = client.post(f"{INSTRUMENTS}add/", new)
    house = Instrument.objects.get()
    here = f"{INSTRUMENTS}{house.uuid}/"
    priced = client.post(f"{here}prices/", {"on": "2024-05-01", "close": "250,000"}, follow=True)
    refused = client.post(f"{here}prices/", {"on": "2024-05-01", "close": "-1"})
    client.post(f"{here}labels/", {"labels": "home, safe"})
    labels = client.get(f"{here}labels/").text
    wrong = client.post(f"{here}edit/", {"symbol": "HOUSE", "name": "Our home", "kind": "property", "isin": "no"})
    client.post(f"{here}edit/", {"symbol": "HOME", "name": "Our home", "kind": "property", "region": "Here"})
    listed = client.get(INSTRUMENTS).text

    assert "None yet" in empty
    assert twice.status_code == refused.status_code == wrong.status_code == 422
    assert "250,000" in priced.text
    assert Price.objects.get().close == Decimal(250000)
    assert "home, safe" in labels
    assert set(Label.objects.for_user(ada).values_list("name", flat=True)) == {"home", "safe"}
    assert "An ISIN has two letters" in wrong.text
    assert "Our home" in listed
    assert "HOME" in client.get(f"{here}edit/").text
    assert client.post(f"{here}delete/").url == INSTRUMENTS
    assert not Instrument.objects.exists()


def test_an_instrument_that_activities_name_is_kept(ada, client):
    house = InstrumentFactory(owner=ada, symbol="HOUSE")
    bought(AccountFactory(owner=ada), house, "1", DAY)

    answer = client.post(f"{INSTRUMENTS}{house.uuid}/delete/", follow=True)

    assert "Activities name HOUSE" in answer.text
    assert Activity.objects.exists()
    assert Instrument.objects.exists()


def test_the_catalogue_is_labelled_but_not_changed(ada, client):
    share = InstrumentFactory(symbol="ABC")

    labelled = client.post(f"{INSTRUMENTS}{share.uuid}/labels/", {"labels": "x"})

    assert labelled.status_code == 302
    assert client.get(f"{INSTRUMENTS}{share.uuid}/edit/").status_code == 404
    assert client.get(f"{INSTRUMENTS}{share.uuid}/prices/").status_code == 404


# --- Portfolios -------------------------------------------------------------------------------------------------------


def test_accounts_are_put_together_under_a_name_and_taken_apart_again(ada, client):
    broker, bank = (AccountFactory(owner=ada, name=name) for name in ("Broker", "Bank"))
    hint = client.get(ACCOUNTS).text

    made = client.post("/portfolio/portfolios/add/", {"name": "Retirement", "accounts": [bank.pk, broker.pk]})
    again = client.post("/portfolio/portfolios/add/", {"name": "retirement"})
    portfolio = Portfolio.objects.get()
    here = f"/portfolio/portfolios/{portfolio.uuid}/"
    shown = client.get(ACCOUNTS).text
    client.post(here, {"name": "Old age", "accounts": [broker.pk]})
    changed = client.get(here).text
    client.post(f"{here}delete/")

    assert "Put accounts together under a name" in hint
    assert (made.status_code, again.status_code) == (302, 422)
    assert "another portfolio called retirement" in again.text
    assert "Bank, Broker" in shown
    assert "<h1>Old age</h1>" in changed
    assert Portfolio.objects.count() == 0
    assert Account.objects.count() == 2


def test_nobody_puts_an_account_of_others_into_a_portfolio(ada, client):
    of_another = AccountFactory()

    answer = client.post("/portfolio/portfolios/add/", {"name": "Mine", "accounts": [of_another.pk]})

    assert answer.status_code == 422
    assert not Portfolio.objects.exists()
