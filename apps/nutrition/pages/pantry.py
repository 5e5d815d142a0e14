"""The pantry: what is at home and until when it is good, what was done with it, and taking that back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from project.lib.errors import DomainError
from project.lib.limits.ratelimit import limited
from project.lib.pages import offer_undo, render_page, wants_fragment
from project.lib.requests import PersonRequest

from .. import services
from ..models import Food, PantryChange, PantryLot
from ..queries import foods as food_reads
from ..queries import pantry as reads
from .pantry_forms import LotForm, UseForm
from .shopping_words import counted

MOST_FOUND = 8
_DONE = {
    "added": "In your pantry: {}.",
    "changed": "Changed: {}.",
    "used": "Used: {}.",
    "thrown_away": "Thrown away: {}.",
}
_WORDS = {"added": "added", "changed": "changed", "used": "used", "thrown_away": "thrown away"}


@limited("suggest")
@require_safe
@login_required
def pantry(request: PersonRequest) -> HttpResponse:
    """Everything that is there, what goes off first at the top; with words, the foods that they may mean."""
    words = request.GET.get("words", "")[:100].replace("\0", "").strip()
    context: dict[str, Any] = {"words": words}
    if words:
        context["foods"] = food_reads.foods_like(request.user, words, most=MOST_FOUND)
    if wants_fragment(request):
        return render(request, "nutrition/_pantry_found.html", context)
    found = reads.pantry_of(request.user, timezone.localdate())
    context |= {
        "groups": [
            ("Past its day", "past", _rows(found.past)),
            ("To use soon", "soon", _rows(found.soon)),
            ("Everything else" if found.past or found.soon else "At home", "rest", _rows(found.rest)),
        ],
        "is_empty": found.is_empty,
        "changes": _changes(found.changes),
    }
    return render_page(request, "nutrition/pantry.html", context=context)


def _rows(lots: list[PantryLot]) -> list[dict[str, Any]]:
    return [{"lot": lot, "amount": counted(lot.counted)} for lot in lots]


def _changes(changes: list[PantryChange]) -> list[dict[str, Any]]:
    """Of each thing only what was done last can be undone."""
    seen: set[int] = set()
    rows = []
    for each in changes:
        rows.append({"change": each, "done": _WORDS[each.kind], "can_undo": each.lot_id not in seen})
        seen.add(each.lot_id)
    return rows


@login_required
def add(request: PersonRequest) -> HttpResponse:
    """Some of the food that the address names, or of what its words say."""
    said = request.GET.get("food", "")
    food = food_reads.food_for(request.user, UUID(said)) if _is_uuid(said) else None
    initial = {"name": food.title[:100] if food else request.GET.get("name", "")[:100], "unit": "g" if food else ""}
    form = LotForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid() and (done := _tried(form, request, food)):
        return _done(request, done)
    context = {"form": form, "food": food}
    return render_page(request, "nutrition/pantry_add.html", context=context, status=422 if form.errors else 200)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _tried(form: LotForm, request: PersonRequest, food: Food | None) -> PantryChange | None:
    try:
        return services.add_lot(owner=request.user, food=food, **form.cleaned_data)
    except DomainError as no:
        form.say(no)
        return None


@login_required
def lot(request: PersonRequest, uuid: UUID) -> HttpResponse:
    """Change what is said of it, use some of it, throw it away."""
    found = reads.lot_for(request.user, uuid)
    form = LotForm(request.POST if request.method == "POST" else None, lot=found)
    if request.method == "POST" and form.is_valid():
        try:
            return _done(request, services.change_lot(owner=request.user, lot=found, **form.cleaned_data))
        except DomainError as no:
            form.say(no)
    context = {"lot": found, "amount": counted(found.counted), "form": form, "use_form": UseForm()}
    return render_page(request, "nutrition/pantry_lot.html", context=context, status=422 if form.errors else 200)


@require_POST
@login_required
def use(request: PersonRequest, uuid: UUID) -> HttpResponse:
    """So much of it, or all; `thrown_away` where it was no good any more."""
    found = reads.lot_for(request.user, uuid)
    form = UseForm(request.POST)
    kind = PantryChange.Kind.THROWN_AWAY if request.POST.get("thrown_away") == "1" else PantryChange.Kind.USED
    if not form.is_valid():
        messages.error(request, str(form.errors["amount"][0]))
        return redirect("nutrition:pantry-lot", uuid)
    try:
        done = services.use_lot(owner=request.user, lot=found, amount=form.cleaned_data["amount"], kind=kind)
    except DomainError as no:
        messages.error(request, no.detail)
        return redirect("nutrition:pantry-lot", uuid)
    return _done(request, done)


def _done(request: PersonRequest, change: PantryChange) -> HttpResponse:
    undo = reverse("nutrition:pantry-undo", args=[change.uuid])
    offer_undo(request, _DONE[change.kind].format(change.lot.name), undo)
    return redirect("nutrition:pantry")


@require_POST
@login_required
def undo(request: PersonRequest, uuid: UUID) -> HttpResponse:
    change = reads.change_for(request.user, uuid)
    try:
        services.undo_change(owner=request.user, change=change)
    except DomainError as no:
        messages.error(request, no.detail)
    else:
        messages.success(request, f"Undone: {change.lot.name}.")
    return redirect("nutrition:pantry")
