"""Several days of a diary, each with its sums and what was aimed at."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import models

from project.lib.errors import DomainError

from ..domain.diary.aims import DRINKS
from ..domain.diary.days import DiaryDay
from ..domain.diary.sums import KEYS, Portion, Sum, sums
from ..domain.foods.nutrients import BY_KEY
from ..models import DiaryEntry, Drink
from .targets import aims_by_day, days_between

MOST_DAYS = 92


class TooManyDays(DomainError):
    code = "too_many_days"


def days_of(user: Any, first: date, last: date, *, nutrients: Sequence[str] = KEYS) -> list[DiaryDay]:
    """
    Every day from one to another, in three statements.

    :raises TooManyDays: they are more than can be shown at once, or end before they begin
    """
    if not 0 <= (last - first).days < MOST_DAYS:
        sentence = f"From 1 to {MOST_DAYS} days can be shown at once."
        raise TooManyDays(sentence, fields={"last": [sentence]})
    eaten = _eaten(user, first, last, nutrients)
    drunk = _drunk(user, first, last)
    aims = aims_by_day(user, first, last)
    return [
        DiaryDay(on, _sums(eaten.get(on, ()), drunk.get(on), nutrients), tuple(aims[on]))
        for on in days_between(first, last)
    ]


def _sums(portions: Sequence[Portion], drunk: int | None, nutrients: Iterable[str]) -> dict[str, Sum] | None:
    if not portions and drunk is None:
        return None
    # Whoever only drank wrote nothing down of what they ate.
    held = sums(portions, nutrients) if portions else {key: Sum(None, 0.0) for key in nutrients}
    return held | {DRINKS: Sum(None, 0.0) if drunk is None else Sum(float(drunk), 1.0)}


def _eaten(user: Any, first: date, last: date, nutrients: Sequence[str]) -> dict[date, list[Portion]]:
    # Sums count by energy.
    keys = [*dict.fromkeys(("energy", *nutrients))]
    columns = [BY_KEY[key].column for key in keys]
    rows = DiaryEntry.objects.for_user(user).kept().filter(on__range=(first, last)).order_by("id")
    found: dict[date, list[Portion]] = defaultdict(list)
    for on, name, coverage, *amounts in rows.values_list("on", "name", "coverage", *columns):
        found[on].append(Portion(name, dict(zip(keys, amounts, strict=True)), coverage))
    return found


def _drunk(user: Any, first: date, last: date) -> dict[date, int]:
    rows = Drink.objects.for_user(user).filter(on__range=(first, last)).values("on")
    return {row["on"]: row["all"] for row in rows.annotate(all=models.Sum("volume_ml"))}
