"""Foods: search the catalogue, look at one, and keep some of one's own."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from project.lib.errors import DomainError
from project.lib.limits.ratelimit import limited
from project.lib.pages import render_page, wants_fragment
from project.lib.paging import keyset_page, page_links
from project.lib.requests import PersonRequest

from .. import services
from ..models import Food
from ..queries import foods as reads
from ..queries.costs import price_of
from ..queries.diary import is_favourite
from .amounts import blocks, label
from .contents import told
from .food_forms import FoodFilter, FoodForm

GRAMS = "100 g"


@require_safe
@login_required
def foods(request: PersonRequest) -> HttpResponse:
    form = FoodFilter(request.GET)
    words, own = form.typed, form.own
    found = reads.own_foods(request.user) if own else reads.foods(request.user, words)
    page = keyset_page(found, cursor=request.GET.get("cursor", ""))
    context = {"filter": form, "words": words, "own": own, "foods": page.items, **page_links(request, page)}
    return render_page(request, "nutrition/foods.html", fragment="nutrition/_foods_list.html", context=context)


@limited("suggest")
@require_safe
@login_required
def suggestions(request: PersonRequest) -> HttpResponse:
    """Foods that may be meant, as the options of a field that is being typed in."""
    found = reads.foods_like(request.user, request.GET.get("food", "")[:100].replace("\0", ""))
    if wants_fragment(request):
        return render(request, "nutrition/_food_options.html", {"foods": found})
    return redirect("nutrition:foods")


@require_safe
@login_required
def food(request: PersonRequest, uuid: UUID) -> HttpResponse:
    """Its amounts in 100 g, or in one of its measures."""
    found = reads.food_for(request.user, uuid)
    measures = list(found.measures.all())
    chosen = next((each for each in measures if str(each.pk) == request.GET.get("in")), None)
    amounts = found.amounts(chosen.grams if chosen else 100)
    context = {
        "food": found,
        "is_own": found.owner_id == request.user.pk,
        "is_favourite": is_favourite(request.user, found),
        "measures": measures,
        "price": price_of(request.user, found),
        "chosen": chosen,
        "label": label(amounts),
        "blocks": blocks(amounts),
        **told(found.says()),
        "suits": found.suits(),
    }
    return render_page(request, "nutrition/food.html", context=context)


@login_required
def add(request: PersonRequest) -> HttpResponse:
    form = FoodForm(request.POST if request.method == "POST" else None, initial={"name": request.GET.get("name", "")})
    if request.method == "POST" and form.is_valid():
        try:
            added = services.add_food(owner=request.user, **form.particulars())
        except DomainError as no:
            form.say(no)
        else:
            messages.success(request, f"{added.name} is among your foods.")
            return redirect("nutrition:food", added.uuid)
    return _form_page(request, form)


@login_required
def edit(request: PersonRequest, uuid: UUID) -> HttpResponse:
    food = reads.own_food(request.user, uuid)
    form = FoodForm(request.POST if request.method == "POST" else None, initial=FoodForm.said_by(food))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_food(owner=request.user, food=food, **form.particulars())
        except DomainError as no:
            form.say(no)
        else:
            messages.success(request, "Saved.")
            return redirect("nutrition:food", food.uuid)
    return _form_page(request, form, food=food)


def _form_page(request: PersonRequest, form: forms.Form, food: Food | None = None) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "food": food}
    return render_page(request, "nutrition/food_form.html", context=context, status=422 if form.errors else 200)


@require_POST
@login_required
def delete(request: PersonRequest, uuid: UUID) -> HttpResponse:
    food = reads.own_food(request.user, uuid)
    services.delete_food(owner=request.user, food=food)
    messages.success(request, f"{food.name} is deleted.")
    return redirect("nutrition:foods")
