"""The money-weighted rate of return of dated flows, on a year of 365 days as spreadsheets' XIRR has it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import numpy as np

from project.lib.errors import DomainError

from .quotes import Floats

YEAR = 365
_SCANNED = 1001
_STEPS = 200
# The logarithm of the largest rate that a float can say.
_LARGEST = 709.0


class NoRate(DomainError):
    code = "no_rate"


class OneSided(NoRate):
    code = "flows_of_one_sign"


class SeveralRates(DomainError):
    code = "several_rates"

    def __init__(self, rates: list[float]) -> None:
        shown = ", ".join(f"{rate:.4%}" for rate in rates)
        super().__init__(f"Several rates bring these flows to zero ({shown}), so none of them is the return.")
        self.rates = rates


def xirr(flows: Iterable[tuple[date, float]]) -> float:
    """
    The yearly rate at which the flows, discounted to one day, sum to zero: what is paid in has a minus.

    The rates are bracketed first: all lie within Cauchy's bound (1829) on the roots of a polynomial, since the sum is
    one in the discount factor of a day. Where the signs of the running sums allow for one rate only (Norstrøm 1972),
    that is the bracket; else a scan of the whole range finds the changes of sign. Each bracket is bisected, which
    unlike Newton's method cannot miss, also close to a total loss.

    :raises OneSided: there is no flow, or none against the others
    :raises NoRate: no rate brings them to zero
    :raises SeveralRates: more than one does
    """
    by_day: dict[int, float] = defaultdict(float)
    for day, amount in flows:
        by_day[day.toordinal()] += amount
    # What is lost in the last digit of the largest flow moves no rate.
    dust = 1e-15 * max(map(abs, by_day.values()), default=0.0)
    days = sorted(day for day, amount in by_day.items() if abs(amount) > dust)
    amounts = np.array([by_day[day] for day in days])
    if not len(amounts) or (amounts > 0).all() or (amounts < 0).all():
        raise OneSided("A rate of return needs money paid in and money paid out; all of these flows have one sign.")
    roots = _roots(np.array([(day - days[0]) / YEAR for day in days]), amounts)
    rates = [float(np.expm1(root)) for root in roots if root < _LARGEST]
    if not rates:
        raise NoRate("No rate brings these flows to zero.")
    if len(rates) > 1:
        raise SeveralRates(rates)
    return rates[0]


def _roots(years: Floats, amounts: Floats) -> list[float]:
    """The logarithms of one plus each rate."""
    largest = np.abs(amounts).max()
    low = -YEAR * np.log1p(largest / abs(amounts[-1]))
    high = YEAR * np.log1p(largest / abs(amounts[0]))
    if amounts[0] * amounts[-1] < 0 and _most_roots(amounts) == 1:
        return [_bisected(years, amounts, low, high)]
    # Closer together around zero, where rates of life lie.
    grid = np.sinh(np.linspace(np.arcsinh(100 * low), np.arcsinh(100 * high), _SCANNED)) / 100
    values = np.concatenate([_present_values(years, amounts, part) for part in _parts(grid, len(years))])
    exact = grid[values == 0].tolist()
    changes = np.flatnonzero(values[:-1] * values[1:] < 0)
    return sorted([*exact, *(_bisected(years, amounts, grid[place], grid[place + 1]) for place in changes)])


def _most_roots(amounts: Floats) -> int:
    """
    How many rates there can be: above zero no more than changes of sign in the running sum, below zero than in the
    running sum from the end, and zero itself where all sum to nothing.
    """
    dust = 1e-12 * np.abs(amounts).sum()
    found = 0
    for sums in (np.cumsum(amounts), np.cumsum(amounts[::-1])):
        signs = np.sign(sums[np.abs(sums) > dust])
        found += int(np.count_nonzero(np.diff(signs)))
    return found + int(abs(amounts.sum()) <= dust)


def _parts(rates: Floats, flows: int) -> list[Floats]:
    """So many at a time that a table of them and the flows takes a few megabytes."""
    return np.array_split(rates, 1 + len(rates) * flows // 500_000)


def _present_values(years: Floats, amounts: Floats, rates: Floats) -> Floats:
    """Seen from the first or the last day, whichever keeps every exponent below zero; the sign is the same."""
    from_day = np.where(rates < 0, years[-1], 0.0)
    return np.asarray(np.exp(-rates[:, None] * (years - from_day[:, None])) @ amounts)


def _present_value(years: Floats, amounts: Floats, rate: float) -> float:
    """The same for one rate, at half the cost."""
    from_day = years[-1] if rate < 0 else 0.0
    return float(np.dot(amounts, np.exp(-rate * (years - from_day))))


def _bisected(years: Floats, amounts: Floats, low: float, high: float) -> float:
    rising = _present_value(years, amounts, high) > 0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if (_present_value(years, amounts, middle) > 0) == rising:
            high = middle
        else:
            low = middle
    return float((low + high) / 2)
