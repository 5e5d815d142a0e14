"""What can happen in a portfolio: one line of the ledger, and what such a line must say."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from project.lib.errors import DomainError

from .amounts import ZERO


class BadActivity(DomainError):
    code = "bad_activity"


class Kind(StrEnum):
    BUY = "buy"
    SELL = "sell"
    DIVIDEND = "dividend"
    INTEREST = "interest"
    FEE = "fee"
    TAX = "tax"
    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    TRANSFER_IN = "transfer_in"  # of securities, from outside
    TRANSFER_OUT = "transfer_out"
    TRANSFER = "transfer"  # between accounts, of securities or of cash; also from one currency into another
    SPLIT = "split"
    BONUS = "bonus"
    RETURN_OF_CAPITAL = "return_of_capital"
    SPIN_OFF = "spin_off"
    MERGER = "merger"
    SHORT = "short"
    COVER = "cover"


class Activity(NamedTuple):
    """
    One line. Prices, amounts, fee and tax are in `currency`; what reaches the account's cash is in `settled_in`.

    `rate` is the booked price of one unit of `currency` in `settled_in`; where the two are the same, in the currency
    of the owner's totals.
    """

    kind: Kind
    on: date
    row: str = ""  # what messages call the line
    account: str = ""
    symbol: str = ""
    quantity: Decimal = ZERO
    price: Decimal | None = None  # of one unit
    amount: Decimal = ZERO  # of money, before fee and tax: a dividend, a deposit, cash in a merger
    fee: Decimal = ZERO
    tax: Decimal = ZERO
    currency: str = ""
    settled_in: str = ""
    rate: Decimal | None = None
    order: int = 0  # within the day; equal ones stay in the order they came in
    to_account: str = ""  # of a transfer
    into: str = ""  # the security that a spin-off or merger gives
    ratio: Fraction | None = None  # new units for each one held
    share: Decimal | None = None  # of the cost: what goes to a spun-off security, or to the cash of a merger
    cost: Decimal | None = None  # what securities that come in once cost, in all
    acquired_on: date | None = None  # when they were acquired
    lots: tuple[tuple[str, Decimal], ...] = ()  # chosen lots: the line that acquired them, and how much of it

    @property
    def name(self) -> str:
        what = f" of {self.symbol}" if self.symbol else ""
        return f"{self.row or 'Activity'} ({self.kind.replace('_', ' ')}{what} on {self.on})"

    @property
    def id(self) -> str:
        return self.row or f"{self.symbol} {self.on}"

    @property
    def gross(self) -> Decimal:
        """What was traded or paid, before fee and tax: the amount where there is one, as prices may be rounded."""
        if self.amount or self.price is None:
            return self.amount
        return self.quantity * self.price

    def charging(self, *, fee: Decimal = ZERO, tax: Decimal = ZERO) -> "Activity":
        """The same with more fee or tax."""
        return self._replace(fee=self.fee + fee, tax=self.tax + tax)

    @property
    def unit_price(self) -> Decimal | None:
        if self.price is None and self.amount and self.quantity:
            return self.amount / self.quantity
        return self.price


_TRADES = {Kind.BUY, Kind.SELL, Kind.SHORT, Kind.COVER}
_NEED_QUANTITY = _TRADES | {Kind.TRANSFER_IN, Kind.TRANSFER_OUT}
_NEED_SYMBOL = _NEED_QUANTITY | {
    Kind.DIVIDEND,
    Kind.SPLIT,
    Kind.BONUS,
    Kind.RETURN_OF_CAPITAL,
    Kind.SPIN_OFF,
    Kind.MERGER,
}
_MONEY = {Kind.DIVIDEND, Kind.DEPOSIT, Kind.WITHDRAWAL, Kind.RETURN_OF_CAPITAL}
_MAY_BE_REFUNDS = {Kind.INTEREST, Kind.FEE, Kind.TAX}
_NEEDS: tuple[tuple[str, Collection[Kind], Callable[[Activity], bool], str], ...] = (
    ("currency", set(Kind) - {Kind.SPLIT}, lambda it: not it.currency, "say in which currency it was."),
    ("symbol", _NEED_SYMBOL, lambda it: not it.symbol, "say which security it was."),
    ("quantity", _NEED_QUANTITY, lambda it: it.quantity <= 0, "the quantity must be above zero."),
    ("price", _TRADES, lambda it: it.unit_price is None, "say the price of one unit, or the amount in all."),
    ("amount", _MONEY, lambda it: it.gross <= 0, "the amount must be above zero."),
    ("amount", _MAY_BE_REFUNDS, lambda it: not it.gross and not it.fee and not it.tax, "the amount must not be zero."),
)
_SIGNLESS = ("quantity", "fee", "tax", "price", "cost", "share")


def refuse(activity: Activity, field: str, sentence: str) -> BadActivity:
    said = f"{activity.name}: {sentence}"
    return BadActivity(said, fields={f"{activity.row}.{field}" if activity.row else field: [sentence]})


def checked(activity: Activity) -> Activity:
    """
    The activity itself, when it says all that one of its kind must say.

    :raises BadActivity: with a sentence that names the row
    """
    for field, sentence in _faults(activity):
        raise refuse(activity, field, sentence)
    return activity


def _faults(it: Activity) -> Iterable[tuple[str, str]]:
    yield from _bad_numbers(it)
    for field, kinds, missing, sentence in _NEEDS:
        if it.kind in kinds and missing(it):
            yield field, sentence
    if it.kind in _PARTICULAR:
        yield from _PARTICULAR[it.kind](it)
    if it.lots and sum(quantity for _, quantity in it.lots) != it.quantity:
        yield "lots", "the chosen lots do not sum to the quantity."


def _bad_numbers(it: Activity) -> Iterable[tuple[str, str]]:
    for name in (*_SIGNLESS, "amount", "rate"):
        number = getattr(it, name)
        if number is not None and not number.is_finite():
            yield name, f"the {name} must be a number."
        elif number is not None and number < 0 and (name != "amount" or it.kind not in _MAY_BE_REFUNDS):
            yield name, f"the {name} must not be below zero; a refund is a fee, tax or interest line with a minus."
    if it.rate == 0:
        yield "rate", "the exchange rate must be above zero."


def _transfer(it: Activity) -> Iterable[tuple[str, str]]:
    if not it.to_account:
        yield "to_account", "say into which account it went."
    if it.symbol and it.quantity <= 0:
        yield "quantity", "the quantity must be above zero."
    if it.symbol and it.to_account == it.account:
        yield "to_account", "securities are transferred into another account."
    if not it.symbol and it.amount <= 0:
        yield "amount", "the amount must be above zero."


def _ratio(it: Activity) -> Iterable[tuple[str, str]]:
    if it.ratio is None or it.ratio <= 0:
        yield "ratio", "say how many units there are afterwards for each one before, such as 2 or 3:2."


def _ratio_or_quantity(it: Activity) -> Iterable[tuple[str, str]]:
    if (it.ratio is None or it.ratio <= 0) and it.quantity <= 0:
        yield "quantity", "say how many new units came, or the ratio of new units to those held."


def _spin_off(it: Activity) -> Iterable[tuple[str, str]]:
    yield from _ratio_or_quantity(it)
    if not it.into or it.into == it.symbol:
        yield "into", "say which other security was received."
    if it.share is None or not 0 <= it.share <= 1:
        yield "share", "say which share of the cost goes to the new security, from 0 to 1."


def _merger(it: Activity) -> Iterable[tuple[str, str]]:
    yield from _ratio_or_quantity(it)
    if not it.into or it.into == it.symbol:
        yield "into", "say which other security was received; a take-over for cash alone is a sale."
    if it.share is not None and it.share > 1:
        yield "share", "the share of the cost that goes to the cash is at most 1."


_PARTICULAR = {
    Kind.TRANSFER: _transfer,
    Kind.SPLIT: _ratio,
    Kind.BONUS: _ratio_or_quantity,
    Kind.SPIN_OFF: _spin_off,
    Kind.MERGER: _merger,
}


def in_ledger_order(activities: Iterable[Activity]) -> list[Activity]:
    """By day, then by the order within the day, then as they came in."""
    return sorted(activities, key=lambda activity: (activity.on, activity.order))
