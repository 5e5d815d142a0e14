"""
Whether drafts can have happened, together with what is in the ledger: each strand is replayed with them.

A draft that cannot is taken out and named, and the rest is tried again. Loads numpy: import it where it is used.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from project.lib.errors import DomainError

from ...domain.activities import Activity as Line
from ...domain.activities import Kind
from ...domain.fx import Rates
from ...domain.ledger import Ledger
from ...domain.lots import Method
from ...domain.market import Market
from ...domain.quotes import MissingRate
from ...models import Account, Activity, Instrument
from ...queries.market import market_for, rates
from ...queries.strands import Lines, Names, lines_of, of_strands, row_name, strands_linked_to
from .drafts import Draft

# After so many a strand is a matter for the person: what was not tried says so.
MOST_FAULTS = 100
_TAKES_AWAY = {Kind.SELL, Kind.TRANSFER_OUT, Kind.TRANSFER, Kind.COVER, Kind.MERGER, Kind.SPIN_OFF}
Faults = dict[str, str]


def strands_of(user: Any, drafts: Iterable[Draft]) -> list[list[Draft]]:
    """Drafts that must be replayed together: of one instrument, and of those that exchanges tie to it."""
    drafts = list(drafts)
    place = {draft.key: index for index, draft in enumerate(drafts)}
    by_strand: dict[int | None, list[Draft]] = defaultdict(list)
    tied: dict[int, set[int]] = defaultdict(set)
    for draft in drafts:
        one, other = draft.activity.instrument_id, draft.activity.into_id
        by_strand[one].append(draft)
        if one is not None and other is not None:
            tied[one].add(other)
            tied[other].add(one)
    groups, done = [], set[int | None]()
    for strand in by_strand:
        if strand in done:
            continue
        found, waiting = set[int | None](), [strand]
        while waiting:
            here = waiting.pop()
            if here in found:
                continue
            found.add(here)
            if here is not None:
                waiting += tied.get(here, ())
                waiting += strands_linked_to(user, [here]) if here > 0 and tied else ()
        done |= found
        group = [draft for key in by_strand if key in found for draft in by_strand[key]]
        # As the file has them: on one day that is the order in which they happened.
        groups.append(sorted(group, key=lambda draft: place[draft.key]))
    return groups


def faults_of(
    user: Any,
    drafts: Collection[Draft],
    *,
    made: Mapping[int, Instrument],
    accounts: Mapping[int, Account],
    known_rates: Rates | None = None,
) -> Faults:
    """The drafts that cannot have happened, by key, and why."""
    strands = {key for draft in drafts for key in (draft.activity.instrument_id, draft.activity.into_id)}
    there = {key for key in strands if key is not None and key > 0}
    linked: set[int | None] = {*strands_linked_to(user, there)}
    existing = lines_of(user, of_strands(user, linked) if linked else Activity.objects.none())
    both = _with(existing, drafts, made, accounts)
    keys = {draft.key for draft in drafts}
    market = market_for(both, known_rates or rates())
    return _Trial(both, market, keys).faults()


def _with(
    existing: Lines, drafts: Collection[Draft], made: Mapping[int, Instrument], accounts: Mapping[int, Account]
) -> Lines:
    """The lines of the ledger and of the drafts, in ledger order."""
    names, currencies = dict(existing.names.instruments), dict(existing.terms.currencies)
    taken = set(names.values())
    used = {key for draft in drafts for key in (draft.activity.instrument_id, draft.activity.into_id) if key}
    missing = used - names.keys()
    found = {one.pk: one for one in Instrument.objects.filter(pk__in=[key for key in missing if key > 0])}
    for key in missing:
        one = found.get(key) or made[key]
        names[key] = f"{one.symbol} ({key})" if one.symbol in taken else one.symbol
        taken.add(names[key])
        currencies[names[key]] = one.currency
    account_names = dict(existing.names.accounts)
    account_currencies, methods = dict(existing.terms.account_currencies), dict(existing.terms.methods)
    for key, account in accounts.items():
        account_names[key] = account.name
        account_currencies[account.name] = account.currency
        methods[account.name] = Method(account.lot_method)
    by_reference = {draft.entry.reference: draft.key for draft in drafts if draft.entry.reference}
    new = [_line(draft, names, account_names, by_reference) for draft in drafts]
    lines = sorted([*existing.lines, *new], key=lambda line: (line.on, line.order))
    terms = replace(existing.terms, currencies=currencies, account_currencies=account_currencies, methods=methods)
    return Lines(lines, [], Names(account_names, names), terms)


def _line(draft: Draft, names: Mapping[int, str], accounts: Mapping[int, str], lots: Mapping[str, str]) -> Line:
    it = draft.activity
    return Line(
        Kind(it.kind), it.on, draft.key, accounts[it.account_id],
        names[it.instrument_id] if it.instrument_id is not None else "", it.quantity, it.price, it.amount, it.fee,
        it.tax, it.currency, it.settled_in, it.rate, it.order,
        accounts[it.to_account_id] if it.to_account_id is not None else "",
        names[it.into_id] if it.into_id is not None else "",
        Fraction(it.ratio_new, it.ratio_old or 1) if it.ratio_new else None, it.share, it.cost, it.acquired_on,
        tuple((lots.get(name, _of_ledger(name)), Decimal(taken)) for name, taken in draft.lots),
    )  # fmt: skip


def _of_ledger(lot: str) -> str:
    return row_name(int(lot)) if lot.isdecimal() else lot


class _Trial:
    def __init__(self, lines: Lines, market: Market, keys: set[str]) -> None:
        self.lines, self.market, self.keys = lines.lines, market, keys
        self.terms = lines.terms
        self.found: Faults = {}

    def faults(self) -> Faults:
        for _ in range(MOST_FAULTS):
            no = self._refusal(self.lines)
            if no is None:
                return self.found
            self._take_out(no)
        rest = [line for line in self.lines if line.row in self.keys]
        if self._refusal(self.lines) is not None:
            self._mend(rest, f"More than {MOST_FAULTS} lines of this security do not fit; mend the first ones.")
        return self.found

    def _refusal(self, lines: list[Line]) -> DomainError | None:
        try:
            Ledger(lines, self.market, self.terms)
        except DomainError as no:
            return no
        return None

    def _take_out(self, no: DomainError) -> None:
        row = next(iter(no.fields), "").split(".")[0]
        at = next((index for index, line in enumerate(self.lines) if line.row == row), None) if row else None
        line = self.lines[self._first_that_fails() if at is None else at]
        sentence = no.detail.removeprefix(f"{line.name}: ")
        sentence = sentence[:1].upper() + sentence[1:]
        if isinstance(no, MissingRate):
            # It is missing on every day before, too.
            alike = [
                one
                for one in self.lines
                if one.row in self.keys and one.on <= line.on and one.currency == line.currency
                and one.settled_in == line.settled_in and one.symbol == line.symbol
            ]  # fmt: skip
            self._mend(alike or [one for one in self.lines if one.row in self.keys], sentence)
        elif line.row in self.keys:
            self._mend([line], sentence)
        else:
            sentence = f"Together with it, a line of your ledger cannot be: {line.name}: {sentence}"
            mine = [one for one in self.lines if one.row in self.keys]
            self._mend([one for one in mine if one.kind in _TAKES_AWAY] or mine, sentence)

    def _mend(self, lines: Collection[Line], sentence: str) -> None:
        rows = {line.row for line in lines}
        self.found |= dict.fromkeys(rows, sentence[:500])
        self.lines = [line for line in self.lines if line.row not in rows]

    def _first_that_fails(self) -> int:
        """The shortest beginning of the lines that is refused, where the refusal names no line."""
        low, high = 1, len(self.lines)
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self._refusal(self.lines[:middle]) else (middle + 1, high)
        return high - 1
