"""Daily closes as CSV, the way Stooq writes them: `Date,Open,High,Low,Close,Volume`."""

import csv
import io
from datetime import UTC, date, datetime
from urllib.parse import urlencode

from django.conf import settings

from .answers import Figures, LimitReached, NotKnown, Provider, Unreadable, asked, day, figure

NAME = "stooq"
_ADDRESS = "https://stooq.com/q/d/l/"


def provider() -> Provider | None:
    """None unless it was switched on: its terms allow personal use."""
    if NAME not in settings.MARKET_SOURCES:
        return None
    # Past closes are divided by later splits.
    return Provider(NAME, "Stooq", "https://stooq.com/", a_day=200, pause=1.0, closes=closes, adjusts=True)


def closes(symbol: str, since: date) -> Figures:
    query = {"s": symbol.lower(), "i": "d", "d1": f"{since:%Y%m%d}", "d2": f"{datetime.now(UTC):%Y%m%d}"}
    return read(asked(f"{_ADDRESS}?{urlencode(query)}").text, since)


def read(text: str, since: date) -> Figures:
    """
    Refusals come as a line of text in the place of the table.

    :raises NoPrices: it is one of those, or no such table
    """
    first = text.lstrip("\ufeff \r\n").split("\n", 1)[0].strip().lower()
    if "exceeded" in first:
        raise LimitReached("Its calls of the day are spent.", for_today=True)
    if first.startswith("no data") or not first:
        raise NotKnown("It knows no such symbol.")
    if not {"date", "close"} <= {name.strip() for name in first.split(",")}:
        raise Unreadable("It answered with something other than its table.")
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff \r\n")))
    rows.fieldnames = [name.strip().lower() for name in rows.fieldnames or ()]
    found, skipped = {}, 0
    for row in rows:
        on, close = day(row.get("date")), figure(row.get("close"))
        if on is None or close is None:
            skipped += 1
        elif on >= since:
            found[on] = close
    if skipped and not found:
        raise Unreadable("None of the days it answered with could be read.")
    return Figures(found, skipped)
