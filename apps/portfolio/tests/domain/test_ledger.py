"""Cash, currencies and what companies do, where the worked examples of the page leave something open."""

from decimal import Decimal

import pytest

from apps.portfolio.domain.activities import BadActivity
from apps.portfolio.domain.postings import Holding
from apps.portfolio.domain.quotes import MissingPrice, MissingRate

from ..cases import act, day, kept

DOLLARS = {("USD", "EUR"): {0: "0.9", 10: "0.8"}}
DOLLARS = {pair: {number: Decimal(rate) for number, rate in points.items()} for pair, points in DOLLARS.items()}


def test_cash_is_kept_by_account_and_currency():
    ledger = kept(
        act("deposit", 0, amount=1000, account="A"),
        act("deposit", 0, amount=500, currency="USD", account="A"),
        act("buy", 1, quantity=2, price=100, fee=1, currency="USD", account="A"),
        act("transfer", 2, symbol="", amount=300, account="A", to_account="B", fee=2),
        rates=DOLLARS,
    ).ledger

    assert dict(ledger.cash) == {("A", "EUR"): 698, ("A", "USD"): 299, ("B", "EUR"): 300}


def test_a_trade_settles_in_the_currency_of_its_account_at_the_booked_rate():
    ledger = kept(
        act("buy", 1, quantity=2, price=100, currency="USD", account="A", rate="0.95"),
        rates=DOLLARS,
        account_currencies={"A": "EUR"},
    ).ledger

    (lot,) = ledger.books["A", "ACME"].lots
    assert dict(ledger.cash) == {("A", "EUR"): Decimal("-190")}
    assert lot.cost == (200, 190, 190)


def test_a_rate_may_be_booked_where_the_cash_stays_in_its_currency():
    ledger = kept(act("buy", 1, quantity=2, price=100, currency="USD", rate="0.95"), rates=DOLLARS).ledger

    assert ledger.books["", "ACME"].lots[0].cost == (200, 200, 190)


def test_three_currencies_of_security_account_and_totals():
    rates = DOLLARS | {("GBP", "EUR"): {0: Decimal("1.25")}}

    ledger = kept(
        act("buy", 1, quantity=1, price=100, currency="USD", account="A", settled_in="GBP", rate="0.75"),
        act("sell", 12, quantity=1, price=100, currency="USD", account="A", settled_in="GBP", rate="0.7"),
        rates=rates,
        account_currencies={"A": "GBP"},
    ).ledger

    (closed,) = ledger.closed
    assert closed.gain == (0, -5, Decimal("-6.25"))
    assert closed.currency_gain == Decimal("-6.25")


def test_a_trade_in_another_currency_than_the_listing_is_kept_in_that_of_the_listing():
    ledger = kept(act("buy", 0, quantity=1, price=90, currency="EUR"), rates=DOLLARS, currencies={"ACME": "USD"}).ledger

    assert ledger.books["", "ACME"].lots[0].cost.own.quantize(Decimal("1e-12")) == 100


def test_lots_that_move_to_an_account_in_another_currency_keep_what_they_cost_there():
    buy = act("buy", 0, quantity=1, price=100, currency="USD", account="A")
    move = act("transfer", 12, quantity=1, price=100, currency="USD", account="A", to_account="B")
    terms = {"rates": DOLLARS | {("GBP", "EUR"): {0: Decimal("1.25")}}}

    def cost_in(currency, here="USD"):
        found = kept(buy, move, account_currencies={"A": here, "B": currency}, **terms)
        return found.ledger.books["B", "ACME"].lots[0].cost.account

    assert cost_in("EUR") == 90
    assert cost_in("USD", here="EUR") == 100
    assert cost_in("GBP") == 64


def test_minor_units_are_hundredths():
    found = kept(
        act("buy", 0, quantity=100, price=250, currency="GBX", settled_in="GBP"),
        rates={("GBP", "EUR"): {0: Decimal("1.2")}},
    )

    assert found.ledger.cash["", "GBP"] == -250
    assert found.daily.value_on(found.securities, day(1)) == 300


def test_a_missing_rate_is_told_and_never_taken_for_one():
    with pytest.raises(MissingRate, match="No exchange rate leads from USD to EUR"):
        kept(act("buy", 0, quantity=1, price=100, currency="USD"))
    with pytest.raises(MissingRate, match="known on or before 2024-01-01"):
        kept(act("buy", 0, quantity=1, price=100, currency="USD"), rates={("USD", "EUR"): {3: Decimal(1)}})


@pytest.mark.parametrize("kind", ["bonus", "return_of_capital", "spin_off", "merger"])
def test_a_corporate_action_needs_something_held(kind):
    fields = (
        {"ratio": 1, "into": "NEW", "share": "0.1"} if kind in {"spin_off", "merger"} else {"quantity": 1, "price": 1}
    )

    with pytest.raises(BadActivity, match="you must hold ACME"):
        kept(act(kind, 0, **fields))


def test_a_merger_spreads_over_lots_and_keeps_their_dates():
    ledger = kept(
        act("buy", 0, quantity=10, price=10),
        act("buy", 4, quantity=20, price=20),
        act("merger", 9, into="NEW", ratio="1/3"),
        act("sell", 10, symbol="NEW", quantity=10, price=60),
    ).ledger

    first, second = ledger.closed
    assert (first.acquired_on, second.acquired_on) == (day(0), day(4))
    assert abs(first.gain.base + second.gain.base - 100) < Decimal("1e-25")
    assert ledger.books["", "NEW"].lots == ledger.books["", "ACME"].lots == []


def test_new_units_without_a_price_are_worth_what_their_cost_says():
    found = kept(act("buy", 0, quantity=10, price=10), act("spin_off", 5, into="NEW", ratio=1, share="0.3"))

    row = found.daily.row[Holding("", "NEW")]
    assert found.daily.value_on([row], day(6)) == 30


def test_a_merger_takes_its_fee_from_the_cash_that_comes():
    ledger = kept(
        act("buy", 0, quantity=10, price=10),
        act("merger", 9, into="NEW", ratio=1, price=12, amount=50, fee=3),
    ).ledger

    assert ledger.cash["", "EUR"] == -100 + 50 - 3
    assert ledger.books["", "NEW"].cost.base == 50


def test_what_comes_from_outside_needs_a_worth():
    with pytest.raises(BadActivity, match="say what one unit was worth"):
        kept(act("transfer_in", 0, quantity=1))

    by_cost = kept(act("transfer_in", 0, quantity=2, cost=10))
    by_quote = kept(act("transfer_in", 0, quantity=2), prices={"ACME": {0: 7}})

    assert by_cost.outcome().inflow == 10
    assert by_quote.outcome().inflow == 14
    assert by_quote.ledger.books["", "ACME"].cost.base == 14


def test_a_ledger_restated_on_a_day_counts_gains_from_there():
    activities = [act("buy", 0, quantity=2, price=10), act("sell", 8, quantity=1, price=15)]
    found = kept(*activities, prices={"ACME": {0: 10, 4: 13}})
    period = type(found.ledger)(activities, found.ledger.market, found.ledger.terms, restate_on=day(5))
    later = type(found.ledger)(activities, found.ledger.market, found.ledger.terms, restate_on=day(20))

    assert period.closed[0].gain.base == 2
    assert later.closed[0].gain.base == 5
    assert later.books["", "ACME"].cost.base == 13


def test_nothing_known_of_a_price_is_an_error_not_zero():
    with pytest.raises(MissingPrice, match="No price of ACME is known on or before 2023-12-31"):
        kept().ledger.market.price("ACME", day(-1).toordinal())
