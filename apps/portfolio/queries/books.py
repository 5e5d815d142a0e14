"""
The exact books, replayed from the ledger: positions, lots, realised gains, cash.

For one instrument or one account that is quick; lists and sums read the snapshots instead (queries/holdings.py).
Loads numpy: import it where it is used.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from ..domain.activities import Activity as Line
from ..domain.activities import Kind, checked
from ..domain.ledger import Ledger
from ..domain.lots import Closed
from ..models import Account, Activity, Instrument
from .market import market_for
from .strands import Lines, Strand, lines_of, of_strands, row_name, strands_linked_to


@dataclass(frozen=True, slots=True)
class OpenLot:
    """Part of a holding that was acquired together. Costs with fees and taxes, in three currencies."""

    account: str
    activity_id: int | None
    acquired_on: date
    quantity: Decimal
    cost: Decimal
    cost_in_account: Decimal
    cost_in_base: Decimal
    short: bool


@dataclass(frozen=True, slots=True)
class Sale:
    """One that may come: the price in the currency of the instrument, and the lots it names, if any."""

    account: str
    on: date
    quantity: Decimal
    price: Decimal
    lots: list[list[Any]] | None = None


def ledger_of(lines: Lines) -> Ledger:
    return Ledger([checked(line) for line in lines.lines], market_for(lines), lines.terms)


def replayed(user: Any, instruments: Iterable[int], also: Iterable[int] = ()) -> Ledger:
    """
    The books of these instruments and of all that are linked to them, and of single activities besides.

    :raises DomainError: something in them cannot have happened, such as a sale of more than there was
    """
    strands: set[Strand] = {*strands_linked_to(user, instruments)}
    activities = Activity.objects.for_user(user).filter(
        Q(pk__in=of_strands(user, strands).values("pk")) | Q(pk__in=list(also))
    )
    return ledger_of(lines_of(user, activities))


def what_is_in(account: Account) -> list[str]:
    """What an account holds, in words: `3 VWCE`, `12.50 EUR`."""
    touching = Activity.objects.touching([account])
    instruments = set(touching.exclude(instrument=None).values_list("instrument_id", flat=True))
    instruments |= set(touching.exclude(into=None).values_list("into_id", flat=True))
    ledger = replayed(account.owner, instruments, touching.values_list("pk", flat=True))
    held = [
        f"{_plain(book.quantity)} {symbol}"
        for (name, symbol), book in ledger.books.items()
        if name == account.name and book.quantity
    ]
    return held + [f"{amount} {currency}" for currency, amount in _cash(ledger, account.name).items() if amount]


def positions(user: Any) -> dict[tuple[str, str], Decimal]:
    """Everything a person holds, by account and symbol, exactly and from the ledger."""
    ledger = ledger_of(lines_of(user, Activity.objects.for_user(user)))
    return {key: book.quantity for key, book in ledger.books.items() if book.quantity}


def lots_and_sales(user: Any, instrument_id: int) -> tuple[list[OpenLot], list[Closed]]:
    """What is held of an instrument, the oldest first, and each lot, or part of one, that was sold or bought back."""
    lines, ledger = _of_instrument(user, instrument_id)
    return _open_lots(lines, ledger, instrument_id), _closed(lines, ledger, instrument_id)


def open_lots(
    user: Any,
    instrument: Instrument,
    *,
    account: Account | None = None,
    until: date = date.max,
    without: Activity | None = None,
) -> list[OpenLot]:
    """
    The lots of an instrument, the oldest first: what a sale may take.

    :param without: as if this activity were not there
    """
    return _open_lots(*_of_instrument(user, instrument.pk, until, without), instrument.pk, account)


def realised_gains(user: Any, instrument: Instrument, *, first: date = date.min, last: date = date.max) -> list[Closed]:
    """Each lot, or part of one, that was sold or bought back in the range: the lines of a tax report."""
    closed = _closed(*_of_instrument(user, instrument.pk), instrument.pk)
    return [one for one in closed if first <= one.closed_on <= last]


def _open_lots(lines: Lines, ledger: Ledger, instrument_id: int, account: Account | None = None) -> list[OpenLot]:
    symbol = lines.names.instruments.get(instrument_id)
    return [
        OpenLot(
            name, _activity_id(lot.id), lot.acquired_on, lot.units / book.scale, *lot.cost, short=lot in book.shorts
        )
        for (name, held), book in ledger.books.items()
        if held == symbol and (account is None or name == account.name)
        for lot in (*book.lots, *book.shorts)
    ]


def _closed(lines: Lines, ledger: Ledger, instrument_id: int) -> list[Closed]:
    symbol = lines.names.instruments.get(instrument_id)
    return [closed for closed in ledger.closed if closed.symbol == symbol]


def closed_by(user: Any, instrument: Instrument, sale: Sale) -> list[Closed]:
    """
    What a sale would close, by the account's own way of taking lots, without recording it.

    :raises DomainError: it could not happen
    """
    lines, before = _of_instrument(user, instrument.pk)
    line = Line(
        Kind.SELL, sale.on, "Proposal", sale.account, lines.names.instruments[instrument.pk], sale.quantity, sale.price,
        currency=instrument.currency, lots=tuple((row_name(lot), Decimal(part)) for lot, part in sale.lots or ()),
    )  # fmt: skip
    after = ledger_of(replace(lines, lines=[*lines.lines, line]))
    return after.closed[len(before.closed) :]


def _of_instrument(
    user: Any, instrument_id: int, until: date = date.max, without: Activity | None = None
) -> tuple[Lines, Ledger]:
    activities = of_strands(user, {*strands_linked_to(user, [instrument_id])}).filter(on__lte=until)
    lines = lines_of(user, activities.exclude(pk=without.pk) if without else activities)
    return lines, ledger_of(lines)


def _cash(ledger: Ledger, account: str) -> dict[str, Decimal]:
    return {currency: amount for (name, currency), amount in ledger.cash.items() if name == account}


def _activity_id(lot: str) -> int | None:
    number = lot.rpartition(" ")[2]
    return int(number) if number.isdecimal() else None


def _plain(quantity: Decimal) -> str:
    return f"{quantity.normalize():f}"
