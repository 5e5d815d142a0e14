"""The diary of a day: what was eaten at each meal, what it comes to, and what can be done about it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from project.lib import formats
from project.lib.errors import DomainError
from project.lib.pages import offer_undo, render_page, wants_fragment
from project.lib.requests import PersonRequest

from .. import services
from ..domain.diary.aims import DRINKS, Against
from ..domain.diary.sums import Sum
from ..domain.foods.nutrients import BY_KEY
from ..models import DiaryEntry, Meal
from ..queries import diary as reads
from ..services.diary import DAYS_AHEAD, FIRST_DAY, GRAMS
from ..services.drinks import BOTTLE_ML, GLASS_ML
from .amounts import shown
from .diary_against import amount_of, rows
from .diary_amounts import everything
from .diary_forms import AmountForm, CopyForm, QuickForm, amount_words, day_said, usual_amount

MAIN = ("energy", "protein", "carbohydrate", "fat", "fibre")


def day_url(on: date) -> str:
    return f"{reverse('nutrition:diary')}?{urlencode({'on': on.isoformat()})}"


@require_safe
@login_required
def day(request: PersonRequest) -> HttpResponse:
    on = day_said(request.GET.get("on", ""), timezone.localdate())
    return render_page(request, "nutrition/diary.html", context=_context(request, on))


def back_to(request: PersonRequest, on: date) -> HttpResponse:
    """The day as it is now: for htmx that part of its page, with the words about what was done."""
    if wants_fragment(request):
        return render(request, "nutrition/_diary_changed.html", _context(request, on))
    return redirect(day_url(on))


def _context(request: PersonRequest, on: date) -> dict[str, Any]:
    today = timezone.localdate()
    found = reads.day_of(request.user, on)
    aimed = {each.aim.nutrient for each in found.against}
    return {
        "on": on,
        "title": day_title(on, today),
        "is_today": on == today,
        "previous": day_url(on - timedelta(days=1)) if on > FIRST_DAY else "",
        "next": day_url(on + timedelta(days=1)) if (on - today).days < DAYS_AHEAD else "",
        "day_before": on - timedelta(days=1),
        "is_empty": found.is_empty,
        "meals": [_shown_meal(meal, on) for meal in found.meals],
        "main": [_main(key, found.sums[key]) for key in MAIN if key not in aimed],
        "against": _shown_against(found.against),
        "drinks": _drinks(found),
        "blocks": everything(found.sums),
        "copy_form": CopyForm(initial={"to": today if on != today else on + timedelta(days=1)}, prefix="copy"),
    }


def day_title(on: date, today: date) -> str:
    words = {0: "Today", 1: "Yesterday", -1: "Tomorrow"}
    return words.get((today - on).days) or formats.day(on, style="full")


def _shown_meal(meal: reads.MealOfDay, on: date) -> dict[str, Any]:
    energy = meal.sums["energy"]
    return {
        "name": meal.meal,
        "title": Meal(meal.meal).label,
        "energy": shown(BY_KEY["energy"], energy.amount) if meal.entries else "",
        "is_partial": bool(energy.missing),
        "against": rows(meal.against),
        "add": f"{reverse('nutrition:diary-add')}?{urlencode({'on': on.isoformat(), 'meal': meal.meal})}",
        "entries": [
            {
                "uuid": entry.uuid,
                "name": entry.name,
                "amount": amount_words(entry),
                "energy": shown(BY_KEY["energy"], entry.amounts()["energy"]),
            }
            for entry in meal.entries
        ],
    }


def _main(key: str, total: Sum) -> dict[str, Any]:
    nutrient = BY_KEY[key]
    return {
        "title": nutrient.title,
        "amount": shown(nutrient, total.amount),
        "covered": None if total.complete else total.coverage,
    }


def _shown_against(against: Sequence[Against]) -> dict[str, Any]:
    """The main ones with how far they are; vitamins and the like in a table below."""
    shown_first = [each for each in against if each.aim.nutrient in MAIN]
    order = {key: place for place, key in enumerate(MAIN)}
    return {
        "first": rows(sorted(shown_first, key=lambda each: order[each.aim.nutrient])),
        "more": rows([each for each in against if each.aim.nutrient not in {*MAIN, DRINKS}]),
    }


def _drinks(day: reads.Day) -> dict[str, Any]:
    against = next((row for row in rows(day.against) if row["key"] == DRINKS), None)
    last = day.drinks[-1] if day.drinks else None
    return {
        "amount": amount_of(DRINKS, day.drunk_ml), "against": against, "last": last,
        "sizes": [(GLASS_ML, "A glass"), (BOTTLE_ML, "A bottle")],
    }  # fmt: skip


# --- What is done about an entry ----------------------------------------------------------------------------


@login_required
def entry(request: PersonRequest, uuid: UUID) -> HttpResponse:
    """Another amount, meal or day; of what was noted by hand, also its name and what it held."""
    found = reads.entry_of(request.user, uuid)
    form = _form_of(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_entry(entry=found, **_change(form))
        except DomainError as no:
            form.say(no)
        else:
            messages.success(request, "Saved.")
            return redirect(day_url(form.cleaned_data["on"]))
    context = {
        "entry": found,
        "form": form,
        "back": day_url(found.on),
        "amount": amount_words(found),
        "blocks": everything(reads.sums(reads.portions([found]))),
        "leads_to": _leads_to(found),
    }
    return render_page(request, "nutrition/diary_entry.html", context=context, status=422 if form.errors else 200)


def _form_of(entry: DiaryEntry, posted: Any) -> AmountForm | QuickForm:
    when = {"meal": entry.meal, "on": entry.on}
    if not entry.unit:
        return QuickForm(posted, initial={**entry.amounts(), "name": entry.name, **when})
    if entry.food is not None:
        amount = usual_amount(entry.food, entry)
        return AmountForm(list(entry.food.measures.all()), posted, initial={**amount, **when})
    # Of a food that is gone, its weight is all that can be said; of a recipe, servings.
    gone = entry.unit_g is not None
    amount = {"quantity": entry.mass_g if gone else entry.quantity, "unit": GRAMS}
    return AmountForm([] if gone else None, posted, initial={**amount, **when})


def _change(form: AmountForm | QuickForm) -> dict[str, Any]:
    said = form.cleaned_data
    change: dict[str, Any] = {"on": said["on"], "meal": said["meal"]}
    if isinstance(form, QuickForm):
        return {**change, "name": said["name"], "amounts": form.amounts()}
    change["quantity"] = said["quantity"]
    return {**change, "measure": form.measure} if "unit" in form.fields else change


def _leads_to(entry: DiaryEntry) -> str:
    if entry.food is not None:
        return reverse("nutrition:food", args=[entry.food.uuid])
    return reverse("nutrition:recipe", args=[entry.recipe.uuid]) if entry.recipe is not None else ""


@require_POST
@login_required
def delete(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = reads.entry_of(request.user, uuid)
    services.delete_entry(entry=found)
    offer_undo(request, f"Deleted: {found.name}.", reverse("nutrition:diary-restore", args=[uuid]))
    return back_to(request, found.on)


@require_POST
@login_required
def restore(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = reads.entry_of(request.user, uuid, deleted=True)
    try:
        services.restore_entry(entry=found)
    except DomainError as no:
        messages.error(request, no.detail)
    return redirect(day_url(found.on))


# --- Copying ------------------------------------------------------------------------------------------------


@require_POST
@login_required
def copy(request: PersonRequest) -> HttpResponse:
    """A day or a meal of it to another day, from the form below the day."""
    from_on = day_said(request.POST.get("from", ""), timezone.localdate())
    form = CopyForm(request.POST, prefix="copy")
    if not form.is_valid():
        messages.error(request, "Choose the day that it shall be copied to.")
        return redirect(day_url(from_on))
    said = form.cleaned_data
    return _copied(request, from_on=from_on, from_meal=said["what"], on=said["to"], meal=said["meal"])


@require_POST
@login_required
def copy_here(request: PersonRequest) -> HttpResponse:
    """What was eaten the day before, or at one of its meals, once more on this day."""
    on = day_said(request.POST.get("on", ""), timezone.localdate())
    meal = request.POST.get("meal", "")
    before = on - timedelta(days=1)
    return _copied(request, from_on=before, from_meal=meal if meal in Meal.values else "", on=on, meal="")


def _copied(request: PersonRequest, *, on: date, **which: Any) -> HttpResponse:
    try:
        made = services.copy_meals(owner=request.user, on=on, **which)
    except DomainError as no:
        messages.error(request, no.detail)
        return back_to(request, which["from_on"] if request.POST.get("from") else on)
    count = f"{made.entries} {'entry' if made.entries == 1 else 'entries'}"
    undo = reverse("nutrition:diary-copy-undo", args=[made.copied_in])
    offer_undo(request, f"Copied: {count}.", f"{undo}?{urlencode({'on': on.isoformat()})}")
    return back_to(request, on)


@require_POST
@login_required
def undo_copy(request: PersonRequest, copied_in: UUID) -> HttpResponse:
    services.undo_copy(owner=request.user, copied_in=copied_in)
    return redirect(day_url(day_said(request.GET.get("on", ""), timezone.localdate())))
