"""How training goes: a calendar, weeks in a row, sets for each muscle, and the best of each exercise."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from project.lib import formats
from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from ..domain.streaks import WEEK, monday_of, streaks
from ..domain.words import Muscle
from ..queries import progress as reads
from .sessions import imperial
from .set_words import weight_words

CALENDAR_WEEKS = 26
VOLUME_WEEKS = 8
YEAR = timedelta(days=365)
# Sets of a day, and of a muscle in a week, from which a cell is darker.
DAY_LEVELS = (1, 8, 14, 20)
WEEK_LEVELS = (1, 5, 10, 20)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Cell:
    """`level` is from 0, nothing, to 4, much."""

    sets: int
    level: int
    words: str = ""


@require_safe
@login_required
def progress(request: PersonRequest) -> HttpResponse:
    today, pounds = timezone.localdate(), imperial(request)
    trained = reads.days_trained(request.user)
    first = monday_of(today) - (CALENDAR_WEEKS - 1) * WEEK
    days = reads.sets_of_days(request.user, since=_begin(first))
    weeks = [monday_of(today) - back * WEEK for back in range(VOLUME_WEEKS - 1, -1, -1)]
    muscles = reads.sets_of_weeks(request.user, since=_begin(weeks[0]))
    context = {
        "trained": len(trained),
        "streaks": streaks(trained, today),
        "year": sum(today - day < YEAR for day in trained),
        "months": _months(first),
        "calendar": _calendar(first, today, days),
        "weeks": [f"{week.day} {week:%b}" for week in weeks],
        "muscles": [
            (Muscle(name).label, [_cell(sets.get(week, 0), WEEK_LEVELS) for week in weeks])
            for name, sets in muscles.items()
        ],
        "bests": [
            _best_line(each, pounds) for each in reads.best_of_exercises(request.user, since=_begin(today - YEAR))
        ],
    }
    return render_page(request, "training/progress.html", context=context)


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _cell(sets: int, levels: tuple[int, ...], words: str = "") -> Cell:
    return Cell(sets, sum(sets >= level for level in levels), words)


def _calendar(first: date, today: date, days: dict[date, int]) -> list[tuple[str, list[Cell | None]]]:
    """A weekday a row, a week a column; None is a day to come."""

    def cell(day: date) -> Cell | None:
        sets = days.get(day, 0)
        said = f"{formats.day(day)}: {sets} sets" if sets else f"{formats.day(day)}: no training"
        return _cell(sets, DAY_LEVELS, said) if day <= today else None

    return [
        (name, [cell(first + week * WEEK + timedelta(days=number)) for week in range(CALENDAR_WEEKS)])
        for number, name in enumerate(WEEKDAYS)
    ]


def _months(first: date) -> list[tuple[str, int]]:
    """The month of each week's Monday, and how many columns it has."""
    found: list[tuple[str, int]] = []
    for week in range(CALENDAR_WEEKS):
        name = (first + week * WEEK).strftime("%b")
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + 1)
        else:
            found.append((name, 1))
    return found


def _best_line(each: reads.BestOf, pounds: bool) -> dict[str, Any]:
    heaviest, once = each.best.heaviest, each.best.once_kg
    return {
        "uuid": each.uuid,
        "exercise": each.exercise,
        "sets": each.sets,
        "heaviest": heaviest and f"{weight_words(heaviest.weight_kg, imperial=pounds)} × {heaviest.reps}",
        "once": weight_words(Decimal(f"{once:.1f}"), imperial=pounds) if once else formats.UNKNOWN,
    }
