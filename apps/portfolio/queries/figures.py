"""
Figures of any range and selection, sliced and summed from the kept days and never rebuilt.
Loads numpy: import it where it is used; `queries.ranges` has them memoized, as plain values.
"""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from project.lib.copying import copied_out
from project.lib.errors import Conflict, DomainError

from ..domain.daily import Series
from ..domain.outcome import Outcome
from ..domain.performance import Ways, performance
from ..domain.quotes import exact
from ..domain.returns import NoReturn, daily_returns, index_of
from ..models import Account, HoldingSeries, Instrument, Label, Standing, TotalSeries
from .kept import Days, Sums, entries_in, summed

MOST_POINTS = 400


class NothingYet(Conflict):
    code = "no_figures_yet"


class BadRange(DomainError):
    code = "bad_range"


@dataclass(frozen=True, slots=True)
class Kept:
    """The sums over what was selected, the day that they end on, and their currency."""

    sums: Sums
    as_of: date
    currency: str

    @property
    def first(self) -> date:
        """The first day on which something happened."""
        return date.fromordinal(self.sums.first) + timedelta(days=1)

    def within(self, first: date | None, last: date | None) -> tuple[date, date]:
        """
        The range that is meant, cut to what is known.

        :raises BadRange: it ends before it begins
        """
        last = min(last or self.as_of, self.as_of)
        first = first or min(self.first, last)
        if first > last:
            raise BadRange(f"A range cannot end on {last} before it begins on {first}.")
        return first, last


def kept(user: Any, *, accounts: tuple[int, ...] | None = None, instrument: int | None = None, label: str = "") -> Kept:
    """
    Everything of a person, or what is in some accounts, an instrument, or what they labelled.

    :raises NothingYet: no figures were made so far
    """
    as_of, currency = Standing.objects.for_user(user).values_list("as_of", "currency").first() or (None, "")
    if as_of is None:
        raise NothingYet("There are no figures yet; they are made as soon as something is recorded.")
    if accounts is None and instrument is None and not label:
        return Kept(
            Sums.read(*TotalSeries.objects.for_user(user).values_list("first_on", "sums").get()), as_of, currency
        )
    chosen = HoldingSeries.objects.for_user(user)
    if accounts is not None:
        chosen = chosen.filter(account__in=Account.objects.for_user(user).filter(pk__in=accounts))
    if instrument is not None:
        chosen = chosen.filter(instrument=instrument)
    if label:
        labelled = Label.objects.for_user(user).filter(name__iexact=label)
        chosen = chosen.filter(instrument__in=labelled.values("instrument"))
    days = [Days.read(*row) for row in copied_out(chosen, "first_on", "value", "fx_gain", "entries")]
    first = min((one.first for one in days), default=as_of.toordinal() - 1)
    return Kept(summed(days, first, as_of.toordinal()), as_of, currency)


def outcome_of(series: Series) -> Outcome:
    """What a range brought, in parts that add up: the price gain is what the others leave."""
    net = series.inflow - series.outflow
    flows = {series.first + timedelta(days=int(day)): exact(net[day]) for day in np.flatnonzero(net)}
    start, end = exact(series.value[0]), exact(series.value[-1])
    inflow, outflow, income, fees, taxes, fx_gain = (
        exact(figures.sum())
        for figures in (series.inflow, series.outflow, series.income, series.fee, series.tax, series.fx_gain)
    )
    rest = end - start - inflow + outflow - fx_gain - income + fees + taxes
    return Outcome(start, end, inflow, outflow, rest, fx_gain, income, fees, taxes, flows)


def range_figures(found: Kept, first: date | None, last: date | None, ways: Ways) -> dict[str, Any]:
    """The parts that add up to the cent, and every percentage of the range with the reason where it has none."""
    first, last = found.within(first, last)
    series = found.sums.series(first, last)
    outcome = outcome_of(series)
    measured = asdict(performance(series, outcome, ways))
    measured["problems"] = {
        name: {"code": problem["code"], "detail": problem["detail"]} for name, problem in measured["problems"].items()
    }
    return {
        "currency": found.currency,
        "first": first,
        "last": last,
        "parts": outcome.rounded(found.currency),
        "risk_free": ways.year.risk_free,
        "realised": found.sums.total("realised", first, last),
        **measured,
    }


def value_points(found: Kept, first: date | None, last: date | None, *, most: int = MOST_POINTS) -> dict[str, Any]:
    """The close of each day, and what was paid in by then; evenly thinned out to `most`, what a chart can show."""
    first, last = found.within(first, last)
    series = found.sums.series(first, last)
    chosen = points_of(len(series.inflow), most)
    invested = series.value[0] + np.cumsum(series.inflow - series.outflow)
    return {
        "currency": found.currency,
        "days": [first + timedelta(days=int(day)) for day in chosen],
        "value": [float(value) for value in series.value[1:][chosen]],
        "invested": [float(value) for value in invested[chosen]],
    }


def index_points(found: Kept, first: date | None, last: date | None) -> dict[str, Any]:
    """What one unit of money became by the close of each day, thinned out as `value_points`; empty where untold."""
    first, last = found.within(first, last)
    try:
        index = index_of(daily_returns(found.sums.series(first, last)))[1:]
    except NoReturn:
        return {"days": [], "index": []}
    chosen = points_of(len(index))
    return {
        "days": [first + timedelta(days=int(day)) for day in chosen],
        "index": [round(float(value), 6) for value in index[chosen]],
    }


def points_of(days: int, most: int = MOST_POINTS) -> NDArray[np.int64]:
    """Which of so many days a chart shows."""
    return np.unique(np.linspace(0, days - 1, min(days, most)).astype(np.int64))


def income(user: Any, found: Kept, first: date | None, last: date | None) -> dict[str, Any]:
    """Dividends and interest of a range, by month and by instrument."""
    begin, end = found.within(first, last)
    return {
        "currency": found.currency,
        "first": begin,
        "last": end,
        "months": income_by_month(found, begin, end),
        "instruments": income_by_instrument(user, begin, end),
    }


def income_by_month(found: Kept, first: date | None, last: date | None) -> list[dict[str, Any]]:
    """What came in dividends and interest, and what was kept back of it, for every month of the range."""
    first, last = found.within(first, last)
    series = found.sums.series(first, last)
    months: dict[date, list[float]] = {}
    for offset in range(len(series.income)):
        day = first + timedelta(days=offset)
        month = months.setdefault(day.replace(day=1), [0.0, 0.0])
        month[0] += float(series.income[offset])
        month[1] += float(series.tax[offset])
    return [{"month": month, "income": income, "tax": tax} for month, (income, tax) in months.items()]


def income_by_instrument(user: Any, first: date, last: date) -> list[dict[str, Any]]:
    """The same by instrument, the largest first; what an account itself earned has no symbol."""
    rows = HoldingSeries.objects.for_user(user).filter(Q(instrument__isnull=False) | Q(currency=""))
    found: dict[int | None, float] = {}
    for instrument, packed in copied_out(rows, "instrument_id", "entries"):
        entries = entries_in(packed)
        within = (entries["day"] >= first.toordinal()) & (entries["day"] <= last.toordinal())
        found[instrument] = found.get(instrument, 0.0) + float(entries["income"][within].sum())
    names = dict(Instrument.objects.filter(pk__in=[key for key in found if key]).values_list("pk", "symbol"))
    earned = [(names.get(key or 0, ""), amount) for key, amount in found.items() if amount]
    return [{"symbol": symbol, "income": amount} for symbol, amount in sorted(earned, key=lambda part: -part[1])]
