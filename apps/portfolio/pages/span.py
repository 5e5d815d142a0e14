"""Which days a page is about: one of a few usual ranges, or from one day to another. Read from its address."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.utils.dateparse import parse_date

# Name in the address, words on the page, months back.
_MONTHS = {"1m": ("1M", 1), "3m": ("3M", 3), "ytd": ("YTD", 0), "1y": ("1Y", 12), "5y": ("5Y", 60)}
USUAL = "1y"
NAMES = {**{name: words for name, (words, _) in _MONTHS.items()}, "all": "All"}
SPOKEN = {
    "1m": "one month", "3m": "three months", "ytd": "this year so far", "1y": "one year", "5y": "five years",
    "all": "all the time",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """Both days included; None is as far as anything is known. `name` is empty for days that were typed."""

    name: str
    first: date | None
    last: date | None
    problem: str = ""

    @property
    def days(self) -> list[date | None]:
        return [self.first, self.last]

    @property
    def query(self) -> str:
        """What says so in an address."""
        if self.name:
            return urlencode({"range": self.name})
        days = {"from": self.first, "to": self.last}
        return urlencode({name: day.isoformat() for name, day in days.items() if day})


def usual(name: str, today: date) -> Span:
    if name == "all":
        return Span("all", None, None)
    if name == "ytd":
        return Span("ytd", today.replace(month=1, day=1), today)
    return Span(name, _months_before(today, _MONTHS[name][1]) + timedelta(days=1), today)


def chosen(asked: Mapping[str, str], today: date) -> Span:
    """The range that an address asks for; the usual one, with a sentence that says why, where it makes no sense."""
    typed = {name: asked.get(name, "").strip() for name in ("from", "to")}
    if any(typed.values()):
        return _typed(typed["from"], typed["to"], today)
    return usual(asked.get("range") if asked.get("range") in NAMES else USUAL, today)  # type: ignore[arg-type]


def _typed(first: str, last: str, today: date) -> Span:
    try:
        since, until = (parse_date(text) if text else None for text in (first, last))
    except ValueError:
        since = until = None
    fallback = usual(USUAL, today)
    if (first and since is None) or (last and until is None):
        return Span(USUAL, fallback.first, fallback.last, "Write days as year-month-day, such as 2025-01-31.")
    if since and since > min(until or today, today):
        return Span(USUAL, fallback.first, fallback.last, "A range begins before it ends, and not after today.")
    return Span("", since, until)


def _months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or its last where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
