"""Bringing in a file, step by step: take it, say how it is read, look at every line, book, mend, undo, compare."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from project.lib import media
from project.lib.errors import DomainError
from project.lib.pages import render_page
from project.lib.paging import keyset_page, page_links
from project.lib.request_bodies import takes_body
from project.lib.requests import PersonRequest

from ..domain.imports.presets import PRESETS
from ..models import Import, ImportRow
from ..queries import export as exporting
from ..queries import imports as queries
from ..services import imports as services
from .import_forms import ClosingForm, MendForm, ReadingForm, UploadForm

_WORKING = {Import.State.CHECKING, Import.State.BOOKING, Import.State.UNDOING}


@takes_body(services.LARGEST_BODY)
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def start(request: PersonRequest) -> HttpResponse:
    """What was brought in before, and a form for another file."""
    form = UploadForm(request.POST or None, request.FILES or None, owner=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            brought_in = services.take_file(owner=request.user, **form.cleaned_data)
        except DomainError as no:
            form.add_error(None, no.detail)
        else:
            return redirect("portfolio:import", brought_in.uuid)
    page = keyset_page(queries.imports_of(request.user), cursor=request.GET.get("cursor", ""), size=10)
    context = {
        "form": form,
        "imports": map(queries.settled, page.items),
        "presets": PRESETS,
        **page_links(request, page),
    }
    return render(request, "portfolio/import_start.html", context, status=400 if form.errors else 200)


@require_safe
@login_required
def detail(request: PersonRequest, import_uuid: UUID) -> HttpResponse:
    """Where the import stands: how it is read, how far the work is, or what became of every line."""
    brought_in = queries.import_of(request.user, import_uuid)
    if brought_in.state in {Import.State.NEW, Import.State.UNDONE}:
        return _reading(request, brought_in, _reading_form(brought_in))
    if brought_in.state in _WORKING:
        context = {"import": brought_in, "job": queries.job_of(brought_in)}
        return render(request, "portfolio/import_working.html", context)
    return _report(request, brought_in)


@require_POST
@login_required
def check(request: PersonRequest, import_uuid: UUID) -> HttpResponse:
    brought_in = queries.import_of(request.user, import_uuid)
    form = _reading_form(brought_in, request.POST)
    if form.is_valid():
        try:
            services.begin_check(brought_in=brought_in, preset=form.cleaned_data["preset"], settings=form.settings())
        except DomainError as no:
            form.add_error(None, no.detail)
        else:
            return redirect("portfolio:import", import_uuid)
    return _reading(request, brought_in, form, status=400)


@require_safe
@login_required
def columns(request: PersonRequest, import_uuid: UUID) -> HttpResponse:
    """Back to how the file is read."""
    brought_in = queries.import_of(request.user, import_uuid)
    return _reading(request, brought_in, _reading_form(brought_in))


@require_POST
@login_required
def book(request: PersonRequest, import_uuid: UUID) -> HttpResponse:
    return _do(request, import_uuid, services.begin_booking)


@require_POST
@login_required
def undo(request: PersonRequest, import_uuid: UUID) -> HttpResponse:
    return _do(request, import_uuid, services.begin_undo)


@require_POST
@login_required
def forget(request: PersonRequest, import_uuid: UUID) -> HttpResponse:
    brought_in = queries.import_of(request.user, import_uuid)
    try:
        services.forget_import(brought_in=brought_in)
    except DomainError as no:
        messages.warning(request, no.detail)
        return redirect("portfolio:import", import_uuid)
    messages.success(request, "The file is deleted. What was booked from it stays.")
    return redirect("portfolio:import-start")


@require_POST
@login_required
def closing(request: PersonRequest, import_uuid: UUID) -> HttpResponse:
    brought_in = queries.import_of(request.user, import_uuid)
    form = ClosingForm(request.POST)
    if form.is_valid():
        try:
            services.state_closing(brought_in=brought_in, **form.cleaned_data)
        except DomainError as no:
            form.add_error("lines", no.detail)
        else:
            return redirect("portfolio:import", import_uuid)
    return _report(request, brought_in, closing_form=form, status=400)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def row(request: PersonRequest, import_uuid: UUID, row_id: int) -> HttpResponse:
    """One line: as it was written, and what it is said to mean."""
    brought_in = queries.import_of(request.user, import_uuid)
    found = queries.row_of(brought_in, row_id)
    form = MendForm(request.POST or None, initial=found.fields)
    if request.method == "POST" and form.is_valid():
        try:
            services.mend_row(row=found, fields=form.cleaned_data)
        except DomainError as no:
            for field, sentences in no.fields.items():
                form.add_error(field if field in form.fields else None, sentences)
            if not no.fields:
                form.add_error(None, no.detail)
        else:
            if found.state != ImportRow.State.TO_MEND:
                messages.success(request, f"Line {found.line} is now: {found.get_state_display().lower()}.")
                return redirect("portfolio:import", import_uuid)
            form.add_error(None, found.sentence)
    context = {"import": brought_in, "row": found, "form": form}
    return render(request, "portfolio/import_row.html", context, status=400 if form.errors else 200)


@require_POST
@login_required
def set_row_aside(request: PersonRequest, import_uuid: UUID, row_id: int) -> HttpResponse:
    """Leave a line out, or (`in`) take it in after all."""
    found = queries.row_of(queries.import_of(request.user, import_uuid), row_id)
    try:
        services.leave_out(row=found, out="in" not in request.POST)
    except DomainError as no:
        messages.warning(request, no.detail)
    return redirect("portfolio:import", import_uuid)


@require_safe
@login_required
def original(request: PersonRequest, import_uuid: UUID) -> HttpResponseBase:
    brought_in = queries.import_of(request.user, import_uuid)
    return media.personal_file(
        request, brought_in.file.name or "", owner_id=brought_in.owner_id, filename=brought_in.filename
    )


@require_safe
@login_required
def export(request: PersonRequest, form: str) -> HttpResponseBase:
    """The whole ledger, as a download that no cache keeps."""
    answer: HttpResponseBase
    if form == "json":
        answer = StreamingHttpResponse(exporting.as_json(request.user), content_type="application/json")
    else:
        answer = FileResponse(exporting.as_archive(request.user), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="steward-portfolio.{form}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


# --- What they share --------------------------------------------------------------------------------------------------


def _do(request: PersonRequest, import_uuid: UUID, begin: Callable[..., Any]) -> HttpResponse:
    brought_in = queries.import_of(request.user, import_uuid)
    try:
        begin(brought_in=brought_in)
    except DomainError as no:
        messages.warning(request, no.detail)
    return redirect("portfolio:import", import_uuid)


def _reading_form(brought_in: Import, data: Any = None) -> ReadingForm:
    known = services.known_settings(brought_in)
    said = brought_in.settings
    return ReadingForm(
        data, known=known, mapping=said.get("mapping") or known["proposed"],
        initial={"preset": brought_in.preset, "mark": said.get("mark", "."), "order": said.get("order", "ymd")},
    )  # fmt: skip


def _reading(request: HttpRequest, brought_in: Import, form: ReadingForm, status: int = 200) -> HttpResponse:
    context = {
        "import": brought_in,
        "form": form,
        "job": queries.job_of(brought_in),
        "known": form.known,
        "plain": [form[name] for name in ("preset", "mark", "order")],
    }
    return render(request, "portfolio/import_reading.html", context, status=status)


def _report(
    request: HttpRequest, brought_in: Import, *, closing_form: ClosingForm | None = None, status: int = 200
) -> HttpResponse:
    shown = request.GET.get("state", "")
    shown = shown if shown in ImportRow.State.values else ""
    page = keyset_page(queries.rows_of(brought_in, shown), cursor=request.GET.get("cursor", ""), size=50)
    try:
        compared, problem = queries.reconciled(brought_in), ""
    except DomainError as no:
        compared, problem = [], no.detail
    stated = "\n".join(f"{said['quantity']} {said['currency'] or said['symbol']}" for said in brought_in.closing)
    context = {
        "import": brought_in,
        "job": queries.job_of(brought_in),
        "rows": page.items,
        "shown": shown,
        "counts": [(key, label, brought_in.counts.get(key, 0)) for key, label in ImportRow.State.choices],
        "ready": brought_in.counts.get("ready", 0),
        "to_mend": brought_in.counts.get("to_mend", 0),
        "booked": brought_in.counts.get("booked", 0),
        "compared": compared,
        "compare_problem": problem,
        "disagrees": sum(not one.agrees for one in compared),
        "closing_form": closing_form or ClosingForm(initial={"lines": stated, "on": brought_in.closing_on}),
        **page_links(request, page),
    }
    return render_page(
        request, "portfolio/import_report.html", fragment="portfolio/_import_rows.html", context=context, status=status
    )
