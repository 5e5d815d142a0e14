"""Prices and rates as the arithmetic takes them, from their packed rows. Loads numpy: import it where it is used."""

from collections.abc import Iterable
from datetime import date

import numpy as np

from project.lib.copying import copied_out

from ..domain.fx import Rates
from ..domain.market import Market, splits_among
from ..domain.quotes import Floats, Quotes
from ..models import PriceSeries, RateSeries
from .strands import Lines

PIVOT = "EUR"


def unpacked(first_on: date, values: bytes | memoryview) -> Quotes:
    """The days that have a figure, and the figures."""
    figures = np.frombuffer(values, dtype="<f8")
    known = np.flatnonzero(~np.isnan(figures))
    return Quotes(known + first_on.toordinal(), figures[known])


def packed(quotes: dict[date, float]) -> tuple[date, bytes]:
    """The first day, and a figure a day from there to the last, NaN on days without one."""
    first = min(quotes)
    figures: Floats = np.full((max(quotes) - first).days + 1, np.nan)
    figures[[(day - first).days for day in quotes]] = list(quotes.values())
    return first, figures.astype("<f8").tobytes()


def quotes_of(instruments: Iterable[int]) -> dict[int, Quotes]:
    rows = copied_out(PriceSeries.objects.filter(pk__in=list(instruments)), "instrument_id", "first_on", "values")
    return {key: unpacked(first_on, values) for key, first_on, values in rows}


def rates() -> Rates:
    rows = copied_out(RateSeries.objects.all(), "currency", "first_on", "values")
    quotes = {(PIVOT, currency): unpacked(first_on, values) for currency, first_on, values in rows}
    return Rates(quotes, pivot=PIVOT)


def market_for(lines: Lines, known_rates: Rates | None = None) -> Market:
    """What is known of the instruments of these activities, under the names they have there."""
    quotes = quotes_of(lines.instruments)
    return Market(
        {lines.names.instruments[key]: known for key, known in quotes.items()},
        known_rates or rates(),
        splits_among(lines.lines),
    )
