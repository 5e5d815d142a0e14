"""What companies do to their shares. Cost and date of acquisition stay, except where money changes hands."""

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from .activities import Activity, refuse
from .amounts import NOTHING, ZERO, Amounts
from .lots import Book, Lot, quantity_of, shared
from .postings import Holding
from .trading import of

if TYPE_CHECKING:
    from .ledger import Ledger


def split(ledger: "Ledger", activity: Activity) -> None:
    """As many units as the ratio says for each one held, in every account; entered for several, it counts once."""
    known = ledger.market.splits.get(activity.symbol, ())
    if activity.ratio is None or all(split.event != ledger.event for split in known):
        return
    for (_, symbol), book in ledger.books.items():
        if symbol == activity.symbol:
            book.multiply(activity.ratio)


def bonus(ledger: "Ledger", activity: Activity) -> None:
    """More units for nothing: those held become more, at the cost and the dates they had."""
    book, held = _held(ledger, activity)
    extra = _new_units(activity, held)
    book.multiply((held + extra) / held)
    ledger.post(activity, of(activity), quantity=decimal(extra))


def return_of_capital(ledger: "Ledger", activity: Activity) -> None:
    """Money that lowers the cost of each unit held; what exceeds the cost is a gain."""
    book, _ = _held(ledger, activity)
    _lower_costs(ledger, activity, book)
    ledger.post(activity, of(activity), worth=-activity.gross, paid=-activity.gross)


def spin_off(ledger: "Ledger", activity: Activity) -> None:
    """Units of another security, which take over the stated share of each lot's cost, and its date."""
    book, held = _held(ledger, activity)
    new = _new_units(activity, held)
    cost = ZERO
    for lot in book.lots:
        share = Amounts(*(amount * (activity.share or ZERO) for amount in lot.cost))
        lot.cost = lot.cost.minus(share)
        cost += share.own
        _give(ledger, activity, Lot(lot.id, lot.acquired_on, ZERO, share), quantity_of(lot, book) * new / held)
    _exchange(ledger, activity, left=ZERO, new=new, cost=cost)


def merger(ledger: "Ledger", activity: Activity) -> None:
    """
    All units become units of another security, at the cost and the dates they had.

    Cash that comes with them lowers the cost, and what exceeds it is a gain. With a stated `share` of the cost for
    the cash, that part counts as sold.
    """
    book, held = _held(ledger, activity)
    new = _new_units(activity, held)
    if activity.share is not None:
        _sell_share(ledger, activity, book, activity.share)
    elif activity.amount:
        _lower_costs(ledger, activity, book)
    cost = sum((lot.cost.own for lot in book.lots), ZERO)
    for lot in book.lots:
        _give(
            ledger,
            activity,
            Lot(lot.id, lot.acquired_on, ZERO, lot.cost, lot.fees),
            quantity_of(lot, book) * new / held,
        )
    book.lots.clear()
    _exchange(ledger, activity, left=-decimal(held), new=new, cost=cost)


def decimal(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def _held(ledger: "Ledger", activity: Activity) -> tuple[Book, Fraction]:
    book = ledger.book(activity)
    if not book.lots or book.shorts:
        raise refuse(activity, "symbol", f"you must hold {activity.symbol} for that, and owe none of it.")
    ledger.booked(activity)  # settles the currencies of the security and of the account
    return book, book.exact_quantity


def _new_units(activity: Activity, held: Fraction) -> Fraction:
    return Fraction(activity.quantity) if activity.quantity else held * (activity.ratio or 0)


def _lower_costs(ledger: "Ledger", activity: Activity, book: Book) -> None:
    money = ledger.booked(activity).amounts(activity.gross)
    for lot, part in zip(book.lots, shared(money, book.lots), strict=True):
        excess = Amounts(*(max(amount, ZERO) for amount in part.minus(lot.cost)))
        lot.cost = Amounts(*(max(amount, ZERO) for amount in lot.cost.minus(part)))
        if any(excess):
            ledger.close(activity, lot, ZERO, proceeds=excess, cost=NOTHING)


def _sell_share(ledger: "Ledger", activity: Activity, book: Book, share: Decimal) -> None:
    costs = activity.fee + activity.tax
    booked = ledger.booked(activity)
    money, fees = booked.amounts(activity.amount - costs), booked.amounts(costs)
    for lot, part, fee in zip(book.lots, shared(money, book.lots), shared(fees, book.lots), strict=True):
        cost = Amounts(*(amount * share for amount in lot.cost))
        lot.cost = lot.cost.minus(cost)
        ledger.close(activity, lot, ZERO, proceeds=part, cost=cost, fees=fee)


def _give(ledger: "Ledger", activity: Activity, lot: Lot, quantity: Fraction) -> None:
    """A lot of the other security, its cost in the currency of that one."""
    before, after = (ledger.booked(activity, symbol).own for symbol in (activity.symbol, activity.into))
    lot.cost, lot.fees = (amounts._replace(own=amounts.own / before * after) for amounts in (lot.cost, lot.fees))
    ledger.books[activity.account, activity.into].add(lot, quantity)


def _exchange(ledger: "Ledger", activity: Activity, *, left: Decimal, new: Fraction, cost: Decimal) -> None:
    """Value moves from one security to the other: at the price of the new units, or without one at their cost."""
    units = decimal(new)
    value = ledger.value_of(activity, activity.into, units, price=activity.price)
    if value is None:
        value = cost / ledger.booked(activity).own
    ledger.post_outside(activity, of(activity), left, -value)
    if activity.amount or activity.fee or activity.tax:
        ledger.post(activity, of(activity), worth=-activity.amount, paid=-activity.amount)
    ledger.post_outside(activity, Holding(activity.account, activity.into), units, value)
    ledger.note_price(activity, activity.into, value / units)
