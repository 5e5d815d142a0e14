"""The first page of the portfolio: what there is, how it came about, and what it earned."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.portfolio.models import Instrument
from apps.portfolio.queries import overview as reads
from apps.portfolio.queries.selection import EVERYTHING, Selection, selected, selections
from project.lib import formats
from project.lib.charts import Chart, Series
from project.lib.csv_answers import csv_answer, wants_csv
from project.lib.money import Money, decimals
from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from . import span
from .measures import comparison_of, money_of, parts_of, returns_of, risks_of, signed_percent, trend

# A ring with more parts than colours tells nothing.
MOST_PARTS = 6


@require_safe
@login_required
def overview(request: PersonRequest) -> HttpResponse:
    today = timezone.localdate()
    asked, year = span.chosen(request.GET, today), span.usual("1y", today)
    if wants_csv(request):
        return _values_csv(reads.every_day(request.user, asked.days))
    found = reads.overview(request.user, asked.days, year.days)
    context: dict[str, Any] = {"summary": found.summary, "worth": _worth(found.summary), "ranges": ranges(asked)}
    if found.performance and found.values:
        currency = found.performance["currency"]
        kinds = [(kind_words(part), part["value"]) for part in found.allocation]
        context |= {
            "value_chart": value_chart(found.values, benchmark=found.benchmark),
            "benchmark": found.benchmark,
            "gain": gain_of(found.performance),
            "returns": returns_of(found.performance),
            "span_words": days_of(found.performance),
            "ring": ring("What it is made of", kinds, currency),
            "largest": [(row.holding.instrument, row.holding.market_value, row.weight) for row in found.largest],
            "currency": currency,
            "income": money_of(sum(month["income"] for month in found.months), currency),
            "income_chart": income_chart(found.months, currency, "Dividends and interest by month"),
        }
    return render_page(request, "portfolio/overview.html", context=context)


@require_safe
@login_required
def performance(request: PersonRequest) -> HttpResponse:
    today = timezone.localdate()
    asked = span.chosen(request.GET, today)
    usual = [span.usual(name, today) for name in span.NAMES]
    of = selected(request.user, request.GET.get("of", ""))
    found = reads.returns(request.user, asked.days, [one.days for one in usual], of)
    names = [span.SPOKEN[one.name].capitalize() for one in usual]
    if wants_csv(request):
        return _returns_csv(names, found.others)
    context: dict[str, Any] = {"summary": found.summary, "ranges": ranges(asked, of)}
    if found.performance and found.values:
        context |= {
            "of": of,
            "selections": selections(request.user),
            "span_words": days_of(found.performance),
            "value_chart": value_chart(found.values, benchmark=found.benchmark),
            "benchmark": found.benchmark,
            "compared": comparison_of(found.benchmark) if found.benchmark and not found.benchmark["why_not"] else [],
            "gain": gain_of(found.performance),
            "returns": returns_of(found.performance),
            "risks": risks_of(found.performance),
            "parts": parts_of(found.performance),
            "realised": money_of(found.performance["realised"], found.performance["currency"]),
            "others": [
                (name, money_of(other["parts"]["gain"], other["currency"]), returns_of(other))
                for name, other in zip(names, found.others, strict=True)
            ],
        }
    return render_page(request, "portfolio/performance.html", context=context)


# --- What several pages show ------------------------------------------------------------------------------------------


def ranges(asked: span.Span, of: Selection = EVERYTHING) -> dict[str, Any]:
    """`also` is what an address says besides the days."""
    also = "&" + urlencode({"of": of.name}) if of.name else ""
    return {"choices": span.NAMES.items(), "spoken": span.SPOKEN, "asked": asked, "of": of.name, "also": also}


def days_of(found: dict[str, Any]) -> str:
    return f"{formats.day(found['first'])} to {formats.day(found['last'])}"


def gain_of(found: dict[str, Any]) -> dict[str, Any]:
    """The gain of a range in money, and the part of it that its time-weighted return is."""
    gain = found["parts"]["gain"]
    return {
        "money": formats.money(Money(gain, found["currency"]), sign=True),
        "trend": trend(gain),
        "percent": signed_percent(found["twr"]),
    }


def value_chart(
    found: dict[str, Any], title: str = "Value over time", paid: str = "Value at the start, and paid in since", *,
    benchmark: dict[str, Any] | None = None,
) -> Chart:  # fmt: skip
    places = decimals(found["currency"])
    beside = []
    if benchmark and not benchmark["why_not"]:
        values = [round(value, places) for value in benchmark["values"]]
        beside = [Series(f"The same money in {benchmark['name']}", values)]
    return Chart(
        title,
        "line",
        found["days"],
        [
            Series("Value", [round(value, places) for value in found["value"]]),
            Series(paid, [round(value, places) for value in found["invested"]]),
            *beside,
        ],
        unit=found["currency"],
        decimals=places,
    )  # fmt: skip


def income_chart(months: list[dict[str, Any]], currency: str, title: str) -> Chart:
    places = decimals(currency)
    return Chart(
        title, "bar", [month["month"] for month in months],
        [Series("Income", [round(month["income"], places) for month in months])],
        axis="Month", unit=currency, decimals=places,
    )  # fmt: skip


def ring(title: str, parts: list[tuple[str, Decimal]], currency: str) -> Chart:
    """The largest parts and the rest together; what is owed has no place in a ring."""
    owned = [(name, value) for name, value in parts if value > 0]
    shown = owned if len(owned) <= MOST_PARTS else owned[: MOST_PARTS - 1]
    rest = sum((value for _, value in owned[len(shown) :]), Decimal(0))
    if rest:
        shown = [*shown, ("Everything else", rest)]
    places = decimals(currency)
    return Chart(
        title, "pie", [name for name, _ in shown],
        [Series("Value", [round(float(value), places) for _, value in shown])],
        axis="Part", unit=currency, decimals=places,
    )  # fmt: skip


_KINDS = {"cash": "Cash", "unknown": "Not said"} | dict(Instrument.Kind.choices)


def kind_words(part: dict[str, Any]) -> str:
    return str(_KINDS.get(part["name"], part["name"]))


def _worth(summary: dict[str, Any]) -> Money | None:
    return Money(summary["value"], summary["currency"]) if summary["as_of"] else None


def _values_csv(found: dict[str, Any] | None) -> HttpResponse:
    found = found or {"currency": "", "days": [], "value": [], "invested": []}
    return csv_answer(
        "portfolio-value",
        ("day", "value", "paid_in", "currency"),
        (
            (day, value, invested, found["currency"])
            for day, value, invested in zip(found["days"], found["value"], found["invested"], strict=True)
        ),
    )


_FIGURES = ("twr", "twr_gross", "twr_annualised", "xirr", "simple", "volatility", "sharpe", "sortino")


def _returns_csv(names: list[str], found: list[dict[str, Any]]) -> HttpResponse:
    return csv_answer(
        "portfolio-performance",
        ("range", "first", "last", "currency", "start", "net_flow", "gain", "end", *_FIGURES),
        (
            (
                name, one["first"], one["last"], one["currency"],
                *(one["parts"][part] for part in ("start", "net_flow", "gain", "end")),
                *(one[figure] for figure in _FIGURES),
            )
            for name, one in zip(names, found, strict=bool(found))
        ),
    )  # fmt: skip
