"""Alerts: what a person wants to be told of, and what they were told."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from project.lib import formats
from project.lib.errors import DomainError
from project.lib.pages import offer_undo, render_page
from project.lib.paging import keyset_page, page_links
from project.lib.requests import PersonRequest

from ..models import Alert
from ..queries import alerts as queries
from ..services import alerts as services
from .alert_forms import FORMS, AlertForm, said_already
from .ledger_forms import say

KINDS: dict[str, tuple[str, str]] = {
    Alert.Kind.PRICE: ("Price", "When a security closes at or above a price, or at or below it."),
    Alert.Kind.DRIFT: ("Drift", "When a kind of asset is further from your target than you want."),
    Alert.Kind.DRAWDOWN: ("Drawdown", "When everything you own has fallen so far from its highest."),
    Alert.Kind.DIVIDEND: ("Dividend", "When a dividend is recorded."),
    Alert.Kind.STALE: ("Stale price", "When the last price of something you hold is older than so many days."),
}


@dataclass(frozen=True, slots=True)
class Line:
    alert: Alert
    title: str


@require_safe
@login_required
def alerts(request: PersonRequest) -> HttpResponse:
    """What they were told, the newest first, and their alerts."""
    page = keyset_page(queries.notices_of(request.user), cursor=request.GET.get("cursor", ""), size=10)
    context = {
        "notices": page.items,
        "unseen": any(notice.seen_at is None for notice in page.items),
        "lines": [Line(alert, title_of(alert)) for alert in queries.alerts_of(request.user)],
        "kinds": [(kind, *words) for kind, words in KINDS.items()],
        **page_links(request, page),
    }
    return render_page(request, "portfolio/alerts.html", context=context)


@login_required
def add(request: PersonRequest, kind: str) -> HttpResponse:
    form = _form(request, kind)
    if request.method == "POST" and form.is_valid():
        try:
            alert = services.set_alert(owner=request.user, kind=kind, **form.said())
        except DomainError as no:
            say(form, no)
        else:
            messages.success(request, f"{title_of(alert)}: you will be told.")
            return redirect("portfolio:alerts")
    return _form_page(request, form, kind)


@login_required
def edit(request: PersonRequest, uuid: UUID) -> HttpResponse:
    alert = queries.alert_of(request.user, uuid)
    form = _form(request, alert.kind, initial=said_already(alert))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_alert(alert=alert, **form.said())
        except DomainError as no:
            say(form, no)
        else:
            messages.success(request, "Saved.")
            return redirect("portfolio:alerts")
    return _form_page(request, form, alert.kind, alert=alert)


def _form(request: PersonRequest, kind: str, **kwargs: Any) -> AlertForm:
    return FORMS[kind](request.user, request.POST if request.method == "POST" else None, **kwargs)


def _form_page(request: PersonRequest, form: AlertForm, kind: str, alert: Alert | None = None) -> HttpResponse:
    title, about = KINDS[kind]
    context = {"form": form, "title": title, "about": about, "alert": alert}
    return render_page(request, "portfolio/alert_form.html", context=context, status=422 if form.errors else 200)


@require_POST
@login_required
def pause(request: PersonRequest, uuid: UUID) -> HttpResponse:
    services.pause_alert(alert=queries.alert_of(request.user, uuid))
    messages.success(request, "Paused. It says nothing until you resume it.")
    return redirect("portfolio:alerts")


@require_POST
@login_required
def resume(request: PersonRequest, uuid: UUID) -> HttpResponse:
    services.resume_alert(alert=queries.alert_of(request.user, uuid))
    messages.success(request, "Resumed.")
    return redirect("portfolio:alerts")


@require_POST
@login_required
def delete(request: PersonRequest, uuid: UUID) -> HttpResponse:
    alert = queries.alert_of(request.user, uuid)
    services.delete_alert(alert=alert)
    offer_undo(request, f"Deleted: {title_of(alert)}.", reverse("portfolio:alert-restore", args=[uuid]))
    return redirect("portfolio:alerts")


@require_POST
@login_required
def restore(request: PersonRequest, uuid: UUID) -> HttpResponse:
    services.restore_alert(owner=request.user, alert=queries.deleted_alert_of(request.user, uuid))
    messages.success(request, "It is back.")
    return redirect("portfolio:alerts")


@require_POST
@login_required
def seen(request: PersonRequest) -> HttpResponse:
    services.see_notices(owner=request.user)
    return redirect("portfolio:alerts")


# --- Words ------------------------------------------------------------------------------------------------------------


def title_of(alert: Alert) -> str:
    limit = formats.number(alert.limit)
    symbol = alert.instrument.symbol if alert.instrument else ""
    if alert.kind == Alert.Kind.PRICE and alert.instrument:
        return f"{symbol} at or {'below' if alert.below else 'above'} {limit}\u00a0{alert.instrument.currency}"
    if alert.kind == Alert.Kind.DRIFT:
        return f"Any kind of asset {limit} {'point' if alert.limit == 1 else 'points'} away from its target"
    if alert.kind == Alert.Kind.DRAWDOWN:
        return f"Everything {limit}% below its highest"
    if alert.kind == Alert.Kind.DIVIDEND:
        return f"Dividend of {symbol or 'anything'}"
    return f"Price of {symbol or 'anything I hold'} {limit} {'day' if alert.limit == 1 else 'days'} old"
