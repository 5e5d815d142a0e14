"""A range beside what the benchmark made of the same days and money. Loads numpy: import it where it is used."""

from dataclasses import asdict
from datetime import date
from typing import Any

from ..domain.benchmark import against, basket_returns
from ..domain.market import Market, splits_among
from ..domain.quotes import MissingPrice, MissingRate
from ..domain.returns import NoReturn
from ..domain.risk import Year
from ..models import Activity, Instrument
from . import market
from .figures import Kept, points_of
from .strands import lines_of
from .yardsticks import Measured


def compared(user: Any, chosen: Measured, found: Kept, first: date | None, last: date | None) -> dict[str, Any] | None:
    """
    None where nothing is compared with. Else its `name`, the figures of domain.benchmark.Against, and `values` on the
    days of figures.value_points; or `why_not`, a sentence.
    """
    if not chosen.benchmark:
        return None
    first, last = found.within(first, last)
    series = found.sums.series(first, last)
    names = {one: f"{one.symbol} (own)" if one.owner_id else one.symbol for one in chosen.benchmark}
    basket = {names[one]: float(part) for one, part in chosen.benchmark.items()}
    currencies = {names[one]: one.currency for one in chosen.benchmark}
    try:
        returns = basket_returns(_market(user, names), basket, currencies, found.currency, (first, last))
        figures = against(series, returns, Year(risk_free=float(chosen.risk_free)))
    except (MissingPrice, MissingRate, NoReturn) as no:
        return {"name": chosen.name, "why_not": no.detail}
    points = points_of(len(series.inflow))
    return {
        "name": chosen.name,
        "why_not": "",
        "first": first,
        "last": last,
        "currency": found.currency,
        "end": float(series.value[-1]),
        "risk_free": float(chosen.risk_free),
        "twr": figures.twr,
        "same_money": float(figures.values[-1]),
        "values": [float(value) for value in figures.values[points]],
        **asdict(figures.comparison),
    }


def _market(user: Any, names: dict[Instrument, str]) -> Market:
    """Their prices, over the splits that the person recorded."""
    quotes = market.quotes_of(one.pk for one in names)
    lines = lines_of(user, Activity.objects.for_user(user).filter(kind="split", instrument__in=list(names)))
    splits = splits_among(lines.lines)
    return Market(
        {name: quotes[one.pk] for one, name in names.items() if one.pk in quotes},
        market.rates(),
        {name: splits.get(lines.names.instruments.get(one.pk, ""), []) for one, name in names.items()},
    )
