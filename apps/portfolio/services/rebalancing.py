"""Booking what was proposed, as the broker did it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from ..domain.amounts import ZERO
from ..domain.rebalancing import NO_TAX, TaxRates
from ..models import Account, Activity, Holding, Instrument
from ..queries.selling import Seller, Sold
from .activities import record_activities
from .rules import own

# Within the day: money comes first, then sales pay for purchases.
_ORDER = {"deposit": -2, "sell": -1, "buy": 0}


@dataclass(frozen=True, slots=True)
class Done:
    """A trade as it was done: the price is of one unit, in the currency of the instrument."""

    kind: str  # buy or sell
    instrument: Instrument
    account: Account
    quantity: Decimal
    price: Decimal


@transaction.atomic
def book_trades(
    *, owner: Any, trades: Sequence[Done], on: date, rates: TaxRates = NO_TAX, paid_in: Decimal = ZERO,
    paid_into: Account | None = None,
) -> uuid.UUID:  # fmt: skip
    """
    Record them all, or none where one is refused; what `undo` takes to take all back.

    In an account whose lots are chosen a sale names those that are taxed least.

    :param paid_in: new money that is recorded with them, in the currency of the account `paid_into`
    :raises DomainError: as `record_activity`
    """
    activities = [
        Activity(
            owner=owner, account=trade.account, kind=trade.kind, on=on, instrument=trade.instrument,
            quantity=trade.quantity, price=trade.price, order=_ORDER[trade.kind], lots=_lots(owner, trade, on, rates),
        )
        for trade in trades
    ]  # fmt: skip
    if paid_in and paid_into is not None:
        activities.append(
            Activity(owner=owner, account=paid_into, kind="deposit", on=on, amount=paid_in, order=_ORDER["deposit"])
        )
    return record_activities(owner=owner, activities=activities)


def _lots(owner: Any, trade: Done, on: date, rates: TaxRates) -> list[list[Any]] | None:
    if trade.kind != "sell":
        return None
    own(owner, trade.account, "account")
    held = Holding.objects.for_user(owner).filter(instrument=trade.instrument, account=trade.account)
    here = list(held.select_related("account"))
    in_base = [one.market_value / one.quantity for one in here if one.market_value and one.quantity]
    what = Sold(trade.instrument, here, trade.price, in_base[0] if in_base else trade.price)
    return Seller(owner, on, rates).lots(what, trade.quantity) if here else None
