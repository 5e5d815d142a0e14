"""Which lots a sale takes, where its account has them chosen: a field for each lot that was there that day."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from project.lib import formats
from project.lib.errors import DomainError

from ..models import Account, Activity
from ..queries import own
from .ledger_fields import FigureField

if TYPE_CHECKING:
    from ..queries.books import OpenLot

TAKERS = ("sell", "cover", "transfer", "transfer_out")


class LotField(FigureField):
    """How much of one lot is taken."""

    def __init__(self, lot: "OpenLot", currency: str) -> None:
        each = formats.number(lot.cost / lot.quantity, places=4)
        super().__init__(
            label=f"Of {formats.number(lot.quantity)} acquired {formats.day(lot.acquired_on)}",
            help_text=f"{each} {currency} each, costs included.",
            required=False,
        )
        self.activity_id = lot.activity_id


def lot_fields(
    owner: Any, kind: str, account: Account | None, typed: str, on: date, *, changed: Activity | None
) -> dict[str, LotField]:
    """None where nothing is to be chosen: another kind, another way of taking lots, or nothing to take them from."""
    if kind not in TAKERS or account is None or account.lot_method != Account.LotMethod.CHOSEN or not typed:
        return {}
    from ..queries import books  # loads numpy

    try:
        instrument = own.instrument_meant(owner, typed)
        lots = books.open_lots(owner, instrument, account=account, until=on, without=changed)
    except DomainError:
        return {}  # what is wrong is said at its own field
    offered = [lot for lot in lots if lot.short == (kind == "cover") and lot.activity_id is not None]
    return {f"lot_{number}": LotField(lot, instrument.currency) for number, lot in enumerate(offered)}


def taken_so_far(fields: Mapping[str, LotField], activity: Activity | None) -> dict[str, Decimal]:
    """The initial values: what the activity took of each when it was last saved."""
    taken = {lot: Decimal(part) for lot, part in (activity and activity.lots) or ()}
    return {name: taken[field.activity_id] for name, field in fields.items() if field.activity_id in taken}


def taken(fields: Mapping[str, LotField], said: Mapping[str, Any]) -> list[list[Any]] | None:
    """As services take it; None where nothing was chosen."""
    chosen = [[field.activity_id, f"{said[name]:f}"] for name, field in fields.items() if said.get(name)]
    return chosen or None
