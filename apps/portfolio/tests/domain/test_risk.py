"""Risk figures beside those of empyrical, and what a portfolio is to its own benchmark."""

import math

import empyrical
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.portfolio.domain import risk
from apps.portfolio.domain.benchmark import BadBasket, basket_returns, same_money_in
from apps.portfolio.domain.quotes import MissingPrice

from ..cases import act, day, kept

# Returns that vary; near-equal ones make ratios of rounding errors.
returns = st.lists(st.integers(-800, 800), min_size=3, max_size=60).filter(lambda all_: len(set(all_)) > 2)
arrays = returns.map(lambda all_: np.array(all_) / 10_000)
years = st.builds(risk.Year, st.sampled_from([252, 365, 12]), st.sampled_from([0.0, 0.02, -0.005]))


@given(arrays, years)
def test_volatility_and_ratios_are_those_of_empyrical(values, year):
    daily = year.risk_free_period
    settings = {"annualization": year.periods}

    assert risk.volatility(values, year) == pytest.approx(empyrical.annual_volatility(values, **settings))
    assert risk.sharpe(values, year) == pytest.approx(empyrical.sharpe_ratio(values, risk_free=daily, **settings))
    downside = empyrical.downside_risk(values, required_return=daily, **settings)
    assert risk.downside_deviation(values, year) == pytest.approx(downside)
    if downside > 1e-9:
        expected = empyrical.sortino_ratio(values, required_return=daily, **settings)
        assert risk.sortino(values, year) == pytest.approx(expected)
    assert risk.compound_growth(values, year) == pytest.approx(empyrical.cagr(values, **settings))


@given(st.lists(st.tuples(st.integers(-800, 800), st.integers(-800, 800)), min_size=3, max_size=60), years)
def test_alpha_and_beta_are_those_of_empyrical(pairs, year):
    here, there = (np.array(side) / 10_000 for side in zip(*pairs, strict=True))
    found = risk.compared(here, there, year)
    if found.beta is None:
        assert len(set(there)) == 1
        return

    daily = year.risk_free_period
    assert found.beta == pytest.approx(empyrical.beta_aligned(here, there, risk_free=daily), rel=1e-6, abs=1e-9)
    expected = empyrical.alpha_aligned(here, there, risk_free=daily, annualization=year.periods)
    assert found.alpha == pytest.approx(expected, rel=1e-6, abs=1e-9)
    assert found.tracking_error == pytest.approx(empyrical.annual_volatility(here - there, annualization=year.periods))


@given(arrays)
def test_drawdown_is_that_of_empyrical(values):
    from apps.portfolio.domain.returns import index_of, max_drawdown

    index = index_of(values)
    assert max_drawdown(index, day).depth == pytest.approx(empyrical.max_drawdown(values), abs=1e-12)


def test_log_volatility_takes_log_returns():
    values = np.array([0.1, -0.1, 0.05])

    expected = np.std(np.log([1.1, 0.9, 1.05]), ddof=1) * math.sqrt(252)
    assert risk.volatility(values, risk.Year(), log=True) == pytest.approx(expected)


@pytest.mark.parametrize("values", [[], [0.01], [0.01, 0.01, 0.01]])
def test_what_the_returns_do_not_define_is_none(values):
    values, year = np.array(values), risk.Year()

    assert risk.sharpe(values, year) is None
    assert risk.sortino(values, year) is None
    assert risk.compared(values, values, year).beta is None
    assert risk.calmar(0.1, 0.0) is None


def test_returns_are_compared_period_by_period():
    with pytest.raises(ValueError, match="period by period"):
        risk.compared(np.zeros(2), np.zeros(3), risk.Year())


# --- A benchmark ----------------------------------------------------------------------------------------------


@given(st.lists(st.integers(5, 20), min_size=31, max_size=31).filter(lambda all_: len(set(all_)) > 4), years)
def test_a_portfolio_that_is_its_benchmark_has_a_beta_of_one_and_no_alpha(closes, year):
    found = kept(
        act("buy", 0, quantity=10, price=closes[0]), prices={"ACME": dict(enumerate(closes)) | {-1: closes[0]}}
    )
    from apps.portfolio.domain.returns import daily_returns

    here = daily_returns(found.series(found.securities))
    there = basket_returns(found.ledger.market, {"ACME": 1.0}, {}, "EUR", (day(0), day(30)))

    compared = risk.compared(here, there, year)
    assert compared.beta == pytest.approx(1)
    assert compared.alpha == pytest.approx(0, abs=1e-9)
    assert compared.correlation == pytest.approx(1)
    assert compared.tracking_error == pytest.approx(0, abs=1e-9)
    assert same_money_in(found.series(found.securities), there) == pytest.approx(10 * closes[-1])


def test_a_basket_is_brought_back_to_its_weights_every_day_and_in_the_base_currency():
    found = kept(
        prices={"A": {0: 10, 1: 11, 2: 11}, "B": {0: 10, 1: 10, 2: 12}}, rates={("USD", "EUR"): {0: 1, 2: 2}}, last=2
    )

    there = basket_returns(found.ledger.market, {"A": 3, "B": 1}, {"B": "USD"}, "EUR", (day(1), day(2)))

    assert there == pytest.approx([0.075, 0.25 * 1.4])


def test_a_basket_without_weights_or_prices_is_refused():
    market = kept(prices={"A": {5: 10}}).ledger.market

    with pytest.raises(BadBasket):
        basket_returns(market, {"A": 0}, {}, "EUR", (day(6), day(7)))
    with pytest.raises(MissingPrice, match="benchmark A is known on 2023-12-31"):
        basket_returns(market, {"A": 1}, {}, "EUR", (day(0), day(7)))
