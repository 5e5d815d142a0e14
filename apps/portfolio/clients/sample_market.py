"""
A made-up market for the sample household: the same on every machine and every day, and longer by a day each day.

It has what real ones have: days without trade, two weeks without quotes, a split, dividends, a company that leaves the
exchange, and no exchange rates at weekends. Nothing here is a price of anything that exists.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

BEGINS = date(2020, 12, 1)
SOURCE = "sample"
_CENT = Decimal("0.01")
_WEEKEND = 5


@dataclass(frozen=True, slots=True)
class Split:
    on: date
    new: int
    old: int


@dataclass(frozen=True, slots=True)
class Dividend:
    """Paid in these months on the fifteenth or the first weekday after, so much for each unit."""

    months: tuple[int, ...]
    each: Decimal


@dataclass(frozen=True, slots=True)
class Sample:
    """One instrument: where its price began, how it grows in a year and how much it varies."""

    symbol: str
    name: str
    kind: str
    currency: str
    sector: str
    region: str
    start: float
    growth: float
    volatility: float
    split: Split | None = None
    dividend: Dividend | None = None
    delisted_on: date | None = None
    silent: tuple[date, date] | None = None


SAMPLES = (
    Sample("MWLD", "Meridian World Equity ETF", "etf", "GBP", "", "World", 62.0, 0.085, 0.14),
    Sample(
        "HAGB", "Harbour Global Bond ETF", "etf", "GBP", "Bonds", "World", 24.0, 0.02, 0.05,
        dividend=Dividend((3, 9), Decimal("0.31")), silent=(date(2022, 12, 19), date(2022, 12, 31)),
    ),
    Sample(
        "NWSO", "Northwind Software", "share", "USD", "Technology", "North America", 310.0, 0.16, 0.30,
        split=Split(date(2023, 6, 12), 4, 1),
    ),
    Sample(
        "KSTE", "Kestrel Energy", "share", "GBP", "Energy", "United Kingdom", 13.4, 0.05, 0.24,
        dividend=Dividend((2, 5, 8, 11), Decimal("0.17")),
    ),
    Sample(
        "ALDR", "Alder Rail", "share", "GBP", "Industrials", "United Kingdom", 5.2, 0.07, 0.27,
        delisted_on=date(2024, 9, 27),
    ),
    Sample(
        "LUMF", "Lumen Foods", "share", "EUR", "Consumer staples", "Europe", 41.0, 0.06, 0.17,
        dividend=Dividend((5,), Decimal("1.15")),
    ),
)  # fmt: skip

# What one euro was, at the start, and how much that varies in a year.
_RATES = {"GBP": (0.88, 0.05), "USD": (1.17, 0.06), "CHF": (1.07, 0.04)}
CURRENCIES = tuple(_RATES)


def closes(sample: Sample, last: date) -> dict[date, Decimal]:
    """What one unit closed at, as it stood on its day, on every weekday that has a quote."""
    found = {}
    daily_growth = math.log1p(sample.growth) / 260
    for day, level in _walk(sample.symbol, sample.start, daily_growth, sample.volatility, last):
        if sample.delisted_on and day > sample.delisted_on:
            break
        if sample.silent and sample.silent[0] <= day <= sample.silent[1]:
            continue
        units = sample.split.new / sample.split.old if sample.split and day >= sample.split.on else 1
        found[day] = max(Decimal(level / units).quantize(_CENT), _CENT)
    return found


def rates(currency: str, last: date) -> dict[date, Decimal]:
    """What one euro was in the currency, on weekdays."""
    start, volatility = _RATES[currency]
    return {
        day: Decimal(level).quantize(Decimal("0.0001")) for day, level in _walk(currency, start, 0.0, volatility, last)
    }


def paydays(sample: Sample, last: date) -> list[date]:
    if sample.dividend is None:
        return []
    years = range(BEGINS.year, last.year + 1)
    days = [weekday_from(date(year, month, 15)) for year in years for month in sample.dividend.months]
    return [day for day in days if BEGINS <= day <= last]


def weekday_from(day: date) -> date:
    """The day itself, or the Monday after."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= _WEEKEND else day


def _walk(name: str, start: float, growth: float, volatility: float, last: date) -> Iterator[tuple[date, float]]:
    random = Random(f"sample {name}")  # noqa: S311 (no secret)
    level, step = start, volatility / math.sqrt(260)
    for number in range((last - BEGINS).days + 1):
        day = BEGINS + timedelta(days=number)
        if day.weekday() < _WEEKEND:
            level *= math.exp(growth - step * step / 2 + random.gauss(0, step))
            yield day, level
