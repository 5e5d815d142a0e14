"""Dividends and interest: by month, by year, and by what paid them."""

from collections import defaultdict
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.portfolio.queries import overview as reads
from project.lib.csv_answers import csv_answer, wants_csv
from project.lib.money import Money
from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from . import span
from .measures import money_of
from .overview import days_of, income_chart, ranges

TABLES = ("months", "years", "holdings")


@require_safe
@login_required
def income(request: PersonRequest) -> HttpResponse:
    asked = span.chosen(request.GET, timezone.localdate())
    summary, found = reads.income(request.user, asked.days)
    if wants_csv(request):
        return _csv(request.GET.get("table", ""), found)
    context: dict[str, Any] = {"summary": summary, "ranges": ranges(asked)}
    if found:
        currency, whole = found["currency"], sum(part["income"] for part in found["instruments"])
        months = [(month["month"], month["income"], month["tax"]) for month in found["months"]]
        context |= {
            "found": found,
            "span_words": days_of(found),
            "total": money_of(sum(income for _, income, _ in months), currency),
            "income_chart": income_chart(found["months"], currency, "Income by month, before tax"),
            "months": [_line(month, currency, *amounts) for month, *amounts in reversed(months) if any(amounts)],
            "years": [_line(str(year), currency, *amounts) for year, *amounts in _years(found)],
            "holdings": [
                (part["symbol"], money_of(part["income"], currency), part["income"] / whole if whole > 0 else None)
                for part in found["instruments"]
            ],
        }
    return render_page(request, "portfolio/income.html", context=context)


def _line(when: Any, currency: str, income: float, tax: float) -> tuple[Any, Money, Money]:
    return when, money_of(income, currency), money_of(tax, currency)


def _years(found: dict[str, Any]) -> list[tuple[int, float, float]]:
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for month in found["months"]:
        sums[month["month"].year][0] += month["income"]
        sums[month["month"].year][1] += month["tax"]
    return [(year, income, tax) for year, (income, tax) in sorted(sums.items(), reverse=True)]


def _csv(table: str, found: dict[str, Any] | None) -> HttpResponse:
    table = table if table in TABLES else "months"
    found = found or {"currency": "", "months": [], "instruments": []}
    currency = found["currency"]
    if table == "holdings":
        rows = ((part["symbol"], part["income"], currency) for part in found["instruments"])
        return csv_answer("income-by-holding", ("symbol", "income", "currency"), rows)
    if table == "years":
        by_year = ((str(year), income, tax, currency) for year, income, tax in _years(found))
        return csv_answer("income-by-year", ("year", "income", "tax", "currency"), by_year)
    by_month = ((f"{month['month']:%Y-%m}", month["income"], month["tax"], currency) for month in found["months"])
    return csv_answer("income-by-month", ("month", "income", "tax", "currency"), by_month)
