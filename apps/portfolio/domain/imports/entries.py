"""What a line of a file says about a line of the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from typing import Any

from project.lib.errors import DomainError

from ..activities import Activity, Kind
from ..amounts import ZERO


class State(StrEnum):
    READY = "ready"
    DUPLICATE = "duplicate"
    TO_MEND = "to_mend"
    BOOKED = "booked"
    LEFT_OUT = "left_out"


class BadEntry(DomainError):
    code = "bad_entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    One line of the ledger as a file says it: instruments and accounts by what they are called there.

    Amounts mean what domain.activities.Activity says. `reference` is the file's own name for the line, which no other
    line of the same source has; an empty one means that only its content can tell it from others.
    """

    kind: str = ""
    on: date | None = None
    at: str = ""  # hours and minutes
    order: int = 0
    account: str = ""  # empty: the one that the person chose
    to_account: str = ""
    symbol: str = ""
    isin: str = ""
    name: str = ""
    asset: str = ""  # what sort of instrument, where the file says it
    asset_currency: str = ""  # the instrument's own, where it is not that of the line
    into: str = ""
    into_isin: str = ""
    quantity: Decimal = ZERO
    price: Decimal | None = None
    amount: Decimal = ZERO
    fee: Decimal = ZERO
    tax: Decimal = ZERO
    currency: str = ""
    settled_in: str = ""
    rate: Decimal | None = None
    ratio: str = ""
    share: Decimal | None = None
    cost: Decimal | None = None
    acquired_on: date | None = None
    lots: str = ""  # references and quantities: `abc=3 def=1.5`
    note: str = ""
    tags: str = ""  # one a comma
    reference: str = ""
    source: str = ""  # where a ledger that is brought back had it from

    @property
    def instrument(self) -> str:
        return self.symbol or self.isin or self.name

    @property
    def gross(self) -> Decimal:
        return self.amount if self.amount or self.price is None else self.quantity * self.price


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file, whatever became of it. Several entries of one line are several rows."""

    line: int
    text: str
    entry: Entry | None
    state: State
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """What a file or a person says that an account had at the end: of an instrument, or else of cash in a currency."""

    quantity: Decimal
    currency: str = ""
    symbol: str = ""
    isin: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class NewAccount:
    name: str
    currency: str
    kind: str = "broker"
    lot_method: str = "fifo"
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewInstrument:
    symbol: str
    name: str
    currency: str
    kind: str = "other"
    isin: str = ""
    sector: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class NewPrice:
    symbol: str
    on: date
    close: Decimal


@dataclass(slots=True)
class Reading:
    """Everything that a file says."""

    rows: list[Row] = field(default_factory=list)
    closing: list[Closing] = field(default_factory=list)
    closing_on: date | None = None
    accounts: list[NewAccount] = field(default_factory=list)
    instruments: list[NewInstrument] = field(default_factory=list)
    prices: list[NewPrice] = field(default_factory=list)

    def ready(self, line: int, text: str, entry: Entry, sentence: str = "") -> None:
        self.rows.append(Row(line, text, entry, State.READY, sentence))

    def to_mend(self, line: int, text: str, sentence: str, entry: Entry | None = None) -> None:
        self.rows.append(Row(line, text, entry, State.TO_MEND, sentence))

    def left_out(self, line: int, text: str, sentence: str, entry: Entry | None = None) -> None:
        self.rows.append(Row(line, text, entry, State.LEFT_OUT, sentence))


# --- As JSON keeps it -------------------------------------------------------------------------------------------------

_DECIMALS = {"quantity", "price", "amount", "fee", "tax", "rate", "share", "cost"}
_DATES = {"on", "acquired_on"}
# Kept to the blank: what a person wrote comes back as it was.
_WORDS = {"note", "tags", "name", "account", "to_account"}
_DEFAULTS = {each.name: each.default for each in fields(Entry)}
FIELDS = tuple(_DEFAULTS)


def as_fields(entry: Entry | None) -> dict[str, str]:
    """Only what it says, in words: what is kept beside the line, and what the form for mending shows."""
    if entry is None:
        return {}
    said = {}
    for name, default in _DEFAULTS.items():
        value = getattr(entry, name)
        if value != default:
            said[name] = f"{value:f}" if name in _DECIMALS else str(value)
    return said


def from_fields(said: Mapping[str, Any]) -> Entry:
    """
    :raises BadEntry: something is not what its field takes; `fields` says which
    """
    values, faults = {}, {}
    for name, written in said.items():
        text = str(written) if name in _WORDS else str(written).strip()
        if name not in _DEFAULTS or not text:
            continue
        try:
            values[name] = _value(name, text)
        except (ValueError, InvalidOperation):
            faults[name] = [f"{text[:40]} is no {_WANTED.get(name, 'number')}."]
    if faults:
        raise BadEntry(next(iter(faults.values()))[0], fields=faults)
    return Entry(**values)


_WANTED = {"on": "day; write it as 2026-12-31", "acquired_on": "day; write it as 2026-12-31", "order": "whole number"}


def _value(name: str, text: str) -> Any:
    if name in _DECIMALS:
        number = Decimal(text)
        if not number.is_finite():
            raise ValueError(text)
        return number
    if name in _DATES:
        return date.fromisoformat(text)
    return int(text) if name == "order" else text


# --- As the arithmetic takes it ---------------------------------------------------------------------------------------


def ratio_of(text: str) -> Fraction | None:
    """
    `3:2` is three units afterwards for two before.

    :raises BadEntry:
    """
    if not text:
        return None
    try:
        new, _, old = text.partition(":")
        ratio = Fraction(int(new), int(old or 1))
    except (ValueError, ZeroDivisionError):
        raise BadEntry("A ratio is written as 3:2.", fields={"ratio": ["A ratio is written as 3:2."]}) from None
    if ratio <= 0:
        raise BadEntry("A ratio is above zero.", fields={"ratio": ["A ratio is above zero."]})
    return ratio


_KINDS = {kind.value for kind in Kind}


def as_activity(entry: Entry, *, row: str, account: str) -> Activity:
    """
    The entry as a line that domain.activities can check; its instrument by what the file calls it.

    :raises BadEntry: it is of no kind, or has no day
    """
    if entry.kind not in _KINDS:
        raise BadEntry("Say what it was: a buy, a sell, a dividend or another kind.", fields={"kind": ["Say a kind."]})
    if entry.on is None:
        raise BadEntry("Say on which day it was.", fields={"on": ["Say a day, as 2026-12-31."]})
    return Activity(
        Kind(entry.kind), entry.on, row, account, entry.instrument, entry.quantity, entry.price, entry.amount,
        entry.fee, entry.tax, entry.currency, entry.settled_in, entry.rate, entry.order, entry.to_account,
        entry.into or entry.into_isin, ratio_of(entry.ratio), entry.share, entry.cost, entry.acquired_on,
    )  # fmt: skip
