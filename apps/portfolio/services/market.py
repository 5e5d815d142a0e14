"""Prices and rates, and the packed rows that go with them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from project.lib import cache, media
from project.lib.errors import DomainError, NotThere

from ..clients.providers import FROM_A_FILE, TYPED_IN
from ..domain.price_file import prices_in
from ..models import Instrument, Price, PriceSeries, Rate, RateSeries
from . import marks
from .rules import known_currency, not_in_the_future, refusal

# What is the same for everyone is kept under this name: prices of the catalogue, and rates.
SHARED = "market"
# A century of days, written generously.
LARGEST_FILE = 3_000_000
# With what a form has around a file.
LARGEST_BODY = LARGEST_FILE + 100_000


class BadPrice(DomainError):
    code = "bad_price"


# --- Prices -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def set_price(*, owner: Any, instrument: Instrument, on: date, close: Decimal) -> None:
    """
    Say what something of the person's own was worth on a day.

    :raises NotThere: it is not their own; prices of the catalogue come from the market data
    """
    _own(owner, instrument)
    not_in_the_future(owner, on)
    _write_prices(instrument, {on: close}, source=TYPED_IN)
    marks.changed(owner, strands=[instrument.pk])


@transaction.atomic
def import_prices(*, owner: Any, instrument: Instrument, file: Any) -> int:
    """
    Write the prices of a file over those of the same days of something of the person's own; how many there were.

    :raises NotThere: it is not their own
    :raises BadPriceFile: nothing is written of a file that has one bad line
    :raises InTheFuture:
    """
    _own(owner, instrument)
    closes = prices_in(taken_content(file))
    not_in_the_future(owner, max(closes), "file")
    not_in_the_future(owner, min(closes), "file")
    _write_prices(instrument, closes, source=FROM_A_FILE)
    marks.changed(owner, strands=[instrument.pk])
    return len(closes)


def taken_content(file: Any) -> bytes:
    """
    The bytes of a table that somebody hands in.

    :raises FileRefused: it is no text, or too large
    """
    taken = media.take(file, kinds=[media.TEXT], limit=LARGEST_FILE)
    with taken.file as content:
        return bytes(content.read())


def _own(owner: Any, instrument: Instrument) -> None:
    if instrument.owner_id != owner.pk:
        raise NotThere("There is no such instrument of your own; prices of the catalogue come from the market data.")


@transaction.atomic
def set_prices(*, instrument: Instrument, closes: Mapping[date, Decimal], source: str, value: bool = True) -> bool:
    """
    Write prices of an instrument, over those of the same days; everyone who holds it is valued anew, once. Whether
    any of them was new.

    :param value: False where the caller has everyone valued after many instruments, instead of after each
    :raises BadPrice: one is not above zero
    """
    new = _unknown_yet(instrument, closes)
    if not new:
        return False
    _write_prices(instrument, new, source=source)
    marks.mark_holders(instrument.pk, value=value)
    return True


def _unknown_yet(instrument: Instrument, closes: Mapping[date, Decimal]) -> dict[date, Decimal]:
    """Without what stands there already: an answer that says nothing new makes nobody's figures old."""
    if not closes:
        return {}
    rows = Price.objects.filter(instrument=instrument, on__range=(min(closes), max(closes)))
    known = dict(rows.values_list("on", "close"))
    return {on: close for on, close in closes.items() if known.get(on) != close}


def _write_prices(instrument: Instrument, closes: Mapping[date, Decimal], *, source: str) -> None:
    _refuse_nothing(closes, "A price must be above zero; one that is not known is left out.")
    # Two who write at once must not each pack what the other has not written yet.
    Instrument.objects.select_for_update(no_key=True).get(pk=instrument.pk)
    Price.objects.bulk_create(
        [Price(instrument=instrument, on=on, close=close, source=source) for on, close in closes.items()],
        update_conflicts=True,
        unique_fields=["instrument", "on"],
        update_fields=["close", "source"],
    )
    pack_prices(instrument.pk)
    if instrument.owner_id is None:
        cache.bump(None, SHARED)


def pack_prices(instrument_id: int) -> None:
    """Make the packed row of an instrument from its prices."""
    from ..queries.market import packed

    points = dict(Price.objects.filter(instrument=instrument_id).values_list("on", "close"))
    first_on, values = packed({day: float(close) for day, close in points.items()})
    row, made = PriceSeries.objects.get_or_create(
        instrument_id=instrument_id, defaults={"first_on": first_on, "values": values}
    )
    if not made:
        row.first_on, row.values, row.version = first_on, values, row.version + 1
        row.save()


# --- Rates ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def set_rates(*, currency: str, values: Mapping[date, Decimal], source: str) -> None:
    """
    Write what one euro was in a currency, over what was known of the same days; everyone is valued anew, once.

    :raises BadPrice: one is not above zero
    :raises BadCurrency:
    """
    known_currency(currency)
    if values:
        write_rates(currency, values, source=source)
        marks.mark_everyone()


@transaction.atomic
def set_rates_of_all(*, rates: Mapping[str, Mapping[date, Decimal]], source: str) -> bool:
    """Write many currencies, over what was known of the same days; everyone is marked once, but not valued yet."""
    told = {currency: values for currency, values in rates.items() if values}
    for currency, values in told.items():
        write_rates(currency, values, source=source)
    if told:
        marks.mark_everyone(value=False)
    return bool(told)


def write_rates(currency: str, values: Mapping[date, Decimal], *, source: str) -> None:
    from ..queries.market import packed

    _refuse_nothing(values, "A rate must be above zero; one that is not known is left out.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"portfolio.rates {currency}"])
    Rate.objects.bulk_create(
        [Rate(currency=currency, on=on, value=value, source=source) for on, value in values.items()],
        update_conflicts=True,
        unique_fields=["currency", "on"],
        update_fields=["value", "source"],
    )
    points = dict(Rate.objects.filter(currency=currency).values_list("on", "value"))
    first_on, figures = packed({day: float(value) for day, value in points.items()})
    row, made = RateSeries.objects.get_or_create(currency=currency, defaults={"first_on": first_on, "values": figures})
    if not made:
        row.first_on, row.values, row.version = first_on, figures, row.version + 1
        row.save()
    cache.bump(None, SHARED)


def _refuse_nothing(figures: Mapping[date, Decimal], sentence: str) -> None:
    if any(not figure.is_finite() or figure <= 0 for figure in figures.values()):
        raise refusal(BadPrice, "close", sentence)
