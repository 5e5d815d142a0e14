"""What a set of a workout shall be, as people write it: 8-12, 1:30, 5 km, 400 m."""

import re
from dataclasses import dataclass
from decimal import Decimal

from .measures import M_OF_MILE, meant_time
from .words import Measure

MOST_REPS = 1000
MOST_METRES = 500_000

_REPS = re.compile(r"(\d{1,4})(?:\s*(?:-|–|to)\s*(\d{1,4}))?").fullmatch
_FAR = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?)\s*(km|m|mi|miles?)").fullmatch
_MINUTES = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?)\s*(?:min|minutes?)").fullmatch
_METRES = {"m": Decimal(1), "km": Decimal(1000)}


@dataclass(frozen=True, slots=True)
class Amount:
    """Repetitions from low to high, or seconds, or metres."""

    reps_low: int | None = None
    reps_high: int | None = None
    seconds: int | None = None
    metres: int | None = None


def amount(text: str, measure: Measure) -> Amount | None:
    """None where it is nothing that an exercise of this measure is told in."""
    typed = text.strip().lower()
    if measure in (Measure.LOAD, Measure.REPS):
        return _reps(typed)
    return (_far(typed) if measure is Measure.DISTANCE else None) or _time(typed)


def _reps(typed: str) -> Amount | None:
    found = _REPS(typed)
    if not found:
        return None
    low = int(found[1])
    high = int(found[2] or low)
    return Amount(reps_low=low, reps_high=high) if 1 <= low <= high <= MOST_REPS else None


def _far(typed: str) -> Amount | None:
    found = _FAR(typed)
    if not found:
        return None
    metres = round(_figure(found[1]) * _METRES.get(found[2], M_OF_MILE))
    return Amount(metres=metres) if 1 <= metres <= MOST_METRES else None


def time_of(typed: str) -> int | None:
    """Seconds of `90`, `45 s`, `1:30` or `2 min`."""
    minutes = _MINUTES(typed)
    return round(_figure(minutes[1]) * 60) if minutes else meant_time(typed)


def _time(typed: str) -> Amount | None:
    seconds = time_of(typed)
    return Amount(seconds=seconds) if seconds else None


def _figure(typed: str) -> Decimal:
    return Decimal(typed.replace(",", "."))
