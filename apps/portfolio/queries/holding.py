"""One instrument in a person's hands: what it is worth, its lots, what its sales brought, and what was done with it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from project.lib.cache import memoize
from project.lib.errors import DomainError, NotThere

from ..models import Activity, Holding, Instrument
from . import ranges
from .holdings import DOMAIN, Row, summary
from .listing import Narrowed, activities

MOST_ACTIVITIES = 20


@dataclass(frozen=True, slots=True)
class Held:
    """
    `rows` are one for each account, also of what was sold. Without figures of it yet, `performance` and `values` are
    None; `problem` says why its lots cannot be told.
    """

    instrument: Instrument
    summary: dict[str, Any]
    rows: list[Row]
    activities: list[Activity]
    performance: dict[str, Any] | None = None
    values: dict[str, Any] | None = None
    lots: list[dict[str, Any]] = field(default_factory=list)
    sales: list[dict[str, Any]] = field(default_factory=list)
    problem: str = ""


def done_with(user: Any, instrument_uuid: UUID) -> tuple[Instrument, QuerySet[Activity]]:
    """
    An instrument and all that was done with it, the newest first.

    :raises NotThere: the person never had anything to do with such an instrument
    """
    instrument = Instrument.objects.visible_to(user).filter(uuid=instrument_uuid).first()
    if instrument is not None:
        done = activities(user, Narrowed(instrument=instrument))
        if done.exists():
            return instrument, done
    raise NotThere("You hold nothing of that name.")


def held(user: Any, instrument_uuid: UUID) -> Held:
    """:raises NotThere: the person never had anything to do with such an instrument"""
    instrument, done = done_with(user, instrument_uuid)
    whole = summary(user)
    rows = list(Holding.objects.for_user(user).filter(instrument=instrument).select_related("instrument", "account"))
    valued = whole["as_of"] is not None and bool(rows)
    return Held(
        instrument,
        whole,
        [Row(row, weight=None, labels=()) for row in rows],
        list(done[:MOST_ACTIVITIES]),
        ranges.performance(user, instrument=instrument.pk) if valued else None,
        ranges.values(user, instrument=instrument.pk) if valued else None,
        **lots_and_sales(user, instrument.pk),
    )


@memoize("portfolio_lots", domain=DOMAIN, seconds=ranges.SECONDS)
def lots_and_sales(user: Any, instrument_id: int) -> dict[str, Any]:
    """`lots` held and `sales` of some, as plain values, or the `problem` for which they cannot be told."""
    # Loads numpy, which a web process does only for pages like this one.
    from . import books

    try:
        lots, closed = books.lots_and_sales(user, instrument_id)
    except DomainError as no:
        return {"lots": [], "sales": [], "problem": no.detail}
    return {
        "lots": [{name: getattr(lot, name) for name in _OF_A_LOT} for lot in lots],
        "sales": [
            {name: getattr(sale, name) for name in _OF_A_SALE}
            | {name: getattr(sale, name).base for name in ("proceeds", "cost", "gain")}
            for sale in closed
        ],
        "problem": "",
    }


_OF_A_LOT = ("account", "acquired_on", "quantity", "cost", "cost_in_base", "short")
_OF_A_SALE = ("account", "acquired_on", "closed_on", "days_held", "quantity")
