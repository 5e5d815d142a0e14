"""Daily closes of Alpha Vantage (https://www.alphavantage.co/documentation/), as they were quoted on their day."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from project.lib.errors import DomainError

from .answers import Figures, LimitReached, NotAllowed, NotKnown, Provider, Unreadable, asked, day, figure

NAME = "alpha_vantage"
_ADDRESS = "https://www.alphavantage.co/query"
_SERIES = "Time Series (Daily)"


def provider() -> Provider | None:
    """None without a key."""
    if not settings.ALPHA_VANTAGE_API_KEY:
        return None
    return Provider(
        NAME, "Alpha Vantage", "https://www.alphavantage.co/", a_day=settings.ALPHA_VANTAGE_CALLS_A_DAY, pause=1.2,
        closes=closes,
    )  # fmt: skip


def closes(symbol: str, since: date) -> Figures:
    """The last hundred days of trade, from `since` on: more is not in the free plan."""
    query = {
        "function": "TIME_SERIES_DAILY",
        "symbol": symbol,
        "outputsize": "compact",
        "apikey": settings.ALPHA_VANTAGE_API_KEY,
    }
    answer = asked(f"{_ADDRESS}?{urlencode(query)}")
    try:
        document = answer.json()
    except DomainError as fault:
        raise Unreadable(fault.detail) from None
    return read(document, since)


def read(document: Any, since: date) -> Figures:
    """
    Refusals come with status 200 and a sentence under one of three names.

    :raises NoPrices: it is one of those, or nothing that is documented
    """
    if not isinstance(document, dict):
        raise Unreadable("It answered with something other than an object.")
    for name in ("Note", "Information", "Error Message"):
        if isinstance(said := document.get(name), str):
            _refuse(name, said.lower())
    series = document.get(_SERIES)
    if not isinstance(series, dict) or not series:
        raise Unreadable("It answered without a series of days.")
    found = {}
    skipped = 0
    for written, figures in series.items():
        on = day(written)
        close = figure(figures.get("4. close")) if isinstance(figures, dict) else None
        if on is None or close is None:
            skipped += 1
        elif on >= since:
            found[on] = close
    if skipped == len(series):
        raise Unreadable("None of the days it answered with could be read.")
    return Figures(found, skipped)


def _refuse(name: str, said: str) -> None:
    """Its sentences may repeat the key, so none of them is passed on."""
    # That it was asked too fast it says together with what a day allows, so this comes first.
    if "per second" in said or "per minute" in said or name == "Note":
        raise LimitReached("It was asked too often.", wait=60)
    if "per day" in said:
        raise LimitReached("Its calls of the day are spent.", for_today=True)
    if "premium" in said:
        raise NotAllowed("This needs a plan that the key does not have.")
    if "apikey" in said or "api key" in said:
        raise NotAllowed("It does not accept the key.")
    if name == "Error Message":
        raise NotKnown("It knows no such symbol.")
    raise Unreadable("It answered with a notice instead of prices.")
