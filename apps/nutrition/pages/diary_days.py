"""A week or a month of the diary: a chart of one nutrient, and a table of them all."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from project.lib import formats
from project.lib.charts import Chart, Series
from project.lib.csv_answers import csv_answer, wants_csv
from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from ..domain.diary.aims import AIMED_AT, DRINKS, Aim, unit_of
from ..domain.diary.days import Average, DiaryDay, averages
from ..domain.foods.nutrients import BY_KEY, Kind
from ..queries import diary_days as reads
from ..services.diary import DAYS_AHEAD, FIRST_DAY
from .diary import day_url
from .diary_against import TITLES, aim_words, amount_of
from .diary_forms import day_said

_KINDS = {
    "Energy and macronutrients": (Kind.ENERGY, Kind.MACRO), "Fats": (Kind.FAT,), "Vitamins": (Kind.VITAMIN,),
    "Minerals": (Kind.MINERAL,),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """The week or month that a day is in."""

    of: str
    first: date
    last: date

    @classmethod
    def around(cls, on: date, of: str) -> "Span":
        if of == "month":
            return cls(of, on.replace(day=1), on.replace(day=monthrange(on.year, on.month)[1]))
        first = on - timedelta(days=(on.weekday() - formats.locale().first_week_day) % 7)
        return cls("week", first, first + timedelta(days=6))

    @property
    def title(self) -> str:
        return f"{formats.day(self.first)} to {formats.day(self.last)}"


@require_safe
@login_required
def days(request: PersonRequest) -> HttpResponse:
    today = timezone.localdate()
    span = Span.around(day_said(request.GET.get("on", ""), today), request.GET.get("of", ""))
    nutrient = request.GET.get("nutrient", "")
    nutrient = nutrient if nutrient in AIMED_AT else "energy"
    found = reads.days_of(request.user, span.first, span.last)
    if wants_csv(request):
        return _csv(span, found)
    told = averages(found, AIMED_AT)
    aims = {aim.nutrient: aim for aim in found[-1].aims}

    def address(*, of: str = span.of, on: date = span.first, of_what: str = nutrient) -> str:
        return f"?{urlencode({'of': of, 'on': on.isoformat(), 'nutrient': of_what})}"

    context: dict[str, Any] = {
        "span": span,
        "spans": [
            (words, address(of=of, on=_inside(span, today)), of == span.of)
            for of, words in (("week", "Week"), ("month", "Month"))
        ],
        "previous": address(on=span.first - timedelta(days=1)) if span.first > FIRST_DAY else "",
        "next": address(on=span.last + timedelta(days=1)) if (span.last - today).days < DAYS_AHEAD else "",
        "csv": f"{address()}&as=csv",
        "logged": sum(day.sums is not None for day in found),
        "whole": len(found),
        "chart": chart_of(found, nutrient),
        "blocks": [
            (title, [_row(key, told[key], aims.get(key), address(of_what=key), key == nutrient) for key in keys])
            for title, keys in _keys()
        ],
        "day_links": [(day.on, day_url(day.on), day.sums is not None) for day in found],
    }
    return render_page(request, "nutrition/diary_days.html", context=context)


def _inside(span: Span, today: date) -> date:
    """Where another span begins: with today, where that is in this one."""
    return today if span.first <= today <= span.last else span.first


def _keys() -> Iterable[tuple[str, list[str]]]:
    for title, kinds in _KINDS.items():
        yield title, [key for key, nutrient in BY_KEY.items() if nutrient.kind in kinds]
    yield "Drinks", [DRINKS]


def _row(key: str, told: Average, aim: Aim | None, address: str, is_shown: bool) -> dict[str, Any]:
    return {
        "title": TITLES[key],
        "amount": amount_of(key, told.amount),
        "known": told.amount is not None,
        "covered": told.coverage if told.amount is not None and told.coverage < 0.995 else None,
        "aim": aim_words(aim) if aim else "",
        "reached": f"{told.reached} of {told.judged}" if told.judged else "",
        "url": address,
        "is_shown": is_shown,
    }


def chart_of(found: Sequence[DiaryDay], nutrient: str) -> Chart:
    """Days that were not logged, or tell nothing, are gaps."""
    places = 0 if nutrient == DRINKS else BY_KEY[nutrient].places
    eaten = [day.amount(nutrient) for day in found]
    aims = [next((aim.about for aim in day.aims if aim.nutrient == nutrient), None) for day in found]
    series = [Series("Drunk" if nutrient == DRINKS else "Eaten", [_rounded(each, places) for each in eaten])]
    if any(aim is not None for aim in aims):
        series.append(Series("Aim", [_rounded(each, places) for each in aims]))
    labels = [day.on for day in found]
    return Chart(f"{TITLES[nutrient]} by day", "line", labels, series, unit=unit_of(nutrient), decimals=places)


def _rounded(value: float | None, places: int) -> float | None:
    return None if value is None else round(value, places)


def _csv(span: Span, found: Sequence[DiaryDay]) -> HttpResponse:
    columns = ["day", *(f"{key}_{unit_of(key).replace('µ', 'u')}" for key in AIMED_AT)]
    rows = ((day.on, *(day.amount(key) for key in AIMED_AT)) for day in found)
    return csv_answer(f"diary-{span.first}-to-{span.last}", columns, rows)
