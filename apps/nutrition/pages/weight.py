"""Weight with its trend, and the energy that somebody really uses, measured from weight and diary."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.accounts import public as accounts
from project.lib import formats
from project.lib.charts import Chart, Series
from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from ..domain.calculators.inputs import KG
from ..domain.expenditure import MIN_DAYS, MIN_LOGGED_SHARE, MIN_WEIGHINGS, SOURCE
from ..queries import weight as reads

SPANS = {"28": "4 weeks", "56": "8 weeks", "90": "3 months"}


@require_safe
@login_required
def weight(request: PersonRequest) -> HttpResponse:
    asked = request.GET.get("days", "")
    days = asked if asked in SPANS else str(reads.USUAL_DAYS)
    found = reads.weight(request.user, today=timezone.localdate(), days=int(days))
    profile = accounts.profile(request.user)
    unit = "lb" if profile.units is accounts.Units.IMPERIAL else "kg"
    context: dict[str, Any] = {
        "spans": [(f"?days={each}", words, each == days) for each, words in SPANS.items()],
        "first": found.first,
        "last": found.last,
        "chart": _chart(found, unit) if found.points else None,
        "trend": _mass(found.latest.trend_kg, unit) if found.latest else "",
        "weighed_on": found.latest.on if found.latest else None,
        "change": _change(found, unit),
        "why_not": found.why_not,
        "whole_days": found.whole_days,
        "burnt": _burnt(found),
        "needs": {"days": MIN_DAYS, "weighings": MIN_WEIGHINGS, "share": MIN_LOGGED_SHARE},
        "source": SOURCE,
    }
    return render_page(request, "nutrition/weight.html", context=context)


def _mass(kg: float, unit: str, *, places: int = 1) -> str:
    return f"{formats.number(kg / KG[unit], places=places)} {unit}"


def _change(found: reads.Weight, unit: str) -> str:
    """`−0.35 kg a week, ± 0.10`: by the line through the weighings, give or take two standard errors."""
    if found.slope is None:
        return ""
    a_week, error = 7 * found.slope.kg_per_day, 14 * found.slope.error
    sign = "+" if a_week > 0 else "−" if a_week < 0 else ""
    return f"{sign}{_mass(abs(a_week), unit, places=2)} a week, ± {formats.number(error / KG[unit], places=2)}"


def _burnt(found: reads.Weight) -> dict[str, str] | None:
    told = found.expenditure
    if told is None:
        return None
    return {
        "energy": f"{formats.number(round(told.energy_kcal, -1), places=0)} kcal a day",
        "error": f"{formats.number(round(told.plus_minus_kcal, -1), places=0)} kcal",
        "intake": f"{formats.number(round(told.mean_intake_kcal, -1), places=0)} kcal",
        "logged": f"{told.logged_days} of {told.days} days",
        "weighings": str(told.weighings),
        "value": str(round(told.energy_kcal)),
    }


def _chart(found: reads.Weight, unit: str) -> Chart:
    def of(values: list[float]) -> list[float]:
        return [round(value / KG[unit], 2) for value in values]

    return Chart(
        "Weight and its trend", "line", [point.on for point in found.points],
        [
            Series("Weighed", of([point.weight_kg for point in found.points])),
            Series("Trend", of([point.trend_kg for point in found.points])),
        ],
        unit=unit, decimals=1,
    )  # fmt: skip
