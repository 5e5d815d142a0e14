"""Writing into the diary: find what was eaten, say how much."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
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
from project.lib.limits.ratelimit import limited
from project.lib.pages import offer_undo, render_page, wants_fragment
from project.lib.requests import PersonRequest

from .. import services
from ..domain.foods.nutrients import BY_KEY
from ..models import DiaryEntry, FoodMeasure, Meal
from ..queries import diary as reads
from ..queries import foods as food_reads
from ..queries import recipes as recipe_reads
from .amounts import label, shown
from .diary import day_title, day_url
from .diary_forms import AmountForm, QuickForm, amount_words, day_said, meal_at, usual_amount


def when_of(said: Any) -> dict[str, Any]:
    """The day and meal that an address or a form names, else now."""
    now = timezone.localtime()
    meal = said.get("meal", "")
    return {
        "on": day_said(said.get("on", ""), now.date()),
        "meal": meal if meal in Meal.values else meal_at(now.hour),
    }


def _query(when: dict[str, Any], **more: str) -> str:
    return urlencode({"on": when["on"].isoformat(), "meal": when["meal"], **more})


@limited("suggest")
@require_safe
@login_required
def add(request: PersonRequest) -> HttpResponse:
    """Search, what one often eats, favourites, and a note by hand."""
    when = when_of(request.GET)
    words = request.GET.get("words", "")[:100].replace("\0", "").strip()
    context = {**when, "words": words, "query": _query(when)}
    if words:
        context["found"] = reads.found(request.user, words)
    else:
        context |= _at_hand(request, when)
    if wants_fragment(request):
        return render(request, "nutrition/_diary_found.html", context)
    context |= {
        "title": f"{Meal(when['meal']).label}, {_day_words(when['on'])}",
        "meals": [
            (meal.label, _query({**when, "meal": meal.value}, words=words), meal == when["meal"]) for meal in Meal
        ],
        "quick": QuickForm(initial=when),
        "back": day_url(when["on"]),
    }
    return render_page(request, "nutrition/diary_add.html", context=context)


def _day_words(on: date) -> str:
    today = timezone.localdate()
    return day_title(on, today).lower() if abs((on - today).days) <= 1 else formats.day(on)


def _at_hand(request: PersonRequest, when: dict[str, Any]) -> dict[str, Any]:
    recent = reads.recent(request.user, meal=when["meal"], today=max(when["on"], timezone.localdate()))
    rows = [
        {
            "uuid": entry.uuid,
            "name": entry.name,
            "amount": amount_words(entry),
            "energy": shown(BY_KEY["energy"], entry.energy_kcal),  # type: ignore[attr-defined]
            "food": entry.food and entry.food.uuid,
            "recipe": entry.recipe and entry.recipe.uuid,
        }
        for entry in recent
    ]
    return {"recent": rows, "favourites": reads.favourites(request.user)}


# --- How much -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Eatable:
    """A food or a recipe: how it is counted, what so much of it holds, and how it is written down."""

    name: str
    about: str
    measures: list[FoodMeasure] | None
    amounts: Callable[[float], Mapping[str, float | None]]
    usual: Callable[[], dict[str, Any]]
    log: Callable[[dict[str, Any], FoodMeasure | None], DiaryEntry]


@login_required
def food(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = food_reads.food_for(request.user, uuid)

    def log(said: dict[str, Any], measure: FoodMeasure | None) -> DiaryEntry:
        when = {"on": said["on"], "meal": said["meal"]}
        return services.log_food(owner=request.user, food=found, quantity=said["quantity"], measure=measure, **when)

    def usual() -> dict[str, Any]:
        return usual_amount(found, reads.last_of(request.user, food=found))

    about = reverse("nutrition:food", args=[uuid])
    return _how_much(request, Eatable(found.title, about, list(found.measures.all()), found.amounts, usual, log))


@login_required
def recipe(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = recipe_reads.recipe_for(request.user, uuid)

    def log(said: dict[str, Any], _: FoodMeasure | None) -> DiaryEntry:
        when = {"on": said["on"], "meal": said["meal"]}
        return services.log_recipe(owner=request.user, recipe=found, servings=said["quantity"], **when)

    def usual() -> dict[str, Any]:
        last = reads.last_of(request.user, recipe=found)
        return {"quantity": last.quantity if last else 1.0}

    about = reverse("nutrition:recipe", args=[uuid])
    return _how_much(request, Eatable(found.title, about, None, found.amounts, usual, log))


def _how_much(request: PersonRequest, it: Eatable) -> HttpResponse:
    """The form for an amount; while that is typed, what so much holds."""
    if wants_fragment(request):
        typed = AmountForm(it.measures, request.GET)
        typed.is_valid()
        return render(request, "nutrition/_diary_holds.html", _holds(it, typed.how_much()))
    when = when_of(request.GET)
    initial = {**it.usual(), **when}
    form = AmountForm(it.measures, request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            entry = it.log(form.cleaned_data, form.measure)
        except DomainError as no:
            form.say(no)
        else:
            return _logged(request, entry)
    context = {
        "name": it.name, "about": it.about, "form": form, "back": f"{reverse('nutrition:diary-add')}?{_query(when)}",
        **_holds(it, form.how_much() if form.is_bound else form.begins_with()),
    }  # fmt: skip
    return render_page(request, "nutrition/diary_amount.html", context=context, status=422 if form.errors else 200)


def _holds(it: Eatable, how_much: float | None) -> dict[str, Any]:
    return {"label": label(it.amounts(how_much)) if how_much else ()}


@require_POST
@login_required
def quick(request: PersonRequest) -> HttpResponse:
    form = QuickForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            entry = services.quick_add(
                owner=request.user, on=said["on"], meal=said["meal"], name=said["name"], amounts=form.amounts()
            )
        except DomainError as no:
            form.say(no)
        else:
            return _logged(request, entry)
    return render_page(request, "nutrition/diary_quick.html", context={"form": form}, status=422)


@require_POST
@login_required
def again(request: PersonRequest, uuid: UUID) -> HttpResponse:
    """As much of the same as the last time, with one click."""
    when = when_of(request.POST)
    last = reads.entry_of(request.user, uuid)
    try:
        entry = services.eat_again(owner=request.user, entry=last, **when)
    except DomainError as no:
        messages.error(request, no.detail)
        return redirect(day_url(when["on"]))
    return _logged(request, entry)


def _logged(request: PersonRequest, entry: DiaryEntry) -> HttpResponse:
    offer_undo(request, f"In your diary: {entry.name}.", reverse("nutrition:diary-delete", args=[entry.uuid]))
    return redirect(day_url(entry.on))


@require_POST
@login_required
def favour(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = food_reads.food_for(request.user, uuid)
    services.favour_food(owner=request.user, food=found, favourite=request.POST.get("on") == "1")
    return redirect("nutrition:food", uuid)
