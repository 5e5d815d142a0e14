"""The percentages of a period, each by the method that its name says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

import numpy as np

from project.lib.errors import DomainError

from . import returns, risk
from .daily import Series
from .outcome import Outcome
from .quotes import Floats
from .xirr import YEAR, SeveralRates, xirr

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a figure has no value."""

    code: str
    detail: str
    rates: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Performance:
    """None where the period does not define a figure; `problems` says why for those that people ask about."""

    days: int
    twr: float | None
    twr_gross: float | None
    twr_annualised: float | None
    xirr: float | None
    xirr_of_period: float | None
    simple: float | None
    modified_dietz: float | None
    volatility: float | None
    drawdown: returns.Drawdown | None
    sharpe: float | None
    sortino: float | None
    downside_deviation: float | None
    calmar: float | None
    problems: dict[str, Problem]


@dataclass(frozen=True, slots=True)
class Ways:
    """What a person chooses about the figures."""

    year: risk.Year = risk.Year()
    log_volatility: bool = False
    annualise_always: bool = False  # also less than a year


def performance(series: Series, outcome: Outcome, ways: Ways) -> Performance:
    days = len(series.inflow)
    last = series.first + timedelta(days=days - 1)
    problems: dict[str, Problem] = {}
    daily = _or_problem("twr", problems, lambda: returns.daily_returns(series))
    gross = _or_problem("twr", problems, lambda: returns.daily_returns(series, gross=True))
    flows = outcome.investor_flows(series.first, last)
    rate = _or_problem("xirr", problems, lambda: xirr(flows))
    index = None if daily is None else returns.index_of(daily)
    twr = None if daily is None else returns.linked(daily)
    drawdown = None if index is None else returns.max_drawdown(index, series.close)
    varied = np.empty(0) if index is None else trading_returns(index, series, ways.year)
    annual = None if twr is None else yearly(twr, days, ways)
    return Performance(
        days=days,
        twr=twr,
        twr_gross=None if gross is None else returns.linked(gross),
        twr_annualised=annual,
        xirr=rate,
        xirr_of_period=None if rate is None else returns.over(rate, _days_invested(flows)),
        simple=returns.simple_return(series),
        modified_dietz=returns.modified_dietz(series),
        volatility=risk.volatility(varied, ways.year, log=ways.log_volatility),
        drawdown=drawdown,
        sharpe=risk.sharpe(varied, ways.year),
        sortino=risk.sortino(varied, ways.year),
        downside_deviation=risk.downside_deviation(varied, ways.year),
        calmar=None if annual is None or drawdown is None else risk.calmar(annual, drawdown.depth),
        problems=problems,
    )


def _days_invested(flows: Sequence[tuple[date, float]]) -> int:
    """How long the money was there: before the first flow and after the last a rate has nothing to grow."""
    moved = [day for day, amount in flows if amount]
    return (max(moved) - min(moved)).days


def yearly(total: float, days: int, ways: Ways) -> float | None:
    return returns.yearly(total, days) if ways.annualise_always else returns.annualised(total, days)


def trading_returns(index: Floats, series: Series, year: risk.Year) -> Floats:
    """
    The returns of the index between the closes of working days, which a year of 252 periods counts: what a weekend
    brought belongs to the Monday. Of all days, where the year has 365 periods. Days on which nothing was invested,
    before money came or while none was there, are none of them.
    """
    invested = series.value[:-1] + series.inflow > returns.NOTHING_INVESTED
    if not invested.any():
        return np.empty(0)
    closes = np.arange(int(np.argmax(invested)), len(index))  # the first is that before the first day
    if year.periods < YEAR:
        weekdays = (closes + series.first.toordinal() - 2) % 7
        closes = closes[np.concatenate(([True], weekdays[1:] < 5))]
    if len(closes) < 2:
        return np.empty(0)
    closing = index[closes]
    still = np.zeros(len(closing) - 1)
    changes = np.divide(np.diff(closing), closing[:-1], out=still, where=closing[:-1] > 0)
    counted: Floats = changes[np.add.reduceat(invested[: closes[-1]], closes[:-1]) > 0]
    return counted


def _or_problem(name: str, problems: dict[str, Problem], compute: Callable[[], T]) -> T | None:
    try:
        return compute()
    except DomainError as no:
        problems[name] = Problem(no.code, no.detail, tuple(no.rates) if isinstance(no, SeveralRates) else ())
        return None
