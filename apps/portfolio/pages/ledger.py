"""The lines of the ledger: look at them, record one, change it or many, and take any of that back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from project.lib.errors import DomainError, NotThere
from project.lib.limits.ratelimit import limited
from project.lib.pages import offer_undo, render_page, wants_fragment
from project.lib.paging import keyset_page, page_links
from project.lib.requests import PersonRequest

from .. import services
from ..models import Activity, ActivityChange
from ..queries import listing, own
from .ledger_forms import ActivityForm, BulkForm, FilterForm, first_values, said_by, say
from .ledger_shapes import SHAPES
from .ledger_words import Line, differences

# --- The list ---------------------------------------------------------------------------------------------------------


@require_safe
@login_required
def activities(request: PersonRequest) -> HttpResponse:
    accounts = list(own.accounts(request.user))
    form = FilterForm(request.user, accounts, request.GET)
    found = listing.activities(request.user, form.narrowed())
    page = keyset_page(found, cursor=request.GET.get("cursor", ""))
    context = {
        "filter": form,
        "bulk": BulkForm(accounts),
        "lines": [Line(activity) for activity in page.items],
        "here": request.get_full_path(),
        **page_links(request, page),
    }
    return render_page(request, "portfolio/activities.html", fragment="portfolio/activities_list.html", context=context)


@require_POST
@login_required
def change_many(request: PersonRequest) -> HttpResponse:
    """Delete what is ticked, or make the same change to all of it."""
    ticked = _uuids(request.POST.getlist("ticked"))
    form = BulkForm(own.accounts(request.user), request.POST)
    try:
        if not ticked:
            messages.warning(request, "Tick the activities that you mean first.")
        elif request.POST.get("act") == "delete":
            batch = services.delete_activities(owner=request.user, uuids=ticked)
            offer_undo(request, f"{_counted(len(ticked))} deleted.", _undo_url(batch))
        elif not form.is_valid():
            messages.warning(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        elif not form.changes():
            messages.warning(request, "Say what to change: an account, a day, a note or tags.")
        else:
            count = services.edit_activities(owner=request.user, uuids=ticked, **form.changes())
            batch = own.batch_of_last_change(request.user, ticked[0])
            offer_undo(request, f"{_counted(count)} changed.", _undo_url(batch))
    except DomainError as no:
        messages.error(request, f"Nothing was changed. {no.detail}")
    back = request.POST.get("back", "")
    beginning = reverse("portfolio:activities")
    return redirect(back if back.split("?")[0] == beginning else beginning)


def _uuids(texts: list[str]) -> list[UUID]:
    try:
        return [UUID(text) for text in texts]
    except ValueError:
        raise NotThere("There is no such activity.") from None


def _counted(count: int) -> str:
    return "1 activity" if count == 1 else f"{count} activities"


# --- One --------------------------------------------------------------------------------------------------------------


@login_required
def record(request: PersonRequest) -> HttpResponse:
    """First what it was, then the form for that; htmx swaps the fields where that is chosen again in the form."""
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    if not own.accounts(request.user).exists():
        messages.info(request, "Add the account first that it belongs to.")
        return redirect("portfolio:account-add")
    if kind not in SHAPES:
        groups = [(key, Activity.Kind(key).label, shape.about) for key, shape in SHAPES.items()]
        return render_page(request, "portfolio/activity_kinds.html", context={"kinds": groups})
    if request.method != "POST":
        form = ActivityForm(request.user, kind, initial=_typed_so_far(request) or first_values(request.user, _today()))
        return _form_page(request, form)
    form = ActivityForm(request.user, kind, request.POST)
    if form.is_valid():
        try:
            activity = services.record_with_instrument(
                owner=request.user, new_instrument=form.new_instrument, **form.details()
            )
        except DomainError as no:
            say(form, no)
        else:
            batch = own.batch_of_last_change(request.user, activity.uuid)
            offer_undo(request, f"Recorded: {Line(activity).title}.", _undo_url(batch))
            return redirect("portfolio:activities")
    return _form_page(request, form)


def _typed_so_far(request: PersonRequest) -> dict[str, Any]:
    """What stands in the form whose kind is chosen again, as it was typed."""
    return {name: request.GET[name] for name in ActivityForm.base_fields if name in request.GET and name != "kind"}


def _today() -> Any:
    return timezone.localdate()


def _form_page(request: PersonRequest, form: ActivityForm, **context: Any) -> HttpResponse:
    return render_page(
        request,
        "portfolio/activity_form.html",
        fragment="portfolio/activity_swapped.html",
        context={"form": form, **context},
        status=422 if form.errors else 200,
    )


@dataclass(frozen=True, slots=True)
class Past:
    change: ActivityChange
    what: str
    differences: list[tuple[str, str, str]]


@require_safe
@login_required
def activity(request: PersonRequest, uuid: UUID) -> HttpResponse:
    """An activity and what became of it; also one that is deleted, which can be brought back from here."""
    present, changes = own.activity_with_history(request.user, uuid)
    page = keyset_page(changes, cursor=request.GET.get("cursor", ""))
    context = {
        "line": Line(present) if present else None,
        "history": [Past(change, _what(change), differences(change)) for change in page.items],
        **page_links(request, page),
    }
    return render_page(request, "portfolio/activity.html", context=context)


def _what(change: ActivityChange) -> str:
    if change.before is None:
        return "Recorded"
    return "Deleted" if change.after is None else "Changed"


@login_required
def edit(request: PersonRequest, uuid: UUID) -> HttpResponse:
    present = own.activity_of(request.user, uuid)
    kind = request.POST.get("kind") or request.GET.get("kind") or present.kind
    kind = kind if kind in SHAPES else present.kind
    if request.method != "POST":
        initial = {**said_by(present), **_typed_so_far(request)}
        return _form_page(
            request, ActivityForm(request.user, kind, initial=initial, activity=present), activity=present
        )
    form = ActivityForm(request.user, kind, request.POST, activity=present)
    if form.is_valid():
        try:
            changed = services.edit_activity(activity=present, **form.details())
        except DomainError as no:
            say(form, no)
        else:
            batch = own.batch_of_last_change(request.user, uuid)
            offer_undo(request, f"Changed: {Line(changed).title}.", _undo_url(batch))
            return redirect("portfolio:activity", uuid)
    return _form_page(request, form, activity=present)


@require_POST
@login_required
def delete(request: PersonRequest, uuid: UUID) -> HttpResponse:
    present = own.activity_of(request.user, uuid)
    try:
        batch = services.delete_activity(activity=present)
    except DomainError as no:
        messages.error(request, f"It was not deleted. {no.detail}")
        return redirect("portfolio:activity", uuid)
    offer_undo(request, f"Deleted: {Line(present).title}.", _undo_url(batch))
    return redirect("portfolio:activities")


def _undo_url(batch: UUID) -> str:
    return reverse("portfolio:undo", args=[batch])


@require_POST
@login_required
def undo(request: PersonRequest, batch: UUID) -> HttpResponse:
    try:
        count = services.undo(owner=request.user, batch=batch)
    except NotThere:
        raise
    except DomainError as no:
        messages.error(request, f"It was not undone. {no.detail}")
    else:
        messages.success(request, f"Undone: {_counted(count)}.")
    return redirect("portfolio:activities")


@limited("suggest")
@require_safe
@login_required
def suggestions(request: PersonRequest) -> HttpResponse:
    """Instruments that may be meant, as the options of a field that is being typed in."""
    typed = request.GET.get("instrument") or request.GET.get("into") or ""
    found = listing.instruments_like(request.user, typed[:150].replace("\0", ""))
    if wants_fragment(request):
        return render(request, "portfolio/instrument_options.html", {"found": found})
    return redirect("portfolio:instruments")
