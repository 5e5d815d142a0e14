"""Weeks in a row with training: days are too strict, as muscles need rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Streaks:
    """In weeks from Monday to Sunday. The present one counts as soon as there is training in it, and breaks nothing."""

    current: int
    longest: int


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def streaks(days: Iterable[date], today: date) -> Streaks:
    weeks = sorted({monday_of(day) for day in days})
    # Weeks in a row keep their distance to their number.
    runs = [
        [week for _, week in run] for _, run in groupby(enumerate(weeks), key=lambda item: item[1] - item[0] * WEEK)
    ]
    longest = max(map(len, runs), default=0)
    goes_on = runs and runs[-1][-1] >= monday_of(today) - WEEK
    return Streaks(len(runs[-1]) if goes_on else 0, longest)
