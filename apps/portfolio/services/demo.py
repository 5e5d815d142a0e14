"""
What the people of `manage.py seed_demo` own and did. Loads numpy: import it where it is used.

The same every time, by COPY, a hundred people in a transaction; whoever has an account already is passed over.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from project.lib.copying import copied
from project.lib.seeding import Scale, chance, noon, people, uneven
from workers.queues import BULK

from .. import tasks
from ..domain.quotes import Floats
from ..models import Account, Activity, Instrument, Outdated, PriceSeries, RateSeries, Standing
from ..queries.market import PIVOT, unpacked
from . import seeding

INSTRUMENTS = 200
YEARS = 10
ACTIVITIES = 2_000_000
BATCH = 100

_FEE = Decimal("1.50")


def seed(scale: Scale) -> Iterator[str]:
    volume = seeding.Scale(instruments=scale.of(INSTRUMENTS, least=20), years=YEARS, price_rows=True)
    market = _Market(seeding.seed_market(scale=volume, until=scale.until))
    yield f"{volume.instruments} instruments with {YEARS} years of prices"
    everyone = list(people(scale))
    counts = uneven(scale.of(ACTIVITIES), len(everyone))
    for begin in range(0, len(everyone), BATCH):
        end = min(begin + BATCH, len(everyone))
        _make(everyone[begin:end], counts[begin:end], market, scale.until)
        yield f"{end:,} of {len(everyone):,} people with {sum(counts[:end]):,} activities"
    tasks.value_outdated.apply_async_on_commit(queue=BULK)


class _Market:
    """What everything closed at, every day."""

    def __init__(self, instruments: Sequence[Instrument]) -> None:
        self.instruments = instruments
        self._closes = self._days(PriceSeries.objects.filter(instrument__in=instruments).values_list("pk", *_SERIES))
        self._rates = self._days(RateSeries.objects.values_list("currency", *_SERIES))

    @staticmethod
    def _days(rows: Any) -> dict[Any, tuple[int, Floats]]:
        found = {}
        for key, first_on, values in rows:
            quotes = unpacked(first_on, values)
            first, last = int(quotes.days[0]), int(quotes.days[-1])
            found[key] = first, quotes.filled(first, last)
        return found

    def price(self, instrument: Instrument, on: date) -> Decimal:
        return Decimal(str(round(self._at(self._closes[instrument.pk], on), 2)))

    def rate(self, currency: str, into: str, on: date) -> float:
        def of_one_euro(code: str) -> float:
            return 1.0 if code == PIVOT else self._at(self._rates[code], on)

        return of_one_euro(into) / of_one_euro(currency)

    @staticmethod
    def _at(series: tuple[int, Floats], on: date) -> float:
        first, figures = series
        return float(figures[min(max(on.toordinal() - first, 0), len(figures) - 1)])


_SERIES = ("first_on", "values")


@transaction.atomic
def _make(everyone: Sequence[Any], counts: Sequence[int], market: _Market, until: date) -> None:
    there = set(Account.objects.filter(owner__in=everyone).values_list("owner_id", flat=True))
    new = [(person, count) for person, count in zip(everyone, counts, strict=True) if person.pk not in there]
    ledgers = [_Ledger(person, count, market, until) for person, count in new]
    copied(
        Account,
        ("uuid", "owner", "name", "kind", "currency", "lot_method", "opened_at", "is_sample"),
        (
            (
                UUID(int=ledger.random.getrandbits(128), version=4), ledger.person.pk, "Broker", "broker",
                ledger.currency, ledger.random.choice(_METHODS), noon(ledger.first), False,
            )
            for ledger in ledgers
        ),
    )  # fmt: skip
    accounts = dict(Account.objects.filter(owner__in=[person for person, _ in new]).values_list("owner_id", "pk"))
    copied(Activity, _COLUMNS, (row for ledger in ledgers for row in ledger.rows(accounts[ledger.person.pk])))
    Outdated.objects.bulk_create(Outdated(owner=person, everything=True) for person, _ in new)
    Standing.objects.bulk_create(
        [Standing(owner=person, version=1) for person, _ in new],
        update_conflicts=True,
        unique_fields=["owner"],
        update_fields=["version"],
    )


_METHODS = [method.value for method in (Account.LotMethod.FIFO, Account.LotMethod.FIFO, Account.LotMethod.AVERAGE)]
_COLUMNS = (
    "uuid", "owner", "account", "kind", "on", "order", "instrument", "quantity", "price", "amount", "fee", "tax",
    "currency", "settled_in", "note", "tags", "source", "source_reference", "created_at", "updated_at",
)  # fmt: skip


@dataclass(slots=True)
class _Line:
    """One activity before it is a row."""

    kind: str
    currency: str
    instrument: Instrument | None = None
    quantity: int = 0
    price: Decimal | None = None
    amount: Decimal = Decimal(0)
    fee: Decimal = Decimal(0)


class _Ledger:
    """A person who saves, buys what they can pay, sells now and then, and is paid dividends."""

    def __init__(self, person: Any, count: int, market: _Market, until: date) -> None:
        self.person, self.count, self.market, self.until = person, count, market, until
        self.random = chance("portfolio", person.email)
        self.currency = person.base_currency
        self.first = until - timedelta(days=self.random.randrange(300, round(YEARS * 365.25) - 10))
        some = min(len(market.instruments), 3 + count // 20)
        self.liked = self.random.sample(market.instruments, some)
        self.held = dict.fromkeys(range(some), 0)
        self.cash = 0.0
        self.saving = self.random.choice((100, 200, 250, 500, 1000, 2500))

    def rows(self, account: int) -> Iterator[tuple[Any, ...]]:
        span = (self.until - self.first).days
        for number in range(self.count):
            on = _trading_day(self.first + timedelta(days=number * span // self.count))
            line = self._next(on)
            stamp = noon(on)
            yield (
                UUID(int=self.random.getrandbits(128), version=4), self.person.pk, account, line.kind, on, number,
                line.instrument and line.instrument.pk, Decimal(line.quantity), line.price, line.amount, line.fee,
                Decimal(0), line.currency, "", "", [], "", "", stamp, stamp,
            )  # fmt: skip

    def _next(self, on: date) -> _Line:
        which, dice = self.random.randrange(len(self.liked)), self.random.random()
        if dice < 0.12 and self.held[which] > 1:
            return self._sell(which, on)
        if dice < 0.24 and self.held[which]:
            return self._dividend(which, on)
        if dice < 0.26 and self.cash > 10:
            return self._moved("fee", Decimal(self.random.choice(("1.00", "2.50", "4.90"))), -1)
        price = self._price_here(which, on)
        if self.cash < price + float(_FEE):
            missing = max(1, -(-int(price + 10 - self.cash) // self.saving))
            return self._moved("deposit", Decimal(missing * self.saving), 1)
        return self._buy(which, on, int((self.cash - float(_FEE)) / price))

    def _price_here(self, which: int, on: date) -> float:
        instrument = self.liked[which]
        return float(self.market.price(instrument, on)) * self.market.rate(instrument.currency, self.currency, on)

    def _buy(self, which: int, on: date, most: int) -> _Line:
        quantity = max(1, self.random.randint(1, most))
        self.cash -= quantity * self._price_here(which, on) + float(_FEE)
        self.held[which] += quantity
        return self._trade("buy", which, on, quantity)

    def _sell(self, which: int, on: date) -> _Line:
        quantity = self.random.randint(1, self.held[which])
        self.cash += quantity * self._price_here(which, on) - float(_FEE)
        self.held[which] -= quantity
        return self._trade("sell", which, on, quantity)

    def _trade(self, kind: str, which: int, on: date, quantity: int) -> _Line:
        instrument = self.liked[which]
        price = self.market.price(instrument, on)
        return _Line(kind, instrument.currency, instrument, quantity, price, fee=_FEE)

    def _dividend(self, which: int, on: date) -> _Line:
        instrument, held = self.liked[which], self.held[which]
        amount = max(Decimal("0.01"), (held * self.market.price(instrument, on) / 150).quantize(Decimal("0.01")))
        self.cash += float(amount) * self.market.rate(instrument.currency, self.currency, on)
        return _Line("dividend", instrument.currency, instrument, amount=amount)

    def _moved(self, kind: str, amount: Decimal, sign: int) -> _Line:
        self.cash += sign * float(amount)
        return _Line(kind, self.currency, amount=amount)


def _trading_day(day: date) -> date:
    """The day itself, or the Friday before."""
    return day - timedelta(days=max(0, day.weekday() - 4))
