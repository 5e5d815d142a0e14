"""Returns of a period from daily values and flows: time-weighted, simple and Dietz's; and what a year of them is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from project.lib.errors import DomainError

from .daily import Series
from .quotes import Floats
from .xirr import YEAR

# Below this, in the base currency, nothing is invested.
NOTHING_INVESTED = 1e-9


class NoReturn(DomainError):
    code = "no_return"


def daily_returns(series: Series, *, gross: bool = False) -> Floats:
    """
    The return of each day: (value at its close + outflows) / (value at the close before + inflows) - 1.

    Money comes in at the start of a day and leaves at its end, as Portfolio Performance has it. Linked, they are the
    true time-weighted return (Bacon, Practical Portfolio Performance Measurement and Attribution, 2008, ch. 2.5).
    `gross` adds back fees and taxes. A day with nothing invested has none.

    :raises NoReturn: more was owed than held
    """
    before = series.value[:-1] + series.inflow
    after = series.value[1:] + series.outflow
    if gross:
        after = after + series.fee + series.tax
    invested = before > NOTHING_INVESTED
    owing = np.flatnonzero(before < -NOTHING_INVESTED)
    if len(owing):
        day = date.fromordinal(series.first.toordinal() + int(owing[0]))
        raise NoReturn(f"On {day} more was owed than held, so a gain is no percentage of anything.")
    return np.divide(after, before, out=np.ones_like(before), where=invested) - 1


def index_of(returns: Floats) -> Floats:
    """What one unit became, beginning with one before the first day."""
    return np.concatenate(([1.0], np.cumprod(1 + returns)))


def linked(returns: Floats) -> float:
    return float(np.prod(1 + returns) - 1)


def simple_return(series: Series) -> float | None:
    """The gain as a part of all that was put in: the value at the start and every inflow."""
    return _ratio(_gain(series), float(series.value[0] + series.inflow.sum()))


def modified_dietz(series: Series) -> float | None:
    """The gain as a part of the flows weighted by the days they were there, the start included (Dietz 1966)."""
    days = len(series.inflow)
    left = (days - np.arange(days)) / days
    weighted = float(np.dot(series.inflow, left) - np.dot(series.outflow, left - 1 / days))
    return _ratio(_gain(series), float(series.value[0]) + weighted)


def annualised(total: float, days: int) -> float | None:
    """The yearly return that makes the total of that many days; None for less than a year, which proves no year."""
    return None if days < YEAR else yearly(total, days)


def yearly(total: float, days: int) -> float:
    return float((1 + total) ** (YEAR / days) - 1) if total > -1 else -1.0


def over(rate: float, days: int) -> float:
    """What a yearly rate comes to in that many days."""
    return float((1 + rate) ** (days / YEAR) - 1)


def _gain(series: Series) -> float:
    return float(series.value[-1] - series.value[0] - series.inflow.sum() + series.outflow.sum())


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole > NOTHING_INVESTED else None


@dataclass(frozen=True, slots=True)
class Drawdown:
    """The deepest fall below a peak. Days; `recovered_on` is the first on which the peak was reached again."""

    depth: float  # a part, below zero; zero where nothing ever fell
    peak_on: date | None = None
    trough_on: date | None = None
    recovered_on: date | None = None


def max_drawdown(index: Floats, day_of: Callable[[int], date | None]) -> Drawdown:
    """The index and its days begin with the close before the first day, so that a fall on that day counts."""
    peaks = np.maximum.accumulate(index)
    falls = index / peaks - 1
    trough = int(np.argmin(falls))
    if falls[trough] >= 0:
        return Drawdown(0.0)
    # The last day at the peak: an index that only rests there has not begun to fall.
    peak = int(np.flatnonzero(index[: trough + 1] == peaks[trough])[-1])
    after = np.flatnonzero(index[trough:] >= peaks[trough])
    recovered = day_of(trough + int(after[0])) if len(after) else None
    return Drawdown(float(falls[trough]), day_of(peak), day_of(trough), recovered)
