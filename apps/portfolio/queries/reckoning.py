"""
What activities come to: the days of each holding and where it stands now. Loads numpy: import it where it is used.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, localcontext
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from project.lib.errors import DomainError

from ..domain.amounts import EXACT, ZERO
from ..domain.daily import Daily
from ..domain.fx import Rates
from ..domain.ledger import Ledger
from ..domain.postings import Holding, Posting
from ..models import Activity
from .kept import ENTRY, Days, Entries, Key
from .market import market_for
from .strands import Lines, lines_of, of_strands, strands_linked_to

_STORED = Decimal("1e-12")


@dataclass(slots=True)
class Position:
    """Where a holding stands on the last day. Exact; in the base currency unless it says otherwise."""

    currency: str
    quantity: Decimal = ZERO
    cost: Decimal = ZERO
    cost_in_currency: Decimal = ZERO
    market_value: Decimal | None = None
    price: Decimal | None = None
    price_on: date | None = None
    realised: Decimal = ZERO
    income: Decimal = ZERO
    fees: Decimal = ZERO
    taxes: Decimal = ZERO


@dataclass(slots=True)
class Reckoned:
    """What some strands come to. Cash is what their activities moved of it, not what an account has."""

    days: dict[Key, Days] = field(default_factory=dict)
    positions: dict[Key, Position] = field(default_factory=dict)
    cash: dict[Key, list[Entries]] = field(default_factory=lambda: defaultdict(list))
    # By account and instrument: the amount and its booked value, by currency.
    moved: dict[Key, dict[str, tuple[Decimal, Decimal]]] = field(default_factory=lambda: defaultdict(dict))
    problem: str = ""

    def add(self, other: Self) -> None:
        self.days |= other.days
        self.positions |= other.positions
        for key, entries in other.cash.items():
            self.cash[key] += entries
        for key, amounts in other.moved.items():
            self.moved[key] |= amounts


def reckoned(user: Any, strands: Iterable[int | None] | None, last: date, rates: Rates) -> Reckoned:
    """
    These strands, or all. One that cannot be reckoned, such as for want of a rate, is left out, and `problem` says why.
    """
    activities = Activity.objects.for_user(user).filter(on__lte=last)
    if strands is not None:
        activities = of_strands(user, set(strands)).filter(on__lte=last)
    try:
        return _of_lines(lines_of(user, activities), last, rates)
    except DomainError:
        return _one_by_one(user, activities, last, rates)


def _one_by_one(user: Any, activities: Any, last: date, rates: Rates) -> Reckoned:
    whole, done = Reckoned(), set[int | None]()
    for strand in activities.order_by().values_list("instrument_id", flat=True).distinct():
        if strand in done:
            continue
        linked: set[int | None] = {None} if strand is None else {*strands_linked_to(user, [strand])}
        done |= linked
        try:
            whole.add(_of_lines(lines_of(user, of_strands(user, linked).filter(on__lte=last)), last, rates))
        except DomainError as no:
            whole.problem = whole.problem or no.detail
    return whole


def _of_lines(lines: Lines, last: date, rates: Rates) -> Reckoned:
    ledger = Ledger(lines.lines, market_for(lines, rates), lines.terms)
    daily = Daily(ledger, last)
    accounts = {name: key for key, name in lines.names.accounts.items()}
    instruments = {name: key for key, name in lines.names.instruments.items()}
    strands = [instruments.get(line.symbol) for line in lines.lines]
    keys = _Keys(np.array(lines.ids, dtype=np.int64), np.array([strand or 0 for strand in strands], dtype=np.int64))
    realised = _realised(ledger)
    made = Reckoned()
    with localcontext(EXACT):
        for holding, postings in daily.postings.items():
            account = accounts[holding.account]
            if holding.cash:
                key = Key(account, None, holding.name)
                made.cash[key].append(_entries(daily, daily.row[holding], keys))
                _note_cash(made, account, holding.name, strands, postings)
            else:
                key = Key(account, instruments.get(holding.name))
                made.days[key] = _days(daily, holding, keys, realised.get(holding, ()))
                made.positions[key] = _position(daily, holding, last, realised.get(holding, ()))
    return made


class _Keys(NamedTuple):
    """Of each activity, by its place in the ledger: its id, and the instrument that it names, 0 for none."""

    activities: NDArray[np.int64]
    strands: NDArray[np.int64]


def _realised(ledger: Ledger) -> dict[Holding, list[tuple[int, Decimal]]]:
    found = defaultdict(list)
    for closed in ledger.closed:
        found[Holding(closed.account, closed.symbol)].append((closed.closed_on.toordinal(), closed.gain.base))
    return found


def _entries(daily: Daily, row: int, keys: _Keys, realised: Sequence[tuple[int, Decimal]] = ()) -> Entries:
    posted = daily.entries(row)
    events = posted.pop("event")
    found = np.zeros(len(events) + len(realised), ENTRY)
    entries, gains = found[: len(events)], found[len(events) :]
    entries["event"], entries["strand"] = keys.activities[events], keys.strands[events]
    for name, column in posted.items():
        entries[name] = column
    if realised:
        gains["day"], gains["realised"] = zip(*realised, strict=True)
    return found


def _note_cash(
    made: Reckoned, account: int, currency: str, strands: list[int | None], postings: Iterable[Posting]
) -> None:
    for posting in postings:
        moved = made.moved[Key(account, strands[posting.event])]
        amount, booked = moved.get(currency, (ZERO, ZERO))
        moved[currency] = (amount + posting.quantity, booked + posting.booked)


def _days(daily: Daily, holding: Holding, keys: _Keys, realised: Sequence[tuple[int, Decimal]]) -> Days:
    row = daily.row[holding]
    entries = _entries(daily, row, keys, realised)
    first = int(entries["day"].min()) - 1
    begin = first - daily.first
    return Days(first, daily.value[row, begin:], daily.fx_gain[row, begin:], entries)


def _position(daily: Daily, holding: Holding, last: date, realised: Iterable[tuple[int, Decimal]]) -> Position:
    postings, ledger = daily.postings[holding], daily.ledger
    position = Position(
        ledger.currency_of(holding) if holding.name else ledger.account_currencies[holding.account],
        realised=sum((gain for _, gain in realised), ZERO),
        income=sum((posting.income for posting in postings), ZERO),
        fees=sum((posting.fee for posting in postings), ZERO),
        taxes=sum((posting.tax for posting in postings), ZERO),
    )
    if holding.name:
        book = ledger.books[holding.account, holding.name]
        cost = book.cost
        position.quantity, position.cost, position.cost_in_currency = book.quantity, cost.base, cost.own
        known = ledger.market.known(holding.name, last.toordinal())
        if known is not None:
            position.price, position.price_on = known.price, date.fromordinal(known.day)
            position.market_value = position.quantity * known.price * daily.rate_on(daily.row[holding], last)
    return position


def stored(amount: Decimal) -> Decimal:
    """As it is kept in the database: twelve places, and no zeros that say nothing."""
    return amount.quantize(_STORED, context=EXACT).normalize(EXACT) + 0
