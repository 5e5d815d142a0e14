"""Meals: ask for a plan, look at it day by day, and change it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from random import SystemRandom
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from apps.jobs import public as jobs
from project.lib import formats
from project.lib.errors import DomainError
from project.lib.limits.ratelimit import limited
from project.lib.money import Money
from project.lib.pages import offer_undo, render_page, wants_fragment
from project.lib.paging import keyset_page, page_links
from project.lib.requests import PersonRequest

from .. import services
from ..domain.plans.wishes import SEEDS, Wishes
from ..models import MealPlan, PlannedMeal
from ..queries import plans as reads
from ..queries import pools
from ..queries import recipes as recipe_reads
from ..queries.alternatives import alternatives
from ..queries.costs import cost_of_plan
from .plan_forms import CookedOnForm, PlaceForm, PlanForm, PortionForm

# So long a page waits for the worker before it shows how far that is.
PATIENCE = 1.0
WEEK = 7


@require_safe
@login_required
def meals(request: PersonRequest) -> HttpResponse:
    """What is planned for today and tomorrow, and every plan."""
    today = timezone.localdate()
    page = keyset_page(reads.plans(request.user), cursor=request.GET.get("cursor", ""))
    standing = reads.plans_between(request.user, today, today)
    context = {
        "plans": page.items,
        "in_diary": reads.in_diary(request.user, *standing),
        "today": [(plan, day) for plan in standing for day in reads.days_of(plan) if day.on == today],
        **page_links(request, page),
    }
    return render_page(request, "nutrition/meals.html", fragment="nutrition/_plans_list.html", context=context)


@limited("meal-plan")
@login_required
def ask(request: PersonRequest) -> HttpResponse:
    today = timezone.localdate()
    begun = reads.first_wishes(request.user, today=today)
    form = PlanForm(request.POST if request.method == "POST" else None, usual=begun.wishes, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            job = services.begin_plan(
                owner=request.user, starts_on=form.cleaned_data["starts_on"], wishes=form.wishes()
            )
        except DomainError as no:
            form.say(no)
        else:
            return _shown_when_ready(request, job)
    context = {"form": form, "because": begun.because}
    return render_page(request, "nutrition/plan_form.html", context=context, status=422 if form.has_faults() else 200)


def _shown_when_ready(request: PersonRequest, job: jobs.JobState) -> HttpResponse:
    job = services.wait_for(owner=request.user, job=job, seconds=PATIENCE)
    return redirect(job.result_url if job.state == "done" else reverse("nutrition:plan-making", args=[job.uuid]))


@require_safe
@login_required
def making(request: PersonRequest, job_uuid: UUID) -> HttpResponse:
    """How far the worker is; without script, to be loaded again."""
    job = jobs.state_of(user=request.user, job_uuid=job_uuid)
    if job is None:
        raise Http404
    if job.state == "done" and job.result_url:
        return redirect(job.result_url)
    return render_page(request, "nutrition/plan_making.html", context={"job": job})


@require_safe
@login_required
def plan(request: PersonRequest, uuid: UUID) -> HttpResponse:
    return _calendar(request, reads.plan_for(request.user, uuid))


def _calendar(request: PersonRequest, found: MealPlan) -> HttpResponse:
    days = reads.days_of(found)
    weeks = [days[start : start + WEEK] for start in range(0, len(days), WEEK)]
    wishes = Wishes.from_kept(found.wishes)
    context = {
        "plan": found,
        "in_diary": reads.in_diary(request.user, found),
        "weeks": [(reads.averaged(week), week) for week in weeks],
        "today": timezone.localdate(),
        "wishes": wishes,
        "shares": reads.shares_on(wishes),
        "alike": found.people - len(wishes.others) - 1,
        "gap": _gap(found),
        **_costing(request.user, found, wishes),
        "unknown_own": pools.unknown_own(request.user, wishes) if found.left_out else [],
        "near": sum(total.is_near for day in days for total in day.totals.values() if total.target),
        "aims": sum(total.target is not None for day in days for total in day.totals.values()),
    }
    return render_page(request, "nutrition/plan.html", fragment="nutrition/_plan_changed.html", context=context)


def _costing(person: Any, found: MealPlan, wishes: Wishes) -> dict[str, Any]:
    """Where a budget was wished for: what the plan costs by the person's prices, and what it may."""
    if wishes.budget is None:
        return {}
    cost = cost_of_plan(person, found)
    return {"cost": cost, "budget": Money(Decimal(str(wishes.budget)), cost.currency)}


def _gap(found: MealPlan) -> float | None:
    """How much better, as a share, a plan of the same recipes could be at most."""
    if found.objective is None or found.bound is None:
        return None
    far = max(found.objective - found.bound, 0.0)
    return far / abs(found.objective) if far else 0.0


@require_POST
@login_required
def delete(request: PersonRequest, uuid: UUID) -> HttpResponse:
    found = reads.plan_for(request.user, uuid)
    services.delete_plan(owner=request.user, plan=found)
    words = f"Deleted: the plan from {formats.day(found.starts_on)}."
    offer_undo(request, words, reverse("nutrition:plan-restore", args=[uuid]))
    return redirect("nutrition:meals")


@require_POST
@login_required
def restore(request: PersonRequest, uuid: UUID) -> HttpResponse:
    services.restore_plan(owner=request.user, plan=reads.plan_for(request.user, uuid, deleted=True))
    messages.success(request, "It is back.")
    return redirect("nutrition:plan", uuid)


@limited("meal-plan")
@require_POST
@login_required
def again(request: PersonRequest, uuid: UUID) -> HttpResponse:
    """The same wishes; a new seed chooses from other recipes."""
    found = reads.plan_for(request.user, uuid)
    wishes = Wishes.from_kept(found.wishes)
    if request.POST.get("seed") == "new":
        wishes = replace(wishes, seed=SystemRandom().randint(*SEEDS))
    job = services.begin_plan(owner=request.user, starts_on=found.starts_on, wishes=wishes)
    return _shown_when_ready(request, job)


# --- One meal -----------------------------------------------------------------------------------------------


@require_safe
@login_required
def meal(request: PersonRequest, uuid: UUID, meal_id: int) -> HttpResponse:
    """What else could be there, and everything that can be done with it."""
    found = reads.plan_for(request.user, uuid)
    shown = _meal_of(found, meal_id)
    wishes = Wishes.from_kept(found.wishes)
    today = timezone.localdate()
    context = {
        "plan": found,
        "meal": shown,
        "on": found.starts_on + timedelta(days=shown.day),
        "slot": found.slots[shown.slot],
        "takes": [(each.name, each.of(shown.portion)) for each in reads.shares_on(wishes, shown.day)],
        "cooked": float(Fraction(str(shown.portion)) * wishes.table_on(shown.day)),
        "is_eaten": shown.pk in reads.in_diary(request.user, found),
        "alternatives": [] if shown.locked else alternatives(request.user, found, shown, today=today),
        "place_form": PlaceForm(None, places=_places(found), now=f"{shown.day}-{shown.slot}"),
        "portion_form": PortionForm(initial={"portion": shown.portion}),
        "cooked_form": CookedOnForm(initial={"on": today}),
        "leftovers": [each for each in found.meals.all() if each.leftover_of_id == shown.pk],
    }
    return render_page(request, "nutrition/planned_meal.html", context=context)


def _meal_of(found: MealPlan, meal_id: int) -> PlannedMeal:
    for each in found.meals.all():
        if each.pk == meal_id:
            return each
    raise Http404


def _places(found: MealPlan) -> list[tuple[str, str]]:
    return [
        (f"{day}-{slot}", f"{formats.day(found.starts_on + timedelta(days=day))}, {name}")
        for day in range(found.days)
        for slot, name in enumerate(found.slots)
    ]


def _changed(request: PersonRequest, uuid: UUID, change: Callable[[], Any], done: str) -> HttpResponse:
    """Do it, and back to the plan; for the calendar's script, the plan as it is now."""
    try:
        change()
    except DomainError as no:
        messages.error(request, no.detail)
    else:
        messages.success(request, done)
    return _calendar_or_back(request, uuid)


@require_POST
@login_required
def lock(request: PersonRequest, uuid: UUID, meal_id: int) -> HttpResponse:
    found, locked = reads.meal_for(request.user, meal_id, plan=uuid), request.POST.get("on") == "1"
    return _changed(
        request, uuid, lambda: services.lock_meal(owner=request.user, meal=found, locked=locked),
        f"{found.title} is {'locked' if locked else 'unlocked'}.",
    )  # fmt: skip


@require_POST
@login_required
def move(request: PersonRequest, uuid: UUID, meal_id: int) -> HttpResponse:
    plan_of_it = reads.plan_for(request.user, uuid)
    found = reads.meal_for(request.user, meal_id, plan=uuid)
    form = PlaceForm(request.POST, places=_places(plan_of_it))
    if not form.is_valid():
        messages.error(request, "The plan has no such day or meal.")
        return redirect("nutrition:plan", uuid)
    day, slot = form.spot()
    return _changed(
        request, uuid, lambda: services.move_meal(owner=request.user, meal=found, day=day, slot=slot),
        f"{found.title} is moved.",
    )  # fmt: skip


@require_POST
@login_required
def portion(request: PersonRequest, uuid: UUID, meal_id: int) -> HttpResponse:
    found = reads.meal_for(request.user, meal_id, plan=uuid)
    form = PortionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say from 0.1 to 10 servings.")
        return redirect("nutrition:plan-meal", uuid, meal_id)
    share = form.cleaned_data["portion"]
    return _changed(
        request, uuid, lambda: services.set_portion(owner=request.user, meal=found, portion=share), "Changed."
    )


@require_POST
@login_required
def cooked(request: PersonRequest, uuid: UUID, meal_id: int) -> HttpResponse:
    """With a day; without one, that it was not."""
    found = reads.meal_for(request.user, meal_id, plan=uuid)
    form = CookedOnForm(request.POST)
    undo = request.POST.get("undo") == "1"
    if not undo and not form.is_valid():
        messages.error(request, "Say a day.")
        return redirect("nutrition:plan-meal", uuid, meal_id)
    on = None if undo else form.cleaned_data["on"]
    return _changed(
        request, uuid,
        lambda: services.set_cooked(owner=request.user, meal=found, on=on, today=timezone.localdate()),
        "It is not marked as cooked any more." if undo else "Cooked: it is in the log of the recipe too.",
    )  # fmt: skip


@require_POST
@login_required
def log(request: PersonRequest, uuid: UUID, meal_id: int) -> HttpResponse:
    """Into the diary of its day; pressed again it says that it is there."""
    found = reads.meal_for(request.user, meal_id, plan=uuid)
    try:
        eaten = services.log_meal(owner=request.user, meal=found)
    except DomainError as no:
        messages.error(request, no.detail)
    else:
        if eaten.is_new:
            undo = reverse("nutrition:diary-delete", args=[eaten.entry.uuid])
            offer_undo(request, f"In your diary: {found.title}.", undo)
        else:
            messages.info(request, f"{found.title} is in your diary already.")
    return _calendar_or_back(request, uuid)


@require_POST
@login_required
def log_day(request: PersonRequest, uuid: UUID, day: int) -> HttpResponse:
    """All meals of a day that are not in the diary yet."""
    found = reads.plan_for(request.user, uuid)
    try:
        eaten = services.log_planned_day(owner=request.user, plan=found, day=day)
    except DomainError as no:
        messages.error(request, no.detail)
    else:
        new = sum(each.is_new for each in eaten)
        on = formats.day(found.starts_on + timedelta(days=day))
        words = f"{new} meal{'' if new == 1 else 's'} of {on} went into your diary." if new else ""
        messages.success(request, words or f"Everything of {on} is in your diary already.")
    return _calendar_or_back(request, uuid)


def _calendar_or_back(request: PersonRequest, uuid: UUID) -> HttpResponse:
    if wants_fragment(request):
        return _calendar(request, reads.plan_for(request.user, uuid))
    return redirect("nutrition:meals") if request.POST.get("back") == "meals" else redirect("nutrition:plan", uuid)


@require_POST
@login_required
def put(request: PersonRequest, uuid: UUID, meal_id: int) -> HttpResponse:
    """One of the alternatives."""
    found = reads.meal_for(request.user, meal_id, plan=uuid)
    try:
        chosen = recipe_reads.recipe_for(request.user, UUID(request.POST.get("recipe", "")))
        share = float(request.POST.get("portion") or found.portion)
    except ValueError:
        messages.error(request, "Choose one of the recipes.")
        return redirect("nutrition:plan-meal", uuid, meal_id)
    return _changed(
        request, uuid,
        lambda: services.put_recipe(owner=request.user, meal=found, recipe=chosen, portion=share),
        f"{chosen.title} instead of {found.title}.",
    )  # fmt: skip


@require_POST
@login_required
def swap(request: PersonRequest, uuid: UUID, meal_id: int) -> HttpResponse:
    """The planner chooses, with all other meals locked."""
    found = reads.meal_for(request.user, meal_id, plan=uuid)
    try:
        job = services.begin_swap(owner=request.user, meal=found)
    except DomainError as no:
        messages.error(request, no.detail)
        return redirect("nutrition:plan", uuid)
    return _shown_when_ready(request, job)
