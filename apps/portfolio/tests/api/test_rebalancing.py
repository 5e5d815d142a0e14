"""Targets and rebalancing, for programs."""

from datetime import date

import pytest

from apps.portfolio.models import Activity, Target
from apps.portfolio.services.valuation import update_portfolio_metrics
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, bought, paid_in, priced
from project.lib.testing import clock

pytestmark = pytest.mark.django_db

API = "/api/v1/portfolio"
JSON = {"content_type": "application/json"}


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock("2024-06-03T12:00:00Z"):
        yield


@pytest.fixture
def account(client):
    account = AccountFactory(name="Broker")
    client.force_login(account.owner)
    return account


@pytest.fixture
def shares(account):
    paid_in(account, 10_000)
    shares, fund = (priced(InstrumentFactory(kind=kind)) for kind in ("share", "etf"))
    bought(account, shares, 30, date(2024, 1, 1))
    bought(account, fund, 70, date(2024, 1, 1))
    update_portfolio_metrics(user=account.owner)
    return shares


def by_kind(client, share, etf):
    targets = [{"name": "share", "weight": share}, {"name": "etf", "weight": etf}]
    return client.put(f"{API}/targets", {"by": "kind", "targets": targets}, **JSON)


def test_targets_are_set_proposed_for_booked_and_taken_back(client, account, shares):
    put = by_kind(client, "0.5", "0.5").json()
    offered = client.get(f"{API}/rebalance?by=kind&cash=1000&whole_shares=true").json()
    trades = [
        {name: trade[name] for name in ("kind", "instrument", "account", "quantity", "price")}
        for trade in offered["trades"]
    ]
    body = {"trades": trades, "paid_in": "1000", "paid_into": str(account.uuid)}
    booked = client.post(f"{API}/rebalance", body, **JSON)
    undone = client.post(f"{API}/changes/{booked.json()['batch']}/undo").json()

    assert [(part["name"], round(float(part["drift"]), 6)) for part in put["parts"]] == [("etf", 0.2), ("share", -0.2)]
    assert [(trade["symbol"], trade["quantity"]) for trade in offered["trades"]] == [(shares.symbol, "9")]
    assert offered["left"] == "86.14"
    assert booked.status_code == 201
    assert undone == {"count": 2}
    assert not Activity.objects.filter(on=date(2024, 6, 3)).exists()


def test_targets_by_instrument_name_instruments(client, account, shares):
    answer = client.put(
        f"{API}/targets", {"by": "instrument", "targets": [{"instrument": shares.uuid, "weight": "1"}]}, **JSON
    )

    assert answer.json()["has_targets"]
    assert Target.objects.get().instrument == shares


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"by": "kind", "targets": [{"name": "share", "weight": "0.9"}]}, "bad_targets"),
        ({"by": "kind", "targets": [{"name": "nonsense", "weight": "1"}]}, "bad_targets"),
        ({"by": "label", "targets": [{"name": "No such", "weight": "1"}]}, "bad_targets"),
        ({"by": "instrument", "targets": [{"name": "share", "weight": "1"}]}, "bad_targets"),
        ({"by": "kind", "targets": [{"weight": "1"}]}, "invalid"),
        ({"by": "kind", "targets": [{"name": "share", "weight": "-1"}]}, "invalid"),
    ],
)
def test_targets_that_cannot_be_are_refused(body, code, client, account, shares):
    answer = client.put(f"{API}/targets", body, **JSON)

    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert not Target.objects.exists()


def test_without_targets_there_is_nothing_to_propose(client, account, shares):
    answer = client.get(f"{API}/rebalance?cash=100")

    assert (answer.status_code, answer.json()["code"]) == (400, "no_targets")


def test_money_paid_in_says_where(client, account, shares):
    trade = {"kind": "buy", "instrument": shares.uuid, "account": account.uuid, "quantity": "1", "price": "1"}

    answer = client.post(f"{API}/rebalance", {"trades": [trade], "paid_in": "5"}, **JSON)

    assert answer.json()["fields"] == {"paid_into": ["Say which account it was paid into."]}


def test_nothing_cannot_be_booked(client, account):
    answer = client.post(f"{API}/rebalance", {"trades": []}, **JSON)

    assert (answer.status_code, answer.json()["code"]) == (400, "bad_activity")
