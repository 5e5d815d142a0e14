"""The latest prices and rates that everyone shares, with day and source; and whom a page has to name for them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Upper
from django.utils import timezone

from project.lib.errors import NotThere

from ..clients.providers import Credit, credit_of
from ..models import Instrument, Price, Rate, RateSeries
from .holdings import STALE_AFTER

MOST_SYMBOLS = 50


def quotes(symbols: Sequence[str]) -> list[dict[str, Any]]:
    """The latest price of these instruments of the catalogue; None where none is known, and never zero."""
    latest = Price.objects.filter(instrument=OuterRef("pk")).order_by("-on")
    wanted = [symbol.upper() for symbol in symbols][:MOST_SYMBOLS]
    rows = (
        Instrument.objects.filter(owner=None)
        .alias(typed=Upper("symbol"))
        .filter(typed__in=wanted)
        .annotate(price_on=Subquery(latest.values("on")[:1]))
        .order_by("symbol")
    )
    found = list(rows)
    prices = {
        price.instrument_id: price
        for price in Price.objects.filter(
            instrument__in=[row.pk for row in found], on__in={row.price_on for row in found if row.price_on}
        )
        if any(row.pk == price.instrument_id and row.price_on == price.on for row in found)
    }
    return [_quote(row, prices.get(row.pk)) for row in found]


def _quote(instrument: Instrument, price: Price | None) -> dict[str, Any]:
    return {
        "uuid": instrument.uuid,
        "symbol": instrument.symbol,
        "name": instrument.name,
        "currency": instrument.currency,
        "delisted_on": instrument.delisted_on,
        "price": price and price.close,
        "on": price and price.on,
        "source": price.source if price else "",
        "stale": is_stale(price.on) if price else None,
    }


def is_stale(on: date) -> bool:
    return on < timezone.now().date() - STALE_AFTER


def prices_of_catalogue(uuid: UUID) -> QuerySet[Price]:
    """
    The latest first.

    :raises NotThere: it is not in the catalogue that everyone shares
    """
    instrument = Instrument.objects.filter(owner=None, uuid=uuid).first()
    if instrument is None:
        raise NotThere("There is no such instrument in the catalogue.")
    return Price.objects.filter(instrument=instrument).order_by("-on", "-id")


def latest_rates() -> list[dict[str, Any]]:
    """What one euro was last known to be in each currency."""
    latest = Rate.objects.filter(currency=OuterRef("pk")).order_by("-on").values("pk")[:1]
    keys = RateSeries.objects.annotate(latest=Subquery(latest)).values("latest")
    rows = Rate.objects.filter(pk__in=keys).order_by("currency")
    return [
        {
            "currency": row.currency,
            "rate": row.value,
            "on": row.on,
            "source": row.source,
            "stale": is_stale(row.on),
        }
        for row in rows
    ]


# --- Whom to name -----------------------------------------------------------------------------------------------------


_SOURCES = """
    WITH held AS (
        SELECT instrument_id, currency, price_on FROM portfolio_holding
        WHERE owner_id = %(owner)s AND quantity <> 0
          AND (%(instrument)s::bigint IS NULL OR instrument_id = %(instrument)s::bigint)
    ), foreign_to_them AS (
        SELECT currency FROM held WHERE currency <> %(base)s
    ), converted AS (
        SELECT currency FROM foreign_to_them UNION SELECT %(base)s WHERE EXISTS (SELECT FROM foreign_to_them)
    )
    SELECT price.source FROM held
    JOIN portfolio_price price ON price.instrument_id = held.instrument_id AND price.on = held.price_on
    UNION
    SELECT latest.source FROM converted CROSS JOIN LATERAL (
        SELECT source FROM portfolio_rate rate WHERE rate.currency = converted.currency ORDER BY rate.on DESC LIMIT 1
    ) latest
"""


def credits_of(user: Any, instrument: Instrument | None = None) -> list[Credit]:
    """Where the prices behind a person's holdings come from, and the exchange rates of those in other currencies."""
    asked = {"owner": user.pk, "base": user.base_currency, "instrument": instrument.pk if instrument else None}
    with connection.cursor() as cursor:
        cursor.execute(_SOURCES, asked)
        return sorted(credit_of(source) for (source,) in cursor.fetchall())
