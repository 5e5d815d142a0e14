"""What comes from outside or goes there, and what moves between accounts."""

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from .activities import Activity, refuse
from .amounts import ZERO, Amounts
from .lots import Lot, quantity_of
from .postings import Holding
from .trading import of

if TYPE_CHECKING:
    from .ledger import Ledger


def deposit(ledger: "Ledger", activity: Activity) -> None:
    _cash_from_outside(ledger, activity, activity.amount)


def withdrawal(ledger: "Ledger", activity: Activity) -> None:
    _cash_from_outside(ledger, activity, -activity.amount)


def _cash_from_outside(ledger: "Ledger", activity: Activity, amount: Decimal) -> None:
    booked = ledger.booked(activity)
    currency = ledger.settled_in(activity)
    ledger.post_cash(activity, activity.account, currency, amount * booked.settled, amount * booked.base)
    ledger.charge(activity)


def arrive(ledger: "Ledger", activity: Activity) -> None:
    """Securities from outside: a flow of what they are worth, and a lot with the cost and date that they bring."""
    value = ledger.value_of(activity, activity.symbol, activity.quantity, price=activity.unit_price)
    value = activity.cost if value is None else value
    if value is None:
        raise refuse(activity, "price", "say what one unit was worth; no quote is known.")
    cost = ledger.booked(activity).amounts(value if activity.cost is None else activity.cost)
    lot = Lot(activity.id, activity.acquired_on or activity.on, ZERO, cost)
    ledger.book(activity).add(lot, activity.quantity)
    ledger.post_outside(activity, of(activity), activity.quantity, value)
    ledger.note_price(activity, activity.symbol, value / activity.quantity)
    ledger.charge(activity)


def leave(ledger: "Ledger", activity: Activity) -> None:
    """Securities that go elsewhere: a flow of what they are worth, and no gain."""
    _take_out(ledger, activity)


def move(ledger: "Ledger", activity: Activity) -> None:
    """Lots go to another account with their costs and dates; cash, also into another currency."""
    if not activity.symbol:
        _move_cash(ledger, activity)
        return
    quantity, value, lots = _take_out(ledger, activity)
    there = Holding(activity.to_account, activity.symbol)
    for lot, units in lots:
        lot.cost, lot.fees = (_for_account(ledger, activity, amounts) for amounts in (lot.cost, lot.fees))
        ledger.books[activity.to_account, activity.symbol].add(lot, units)
    ledger.post_outside(activity, there, quantity, value)


def _take_out(ledger: "Ledger", activity: Activity) -> tuple[Decimal, Decimal, list[tuple[Lot, Fraction]]]:
    book = ledger.book(activity)
    lots = book.take(activity, activity.quantity, ledger.method_of(activity.account))
    value = ledger.value_of(activity, activity.symbol, activity.quantity, price=activity.unit_price)
    if value is None:
        raise refuse(activity, "price", "say what one unit was worth; neither a quote nor a trade is known.")
    quantity = sum((lot.units for lot in lots), ZERO) / book.scale
    ledger.post_outside(activity, of(activity), -quantity, -value)
    ledger.charge(activity)
    return quantity, value, [(lot, quantity_of(lot, book)) for lot in lots]


def _for_account(ledger: "Ledger", activity: Activity, amounts: Amounts) -> Amounts:
    """What a lot cost in the currency of the account it goes to; if it was not booked in that, at the day's rate."""
    here = ledger.account_currencies[activity.account]
    there = ledger.account_currencies.setdefault(activity.to_account, here)
    if there == here:
        return amounts
    if there == ledger.terms.base:
        return amounts._replace(account=amounts.base)
    if there == ledger.currencies[activity.symbol]:
        return amounts._replace(account=amounts.own)
    return amounts._replace(account=amounts.account * ledger.market.rates.at(here, there, activity.on.toordinal()))


def _move_cash(ledger: "Ledger", activity: Activity) -> None:
    """Cash of `currency` leaves and cash of `settled_in` arrives at one value; the first account pays the fee."""
    target = activity.settled_in or activity.currency
    booked = ledger.booked(activity._replace(settled_in=target))
    in_base = activity.amount * booked.base
    ledger.post_cash(activity, activity.account, activity.currency, -activity.amount, -in_base)
    ledger.post_cash(activity, activity.to_account, target, activity.amount * booked.settled, in_base)
    exchanged = target != activity.currency
    ledger.charge(activity._replace(settled_in=activity.currency, rate=None if exchanged else activity.rate))
