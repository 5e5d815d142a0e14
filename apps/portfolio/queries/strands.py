"""
Strands of the ledger: the activities of one instrument in all of a person's accounts, which can be reckoned alone.

Books are kept by account and instrument, and only spin-offs and mergers lead from one instrument to another, so a
change concerns the strands that are linked to it and no other. The activities that name no instrument are a strand too.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Q

from ..domain.activities import Activity as Line
from ..domain.activities import Kind
from ..domain.lots import Method
from ..domain.postings import Terms
from ..models import Account, Activity, Instrument
from ..querysets import ActivityQuerySet

# An instrument's id; None for what names no instrument.
Strand = int | None

_KINDS = {kind.value: kind for kind in Kind}
_COLUMNS = (
    "id", "kind", "on", "account_id", "to_account_id", "instrument_id", "into_id", "quantity", "price", "amount", "fee",
    "tax", "currency", "settled_in", "rate", "order", "ratio_new", "ratio_old", "share", "cost", "acquired_on", "lots",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """What the arithmetic calls accounts and instruments, and the other way round."""

    accounts: Mapping[int, str]
    instruments: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Lines:
    """Activities in ledger order, as the arithmetic takes them, and on which terms it does."""

    lines: list[Line]
    ids: list[int]
    names: Names
    terms: Terms

    @property
    def instruments(self) -> list[int]:
        return list(self.names.instruments)


def strands_linked_to(user: Any, instruments: Iterable[int]) -> set[int]:
    """These instruments, and all that spin-offs and mergers of the person connect them with."""
    exchanges = Activity.objects.for_user(user).filter(into__isnull=False)
    neighbours = defaultdict(set)
    for one, other in exchanges.values_list("instrument_id", "into_id").order_by().distinct():
        neighbours[one].add(other)
        neighbours[other].add(one)
    found, waiting = set(), list(instruments)
    while waiting:
        if (here := waiting.pop()) not in found:
            found.add(here)
            waiting.extend(neighbours[here])
    return found


def of_strands(user: Any, strands: Collection[Strand]) -> ActivityQuerySet[Activity]:
    named = Q(instrument__in=[strand for strand in strands if strand is not None])
    nameless = Q(instrument=None) if None in strands else Q()
    return Activity.objects.for_user(user).filter(named | nameless)


def lines_of(user: Any, activities: ActivityQuerySet[Activity]) -> Lines:
    """
    Activities as the arithmetic takes them, in ledger order, with names that its sentences can tell a person.
    """
    rows = list(activities.in_ledger_order().values_list(*_COLUMNS))
    used = {key for row in rows for key in (row[5], row[6]) if key is not None}
    instruments = list(Instrument.objects.filter(pk__in=used).values_list("id", "symbol", "currency"))
    accounts = list(Account.objects.for_user(user).values_list("id", "name", "currency", "lot_method"))
    names = Names({key: name for key, name, _, _ in accounts}, _told_apart(instruments))
    return Lines(
        lines=[_line(row, names) for row in rows],
        ids=[row[0] for row in rows],
        names=names,
        terms=Terms(
            base=user.base_currency,
            methods={name: Method(method) for _, name, _, method in accounts},
            currencies={names.instruments[key]: currency for key, _, currency in instruments},
            account_currencies={name: currency for _, name, currency, _ in accounts},
        ),
    )


def row_name(activity_id: int) -> str:
    """What messages and chosen lots call an activity."""
    return f"Activity {activity_id}"


def _told_apart(instruments: Iterable[tuple[int, str, str]]) -> dict[int, str]:
    """A person's own instrument may have the symbol of one of the catalogue."""
    names: dict[int, str] = {}
    taken = set()
    for key, symbol, _ in instruments:
        names[key] = f"{symbol} ({key})" if symbol in taken else symbol
        taken.add(symbol)
    return names


def _line(row: tuple[Any, ...], names: Names) -> Line:
    (
        key, kind, on, account, to_account, instrument, into, quantity, price, amount, fee,
        tax, currency, settled_in, rate, order, new, old, share, cost, acquired_on, lots,
    ) = row  # fmt: skip
    return Line(
        _KINDS[kind],
        on,
        row_name(key),
        names.accounts[account],
        names.instruments[instrument] if instrument is not None else "",
        quantity,
        price,
        amount,
        fee,
        tax,
        currency,
        settled_in,
        rate,
        order,
        names.accounts[to_account] if to_account is not None else "",
        names.instruments[into] if into is not None else "",
        Fraction(new, old) if new else None,
        share,
        cost,
        acquired_on,
        tuple((row_name(lot), Decimal(taken)) for lot, taken in lots or ()),
    )
