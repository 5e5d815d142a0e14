"""What a person holds: all of it in a table, each in full, and how it is spread."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from apps.portfolio.models import Activity
from apps.portfolio.queries import holding as one
from apps.portfolio.queries import holdings as many
from apps.portfolio.queries.holdings import Row
from apps.portfolio.queries.quotes import credits_of
from project.lib import formats
from project.lib.csv_answers import csv_answer, wants_csv
from project.lib.money import Money
from project.lib.pages import render_page
from project.lib.requests import PersonRequest

from .measures import money_of, returns_of, signed_percent, trend
from .overview import kind_words, ring, value_chart

PAGE = 40
# What the table can be sorted by: the heading, and where unknown comes last.
SORTS: dict[str, tuple[str, Callable[[Row], Any]]] = {
    "name": ("Holding", lambda row: _name(row).lower()),
    "quantity": ("Quantity", lambda row: row.holding.quantity),
    "value": ("Value", lambda row: row.holding.market_value),
    "cost": ("Cost", lambda row: row.holding.cost),
    "gain": ("Not yet realised", lambda row: row.unrealised),
    "share": ("Share", lambda row: row.weight),
}
# Names begin with A, amounts with the largest.
_FALLING = {"name": False}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table, in words and amounts."""

    row: Row
    name: str
    quantity: str
    price: str
    value: Money | None
    cost: Money
    gain: Money | None
    gain_percent: str
    trend: str


@require_safe
@login_required
def holdings(request: PersonRequest) -> HttpResponse:
    closed = request.GET.get("closed") == "1"
    by = request.GET.get("by", "value")
    by = by if by in SORTS else "value"
    falling = request.GET.get("order") != "up" if request.GET.get("order") else _FALLING.get(by, True)
    summary, rows = many.holdings_page(request.user, closed=closed)
    rows = _sorted(rows, SORTS[by][1], falling=falling)
    if wants_csv(request):
        return _holdings_csv(rows, summary["currency"])
    number = _page_number(request.GET.get("page", ""), len(rows))
    shown = rows[(number - 1) * PAGE : number * PAGE]
    kept = {"by": by, "order": "down" if falling else "up"} | ({"closed": "1"} if closed else {})
    context = {
        "summary": summary,
        "lines": [_line(row, summary["currency"]) for row in shown],
        "columns": _columns(by, falling=falling, closed=closed),
        "closed": closed,
        "credits": credits_of(request.user),
        "total": Money(summary["value"], summary["currency"]) if summary["as_of"] else None,
        "csv_url": f"?{urlencode(kept | {'as': 'csv'})}",
        "previous": f"?{urlencode(kept | {'page': number - 1})}" if number > 1 else "",
        "next": f"?{urlencode(kept | {'page': number + 1})}" if number * PAGE < len(rows) else "",
    }
    return render_page(request, "portfolio/holdings.html", context=context)


@require_safe
@login_required
def holding(request: PersonRequest, instrument_uuid: UUID) -> HttpResponse:
    if wants_csv(request):
        return _csv_of_holding(request, instrument_uuid)
    found = one.held(request.user, instrument_uuid)
    currency = found.summary["currency"]
    context: dict[str, Any] = {
        "held": found,
        "summary": found.summary,
        "kind": found.instrument.get_kind_display(),
        "lines": [_line(row, currency) for row in found.rows],
        "lots": _part(request, "lots", [(lot, money_of(lot["cost_in_base"], currency)) for lot in found.lots]),
        "sales": _part(
            request, "sales", [(sale, money_of(sale["gain"], currency), trend(sale["gain"])) for sale in found.sales]
        ),
        "activities": [(activity, _amount_of(activity)) for activity in found.activities],
        "most_activities": one.MOST_ACTIVITIES,
        "credits": credits_of(request.user, found.instrument),
    }
    if found.performance and found.values:
        context |= {
            "totals": _totals(found, currency),
            "value_chart": value_chart(
                found.values, f"Value of {found.instrument.name}", paid="Paid for it, less what it paid out"
            ),
            "returns": returns_of(found.performance),
        }
    return render_page(request, "portfolio/holding.html", context=context)


SPREADS = {
    "kind": "Kind", "sector": "Sector", "region": "Region", "currency": "Currency", "account": "Account",
    "instrument": "Holding", "label": "Label",
}  # fmt: skip


@require_safe
@login_required
def allocation(request: PersonRequest) -> HttpResponse:
    by = request.GET.get("by", "kind")
    by = by if by in SPREADS else "kind"
    summary, parts = many.allocation_page(request.user, by)
    named = [(kind_words(part) if by == "kind" else _part_words(part["name"]), part) for part in parts]
    if wants_csv(request):
        return csv_answer(
            f"allocation-by-{by}",
            (by, "value", "currency", "share"),
            ((name, part["value"], summary["currency"], part["weight"]) for name, part in named),
        )
    context = {
        "summary": summary,
        "by": by,
        "spreads": SPREADS.items(),
        "heading": SPREADS[by],
        "parts": [(name, Money(part["value"], summary["currency"]), part["weight"]) for name, part in named],
        "ring": ring(f"By {SPREADS[by].lower()}", [(name, part["value"]) for name, part in named], summary["currency"]),
    }
    return render_page(request, "portfolio/allocation.html", context=context)


# --- The table --------------------------------------------------------------------------------------------------------


def _sorted(rows: list[Row], key: Callable[[Row], Any], *, falling: bool) -> list[Row]:
    """What is unknown comes last, whichever way."""
    known = sorted((row for row in rows if key(row) is not None), key=key, reverse=falling)
    return known + [row for row in rows if key(row) is None]


def _columns(by: str, *, falling: bool, closed: bool) -> list[dict[str, Any]]:
    """The headings, each with the address that sorts by it, or the other way round where it is sorted so already."""
    columns = []
    for name, (heading, _) in SORTS.items():
        down = not falling if name == by else _FALLING.get(name, True)
        query = {"by": name, "order": "down" if down else "up"} | ({"closed": "1"} if closed else {})
        sorted_now = ("descending" if falling else "ascending") if name == by else ""
        columns.append({"name": name, "heading": heading, "url": f"?{urlencode(query)}", "sorted": sorted_now})
    return columns


def _part(request: PersonRequest, name: str, rows: list[Any]) -> dict[str, Any]:
    """The part of a table that was asked for, and the addresses of those beside it."""
    number = _page_number(request.GET.get(name, ""), len(rows))
    return {
        "rows": rows[(number - 1) * PAGE : number * PAGE],
        "previous": f"?{name}={number - 1}#{name}" if number > 1 else "",
        "next": f"?{name}={number + 1}#{name}" if number * PAGE < len(rows) else "",
    }


def _page_number(asked: str, rows: int) -> int:
    pages = max(1, -(-rows // PAGE))
    return min(max(int(asked), 1), pages) if asked.isdecimal() and len(asked) < 6 else 1


def _name(row: Row) -> str:
    instrument = row.holding.instrument
    return instrument.name if instrument else f"Cash in {row.holding.currency}"


def _line(row: Row, currency: str) -> Line:
    held = row.holding
    # Cash is worth what it is; what it once cost is a question of exchange rates only.
    gain = row.unrealised if held.instrument else None
    return Line(
        row,
        _name(row),
        formats.number(held.quantity, places=None if held.instrument else 2),
        price_words(held.price, held.currency) if held.instrument else "",
        None if held.market_value is None else Money(held.market_value, currency),
        Money(held.cost, currency),
        None if gain is None else Money(gain, currency),
        signed_percent(gain / held.cost, places=1) if gain is not None and held.cost > 0 else "",
        trend(gain),
    )


def price_words(price: Decimal | None, currency: str) -> str:
    """A price is not rounded to what can be paid: units of some things cost less than a cent."""
    if price is None:
        return formats.UNKNOWN
    places = 2 if price == round(price, 2) else 4 if price >= 1 else 6
    return f"{formats.number(price, places=places)}\u00a0{currency}"


def _totals(found: one.Held, currency: str) -> dict[str, Any]:
    rows = [row.holding for row in found.rows]
    known = [row.market_value for row in rows if row.market_value is not None]
    unrealised = sum((row.unrealised for row in found.rows if row.unrealised is not None), Decimal(0))
    realised = sum((row.realised for row in rows), Decimal(0))
    return {
        "quantity": formats.number(sum((row.quantity for row in rows), Decimal(0))),
        "value": Money(sum(known, Decimal(0)), currency) if len(known) == len(rows) else None,
        "cost": Money(sum((row.cost for row in rows), Decimal(0)), currency),
        "unrealised": formats.money(Money(unrealised, currency), sign=True),
        "unrealised_trend": trend(unrealised),
        "realised": formats.money(Money(realised, currency), sign=True),
        "realised_trend": trend(realised),
        "income": Money(sum((row.income for row in rows), Decimal(0)), currency),
        "fees": Money(sum((row.fees for row in rows), Decimal(0)), currency),
        "price": price_words(rows[0].price, rows[0].currency),
        "price_on": rows[0].price_on,
        "stale": found.rows[0].is_stale,
    }


def _amount_of(activity: Activity) -> str:
    """What an activity was about in money, in its own currency; of trades, before fees."""
    amount = activity.amount or activity.quantity * (activity.price or 0)
    return price_words(round(amount, 2), activity.currency) if amount else ""


def _part_words(name: str) -> str:
    return {"cash": "Cash", "unknown": "Not said"}.get(name, name)


# --- To take along ----------------------------------------------------------------------------------------------------


def _holdings_csv(rows: list[Row], currency: str) -> HttpResponse:
    columns = (
        "name", "symbol", "isin", "account", "quantity", "price", "price_currency", "price_on", "value", "cost",
        "unrealised", "realised", "income", "currency", "share",
    )  # fmt: skip
    return csv_answer("holdings", columns, (_csv_row(row, currency) for row in rows))


def _csv_row(row: Row, currency: str) -> tuple[Any, ...]:
    held, instrument = row.holding, row.holding.instrument
    return (
        _name(row), instrument.symbol if instrument else "", instrument.isin if instrument else "", held.account.name,
        held.quantity, held.price, held.currency, held.price_on, held.market_value, held.cost,
        row.unrealised if instrument else None, held.realised, held.income, currency, row.weight,
    )  # fmt: skip


def _csv_of_holding(request: PersonRequest, instrument_uuid: UUID) -> HttpResponse:
    instrument, activities = one.done_with(request.user, instrument_uuid)
    name, table = slugify(instrument.symbol), request.GET.get("table", "")
    if table == "activities":
        return csv_answer(f"activities-{name}", _ACTIVITY_COLUMNS, map(_activity_csv_row, activities.iterator()))
    books, currency = one.lots_and_sales(request.user, instrument.pk), one.summary(request.user)["currency"]
    if table == "sales":
        columns = ("account", "acquired_on", "closed_on", "days_held", "quantity", "proceeds", "cost", "gain")
        rows = ((*(sale[column] for column in columns), currency) for sale in books["sales"])
        return csv_answer(f"sales-{name}", (*columns, "currency"), rows)
    return csv_answer(
        f"lots-{name}",
        ("account", "acquired_on", "quantity", "cost", "currency", "cost_in_base", "base_currency", "short"),
        (
            (
                lot["account"], lot["acquired_on"], lot["quantity"], lot["cost"], instrument.currency,
                lot["cost_in_base"], currency, "yes" if lot["short"] else "no",
            )
            for lot in books["lots"]
        ),
    )  # fmt: skip


_ACTIVITY_COLUMNS = ("day", "kind", "account", "quantity", "price", "amount", "fee", "tax", "currency", "note")


def _activity_csv_row(activity: Activity) -> tuple[Any, ...]:
    return (
        activity.on, activity.kind, activity.account.name, activity.quantity, activity.price, activity.amount,
        activity.fee, activity.tax, activity.currency, activity.note,
    )  # fmt: skip
