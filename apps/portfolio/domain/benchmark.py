"""What a security, or a basket of several, would have returned on the same days and for the same money."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from project.lib.errors import DomainError

from .daily import Series
from .market import Market
from .performance import trading_returns
from .quotes import Floats, MissingPrice
from .returns import daily_returns, index_of, linked
from .risk import Comparison, Year, compared


class BadBasket(DomainError):
    code = "bad_basket"


def basket_returns(
    market: Market, basket: Mapping[str, float], currencies: Mapping[str, str], base: str, span: tuple[date, date]
) -> Floats:
    """
    The daily returns in the base currency, from the close before the first day to the last. Weights sum to one by
    themselves, and are brought back every day.

    :raises MissingPrice: a part has no quote at the close before the first day
    """
    weights = np.array(list(basket.values()), dtype=np.float64)
    if not len(weights) or (weights < 0).any() or not weights.sum():
        raise BadBasket("A basket needs securities with weights above zero.")
    parts = [_returns(market, symbol, currencies.get(symbol, base), base, span) for symbol in basket]
    return np.average(parts, axis=0, weights=weights)


def _returns(market: Market, symbol: str, currency: str, base: str, span: tuple[date, date]) -> Floats:
    first, last = span[0].toordinal() - 1, span[1].toordinal()
    values = market.filled(symbol, first, last) * market.rates.filled(currency, base, first, last)
    unknown = np.flatnonzero(np.isnan(values))
    if len(unknown):
        day = span[0] - timedelta(days=1) + timedelta(days=int(unknown[0]))
        raise MissingPrice(f"No price of the benchmark {symbol} is known on {day}; give one, or begin later.")
    return values[1:] / values[:-1] - 1


def same_money_in(series: Series, returns: Floats) -> float:
    """What the benchmark would be worth had it received the same flows on the same days (Long and Nickels 1996)."""
    return float(same_money_values(series, returns)[-1])


def same_money_values(series: Series, returns: Floats) -> Floats:
    """The same at the close of every day."""
    value, values = float(series.value[0]), np.empty(len(returns))
    for day, (inflow, outflow, change) in enumerate(zip(series.inflow, series.outflow, returns, strict=True)):
        value = (value + inflow) * (1 + change) - outflow
        values[day] = value
    return values


@dataclass(frozen=True, slots=True, eq=False)
class Against:
    """`twr` is that of the benchmark, `values` what the same money would be worth in it, and `comparison` of both."""

    twr: float
    values: Floats
    comparison: Comparison


def against(series: Series, benchmark: Floats, year: Year) -> Against:
    """
    Working days are compared, those on which something was invested, as for the other figures of risk.

    :raises NoReturn: more was owed than held
    """
    own, other = (trading_returns(index_of(returns), series, year) for returns in (daily_returns(series), benchmark))
    return Against(linked(benchmark), same_money_values(series, benchmark), compared(own, other, year))
