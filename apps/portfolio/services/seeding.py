"""
Data of any volume, by COPY, and the same every time: for measurements, and for a Steward that is tried at full size.
Loads numpy: import it where it is used.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import numpy as np
from django.db import transaction
from django.utils import timezone

from project.lib.copying import copied

from ..models import Account, Activity, Instrument, Price, PriceSeries, RateSeries
from . import marks

CURRENCIES = ("EUR", "USD", "GBP", "CHF", "JPY", "SEK")
_RATES = {"USD": 1.1, "GBP": 0.86, "CHF": 0.97, "JPY": 150.0, "SEK": 11.2}
_REGIONS = {
    "EUR": "Europe", "USD": "North America", "GBP": "United Kingdom", "CHF": "Europe", "JPY": "Asia", "SEK": "Europe",
}  # fmt: skip
_PLACES = (
    "Alder", "Beacon", "Cobalt", "Dunmore", "Eastwick", "Fairhaven", "Granite", "Highfield", "Ironbridge", "Juniper",
    "Kingsley", "Larkspur", "Merrow", "Northgate", "Oakdale", "Pinnacle", "Quarry", "Redwater", "Stonefield", "Tarn",
)  # fmt: skip
_BUSINESSES = (
    ("Bank", "Financials"), ("Software", "Technology"), ("Energy", "Energy"), ("Foods", "Consumer staples"),
    ("Pharma", "Health care"), ("Rail", "Industrials"), ("Homes", "Real estate"), ("Metals", "Materials"),
    ("Telecom", "Communication"), ("Motors", "Consumer discretionary"), ("Water", "Utilities"),
)  # fmt: skip


def _name(number: int) -> str:
    """The first 220 differ; more have a number."""
    more, place = divmod(number, len(_PLACES) * len(_BUSINESSES))
    name = f"{_PLACES[place % len(_PLACES)]} {_BUSINESSES[place % len(_BUSINESSES)][0]}"
    return f"{name} {more + 1}" if more else name


@dataclass(frozen=True, slots=True)
class Scale:
    """How much there shall be. Price rows may be left out: only the packed ones are calculated with."""

    instruments: int = 200
    years: int = 10
    activities: int = 5000
    price_rows: bool = False

    @property
    def days(self) -> int:
        return round(self.years * 365.25)


@transaction.atomic
def seed_market(*, scale: Scale, until: date) -> list[Instrument]:
    """Instruments of the catalogue named SEED0001 and so on, with daily prices, and rates; what is there stays."""
    wanted = [f"SEED{number:04}" for number in range(scale.instruments)]
    there = set(Instrument.objects.filter(owner=None, symbol__in=wanted).values_list("symbol", flat=True))
    Instrument.objects.bulk_create(
        Instrument(
            uuid=UUID(int=Random(symbol).getrandbits(128), version=4),  # noqa: S311 (no secret)
            symbol=symbol,
            name=_name(number),
            currency=CURRENCIES[number % len(CURRENCIES)],
            sector=_BUSINESSES[number % len(_BUSINESSES)][1],
            region=_REGIONS[CURRENCIES[number % len(CURRENCIES)]],
        )
        for number, symbol in enumerate(wanted)
        if symbol not in there
    )
    instruments = list(Instrument.objects.filter(owner=None, symbol__in=wanted).order_by("symbol"))
    first = until - timedelta(days=scale.days - 1)
    new = [instrument for instrument in instruments if instrument.symbol not in there]
    closes = {instrument.pk: _walk(instrument.symbol, 50.0, first, scale.days) for instrument in new}
    copied(
        PriceSeries,
        ("instrument", "first_on", "values", "version"),
        ((key, first, values.astype("<f8").tobytes(), 1) for key, values in closes.items()),
    )
    if scale.price_rows:
        copied(
            Price,
            ("instrument", "on", "close", "source"),
            (
                (key, first + timedelta(days=day), Decimal(repr(float(close))), "seed")
                for key, values in closes.items()
                for day, close in enumerate(values)
                if not np.isnan(close)
            ),
        )
    known = set(RateSeries.objects.values_list("currency", flat=True))
    copied(
        RateSeries,
        ("currency", "first_on", "values", "version"),
        (
            (currency, first, _walk(currency, level, first, scale.days).astype("<f8").tobytes(), 1)
            for currency, level in _RATES.items()
            if currency not in known
        ),
    )
    return instruments


def _walk(name: str, level: float, first: date, days: int) -> Any:
    """A random walk above zero that depends on nothing but the name and the days. Exchanges rest at weekends."""
    steps = np.random.default_rng(list(name.encode())).normal(0.0002, 0.01, days)
    weekday = (np.arange(days) + first.weekday()) % 7
    closes = np.round(level * np.exp(np.cumsum(np.where(weekday < 5, steps, 0))), 4)
    closes[1:][weekday[1:] >= 5] = np.nan
    return closes


@transaction.atomic
def seed(*, owner: Any, scale: Scale, instruments: Sequence[Instrument], until: date) -> Account:
    """An account with so many activities, of what `seed_market` made; its figures are still to be made."""
    account = Account.objects.create(owner=owner, name=f"Seeded {scale.activities}", currency=owner.base_currency)
    first = until - timedelta(days=scale.days - 2)
    copied(Activity, _COLUMNS, _activities(owner, account, scale, instruments, first))
    marks.changed(owner, everything=True)
    return account


_COLUMNS = (
    "uuid", "owner", "account", "kind", "on", "order", "instrument", "quantity", "price", "amount", "fee", "tax",
    "currency", "settled_in", "note", "tags", "source", "source_reference", "created_at", "updated_at",
)  # fmt: skip


def _activities(
    owner: Any, account: Account, scale: Scale, instruments: Sequence[Instrument], first: date
) -> Iterator[tuple[Any, ...]]:
    random = Random(f"{owner.pk} {scale}")  # noqa: S311 (no secret)
    now = timezone.now()
    held = dict.fromkeys(range(len(instruments)), 0)

    def row(number: int, kind: str, on: date, instrument: Instrument | None, **said: Any) -> tuple[Any, ...]:
        return (
            UUID(int=random.getrandbits(128), version=4), owner.pk, account.pk, kind, on, number,
            instrument.pk if instrument else None, Decimal(said.get("quantity", 0)), said.get("price"),
            said.get("amount", Decimal(0)), said.get("fee", Decimal(0)), Decimal(0),
            instrument.currency if instrument else account.currency, "",
            f"Line {number}" if number % 10 == 0 else "", [], "", "", now, now,
        )  # fmt: skip

    yield row(0, "deposit", first, None, amount=Decimal(10_000_000))
    for number in range(1, scale.activities):
        on = first + timedelta(days=number * (scale.days - 2) // scale.activities)
        which = random.randrange(len(instruments))
        dice, quantity = random.random(), random.randint(1, 30)
        price = Decimal(random.randint(3000, 9000)) / 100
        if dice < 0.25 and held[which] >= quantity:
            held[which] -= quantity
            yield row(number, "sell", on, instruments[which], quantity=quantity, price=price, fee=Decimal("1.5"))
        elif dice < 0.35 and held[which]:
            yield row(number, "dividend", on, instruments[which], amount=Decimal("12.34"))
        else:
            held[which] += quantity
            yield row(number, "buy", on, instruments[which], quantity=quantity, price=price, fee=Decimal("1.5"))
