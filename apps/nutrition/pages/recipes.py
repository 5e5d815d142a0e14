"""Recipes: find one, cook it, keep some of one's own. The catalogue needs no account."""

import json
from fractions import Fraction
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from project.lib.errors import DomainError
from project.lib.limits.ratelimit import limited
from project.lib.pages import offer_undo, render_page, wants_fragment
from project.lib.paging import page_links
from project.lib.requests import PersonRequest

from .. import services
from ..domain.foods.groups import CONTENTS, Says
from ..domain.foods.nutrients import NUTRIENTS
from ..models import Recipe
from ..queries import recipes as reads
from ..queries.costs import cost_of
from .amounts import blocks, label
from .contents import told
from .recipe_cards import cards, narrowing
from .recipe_forms import CookedForm, MarkForm, RecipeFilter, RecipeForm, ReportForm
from .scaling import shown_lines
from .schema_org import as_schema_org
from .step_times import minutes_of

# Of this part of the weight everything must be known before a figure stands without a remark.
ENOUGH = 0.95


@require_safe
def recipes(request: HttpRequest) -> HttpResponse:
    signed_in = request.user.is_authenticated
    form = RecipeFilter(request.GET, signed_in=signed_in)
    page = reads.recipe_page(request.user, form.narrowed(), cursor=request.GET.get("cursor", ""))
    context = {"filter": form, "recipes": cards(page.items), **page_links(request, page)}
    if not wants_fragment(request):
        context["narrowing"] = narrowing(form, request.GET, signed_in=signed_in)
    return render_page(request, "nutrition/recipes.html", fragment="nutrition/_recipes_list.html", context=context)


@require_safe
def recipe(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For so many servings as are asked for; `cook` shows it large, one step after the other, for the kitchen."""
    found = reads.recipe_for(request.user, uuid)
    servings = _servings(request.GET.get("servings", ""), found)
    amounts = {nutrient.key: getattr(found, nutrient.column) for nutrient in NUTRIENTS}
    photo = request.build_absolute_uri(reverse("nutrition:recipe-photo", args=[uuid])) if found.has_photo else ""
    context: dict[str, Any] = {
        "recipe": found,
        "servings": servings,
        "fewer": servings - 1,
        "more": servings + 1,
        "lines": shown_lines(found.ingredients.all(), Fraction(servings, found.servings)),
        "label": label(amounts),
        "blocks": blocks(amounts),
        "covered": found.coverage.get("energy", 1.0),
        "is_partial": found.coverage.get("energy", 1.0) < ENOUGH or bool(found.unresolved),
        "is_own": request.user.is_authenticated and found.owner_id == request.user.pk,
        **told(_says(found)),
        "schema_org": json.dumps(as_schema_org(found, photo=photo), ensure_ascii=False).replace("<", "\\u003c"),
    }
    if request.user.is_authenticated:
        context |= _said(request.user, found, servings)
    template = "nutrition/recipe.html"
    if "cook" in request.GET:
        template = "nutrition/recipe_cook.html"
        context["steps"] = [{"text": step, "minutes": minutes_of(step)} for step in found.steps]
    return render_page(request, template, context=context)


def _servings(asked: str, recipe: Recipe) -> int:
    sound = asked.isascii() and asked.isdigit() and len(asked) <= 3 and 1 <= int(asked) <= 100
    return int(asked) if sound else recipe.servings


def _says(recipe: Recipe) -> dict[Says, list[str]]:
    known = {*recipe.contains, *recipe.free_of}
    return {
        Says.CONTAINS: recipe.contains,
        Says.FREE: recipe.free_of,
        Says.UNKNOWN: [content for content in CONTENTS if content not in known],
    }


def _said(person: Any, recipe: Recipe, servings: int) -> dict[str, Any]:
    said = reads.said_of(person, recipe)
    mark = {"rating": said.mark.rating or "", "note": said.mark.note}
    return {
        "costing": cost_of(person, recipe),
        "mark": said.mark,
        "cooked": said.cooked,
        "mark_form": MarkForm(initial=mark),
        "report_form": None if recipe.owner_id else ReportForm(),
        "cooked_form": CookedForm(initial={"on": timezone.localdate(), "servings": servings}),
    }


# --- One's own ----------------------------------------------------------------------------------------------


@login_required
def add(request: PersonRequest) -> HttpResponse:
    form = RecipeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            added = services.add_recipe(owner=request.user, **form.cleaned_data)
        except DomainError as no:
            form.say(no)
        else:
            messages.success(request, f"{added.title} is among your recipes.")
            return redirect("nutrition:recipe", added.uuid)
    return _form_page(request, form)


@login_required
def edit(request: PersonRequest, uuid: UUID) -> HttpResponse:
    recipe = reads.own_recipe(request.user, uuid)
    form = RecipeForm(request.POST if request.method == "POST" else None, initial=RecipeForm.said_by(recipe))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_recipe(owner=request.user, recipe=recipe, **form.cleaned_data)
        except DomainError as no:
            form.say(no)
        else:
            messages.success(request, "Saved.")
            return redirect("nutrition:recipe", recipe.uuid)
    return _form_page(request, form, recipe=recipe)


def _form_page(request: PersonRequest, form: forms.Form, recipe: Recipe | None = None) -> HttpResponse:
    context = {"form": form, "recipe": recipe}
    return render_page(request, "nutrition/recipe_form.html", context=context, status=422 if form.errors else 200)


@require_POST
@login_required
def delete(request: PersonRequest, uuid: UUID) -> HttpResponse:
    recipe = reads.own_recipe(request.user, uuid)
    services.delete_recipe(owner=request.user, recipe=recipe)
    offer_undo(request, f"Deleted: {recipe.title}.", reverse("nutrition:recipe-restore", args=[uuid]))
    return redirect("nutrition:recipes")


@require_POST
@login_required
def restore(request: PersonRequest, uuid: UUID) -> HttpResponse:
    services.restore_recipe(owner=request.user, recipe=reads.own_recipe(request.user, uuid, deleted=True))
    messages.success(request, "It is back.")
    return redirect("nutrition:recipe", uuid)


@require_POST
@login_required
def copy(request: PersonRequest, uuid: UUID) -> HttpResponse:
    mine = services.copy_recipe(owner=request.user, recipe=reads.recipe_for(request.user, uuid))
    messages.success(request, "This copy is yours: change it as you like.")
    return redirect("nutrition:recipe-edit", mine.uuid)


# --- What one says of it ------------------------------------------------------------------------------------


@require_POST
@login_required
def favourite(request: PersonRequest, uuid: UUID) -> HttpResponse:
    recipe = reads.recipe_for(request.user, uuid)
    services.mark_recipe(owner=request.user, recipe=recipe, is_favourite=request.POST.get("on") == "1")
    return redirect("nutrition:recipe", uuid)


@require_POST
@login_required
def mark(request: PersonRequest, uuid: UUID) -> HttpResponse:
    recipe = reads.recipe_for(request.user, uuid)
    form = MarkForm(request.POST)
    if form.is_valid():
        services.mark_recipe(owner=request.user, recipe=recipe, **form.cleaned_data)
        messages.success(request, "Noted.")
    else:
        messages.error(request, "A note has at most 2,000 letters, and a recipe from one to five stars.")
    return redirect("nutrition:recipe", uuid)


@limited("feedback")
@require_POST
@login_required
def report(request: PersonRequest, uuid: UUID) -> HttpResponse:
    recipe = reads.recipe_for(request.user, uuid)
    form = ReportForm(request.POST)
    if form.is_valid():
        services.report_recipe(owner=request.user, recipe=recipe, **form.cleaned_data)
        messages.success(request, "Thank you. Whoever runs Steward looks at it.")
    else:
        messages.error(request, "Say what is wrong, in at most 1,000 letters.")
    return redirect("nutrition:recipe", uuid)


@require_POST
@login_required
def cooked(request: PersonRequest, uuid: UUID) -> HttpResponse:
    recipe = reads.recipe_for(request.user, uuid)
    form = CookedForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say a day, and from 1 to 100 servings.")
        return redirect("nutrition:recipe", uuid)
    try:
        services.log_cooked(owner=request.user, recipe=recipe, today=timezone.localdate(), **form.cleaned_data)
    except DomainError as no:
        messages.error(request, no.detail)
    else:
        messages.success(request, "Logged.")
    return redirect("nutrition:recipe", uuid)


@require_POST
@login_required
def forget_cooked(request: PersonRequest, cooked_id: int) -> HttpResponse:
    recipe = services.forget_cooked(owner=request.user, cooked_id=cooked_id)
    return redirect("nutrition:recipe", recipe.uuid)
