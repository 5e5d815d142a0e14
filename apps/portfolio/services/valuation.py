"""
Making a person's figures anew: what the pages read, and never compute. Loads numpy: import it where it is used.

After a change only its strands are reckoned again, and their part of every sum is replaced; once a day, all are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal, localcontext
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from project.lib import cache
from project.lib.errors import DomainError
from project.lib.person import speaking_to

from ..domain.amounts import EXACT, ZERO
from ..domain.fx import Rates
from ..models import Holding, HoldingSeries, Outdated, Standing
from ..queries import reckoning
from ..queries.kept import Days, Key, Sums, cash_days, summed
from ..queries.market import rates as known_rates
from ..queries.strands import strands_linked_to

# The name of the lock on one person's figures, as the first of the two numbers of an advisory lock.
_LOCK = 0x706F7274
DOMAIN = "portfolio"

Strands = set[int | None]


@transaction.atomic
def update_portfolio_metrics(*, user: Any) -> bool:
    """
    Bring a person's figures up to date; whether there was anything to do. Run twice it does nothing the second time.

    One at a time for a person: a second call waits for the first.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, user.pk])
    with speaking_to(user):
        today = timezone.localdate()
    # In this order: a change that comes after is either seen with its mark or leaves its mark behind.
    standing, _ = Standing.objects.get_or_create(owner=user)
    marks = list(Outdated.objects.for_user(user).values_list("pk", "instrument_id", "everything"))
    fresh = standing.as_of == today and standing.currency == user.base_currency
    if fresh and not marks:
        return False
    if fresh and not any(everything for *_, everything in marks):
        strands: Strands = {strand for _, strand, _ in marks}
        named = {strand for strand in strands if strand is not None}
        if named:
            strands |= strands_linked_to(user, named)
        _Update(user, standing, today).replace(strands)
    else:
        _Update(user, standing, today).make_all()
    Outdated.objects.filter(pk__in=[key for key, *_ in marks]).delete()
    cache.bump(user, DOMAIN)
    return True


class _Update:
    """One making of figures."""

    def __init__(self, user: Any, standing: Standing, today: date) -> None:
        self.user, self.standing, self.today = user, standing, today
        self.rates: Rates = known_rates()

    # --- All, or some strands -------------------------------------------------------------------------------------

    def make_all(self) -> None:
        made = reckoning.reckoned(self.user, None, self.today)
        HoldingSeries.objects.for_user(self.user).delete()
        Holding.objects.for_user(self.user).delete()
        cash = {key: self._cash(key, made.cash[key]) for key in made.cash}
        whole = made.days | cash
        first = min((days.first for days in whole.values()), default=self.today.toordinal())
        self._write(made, cash)
        self._write_cash_standings(cash.keys(), made, {})
        self._finish(summed(whole.values(), first, self.today.toordinal()), made.problem)

    def replace(self, strands: Strands) -> None:
        made = reckoning.reckoned(self.user, strands, self.today)
        old = self._kept(self._rows_of(strands))
        touched = {key.account for key in (*old, *made.days, *made.cash)}
        old_cash = self._kept(
            HoldingSeries.objects.for_user(self.user).filter(account__in=touched).exclude(currency="")
        )
        cash = self._changed_cash(strands, old_cash, made)
        before = Sums.read(self.standing.first_on, self.standing.sums) if self.standing.first_on else None
        after_days = [*made.days.values(), *cash.values()]
        first = min([days.first for days in after_days], default=self.today.toordinal())
        sums = self._widened(before, first)
        sums = sums.changed_by(
            summed([*old.values(), *old_cash.values()], sums.first, sums.last),
            summed(after_days, sums.first, sums.last),
        )
        incomes = self._incomes_of_cash(touched)
        self._rows_of(strands).delete()
        HoldingSeries.objects.for_user(self.user).filter(account__in=touched).exclude(currency="").delete()
        Holding.objects.for_user(self.user).filter(
            Q(instrument__in=strands - {None}) | Q(instrument=None, account__in=touched)
        ).delete()
        self._write(made, cash)
        self._write_cash_standings(cash.keys(), made, incomes if None not in strands else {})
        self._finish(sums, made.problem)

    def _rows_of(self, strands: Strands) -> Any:
        nameless = Q(instrument=None, currency="") if None in strands else Q(pk__in=[])
        return HoldingSeries.objects.for_user(self.user).filter(Q(instrument__in=strands - {None}) | nameless)

    def _kept(self, rows: Any) -> dict[Key, Days]:
        columns = ("account_id", "instrument_id", "currency", "first_on", "value", "fx_gain", "entries")
        return {Key(*row[:3]): Days.read(*row[3:]) for row in rows.values_list(*columns)}

    # --- Cash -----------------------------------------------------------------------------------------------------

    def _changed_cash(self, strands: Strands, old: dict[Key, Days], made: reckoning.Reckoned) -> dict[Key, Days]:
        """What other strands moved stays; what these moved is replaced."""
        import numpy as np

        gone = np.array([strand or 0 for strand in strands])
        kept = {key: days.entries[~np.isin(days.entries["strand"], gone)] for key, days in old.items()}
        cash = {}
        for key in {*kept, *made.cash}:
            parts = [kept[key]] * (key in kept) + made.cash.get(key, [])
            if sum(len(part) for part in parts):
                cash[key] = self._cash(key, parts)
        return cash

    def _cash(self, key: Key, parts: list[Any]) -> Days:
        import numpy as np

        entries = np.concatenate(parts)
        first = int(entries["day"].min()) - 1
        filled = self.rates.filled(key.currency, self.user.base_currency, first, self.today.toordinal())
        return cash_days(entries, filled, first)

    def _incomes_of_cash(self, accounts: Collection[int]) -> dict[Key, dict[str, Decimal]]:
        rows = Holding.objects.for_user(self.user).filter(account__in=accounts, instrument=None)
        return {
            Key(account, None, currency): {"income": income, "fees": fees, "taxes": taxes}
            for account, currency, income, fees, taxes in rows.values_list(
                "account_id", "currency", "income", "fees", "taxes"
            )
        }

    def _write_cash_standings(
        self, keys: Iterable[Key], made: reckoning.Reckoned, incomes: dict[Key, dict[str, Decimal]]
    ) -> None:
        """An account's own interest, fees and taxes stand with the cash of its currency."""
        keys = set(keys)
        own = {
            Key(key.account, None, position.currency): {
                "income": reckoning.stored(position.income),
                "fees": reckoning.stored(position.fees),
                "taxes": reckoning.stored(position.taxes),
            }
            for key, position in made.positions.items()
            if key.instrument is None
        }
        totals: dict[Key, tuple[Decimal, Decimal]] = defaultdict(lambda: (ZERO, ZERO))
        rows = HoldingSeries.objects.for_user(self.user).filter(account__in={key.account for key in keys}, currency="")
        with localcontext(EXACT):
            for account, moved in rows.values_list("account_id", "cash"):
                for currency, (amount, booked) in moved.items():
                    key = Key(account, None, currency)
                    totals[key] = totals[key][0] + Decimal(amount), totals[key][1] + Decimal(booked)
            holdings = []
            for key in sorted(keys | own.keys() | incomes.keys(), key=lambda key: (key.account, key.currency)):
                amount, booked = totals[key]
                value = self._value(key.currency, amount)
                holdings.append(
                    self._holding(
                        key,
                        key.currency,
                        quantity=reckoning.stored(amount),
                        cost=reckoning.stored(booked),
                        cost_in_currency=reckoning.stored(amount),
                        market_value=None if value is None else reckoning.stored(value),
                        **(own.get(key) or incomes.get(key) or {}),
                    )
                )
        Holding.objects.bulk_create(holdings)

    def _value(self, currency: str, amount: Decimal) -> Decimal | None:
        try:
            return amount * self.rates.at(currency, self.user.base_currency, self.today.toordinal())
        except DomainError:
            return None

    # --- Rows -----------------------------------------------------------------------------------------------------

    def _write(self, made: reckoning.Reckoned, cash: dict[Key, Days]) -> None:
        rows = []
        # Activities that move cash only have no days of their own, and what they moved must be known all the same.
        empty = Days.nothing(self.today.toordinal())
        for key in {*made.days, *cash, *made.moved}:
            first_on, value, fx_gain, entries = (made.days.get(key) or cash.get(key) or empty).packed()
            rows.append(
                HoldingSeries(
                    owner=self.user,
                    account_id=key.account,
                    instrument_id=key.instrument,
                    currency=key.currency,
                    first_on=first_on,
                    value=value,
                    fx_gain=fx_gain,
                    entries=entries,
                    cash={name: [str(part) for part in parts] for name, parts in made.moved.get(key, {}).items()},
                )
            )
        HoldingSeries.objects.bulk_create(rows)
        Holding.objects.bulk_create(
            self._holding(
                key,
                position.currency,
                **{
                    name: None if (amount := getattr(position, name)) is None else reckoning.stored(amount)
                    for name in _EXACT_FIELDS
                },
                price_on=position.price_on,
            )
            for key, position in made.positions.items()
            if key.instrument is not None
        )

    def _holding(self, key: Key, currency: str, **figures: Any) -> Holding:
        return Holding(
            owner=self.user,
            account_id=key.account,
            instrument_id=key.instrument,
            currency=currency,
            as_of=self.today,
            version=self.standing.version,
            **figures,
        )

    def _widened(self, before: Sums | None, first: int) -> Sums:
        """The sums so far, from the first day that they must hold."""
        last = self.today.toordinal()
        if before is None:
            return summed([], first, last)
        return before if before.first <= first else before.from_day(first)

    def _finish(self, sums: Sums, problem: str) -> None:
        Standing.objects.filter(pk=self.standing.pk).update(
            valued_version=self.standing.version,
            currency=self.user.base_currency,
            as_of=self.today,
            first_on=date.fromordinal(sums.first),
            sums=sums.packed(),
            valued_at=timezone.now(),
            problem=problem[:300],
        )


_EXACT_FIELDS = (
    "quantity", "cost", "cost_in_currency", "market_value", "price", "realised", "income", "fees", "taxes",
)  # fmt: skip
