"""Reference rates of the European Central Bank: what one euro was on each of its working days since 1999."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.conf import settings

from project.lib import http
from project.lib.archives import Limits, members
from project.lib.errors import DomainError

from .answers import Unreadable, asked, day, figure

NAME = "ecb"
TITLE = "European Central Bank"
HOME = "https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/"
# The whole history, 600 kB: one file mends gaps and corrections by itself.
_ADDRESS = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip"
_ARCHIVE = Limits(files=3, each=30_000_000, total=30_000_000)

Rates = Mapping[str, Mapping[date, Decimal]]


def is_on() -> bool:
    return NAME in settings.MARKET_SOURCES


def rates(since: date) -> Rates:
    """:raises NoPrices:"""
    return read(asked(_ADDRESS, limits=http.Limits(total=60, size=5_000_000, redirects=2)).body, since)


def read(archive: bytes, since: date) -> Rates:
    """
    What one euro was in each currency, from `since` on. A day or a currency without a figure is left out.

    :raises Unreadable: it is no such archive
    """
    try:
        table = next(
            (content for name, content in members(io.BytesIO(archive), _ARCHIVE) if name.endswith(".csv")), b""
        )
    except DomainError as fault:
        raise Unreadable(fault.detail) from None
    rows = csv.reader(io.StringIO(table.decode("utf-8-sig", "replace")))
    header = [name.strip() for name in next(rows, [])]
    if header[:1] != ["Date"]:
        raise Unreadable("Its archive holds no table of rates.")
    found: dict[str, dict[date, Decimal]] = {}
    read_a_day = False
    for row in rows:
        on = day(row[0]) if row else None
        read_a_day |= on is not None
        if on is None or on < since:
            continue
        for currency, text in zip(header[1:], row[1:], strict=False):
            if currency and (rate := figure(text)) is not None:
                found.setdefault(currency, {})[on] = rate
    if not read_a_day:
        raise Unreadable("None of the days of its table could be read.")
    return found
