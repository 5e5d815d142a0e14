"""
Money, numbers, dates and times as a person reads them, by Babel in the person's locale.

`person.speaking_to` sets the locale and the time zone. What is unknown (None, NaN) is shown as a dash, never as zero.
"""

import copy
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel import dates as babel_dates
from babel.numbers import NumberPattern
from django.utils import timezone, translation

from .money import Money, decimals

UNKNOWN = "–"
DEFAULT_LOCALE = "en-GB"
# Beyond this a relative time says less than a date.
RELATIVE_DAYS = 7

_LETTER_THEN_DIGIT = re.compile(r"(?<=[A-Za-z])(?=[0-9])")

_name: ContextVar[str] = ContextVar("locale", default=DEFAULT_LOCALE)

Number = Decimal | int | float


@contextmanager
def in_locale(name: str) -> Iterator[None]:
    """Format for this locale inside the block; one that is not known counts as the default."""
    token = _name.set(name)
    try:
        yield
    finally:
        _name.reset(token)


def set_locale(name: str) -> None:
    """Format for this locale until the block around it ends."""
    _name.set(name)


def locale() -> Locale:
    return _locale(_name.get())


# A locale is about 1 MB once its dates were used: keep those that people here use.
@lru_cache(maxsize=64)
def _locale(name: str) -> Locale:
    try:
        return Locale.parse(name, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse(DEFAULT_LOCALE, sep="-")


@lru_cache(maxsize=512)
def _pattern(name: str, kind: str, least: int, most: int) -> NumberPattern:
    """A locale's pattern with so many decimals."""
    formats = getattr(_locale(name), f"{kind}_formats")
    pattern: NumberPattern = copy.copy(formats["standard"] if "standard" in formats else formats[None])
    pattern.frac_prec = (least, most)
    return pattern


def money(amount: Money | None, *, sign: bool = False) -> str:
    """`€1,234.50`, with the decimals of the currency; `sign` shows a plus too."""
    if amount is None:
        return UNKNOWN
    rounded, places = amount.rounded(), decimals(amount.currency)
    pattern = _pattern(_name.get(), "currency", places, places)
    shown: str = pattern.apply(rounded.amount, locale(), currency=rounded.currency, currency_digits=False)
    # A code of letters does not touch the figure (UTS 35, currency spacing), which Babel leaves out.
    shown = _LETTER_THEN_DIGIT.sub("\u00a0", shown)
    return f"+{shown}" if sign and rounded.amount > 0 else shown


def number(value: Number | None, *, places: int | None = None) -> str:
    """`1,234.5`: rounded half up to `places`, which are all shown; without `places`, as many as it has, up to six."""
    return _number(value, "decimal", places, most=6)


def percent(ratio: Number | None, *, places: int = 1) -> str:
    """0.1234 as `12.3%`."""
    return _number(ratio, "percent", places, most=places, shift=2)


def _number(value: Number | None, kind: str, places: int | None, *, most: int, shift: int = 0) -> str:
    if value is None or not math.isfinite(value):
        return UNKNOWN
    # A float is shown as it is written: 0.1, not the 55 digits that it stands for.
    exact = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    rounded = exact.quantize(Decimal(1).scaleb(-(most if places is None else places) - shift), ROUND_HALF_UP)
    pattern = _pattern(_name.get(), kind, places or 0, most if places is None else places)
    return str(pattern.apply(rounded, locale()))


def day(value: date | None, *, style: str = "medium") -> str:
    """`31 Dec 2026`; of a moment, the day it has in the person's zone. Styles: short, medium, long, full."""
    if value is None:
        return UNKNOWN
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return babel_dates.format_date(local, style, locale=locale())


def clock(value: datetime | time | None) -> str:
    """`14:05`, or `2:05 PM` where that is usual, in the person's zone."""
    if value is None:
        return UNKNOWN
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return babel_dates.format_time(local, "short", locale=locale())


def moment(value: datetime | None) -> str:
    """Day and time together, in the person's zone."""
    return UNKNOWN if value is None else f"{day(value)}, {clock(value)}"


def ago(value: date | None, *, now: datetime | None = None) -> str:
    """
    `3 hours ago` or `in 2 days` for a moment, `yesterday` for a day; the day itself when that is more than a week off.

    In the language of the page, as these are words.
    """
    if value is None:
        return UNKNOWN
    now = now or timezone.now()
    if isinstance(value, datetime):
        distance = value - now
        words = _distance(distance)
    else:
        distance = value - timezone.localdate(now)
        words = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(distance.days) or _distance(distance)
    return words if abs(distance) <= timedelta(days=RELATIVE_DAYS) else day(value)


def _distance(distance: timedelta) -> str:
    if abs(distance) < timedelta(minutes=1):
        return "just now"
    words: str = babel_dates.format_timedelta(
        distance, add_direction=True, threshold=1, locale=_locale(translation.get_language() or DEFAULT_LOCALE)
    )
    return words
