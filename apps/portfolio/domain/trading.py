"""Purchases, sales, short sales, income and costs: what they do to the books."""

from decimal import Decimal
from typing import TYPE_CHECKING

from .activities import Activity
from .amounts import ZERO
from .lots import Lot, shared
from .postings import Holding

if TYPE_CHECKING:
    from .ledger import Ledger


def buy(ledger: "Ledger", activity: Activity) -> None:
    """A new lot, which cost what was paid with fee and tax."""
    ledger.book(activity).add(_opened(ledger, activity, 1), activity.quantity)
    _trade(ledger, activity, activity.quantity)


def sell(ledger: "Ledger", activity: Activity) -> None:
    """Lots leave for what was received after fee and tax."""
    _trade(ledger, activity, -_close(ledger, activity, owed=False))


def short(ledger: "Ledger", activity: Activity) -> None:
    """A lot that is owed, sold for what was received after fee and tax."""
    ledger.book(activity).owe(_opened(ledger, activity, -1), activity.quantity)
    _trade(ledger, activity, -activity.quantity)


def cover(ledger: "Ledger", activity: Activity) -> None:
    """Lots that were owed are bought back."""
    _trade(ledger, activity, _close(ledger, activity, owed=True))


def income(ledger: "Ledger", activity: Activity) -> None:
    """A dividend or interest, before the fee and tax that were kept back; interest paid has a minus."""
    ledger.post(activity, of(activity), paid=-activity.gross, income=activity.gross)


def fee(ledger: "Ledger", activity: Activity) -> None:
    """A cost of a security, or of the account where none is named; a refund has a minus."""
    ledger.post(activity.charging(fee=activity.gross), of(activity))


def tax(ledger: "Ledger", activity: Activity) -> None:
    ledger.post(activity.charging(tax=activity.gross), of(activity))


def of(activity: Activity) -> Holding:
    return Holding(activity.account, activity.symbol)


def _opened(ledger: "Ledger", activity: Activity, sign: int) -> Lot:
    booked, costs = ledger.booked(activity), activity.fee + activity.tax
    return Lot(activity.id, activity.on, ZERO, booked.amounts(activity.gross + sign * costs), booked.amounts(costs))


def _close(ledger: "Ledger", activity: Activity, *, owed: bool) -> Decimal:
    """The quantity that left."""
    book, booked = ledger.book(activity), ledger.booked(activity)
    lots = book.take(activity, activity.quantity, ledger.method_of(activity.account), owed=owed)
    costs = activity.fee + activity.tax
    net = booked.amounts(activity.gross + costs if owed else activity.gross - costs)
    for lot, money, fees in zip(lots, shared(net, lots), shared(booked.amounts(costs), lots), strict=True):
        proceeds, cost = (lot.cost, money) if owed else (money, lot.cost)
        quantity = lot.units / book.scale
        ledger.close(activity, lot, quantity, proceeds=proceeds, cost=cost, fees=fees.plus(lot.fees))
    return sum((lot.units for lot in lots), ZERO) / book.scale


def _trade(ledger: "Ledger", activity: Activity, quantity: Decimal) -> None:
    gross = activity.gross.copy_sign(quantity)
    ledger.post(activity, of(activity), quantity=quantity, worth=gross, paid=gross)
    ledger.note_price(activity, activity.symbol, activity.unit_price or ZERO)
