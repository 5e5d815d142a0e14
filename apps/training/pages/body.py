"""One's body: what was measured, as a chart and a list, and a form for today's figures."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from project.lib import formats
from project.lib.charts import Chart, Series
from project.lib.csv_answers import csv_answer, wants_csv
from project.lib.errors import DomainError
from project.lib.pages import offer_undo, render_page
from project.lib.paging import keyset_page, page_links
from project.lib.requests import PersonRequest

from .. import services
from ..domain.body import Body, shown
from ..models import Measurement
from ..queries import measurements as reads
from .body_forms import BodyForm, MeasurementForm
from .sessions import imperial

# Name in the address, words, days back.
SPANS = {"3m": ("Three months", 91), "1y": ("A year", 365), "all": ("All", None)}
USUAL_SPAN = "1y"


@login_required
def body(request: PersonRequest) -> HttpResponse:
    if wants_csv(request):
        return _csv(request)
    pounds, today = imperial(request), timezone.localdate()
    form = BodyForm(request.POST if request.method == "POST" else None, imperial=pounds, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            services.log_measurements(owner=request.user, values=form.values, on=form.cleaned_data["on"], today=today)
        except DomainError as no:
            form.add_error(None, no.detail)
        else:
            messages.success(request, "Noted.")
            return redirect(_of(next(iter(form.values))))
    return _page(request, form, pounds, today)


def _of(kind: Body) -> str:
    return f"{reverse('training:body')}?kind={kind}"


def _page(request: PersonRequest, form: BodyForm, pounds: bool, today: date) -> HttpResponse:
    latest = reads.latest(request.user)
    asked = request.GET.get("kind", "")
    kind = Body(asked) if asked in Body.values() else next(iter(latest), Body.WEIGHT)
    span = request.GET.get("span") if request.GET.get("span") in SPANS else USUAL_SPAN
    days = SPANS[str(span)][1]
    found = reads.series(request.user, kind, today - timedelta(days=days) if days else None)
    page = keyset_page(reads.measurements(request.user, kind), cursor=request.GET.get("cursor", ""))
    context = {
        "form": form,
        "kind": kind,
        "latest": [(each, words(each, row.value, pounds), row.on) for each, row in latest.items()],
        "chart": _chart(kind, found, pounds) if len(found) > 1 else None,
        "change": _change(kind, found, pounds),
        "spans": [(name, said, name == span) for name, (said, _) in SPANS.items()],
        "lines": [(row, words(kind, row.value, pounds)) for row in page.items],
        **page_links(request, page),
    }
    return render_page(
        request,
        "training/body.html",
        fragment="training/_measurements.html",
        context=context,
        status=422 if form.errors else 200,
    )


def words(kind: Body, value: Decimal, pounds: bool) -> str:
    figure = shown(kind, value, imperial=pounds)
    return f"{formats.number(figure.figure)}\u00a0{figure.unit}"


def _chart(kind: Body, found: list[tuple[date, Decimal]], pounds: bool) -> Chart:
    figures = [shown(kind, value, imperial=pounds) for _, value in found]
    return Chart(
        title=kind.label,
        kind="line",
        labels=[on for on, _ in found],
        series=[Series(kind.label, [float(each.figure) for each in figures])],
        unit=figures[0].unit,
        decimals=1,
    )


def _change(kind: Body, found: list[tuple[date, Decimal]], pounds: bool) -> str:
    """From the first to the last of what the chart shows, in words; empty where there is nothing to compare."""
    if len(found) < 2:
        return ""
    (first_on, first), (_, last) = found[0], found[-1]
    if first == last:
        return f"As on {formats.day(first_on)}."
    how = "more" if last > first else "less"
    return f"{words(kind, abs(last - first), pounds)} {how} than on {formats.day(first_on)}."


def _csv(request: PersonRequest) -> HttpResponse:
    rows = reads.measurements(request.user).order_by("on", "kind").values_list("on", "kind", "value")
    return csv_answer(
        "measurements",
        ("day", "kind", "value", "unit"),
        ((on, kind, value, Body(kind).unit) for on, kind, value in rows),
    )


# --- One measurement --------------------------------------------------------------------------------------------------


@login_required
def change(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found, today = reads.measurement(request.user, uuid), timezone.localdate()
    data = request.POST if request.method == "POST" else None
    form = MeasurementForm(data, measurement=found, imperial=imperial(request), today=today)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_measurement(measurement=found, value=form.value, on=form.cleaned_data["on"], today=today)
        except DomainError as no:
            form.add_error(None, no.detail)
        else:
            messages.success(request, "Saved.")
            return redirect(_of(form.kind))
    context: dict[str, Any] = {"form": form, "kind": form.kind, "measurement": found}
    return render_page(request, "training/measurement.html", context=context, status=422 if form.errors else 200)


@require_POST
@login_required
def delete(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = reads.measurement(request.user, uuid)
    services.delete_measurement(measurement=found, now=timezone.now())
    said = f"Deleted: {_named(found, request)}."
    offer_undo(request, said, reverse("training:measurement-restore", args=[uuid]))
    return redirect(_of(Body(found.kind)))


@require_POST
@login_required
def restore(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = reads.deleted_measurement(request.user, uuid)
    try:
        services.restore_measurement(measurement=found)
    except services.MeasuredAlready as no:
        messages.warning(request, no.detail)
    else:
        messages.success(request, "It is back.")
    return redirect(_of(Body(found.kind)))


def _named(found: Measurement, request: PersonRequest) -> str:
    kind = Body(found.kind)
    return f"{kind.label}, {words(kind, found.value, imperial(request))} on {formats.day(found.on)}"
