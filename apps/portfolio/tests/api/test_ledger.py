"""The ledger and its figures, for programs."""

from datetime import date
from decimal import Decimal

import pytest

from apps.portfolio import services
from apps.portfolio.models import Account, Activity, Holding, Instrument, Price
from apps.portfolio.queries import books
from apps.portfolio.services import load_sample, update_portfolio_metrics_of
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, bought, paid_in
from project.lib.testing import UserFactory, clock, statements

pytestmark = pytest.mark.django_db

API = "/api/v1/portfolio"
JSON = {"content_type": "application/json"}
DAY = date(2024, 3, 1)


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock("2024-06-03T12:00:00Z"):
        yield


@pytest.fixture
def ada(client):
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.fixture
def account(ada):
    return AccountFactory(owner=ada, name="Broker")


def test_an_activity_is_recorded_once_changed_deleted_and_brought_back(ada, account, client):
    shares = InstrumentFactory(symbol="ABC")
    buy = {"account": account.uuid, "kind": "buy", "on": "2024-05-02", "instrument": shares.uuid, "quantity": "3",
           "price": "10.50"}  # fmt: skip

    first = client.post(f"{API}/activities", buy, headers={"Idempotency-Key": "one"}, **JSON)
    again = client.post(f"{API}/activities", buy, headers={"Idempotency-Key": "one"}, **JSON)
    here = f"{API}/activities/{first.json()['activity']['uuid']}"
    changed = client.patch(here, {"quantity": "4"}, **JSON).json()
    deleted = client.delete(here).json()
    gone = client.get(here).status_code
    undone = client.post(f"{API}/changes/{deleted['batch']}/undo").json()

    assert (first.status_code, again.json()) == (201, first.json())
    assert first.json()["activity"]["price"] == "10.50"
    assert changed["activity"]["quantity"] == "4"
    assert (gone, undone) == (404, {"count": 1})
    assert client.get(here).json()["symbol"] == "ABC"
    assert Activity.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"amount": "-1"}, "amount"),
        ({"amount": "1", "fee": "-1"}, "fee"),
        ({"amount": "1", "rate": "0"}, "rate"),
        ({"amount": "1", "ratio_new": 2}, "ratio_new"),
        ({"amount": "1", "on": "2030-01-01"}, "on"),
        ({"amount": "1", "on": "0204-01-01"}, "on"),
        ({"amount": "1", "to_account": "00000000-0000-4000-8000-000000000000"}, "to_account"),
        ({"amount": "1", "colour": "red"}, "colour"),
    ],
)
def test_what_is_refused_names_its_field(fields, field, account, client):
    asked = {"account": account.uuid, "kind": "deposit", "on": "2024-05-02", **fields}

    answer = client.post(f"{API}/activities", asked, **JSON)

    assert answer.status_code == 400
    assert set(answer.json()["fields"]) == {field}


def test_strangers_accounts_and_instruments_are_not_there(account, client):
    theirs = AccountFactory()
    house = InstrumentFactory(owner=theirs.owner)
    asked = {"account": theirs.uuid, "kind": "buy", "on": "2024-05-02", "instrument": house.uuid}

    answer = client.post(f"{API}/activities", asked, **JSON)

    assert set(answer.json()["fields"]) == {"account", "instrument"}


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_is_paged_narrowed_and_costs_the_same_however_long(rows, account, client):
    for _ in range(rows):
        paid_in(account, 10, DAY)
    bought(account, InstrumentFactory(), "1", DAY)

    with statements() as sent:
        page = client.get(f"{API}/activities", {"account": account.uuid, "kind": "deposit", "page_size": 10}).json()

    assert len(page["results"]) == min(rows, 10)
    assert bool(page["next"]) == (rows > 10)
    assert {row["kind"] for row in page["results"]} == {"deposit"}
    assert len(sent.beyond_sign_in()) <= 5


def test_accounts_are_opened_changed_closed_and_deleted(ada, client):
    new = {"name": "Bank", "currency": "EUR", "kind": "bank"}
    made = client.post(f"{API}/accounts", new, **JSON)
    here = f"{API}/accounts/{made.json()['uuid']}"
    taken = client.post(f"{API}/accounts", new, **JSON)
    changed = client.patch(here, {"name": "Old bank"}, **JSON).json()
    closed = client.post(f"{here}/close", {"on": "2024-06-01"}, **JSON).json()
    opened = client.post(f"{here}/reopen").json()

    assert (made.status_code, taken.status_code) == (201, 409)
    assert (changed["name"], changed["kind"]) == ("Old bank", "bank")
    assert (closed["closed_on"], opened["closed_on"]) == ("2024-06-01", None)
    assert client.get(here).json() == opened
    assert client.delete(here).status_code == 204
    assert not Account.objects.exists()


def test_instruments_of_ones_own_are_added_found_priced_labelled_and_deleted(ada, client):
    new = {"symbol": "HOUSE", "name": "Our house", "currency": "EUR", "kind": "property"}
    made = client.post(f"{API}/instruments", new, **JSON)
    here = f"{API}/instruments/{made.json()['uuid']}"
    priced = client.put(f"{here}/prices", {"on": "2024-05-01", "close": "250000.5"}, **JSON)
    labelled = client.put(f"{here}/labels", {"names": ["home"]}, **JSON)
    renamed = client.patch(here, {"name": "Our home"}, **JSON).json()
    found = client.get(f"{API}/instruments", {"q": "home"}).json()

    assert (made.status_code, priced.status_code, labelled.status_code) == (201, 204, 204)
    assert client.get(f"{here}/labels").json() == {"names": ["home"]}
    assert client.get(f"{here}/prices").json()["results"] == [
        {"on": "2024-05-01", "close": "250000.5", "source": "typed in"}
    ]
    assert [one["symbol"] for one in found] == ["HOUSE"]
    assert found[0]["is_private"]
    assert client.get(here).json() == renamed
    assert client.delete(here).status_code == 204
    assert not Instrument.objects.exists()
    assert not Price.objects.exists()


def every_row(client, path):
    rows = []
    while path:
        page = client.get(path).json()
        rows += page["results"]
        path = page["next"]
    return rows


def test_figures_are_those_of_the_pages(ada, client):
    load_sample(ada)
    update_portfolio_metrics_of(user_id=ada.pk)

    summary = client.get(f"{API}/summary").json()
    holdings = every_row(client, f"{API}/holdings?page_size=3")
    performance = client.get(f"{API}/performance", {"from": "2024-01-01", "to": "2024-05-31"}).json()
    allocation = client.get(f"{API}/allocation", {"by": "account"}).json()
    income = client.get(f"{API}/income").json()
    accounts = every_row(client, f"{API}/accounts?page_size=1")

    assert summary["has_accounts"]
    assert len([row for row in holdings if row["instrument"]]) == summary["holdings"]
    worth = [Decimal(row["market_value"]) for row in holdings]
    assert worth == sorted(worth, reverse=True)
    assert sum(Decimal(row["weight"]) for row in holdings) == pytest.approx(1)
    assert (performance["first"], performance["last"]) == ("2024-01-01", "2024-05-31")
    assert "twr" in performance
    assert {part["name"] for part in allocation["parts"]} <= {line["account"]["name"] for line in accounts}
    assert income["months"]
    assert client.get(f"{API}/allocation", {"by": "colour"}).status_code == 400


def test_without_figures_a_range_says_so(ada, client):
    assert client.get(f"{API}/performance").json()["code"] == "no_figures_yet"
    assert client.get(f"{API}/summary").json()["as_of"] is None


def test_what_is_unknown_is_listed_last_and_what_is_closed_after_what_is_open(ada, account, client):
    services.close_account(account=account, on=date(2024, 5, 1))
    wallet = AccountFactory(owner=ada, name="Wallet")
    services.record_activity(
        owner=ada, account=wallet, kind="transfer_in", on=date(2024, 5, 2), quantity=Decimal(1), cost=Decimal(5),
        instrument=InstrumentFactory(symbol="UNQUOTED"),
    )  # fmt: skip
    services.record_activity(owner=ada, account=wallet, kind="withdrawal", on=date(2024, 5, 2), amount=Decimal(7))
    update_portfolio_metrics_of(user_id=ada.pk)
    Holding.objects.exclude(instrument=None).update(market_value=None)

    holdings = every_row(client, f"{API}/holdings?page_size=1")
    accounts = every_row(client, f"{API}/accounts?page_size=1")

    assert [(row["symbol"], row["market_value"]) for row in holdings][-1] == ("UNQUOTED", None)
    assert [line["account"]["name"] for line in accounts] == ["Wallet", "Broker"]


def test_a_sale_says_which_lots_it_takes(ada, client):
    account, shares = AccountFactory(owner=ada, lot_method="chosen"), InstrumentFactory()
    cheap, dear = (bought(account, shares, 2, DAY, price=price) for price in ("10", "30"))
    sale = {"account": account.uuid, "kind": "sell", "on": "2024-05-02", "instrument": shares.uuid, "quantity": "1",
            "price": "40"}  # fmt: skip
    not_mine = bought(AccountFactory(), shares, 2, DAY)

    unsaid = client.post(f"{API}/activities", sale, **JSON)
    refused = client.post(f"{API}/activities", sale | {"lots": [{"activity": not_mine.uuid, "quantity": "1"}]}, **JSON)
    made = client.post(f"{API}/activities", sale | {"lots": [{"activity": dear.uuid, "quantity": "1"}]}, **JSON)

    assert (unsaid.status_code, refused.status_code) == (400, 400)
    assert made.json()["activity"]["lots"] == [{"activity": str(dear.uuid), "quantity": "1"}]
    assert client.get(f"{API}/activities/{cheap.uuid}").json()["lots"] is None
    assert client.get(f"{API}/activities").json()["results"][0] == made.json()["activity"]
    (gain,) = books.realised_gains(ada, shares)
    assert gain.gain.own == 10


def test_accounts_are_put_together_and_their_performance_is_told(ada, account, client):
    paid_in(account, 100, DAY)
    paid_in(AccountFactory(owner=ada, name="Bank"), 50, DAY)
    update_portfolio_metrics_of(user_id=ada.pk)

    made = client.post(f"{API}/portfolios", {"name": "Retirement", "accounts": [account.uuid]}, **JSON)
    here = f"{API}/portfolios/{made.json()['uuid']}"
    whole = client.get(f"{API}/performance").json()["parts"]["end"]
    part = client.get(f"{API}/performance", {"of": f"portfolio:{made.json()['uuid']}"}).json()["parts"]["end"]
    renamed = client.patch(here, {"name": "Old age"}, **JSON).json()
    listed = client.get(f"{API}/portfolios").json()["results"]
    emptied = client.patch(here, {"accounts": []}, **JSON).json()
    deleted = client.delete(here)

    assert made.status_code == 201
    assert (Decimal(whole), Decimal(part)) == (150, 100)
    assert renamed == {"uuid": made.json()["uuid"], "name": "Old age", "accounts": [str(account.uuid)]}
    assert listed == [renamed]
    assert (emptied["accounts"], deleted.status_code, Account.objects.count()) == ([], 204, 2)


def test_no_portfolio_holds_an_account_of_others(ada, client):
    answer = client.post(f"{API}/portfolios", {"name": "Mine", "accounts": [AccountFactory().uuid]}, **JSON)

    assert answer.status_code == 400
    assert client.get(f"{API}/performance", {"of": "account:nothing"}).status_code == 404
