"""Daily values, and the identity: start + flows + price + income + currency - fees - taxes = end."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.portfolio.domain.activities import Kind
from apps.portfolio.domain.amounts import rounded_parts
from apps.portfolio.domain.daily import Daily
from apps.portfolio.domain.postings import Holding
from apps.portfolio.domain.quotes import MissingPrice, MissingRate

from ..cases import CURRENCY_OF, LENGTH, SYMBOLS, act, day, histories, keep, kept

CENT = Decimal("0.01")


# --- The identity ---------------------------------------------------------------------------------------------


@given(histories(), st.integers(0, LENGTH))
def test_the_parts_add_up_to_the_end_to_the_cent(history, first):
    found = keep(history)

    for rows in (found.everything, found.securities, *([row] for row in found.everything)):
        shown = found.outcome(rows, first).rounded("EUR")
        parts = shown["start"] + shown["net_flow"] + shown["price_gain"] + shown["income"] + shown["fx_gain"]
        assert parts - shown["fees"] - shown["taxes"] == shown["end"]
        assert abs(shown["end"] - found.outcome(rows, first).end) <= CENT / 2


@given(histories(splits=False))
def test_the_price_and_currency_gains_are_those_of_a_plain_loop(history):
    """Reckoned once more: day by day, security by security, in Decimal."""
    found = keep(history)
    price_gain = fx_gain = Decimal(0)
    for symbol in SYMBOLS:
        one_price, one_fx = _plain(history, symbol)
        price_gain, fx_gain = price_gain + one_price, fx_gain + one_fx

    outcome = found.outcome(found.securities)

    assert abs(outcome.price_gain - price_gain) < CENT
    assert abs(outcome.fx_gain - fx_gain) < CENT


def _plain(history, symbol):
    mine = [one for one in history["activities"] if one.symbol == symbol and one.kind in {Kind.BUY, Kind.SELL}]
    price_gain = fx_gain = held = price = Decimal(0)
    rate = Decimal(1)
    for number in range(LENGTH + 1):
        today = [one for one in mine if one.on == day(number)]
        traded = sum((one.quantity if one.kind is Kind.BUY else -one.quantity for one in today), Decimal(0))
        paid = sum((one.gross if one.kind is Kind.BUY else -one.gross for one in today), Decimal(0))
        new_price, new_rate = _price(history, mine, symbol, number), _rate(history, symbol, number)
        fx_gain += held * price * (new_rate - rate)
        price_gain += (held * (new_price - price) + traded * new_price - paid) * new_rate
        held, price, rate = held + traded, new_price, new_rate
    return price_gain, fx_gain


def _price(history, mine, symbol, number):
    quoted = [price for known, price in sorted(history["prices"][symbol].items()) if known <= number]
    traded = [one.price for one in mine if one.on <= day(number)]
    return (quoted or traded or [Decimal(0)])[-1]


def _rate(history, symbol, number):
    if CURRENCY_OF[symbol] == "EUR":
        return Decimal(1)
    return [rate for known, rate in sorted(history["rates"]["USD", "EUR"].items()) if known <= number][-1]


@given(histories())
def test_the_days_end_with_what_the_ledger_holds_and_with_its_value_to_the_cent(history):
    found = keep(history)

    whole = np.zeros(LENGTH + 2)
    for row, holding in enumerate(found.daily.holdings):
        values = found.series([row]).value
        whole += values
        assert abs(Decimal(values[-1]) - found.daily.value_on([row], day(LENGTH))) < CENT / 2
        held = found.daily.quantity_on(row, day(LENGTH))
        if holding.cash:
            assert held == found.ledger.cash[holding.account, holding.name]
        elif holding.security:
            assert abs(held - found.ledger.books[holding.account, holding.name].quantity) < Decimal("1e-20")
    np.testing.assert_allclose(whole, found.series().value, atol=1e-6)


@given(histories(), st.data())
def test_splitting_a_trade_in_two_changes_nothing(history, data):
    trades = [one for one in history["activities"] if one.kind in {Kind.BUY, Kind.SELL}]
    if not trades:
        return
    chosen = data.draw(st.sampled_from(trades))
    index = history["activities"].index(chosen)
    half = {"quantity": chosen.quantity / 2, "fee": chosen.fee / 2, "tax": chosen.tax / 2}
    twice = [act(chosen.kind, 0, **_fields(chosen) | half)] * 2
    halves = [one._replace(on=chosen.on) for one in twice]

    before = keep(history)
    after = keep(history, activities=[*history["activities"][:index], *halves, *history["activities"][index + 1 :]])

    assert after.outcome().rounded("EUR") == before.outcome().rounded("EUR")
    assert after.performance().twr == pytest.approx(before.performance().twr, abs=1e-9)


def _fields(one):
    return {name: getattr(one, name) for name in ("symbol", "price", "currency", "row")}


# --- Prices ---------------------------------------------------------------------------------------------------


def test_a_missing_price_is_the_last_known_one_and_before_any_the_last_trade():
    found = kept(
        act("buy", 0, quantity=1, price=10), act("buy", 2, quantity=1, price=12), prices={"ACME": {4: 20}}, last=6
    )

    assert found.series(found.securities).value.tolist() == [0, 10, 10, 24, 24, 40, 40, 40]


def test_a_quote_wins_over_a_later_trade():
    found = kept(act("buy", 3, quantity=1, price=12), prices={"ACME": {0: 20}}, last=4)

    assert found.series(found.securities).value[-1] == 20


def test_a_quote_carried_over_a_split_is_taken_in_new_units():
    split = [act("buy", 0, quantity=3, price=10), act("split", 4, ratio=2)]

    found = kept(*split, prices={"ACME": {0: 10, 8: 6}}, last=10)
    adjusted = kept(*split, prices={"ACME": {0: 5, 8: 6}}, last=10, adjusted=True)

    values = [30] * 8 + [36] * 3
    assert found.series(found.securities).value[1:].tolist() == values
    assert adjusted.series(adjusted.securities).value[1:].tolist() == values
    for number in (2, 5, 9):
        row = found.daily.row[Holding("", "ACME")]
        assert found.daily.value_on([row], day(number)) == values[number]
        assert adjusted.daily.value_on([row], day(number)) == values[number]


def test_what_is_held_without_any_price_is_refused():
    found = kept(act("buy", 0, quantity=1, price=10), last=6)
    found.ledger.market._trades.clear()

    with pytest.raises(MissingPrice, match="No price of ACME is known on or before 2024-01-01"):
        Daily(found.ledger, day(6))


# --- Currencies -----------------------------------------------------------------------------------------------


def test_a_weekend_takes_the_rate_of_friday():
    found = kept(
        act("buy", 3, quantity=10, price=100, currency="USD"),
        prices={"ACME": {3: 100}},
        rates={("USD", "EUR"): {0: Decimal("0.9"), 4: Decimal("0.95"), 7: Decimal(1)}},
        last=7,
    )

    assert found.series(found.securities).value.tolist() == pytest.approx([0, 0, 0, 0, 900, 950, 950, 950, 1000])
    outcome = found.outcome(found.securities)
    assert (outcome.fx_gain.quantize(CENT), outcome.price_gain.quantize(CENT)) == (100, 0)


def test_cash_in_another_currency_moves_with_its_rate_alone():
    found = kept(
        act("deposit", 0, amount=100, currency="USD", rate="0.85"),
        rates={("USD", "EUR"): {0: Decimal("0.9"), 3: Decimal("0.8")}},
        last=5,
    )

    outcome = found.outcome()
    assert (outcome.inflow, outcome.end) == (85, 80)
    assert (outcome.fx_gain.quantize(CENT), outcome.price_gain.quantize(CENT)) == (-5, 0)


def test_a_rate_that_begins_after_the_holding_is_refused():
    with pytest.raises(MissingRate, match="on or before 2024-01-01"):
        kept(
            act("buy", 0, quantity=1, price=10, currency="USD", rate=1),
            rates={("USD", "EUR"): {3: Decimal(1)}},
            last=6,
        )


# --- Ranges ---------------------------------------------------------------------------------------------------


def test_a_range_starts_from_the_close_of_the_day_before():
    found = kept(act("buy", 0, quantity=1, price=10), prices={"ACME": {0: 11, 4: 15, 5: 18}}, last=6)

    assert found.outcome(found.securities, first=5).start == 15
    assert found.series(found.securities, first=5).value.tolist() == [15, 18, 18]


def test_a_range_may_begin_before_everything():
    found = kept(act("buy", 2, quantity=1, price=10), last=3)

    assert found.series(found.securities, first=-3).value.tolist() == [0, 0, 0, 0, 0, 0, 10, 10]
    assert found.outcome(found.securities, first=-3).start == 0


def test_an_activity_inside_the_selection_is_no_flow_and_one_over_its_border_is():
    found = kept(
        act("deposit", 0, amount=100), act("buy", 1, quantity=1, price=40, fee=1), act("dividend", 2, amount=5)
    )

    everything, securities = found.series(), found.series(found.securities)
    assert (everything.inflow.sum(), everything.outflow.sum()) == (100, 0)
    assert (securities.inflow.sum(), securities.outflow.sum()) == (41, 5)


def test_an_empty_ledger_is_worth_nothing():
    found = kept()

    assert found.outcome().end == 0
    assert found.series().value.sum() == 0


@given(st.dictionaries(st.text("abcdef", min_size=1), st.decimals("-1000", "1000", places=6), min_size=1))
def test_parts_are_rounded_to_their_rounded_total_and_move_by_less_than_a_cent(parts):
    shown = rounded_parts(parts, "EUR")

    assert abs(sum(shown.values()) - sum(parts.values())) <= CENT / 2
    assert all(abs(shown[name] - parts[name]) < CENT for name in parts)
