"""Targets, drift, proposals, and booking them."""

import re
from datetime import date
from decimal import Decimal

import pytest

from apps.portfolio import services
from apps.portfolio.models import Activity, Holding, Portfolio, Target
from apps.portfolio.services.valuation import update_portfolio_metrics
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, bought, paid_in, priced
from project.lib.testing import UserFactory, clock, statements

pytestmark = pytest.mark.django_db

TODAY = date(2024, 6, 3)
BOUGHT = date(2024, 1, 1)


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock("2024-06-03T12:00:00Z"):
        yield


def held(account, *parts):
    """Instruments of these kinds, each bought for so much at 100; they cost 101.54 today."""
    paid_in(account, 100_000)
    instruments = []
    for kind, quantity in parts:
        instruments.append(priced(InstrumentFactory(kind=kind)))
        bought(account, instruments[-1], quantity, BOUGHT)
    update_portfolio_metrics(user=account.owner)
    return instruments


@pytest.fixture
def account():
    return AccountFactory(name="Broker")


@pytest.fixture
def ada(client, account):
    client.force_login(account.owner)
    return account.owner


def say(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def set_targets(client, query="by=kind", **parts):
    """By the names of the fields' labels."""
    page = client.get(f"/portfolio/rebalance/targets/?{query}")
    fields = {field.label: name for name, field in page.context["form"].fields.items()}
    said = {fields[label.replace("_", " ")]: weight for label, weight in parts.items()}
    return client.post(f"/portfolio/rebalance/targets/?{query}", said)


def test_targets_are_kept_and_the_drift_from_them_is_shown(client, ada, account):
    held(account, ("share", 30), ("etf", 70))

    kept = set_targets(client, Share="50", ETF="50")
    page = client.get("/portfolio/rebalance/?by=kind")

    assert kept.status_code == 302
    assert {row.name: row.weight for row in Target.objects.all()} == {"share": Decimal("0.5"), "etf": Decimal("0.5")}
    assert [(row.name, round(row.drift, 6)) for row in page.context["rows"]] == [
        ("ETF", Decimal("0.2")), ("Share", Decimal("-0.2")),
    ]  # fmt: skip
    assert "+20.0%" in say(page)


def test_targets_that_do_not_add_to_a_hundred_are_refused_in_plain_words(client, ada, account):
    held(account, ("share", 30), ("etf", 70))

    answer = set_targets(client, Share="50", ETF="45.5")

    assert answer.status_code == 422
    assert "Targets must add up to 100 %; yours come to 95.5 %." in say(answer)
    assert not Target.objects.exists()


def test_empty_targets_take_them_away(client, ada, account):
    held(account, ("share", 30), ("etf", 70))
    set_targets(client, Share="50", ETF="50")

    set_targets(client)

    assert not Target.objects.exists()
    assert "No targets yet" in say(client.get("/portfolio/rebalance/"))


def test_new_money_fills_what_is_furthest_below_and_is_booked_as_it_was_done(client, ada, account):
    shares, _ = held(account, ("share", 30), ("etf", 70))
    set_targets(client, Share="50", ETF="50")

    page = client.get("/portfolio/rebalance/?by=kind&cash=1000&sales=&whole=on&account=&band=&smallest=&tax=&tax_long=")
    (line,) = page.context["lines"]
    form = line["form"]
    booked = client.post(
        "/portfolio/rebalance/book/?by=kind&cash=1000&sales=&whole=on",
        {
            "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-take": "on",
            **{f"form-0-{name}": str(form[name].value()) for name in ("kind", "instrument", "account")},
            "form-0-quantity": "9", "form-0-price": "101.6", "on": "2024-06-03", "paid_in": "1000",
            "paid_into": str(account.uuid),
        },
    )  # fmt: skip
    batch = re.search(r"changes/([0-9a-f-]{36})/undo", client.get(booked["Location"]).content.decode())[1]
    undone = services.undo(owner=ada, batch=batch)

    assert (line["kind"], line["instrument"], form["quantity"].value()) == ("Buy", shares, "9")
    assert booked.status_code == 302
    assert undone == 2
    assert not Activity.objects.filter(on=TODAY).exists()


def test_what_was_booked_stands_in_the_ledger_money_first(client, ada, account):
    (shares,) = held(account, ("share", 30))

    services.book_trades(
        owner=ada, on=TODAY, paid_in=Decimal(500), paid_into=account,
        trades=[
            services.Done("buy", shares, account, Decimal(2), Decimal(101)),
            services.Done("sell", shares, account, Decimal(1), Decimal(101)),
        ],
    )  # fmt: skip

    assert [row.kind for row in Activity.objects.filter(on=TODAY).in_ledger_order()] == ["deposit", "sell", "buy"]


def test_selling_says_what_it_gains_and_what_tax_that_may_cost(client, ada, account):
    held(account, ("share", 30), ("etf", 70))
    set_targets(client, Share="50", ETF="50")

    page = client.get("/portfolio/rebalance/?by=kind&cash=0&sales=1&tax=25&tax_long=10")
    sell, buy = page.context["lines"]

    assert (sell["kind"], buy["kind"]) == ("Sell", "Buy")
    assert sell["form"]["quantity"].value() == "20"
    assert sell["gain"].amount == Decimal("30.80")
    assert sell["tax"].amount == Decimal("7.70")
    assert page.context["left"].amount == 0


def test_everything_of_what_is_not_wanted_is_sold_whole(client, ada, account):
    held(account, ("share", "7.654321"), ("etf", 70))
    set_targets(client, ETF="100")

    page = client.get("/portfolio/rebalance/?by=kind&cash=0&sales=1")

    assert [line["form"]["quantity"].value() for line in page.context["lines"] if line["kind"] == "Sell"] == [
        "7.654321"
    ]


def test_where_lots_are_chosen_the_least_taxed_are_named(client, ada, account):
    services.change_account(account=account, lot_method="chosen")
    (shares,) = held(account, ("share", 10))
    dear = bought(account, shares, 10, date(2024, 5, 1), price="140")
    update_portfolio_metrics(user=ada)

    services.book_trades(
        owner=ada, on=TODAY, trades=[services.Done("sell", shares, account, Decimal(4), Decimal(101))],
        rates=services.TaxRates(Decimal("0.25"), Decimal("0.1")),
    )  # fmt: skip

    assert Activity.objects.get(kind="sell").lots == [[dear.pk, "4"]]


def test_a_security_that_is_not_held_yet_can_be_aimed_at(client, ada, account):
    held(account, ("share", 10))
    other = priced(InstrumentFactory(symbol="NEW", name="New Fund"))
    label = client.get("/portfolio/rebalance/targets/?by=instrument").context["form"].fields["part-0"].label

    client.post("/portfolio/rebalance/targets/?by=instrument", {"part-0": "50", "added": "NEW", "added_weight": "50"})
    page = client.get("/portfolio/rebalance/?by=instrument&cash=100&sales=")

    assert label in say(page)
    assert [line["instrument"] for line in page.context["lines"]] == [other]


def test_a_security_without_a_price_is_named(client, ada, account):
    held(account, ("share", 10))
    InstrumentFactory(symbol="UNKNOWN")
    client.post(
        "/portfolio/rebalance/targets/?by=instrument", {"part-0": "50", "added": "UNKNOWN", "added_weight": "50"}
    )

    page = client.get("/portfolio/rebalance/?by=instrument&cash=100&sales=")

    assert "No price of UNKNOWN is known" in say(page)


def test_a_kind_of_which_nothing_is_held_cannot_be_bought(client, ada, account):
    held(account, ("share", 10))
    set_targets(client, Share="50", Bond="50")

    assert "You hold nothing of bond" in say(client.get("/portfolio/rebalance/?by=kind&cash=100&sales="))


def test_what_is_held_without_a_price_is_left_out_and_said(client, ada, account):
    _, other = held(account, ("share", 10), ("etf", 10))
    Holding.objects.filter(instrument=other).update(market_value=None, price=None)

    page = client.get("/portfolio/rebalance/?by=kind")

    assert f"Left out, as no price is known: {other.symbol}." in say(page)
    assert [row.name for row in page.context["rows"]] == ["Share"]


def test_by_label_what_has_none_stands_apart(client, ada, account):
    shares, _ = held(account, ("share", 30), ("etf", 70))
    services.set_labels(owner=ada, instrument=shares, names=["Core"])

    set_targets(client, "by=label", Core="60", Without_a_label="40")
    page = client.get("/portfolio/rebalance/?by=label")

    assert [(row.name, round(row.drift, 6)) for row in page.context["rows"]] == [
        ("Without a label", Decimal("0.3")), ("Core", Decimal("-0.3")),
    ]  # fmt: skip


def test_a_portfolio_has_targets_of_its_own(client, ada, account):
    held(account, ("share", 30), ("etf", 70))
    portfolio = services.open_portfolio(owner=ada, name="Old age", accounts=[account])
    query = f"by=kind&portfolio={portfolio.uuid}"

    set_targets(client, query, Share="100")

    assert client.get(f"/portfolio/rebalance/?{query}").context["aims"].targets == {"share": 1}
    assert not client.get("/portfolio/rebalance/?by=kind").context["aims"].targets


def test_somebody_elses_portfolio_is_not_there(client, ada):
    other = Portfolio.objects.create(owner=UserFactory(), name="Theirs")

    assert client.get(f"/portfolio/rebalance/?portfolio={other.uuid}").status_code == 404
    assert client.get("/portfolio/rebalance/?portfolio=nonsense").status_code == 404


def test_a_trade_that_cannot_be_is_refused_and_nothing_is_recorded(client, ada, account):
    (shares,) = held(account, ("share", 30))
    set_targets(client, Share="100")

    answer = client.post(
        "/portfolio/rebalance/book/?by=kind&cash=0&sales=1",
        {
            "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-take": "on", "form-0-kind": "sell",
            "form-0-instrument": str(shares.uuid), "form-0-account": str(account.uuid), "form-0-quantity": "31",
            "form-0-price": "101", "on": "2024-06-03",
        },
    )  # fmt: skip

    assert answer.status_code == 422
    assert "Nothing was recorded." in say(answer)
    assert not Activity.objects.filter(kind="sell").exists()


def test_fields_that_make_no_sense_are_named(client, ada, account):
    held(account, ("share", 30))
    set_targets(client, Share="100")

    answer = client.post(
        "/portfolio/rebalance/book/?by=kind&cash=0",
        {
            "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-take": "on", "form-0-kind": "buy",
            "form-0-instrument": "no uuid", "form-0-account": str(account.uuid), "form-0-quantity": "many",
            "form-0-price": "101", "on": "2024-06-03", "paid_in": "5",
        },
    )  # fmt: skip

    assert answer.status_code == 422
    assert "Write a number in digits" in say(answer)


@pytest.mark.parametrize("count", [0, 1, 12])
def test_the_page_stands_with_any_number_of_holdings_at_the_same_cost(count, client, ada, account):
    if count:
        held(account, *[("share", 10)] * count)

    with statements() as sent:
        page = client.get("/portfolio/rebalance/?by=instrument")

    assert page.status_code == 200
    assert len(sent.beyond_sign_in()) <= 8, sent.beyond_sign_in()
