"""Percentages of a period: each convention, and the cases on which programs differ."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.portfolio.domain.performance import trading_returns
from apps.portfolio.domain.returns import (
    Drawdown,
    annualised,
    daily_returns,
    index_of,
    linked,
    max_drawdown,
    over,
)
from apps.portfolio.domain.risk import Year

from ..cases import act, day, kept


def test_money_comes_in_at_the_start_of_a_day_and_leaves_at_its_end():
    prices = {"ACME": {0: 10, 1: 11}}
    coming = kept(act("buy", 0, quantity=1, price=10), act("buy", 1, quantity=1, price=10), prices=prices, last=1)
    leaving = kept(act("buy", 0, quantity=2, price=10), act("sell", 1, quantity=1, price=11), prices=prices, last=1)

    assert coming.performance(coming.securities).twr == pytest.approx(22 / 20 - 1)
    assert leaving.performance(leaving.securities).twr == pytest.approx((11 + 11) / 20 - 1)


def test_a_tiny_deposit_before_a_large_one_counts_as_much_in_twr_and_little_in_xirr():
    found = kept(
        act("buy", 0, quantity=1, price=1),
        act("buy", 10, quantity=1000, price=2),
        prices={"ACME": {0: 1, 9: 2, 30: 1}},
    )

    performance = found.performance(found.securities)
    assert performance.twr == pytest.approx(0)
    assert performance.xirr_of_period < -0.4


def test_the_money_weighted_return_of_a_single_deposit_is_its_gain():
    all_along = kept(act("deposit", 0, amount=1000), act("interest", 9, amount=61), last=9)
    came_later = kept(act("deposit", 20, amount=1000), act("interest", 29, amount=61), last=29)
    held_before = kept(act("deposit", 0, amount=1000), act("interest", 9, amount=61), last=9)

    assert all_along.performance().xirr_of_period == pytest.approx(0.061)
    assert came_later.performance().xirr_of_period == pytest.approx(0.061)
    assert held_before.performance(first=1).xirr_of_period == pytest.approx(0.061)


def test_a_deposit_on_the_last_day_moves_nothing():
    without = kept(act("deposit", 0, amount=100), act("interest", 9, amount=10))
    with_it = kept(act("deposit", 0, amount=100), act("interest", 9, amount=10), act("deposit", 30, amount=10**6))

    assert with_it.performance().twr == pytest.approx(without.performance().twr) == pytest.approx(0.1)


def test_all_that_is_sold_and_bought_again_on_one_day_links_on():
    found = kept(
        act("buy", 0, quantity=1, price=100),
        act("sell", 5, quantity=1, price=110),
        act("buy", 5, quantity=1, price=110),
        act("sell", 9, quantity=1, price=121),
    )

    # On the day of both, what was sold is worth 110 at its end, and what was bought was there from its start.
    assert found.performance(found.securities).twr == pytest.approx((110 + 110) / (100 + 110) * 121 / 110 - 1)
    assert found.outcome(found.securities).gain == 21


def test_days_without_anything_invested_have_no_return():
    found = kept(
        act("buy", 0, quantity=1, price=100),
        act("sell", 5, quantity=1, price=110),
        act("buy", 20, quantity=1, price=50),
        prices={"ACME": {0: 100, 20: 50, 25: 55}},
    )

    assert found.performance(found.securities).twr == pytest.approx(1.1 * 1.1 - 1)
    assert found.series(found.securities).value[7:20].sum() == 0


@pytest.mark.parametrize("year", [Year(), Year(periods=365)])
def test_days_while_no_money_was_there_do_not_count_as_returns_of_zero(year):
    found = kept(
        act("buy", 0, quantity=1, price=100),
        act("sell", 4, quantity=1, price="98.01"),
        act("buy", 28, quantity=1, price=50),
        prices={"ACME": {0: 100, 1: 110, 2: 99, 3: 108.9, 4: 98.01, 28: 50, 29: 55, 30: 49.5}},
    )
    series = found.series(found.securities)

    varied = trading_returns(index_of(daily_returns(series)), series, year)

    assert varied == pytest.approx([0, 0.1, -0.1, 0.1, -0.1, 0, 0.1, -0.1])


def test_fees_lower_the_return_and_the_gross_one_leaves_them_out():
    found = kept(act("deposit", 0, amount=1000), act("fee", 5, amount=10), act("tax", 6, amount=10))

    performance = found.performance()
    assert performance.twr == pytest.approx(-0.02)
    assert performance.twr_gross == pytest.approx(0)


def test_less_than_a_year_is_not_annualised():
    assert annualised(0.1, 364) is None
    assert annualised(0.1, 365) == pytest.approx(0.1)
    assert annualised(0.21, 730) == pytest.approx(0.1)
    assert annualised(-1, 800) == -1
    assert over(0.1, 730) == pytest.approx(0.21)


def test_annualising_less_than_a_year_can_be_asked_for():
    found = kept(act("deposit", 0, amount=100), act("interest", 9, amount=10))

    assert found.performance().twr_annualised is None
    assert found.performance(annualise_always=True).twr_annualised == pytest.approx(1.1 ** (365 / 31) - 1)


def test_more_owed_than_held_has_no_percentage_and_says_so():
    found = kept(act("short", 0, quantity=1, price=100), prices={"ACME": {0: 100, 3: 90}})

    performance = found.performance(found.securities)
    assert performance.twr is None
    assert performance.problems["twr"].code == "no_return"


def test_dietz_weighs_flows_by_their_days():
    found = kept(act("deposit", 0, amount=100), act("deposit", 15, amount=100), act("interest", 20, amount=15), last=29)

    assert found.performance().modified_dietz == pytest.approx(15 / 150)
    assert found.performance().simple == pytest.approx(15 / 200)


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 100), st.booleans()), max_size=8))
def test_money_in_and_out_does_not_move_the_twr(flows):
    """In at the price of the day's start, which is the last close, and out at that of its end."""
    prices = {number: 10 + number * 7 % 13 for number in range(31)}
    trades = [
        act("buy", number, quantity=units, price=prices[number - 1])
        if coming
        else act("sell", number, quantity="0.01", price=prices[number])
        for number, units, coming in flows
    ]

    found = kept(act("buy", 0, quantity=1, price=prices[0]), *trades, prices={"ACME": prices})

    assert found.performance(found.securities).twr == pytest.approx(prices[30] / prices[0] - 1)


# --- Drawdown -------------------------------------------------------------------------------------------------


def close(number):
    return day(number - 1)


def test_a_fall_on_the_very_first_day_counts():
    index = index_of(np.array([-0.2, 0.1, 0.2]))

    found = max_drawdown(index, close)

    assert found == Drawdown(pytest.approx(-0.2), day(-1), day(0), day(2))


def test_a_fall_that_has_not_recovered_says_so():
    found = max_drawdown(index_of(np.array([0.1, 0.0, -0.5, 0.2])), close)

    assert (found.peak_on, found.trough_on, found.recovered_on) == (day(1), day(2), None)


def test_what_never_fell_has_no_drawdown():
    assert max_drawdown(index_of(np.array([0.1, 0.0])), close) == Drawdown(0.0)


@given(st.lists(st.floats(-0.5, 0.5), min_size=1))
def test_the_index_ends_where_linking_does(changes):
    returns = np.array(changes)

    assert index_of(returns)[-1] - 1 == pytest.approx(linked(returns))
