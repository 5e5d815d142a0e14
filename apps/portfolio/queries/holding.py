"""One instrument in a person's hands: what it is worth, its lots, what its sales brought, and what was done with it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from project.lib.errors import DomainError, NotThere

from ..models import Activity, Holding, Instrument
from . import ranges
from .holdings import Row, summary
from .listing import Narrowed, activities

if TYPE_CHECKING:
    from ..domain.lots import Closed
    from .books import OpenLot

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
    lots: "list[OpenLot]" = field(default_factory=list)
    closed: "list[Closed]" = field(default_factory=list)
    problem: str = ""


def held(user: Any, instrument_uuid: UUID) -> Held:
    """:raises NotThere: the person never had anything to do with such an instrument"""
    instrument = Instrument.objects.visible_to(user).filter(uuid=instrument_uuid).first()
    done = [] if instrument is None else list(activities(user, Narrowed(instrument=instrument))[:MOST_ACTIVITIES])
    if instrument is None or not done:
        raise NotThere("You hold nothing of that name.")
    whole = summary(user)
    rows = list(Holding.objects.for_user(user).filter(instrument=instrument).select_related("instrument", "account"))
    valued = whole["as_of"] is not None and bool(rows)
    lots, closed, problem = _books(user, instrument)
    return Held(
        instrument,
        whole,
        [Row(row, weight=None, labels=()) for row in rows],
        done,
        ranges.performance(user, instrument=instrument.pk) if valued else None,
        ranges.values(user, instrument=instrument.pk) if valued else None,
        lots,
        closed,
        problem,
    )


def _books(user: Any, instrument: Instrument) -> "tuple[list[OpenLot], list[Closed], str]":
    # Loads numpy, which a web process does only for pages like this one.
    from . import books

    try:
        return books.open_lots(user, instrument), books.realised_gains(user, instrument), ""
    except DomainError as no:
        return [], [], no.detail
