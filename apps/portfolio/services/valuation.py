"""
Making a person's figures anew: what the pages read, and never compute. Loads numpy: import it where it is used.

After a change only its strands are reckoned again, and their part of every sum is replaced; once a day, all are.
"""

import gc
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal, localcontext
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from psycopg.types.json import Jsonb

from project.lib import cache
from project.lib.copying import copied, copied_out
from project.lib.errors import DomainError
from project.lib.person import speaking_to

from ..domain.amounts import EXACT, ZERO
from ..models import Holding, HoldingSeries, Outdated, Standing, TotalSeries
from ..queries.holdings import DOMAIN
from ..queries.kept import Days, Entries, Key, Sums, cash_days, summed
from ..queries.market import rates as known_rates
from ..queries.reckoning import Position, Reckoned, reckoned, stored
from ..queries.strands import strands_linked_to
from .marks import hold_figures

Strands = set[int | None]


@transaction.atomic
def update_portfolio_metrics(*, user: Any) -> bool:
    """
    Bring a person's figures up to date; whether there was anything to do. Run twice it does nothing the second time.

    One at a time for a person: a second call waits for the first.
    """
    hold_figures(user)
    with speaking_to(user):
        today = timezone.localdate()
    with _nothing_collected():
        return _brought_to(user, today)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """A ledger is tens of thousands of small objects without cycles; looking for some takes a quarter of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _brought_to(user: Any, today: date) -> bool:
    # In this order: a change that comes after is either seen with its mark or leaves its mark behind.
    standing, _ = Standing.objects.get_or_create(owner=user)
    marks = list(Outdated.objects.for_user(user).values_list("pk", "instrument_id", "everything"))
    fresh = standing.as_of == today and standing.currency == user.base_currency
    # What could not be valued says so as long as it cannot, and only a look at everything tells.
    fresh_and_whole = fresh and not standing.problem
    if fresh and not marks:
        return False
    if fresh_and_whole and not any(everything for *_, everything in marks):
        _replace(_Making(user, standing, today), {strand for _, strand, _ in marks})
    else:
        _make_all(_Making(user, standing, today))
    Outdated.objects.filter(pk__in=[key for key, *_ in marks]).delete()
    cache.bump(user, DOMAIN)
    return True


def _make_all(making: "_Making") -> None:
    made = making.reckoned(None)
    cash = making.cash(made.cash)
    whole = [*made.days.values(), *cash.values()]
    first = min((days.first for days in whole), default=making.last)
    HoldingSeries.objects.for_user(making.user).delete()
    Holding.objects.for_user(making.user).delete()
    making.write(made, cash, own=made.positions)
    making.finish(summed(whole, first, making.last), made.problem)


def _replace(making: "_Making", strands: Strands) -> None:
    named = {strand for strand in strands if strand is not None}
    if named:
        strands = strands | strands_linked_to(making.user, named)
    made = making.reckoned(strands)
    rows = HoldingSeries.objects.for_user(making.user)
    of_strands = Q(instrument__in=strands - {None}) | (
        Q(instrument=None, currency="") if None in strands else Q(pk__in=[])
    )
    kept = _kept(rows.filter(of_strands | ~Q(currency="")))
    touched = {key.account for key in (*made.days, *made.cash)} | {key.account for key in kept if not key.currency}
    old = {key: days for key, days in kept.items() if not key.currency or key.account in touched}
    cash = making.cash(_replaced_cash(strands, old, made.cash))
    new = [*made.days.values(), *cash.values()]
    sums = making.sums(min((days.first for days in new), default=making.last))
    sums = sums.changed_by(summed(old.values(), sums.first, sums.last), summed(new, sums.first, sums.last))
    own = made.positions if None in strands else making.own_positions(touched)
    rows.filter(of_strands | (Q(account__in=touched) & ~Q(currency=""))).delete()
    Holding.objects.for_user(making.user).filter(
        Q(instrument__in=strands - {None}) | Q(instrument=None, account__in=touched)
    ).delete()
    making.write(made, cash, own=own)
    making.finish(sums, made.problem)


def _kept(rows: Any) -> dict[Key, Days]:
    columns = ("account_id", "instrument_id", "currency", "first_on", "value", "fx_gain", "entries")
    return {Key(*row[:3]): Days.read(*row[3:]) for row in copied_out(rows, *columns)}


def _replaced_cash(
    strands: Strands, old: Mapping[Key, Days], made: Mapping[Key, list[Entries]]
) -> dict[Key, list[Entries]]:
    """What other strands moved stays; what these moved is replaced."""
    gone = np.array([strand or 0 for strand in strands])
    parts = {key: [days.entries[~np.isin(days.entries["strand"], gone)]] for key, days in old.items() if key.currency}
    for key, entries in made.items():
        parts.setdefault(key, []).extend(entries)
    return {key: found for key, found in parts.items() if any(len(entries) for entries in found)}


class _Making:
    """One making of figures: for whom, up to which day, and with which rates."""

    def __init__(self, user: Any, standing: Standing, today: date) -> None:
        self.user, self.standing, self.today = user, standing, today
        self.last = today.toordinal()
        self.rates = known_rates()

    def reckoned(self, strands: Strands | None) -> Reckoned:
        return reckoned(self.user, strands, self.today, self.rates)

    def cash(self, parts: Mapping[Key, list[Entries]]) -> dict[Key, Days]:
        made = {}
        for key, found in parts.items():
            entries = np.concatenate(found)
            first = int(entries["day"].min()) - 1
            rates = self.rates.filled(key.currency, self.user.base_currency, first, self.last)
            made[key] = cash_days(entries, rates, first)
        return made

    def sums(self, first: int) -> Sums:
        """The sums as they are kept, from the first day that they must hold."""
        kept = TotalSeries.objects.for_user(self.user).values_list("first_on", "sums").first()
        if kept is None:
            return summed([], first, self.last)
        sums = Sums.read(*kept)
        return sums if sums.first <= first else sums.from_day(first)

    def own_positions(self, accounts: set[int]) -> dict[Key, Position]:
        """The interest, fees and taxes of accounts themselves, where their activities are not reckoned again."""
        rows = Holding.objects.for_user(self.user).filter(account__in=accounts, instrument=None)
        columns = ("account_id", "currency", "income", "fees", "taxes")
        return {
            Key(account, None, currency): Position(currency, income=income, fees=fees, taxes=taxes)
            for account, currency, income, fees, taxes in rows.values_list(*columns)
        }

    # --- Writing ------------------------------------------------------------------------------------------------------

    def write(self, made: Reckoned, cash: Mapping[Key, Days], *, own: Mapping[Key, Position]) -> None:
        # Activities that move cash only have no days of their own, and what they moved must be known all the same.
        days = {**dict.fromkeys(made.moved, Days.nothing(self.last)), **made.days, **cash}
        copied(
            HoldingSeries,
            (*_KEY, "first_on", "value", "fx_gain", "entries", "cash"),
            (
                (self.user.pk, *key, *kept.packed(), Jsonb(_moved(made.moved.get(key, {}))))
                for key, kept in days.items()
            ),
        )
        securities = {key: position for key, position in made.positions.items() if key.instrument is not None}
        copied(
            Holding,
            (*_KEY, "as_of", "version", "price_on", *_AMOUNTS),
            (
                self._holding(key, position)
                for key, position in [*securities.items(), *self._cash_positions(cash, own).items()]
            ),
        )

    def _holding(self, key: Key, position: Position) -> tuple[Any, ...]:
        amounts = (getattr(position, name) for name in _AMOUNTS)
        return (
            self.user.pk,
            key.account,
            key.instrument,
            position.currency,
            self.today,
            self.standing.version,
            position.price_on,
            *(None if amount is None else stored(amount) for amount in amounts),
        )

    def _cash_positions(self, cash: Mapping[Key, Days], own: Mapping[Key, Position]) -> dict[Key, Position]:
        """Cash to the cent, from what every strand moved. An account's own income stands with its own currency."""
        positions = {key: Position(key.currency) for key in cash}
        for key, position in own.items():
            if key.instrument is None:
                positions[key._replace(currency=position.currency)] = position
        totals: dict[Key, tuple[Decimal, Decimal]] = defaultdict(lambda: (ZERO, ZERO))
        rows = HoldingSeries.objects.for_user(self.user).filter(
            account__in={key.account for key in positions}, currency=""
        )
        with localcontext(EXACT):
            for account, moved in rows.values_list("account_id", "cash"):
                for currency, (amount, booked) in moved.items():
                    key = Key(account, None, currency)
                    totals[key] = totals[key][0] + Decimal(amount), totals[key][1] + Decimal(booked)
            for key, position in positions.items():
                position.quantity, position.cost = totals[key]
                position.cost_in_currency = position.quantity
                position.market_value = self._in_base(position.currency, position.quantity)
        return positions

    def _in_base(self, currency: str, amount: Decimal) -> Decimal | None:
        try:
            return amount * self.rates.at(currency, self.user.base_currency, self.last)
        except DomainError:
            return None

    def finish(self, sums: Sums, problem: str) -> None:
        TotalSeries.objects.for_user(self.user).delete()
        copied(
            TotalSeries,
            ("owner", "first_on", "sums"),
            [(self.user.pk, date.fromordinal(sums.first), sums.packed())],
        )
        Standing.objects.filter(pk=self.standing.pk).update(
            valued_version=self.standing.version,
            currency=self.user.base_currency,
            as_of=self.today,
            valued_at=timezone.now(),
            problem=problem[:300],
        )


_KEY = ("owner", "account", "instrument", "currency")
_AMOUNTS = (
    "quantity", "cost", "cost_in_currency", "market_value", "price", "realised", "income", "fees", "taxes",
)  # fmt: skip


def _moved(amounts: Mapping[str, tuple[Decimal, Decimal]]) -> dict[str, list[str]]:
    return {currency: [str(part) for part in parts] for currency, parts in amounts.items()}
