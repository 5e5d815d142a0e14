"""
How much returns vary, and what they paid for it, alone and against a benchmark.

All take returns of single periods (days, unless `Year.periods` says otherwise). A figure that the returns do not
define, such as the deviation of one of them or a ratio to no deviation, is None.
"""

from dataclasses import dataclass

import numpy as np

from .quotes import Floats

# Deviations below this are rounding.
_STILL = 1e-14


@dataclass(frozen=True, slots=True)
class Year:
    """How many periods make a year, and what is earned in it without risk."""

    periods: int = 252
    risk_free: float = 0.0

    @property
    def risk_free_period(self) -> float:
        return float((1 + self.risk_free) ** (1 / self.periods) - 1)


def volatility(returns: Floats, year: Year, *, log: bool = False) -> float | None:
    """The sample deviation, times the root of the periods in a year (Bacon 2008); of log returns when asked for."""
    values = np.log1p(returns) if log else returns
    return None if len(values) < 2 else float(np.std(values, ddof=1) * np.sqrt(year.periods))


def sharpe(returns: Floats, year: Year) -> float | None:
    """The mean excess return by its deviation, both of a year (Sharpe 1994)."""
    excess = returns - year.risk_free_period
    return _ratio(float(np.mean(excess)) * year.periods, volatility(excess, year)) if len(excess) else None


def downside_deviation(returns: Floats, year: Year) -> float | None:
    """The root mean square of what fell short of the risk-free rate, over all periods, times the root of a year's."""
    if not len(returns):
        return None
    short = np.minimum(returns - year.risk_free_period, 0)
    return float(np.sqrt(np.mean(short**2)) * np.sqrt(year.periods))


def sortino(returns: Floats, year: Year) -> float | None:
    """The mean excess return of a year by the downside deviation (Sortino and Price 1994)."""
    if not len(returns):
        return None
    return _ratio(float(np.mean(returns - year.risk_free_period)) * year.periods, downside_deviation(returns, year))


def calmar(yearly_return: float, deepest_fall: float) -> float | None:
    """The yearly return by the deepest fall (Young 1991)."""
    return _ratio(yearly_return, -deepest_fall)


def compound_growth(returns: Floats, year: Year) -> float | None:
    """The return of a mean year, from the number of periods."""
    return float(np.prod(1 + returns) ** (year.periods / len(returns)) - 1) if len(returns) else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Against the returns of a benchmark in the same periods."""

    beta: float | None
    alpha: float | None  # of a year
    correlation: float | None
    tracking_error: float | None  # of a year
    information_ratio: float | None


def compared(returns: Floats, benchmark: Floats, year: Year) -> Comparison:
    """
    Beta is the covariance by the benchmark's variance (Sharpe 1964); alpha the mean excess return that beta does not
    explain (Jensen 1968), compounded to a year; the tracking error the deviation of the difference, and the information
    ratio its mean by that (Goodwin 1998).
    """
    if len(returns) != len(benchmark):
        raise ValueError("returns are compared period by period")
    if len(returns) < 2:
        return Comparison(None, None, None, None, None)
    active = returns - benchmark
    error = volatility(active, year)
    spread, spread_there = float(np.std(returns)), float(np.std(benchmark))
    covariance = float(np.mean((returns - returns.mean()) * (benchmark - benchmark.mean())))
    beta = covariance / spread_there**2 if spread_there > _STILL else None
    alpha = None
    if beta is not None:
        excess, excess_there = returns - year.risk_free_period, benchmark - year.risk_free_period
        alpha = float((1 + np.mean(excess - beta * excess_there)) ** year.periods - 1)
    return Comparison(
        beta=beta,
        alpha=alpha,
        correlation=covariance / (spread * spread_there) if min(spread, spread_there) > _STILL else None,
        tracking_error=error,
        information_ratio=_ratio(float(np.mean(active)) * year.periods, error),
    )


def _ratio(part: float, whole: float | None) -> float | None:
    return part / whole if whole is not None and whole > _STILL else None
