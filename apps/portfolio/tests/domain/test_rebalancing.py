"""Proposals: they spend what there is, never sell when told not to, and end nearer to the target."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.portfolio.domain.rebalancing import (
    BadTarget,
    Choices,
    OpenLot,
    Position,
    TaxRates,
    buy_only,
    drifts,
    least_taxed,
    rebalanced,
)

D = Decimal
HELD = [Position("A", D(700), D(10)), Position("B", D(200), D(20)), Position("C", D(100), D(50))]
EVEN = {"A": D(1), "B": D(1), "C": D(1)}
WHOLE = Choices(whole_shares=True)

positions = st.lists(st.tuples(st.integers(0, 10_000), st.integers(1, 500), st.integers(1, 9)), min_size=1, max_size=6)


def made(rows):
    held = [Position(f"S{number}", D(value), D(price)) for number, (value, price, _) in enumerate(rows)]
    return held, {f"S{number}": D(weight) for number, (_, _, weight) in enumerate(rows)}


def amounts(proposals):
    return {proposal.name: proposal.amount.quantize(D("1e-18")) for proposal in proposals}


def furthest(held, targets):
    return min((drift.weight / drift.target for drift in drifts(held, targets) if drift.target), default=D(0))


def after(held, proposals):
    bought = amounts(proposals)
    return [Position(one.name, one.value + bought.get(one.name, D(0)), one.price) for one in held]


def test_drift_is_told_for_all_that_is_held_or_wanted():
    found = {row.name: (row.weight, row.target, row.drift) for row in drifts(HELD, {"A": D(3), "NEW": D(1)})}

    assert found["A"] == (D("0.7"), D("0.75"), D("-0.05"))
    assert found["NEW"] == (0, D("0.25"), D("-0.25"))
    assert found["B"] == (D("0.2"), 0, D("0.2"))


def test_new_cash_fills_the_emptiest_first():
    assert amounts(buy_only(HELD, EVEN, D(50))) == {"C": 50}
    assert amounts(buy_only(HELD, EVEN, D(300))) == {"B": 100, "C": 200}
    assert amounts(buy_only(HELD, EVEN, D(1400))) == {"A": 100, "B": 600, "C": 700}


def test_whole_shares_spend_as_much_as_fits():
    found = buy_only(HELD, EVEN, D(275), WHOLE)

    assert {one.name: one.quantity for one in found} == {"B": 6, "C": 3}


@given(positions, st.integers(0, 5000), st.booleans())
def test_buying_never_sells_spends_no_more_and_helps_the_furthest_below(rows, cash, whole):
    held, targets = made(rows)

    found = buy_only(held, targets, D(cash), Choices(whole_shares=whole))

    spent = sum(amounts(found).values(), D(0))
    assert all(one.quantity > 0 for one in found)
    assert spent <= D(cash) + D("1e-15")
    if not whole:
        assert abs(spent - D(cash)) < D("1e-15")
        assert furthest(after(held, found), targets) >= furthest(held, targets) - D("1e-15")


@given(positions.filter(lambda rows: any(value for value, _, _ in rows)))
def test_trading_both_ways_ends_on_the_target_and_needs_no_money(rows):
    held, targets = made(rows)

    found = rebalanced(held, targets)

    assert abs(sum(amounts(found).values(), D(0))) < D("1e-15")
    assert all(abs(row.drift) < D("1e-15") for row in drifts(after(held, found), targets))


def test_within_the_band_and_below_the_smallest_trade_nothing_is_done():
    held = [Position("A", D(52), D(1)), Position("B", D(48), D(1))]
    half = {"A": D(1), "B": D(1)}

    assert rebalanced(held, half, choices=Choices(band=D("0.02"))) == []
    assert rebalanced(held, half, choices=Choices(smallest=D(3))) == []
    assert amounts(rebalanced(held, half)) == {"A": -2, "B": 2}


def test_what_is_not_wanted_leaves_whole_and_cash_may_be_taken_out():
    held = [Position("A", D(105), D(10)), Position("B", D(100), D(7))]

    found = rebalanced(held, {"B": D(1)}, cash=D(-5), choices=WHOLE)

    assert [(one.name, one.quantity) for one in found] == [("A", D("-10.5")), ("B", 14)]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: buy_only(HELD, {"A": D(1)}, D(-1)), "below zero"),
        (lambda: buy_only(HELD, {"NEW": D(1)}, D(1)), "No price of NEW"),
        (lambda: drifts(HELD, {"A": D(0)}), "not all of them zero"),
        (lambda: drifts(HELD, {"A": D(-1), "B": D(2)}), "not below zero"),
        (lambda: rebalanced([Position("A", D(0), D(1))], {"A": D(1)}), "nothing to bring"),
    ],
)
def test_what_makes_no_sense_is_refused(call, words):
    with pytest.raises(BadTarget, match=words):
        call()


# --- The least taxed lots -------------------------------------------------------------------------------------

LOTS = [
    OpenLot("old gain", date(2020, 1, 1), D(10), D(500)),
    OpenLot("new gain", date(2024, 1, 1), D(10), D(800)),
    OpenLot("loss", date(2024, 2, 1), D(10), D(1200)),
]
RATES = TaxRates(short=D("0.4"), long=D("0.1"))


def test_losses_go_first_and_then_the_least_tax():
    sales = least_taxed(LOTS, D(25), D(100), date(2024, 6, 1), RATES)

    assert [(one.lot, one.quantity, one.gain, one.tax) for one in sales] == [
        ("loss", 10, -200, -80),
        ("old gain", 10, 500, 50),
        ("new gain", 5, 100, 40),
    ]


@given(st.integers(1, 30), st.permutations(LOTS))
def test_no_order_of_lots_pays_less(quantity, order):
    def paid(lots):
        left, total = D(quantity), D(0)
        for lot in lots:
            sold = min(left, lot.quantity)
            total += sum((one.tax for one in least_taxed([lot], sold, D(100), date(2024, 6, 1), RATES)), D(0))
            left -= sold
        return total

    best = sum((one.tax for one in least_taxed(LOTS, D(quantity), D(100), date(2024, 6, 1), RATES)), D(0))
    assert best <= paid(order)


def test_more_than_the_lots_hold_is_refused():
    with pytest.raises(BadTarget, match="do not hold"):
        least_taxed(LOTS, D(31), D(100), date(2024, 6, 1), RATES)
