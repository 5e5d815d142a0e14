"""What a person does with their meal plans. The planning itself is a worker's: services/planning.py."""

import time
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from apps.jobs import public as jobs
from project.lib.errors import Conflict, DomainError

from .. import tasks
from ..domain.plans.wishes import PORTION, Wishes, checked
from ..models import Cooked, MealPlan, PlannedMeal, PlanWish, Recipe
from ..queries.today import changed
from .recipes import log_cooked

MOST_WAITED = 2.0
_FIRST_LOOK, _LONGEST_PAUSE = 0.05, 0.25


class Changes(TypedDict, total=False):
    """Of a meal."""

    day: int
    slot: int
    portion: float
    locked: bool
    cooked_on: date | None


class NoSuchPlace(Conflict):
    code = "no_such_place"


class NoPortion(DomainError):
    code = "no_portion"


class Settled(Conflict):
    """The meal is locked."""

    code = "meal_locked"


@transaction.atomic
def begin_plan(*, owner: Any, starts_on: date, wishes: Wishes) -> jobs.JobState:
    """
    Have a plan made by a worker; the next one begins with these wishes.

    :raises BadWish: some cannot be meant
    """
    kept = checked(wishes).kept()
    PlanWish.objects.update_or_create(owner=owner, defaults={"wishes": kept})
    title = f"Meal plan from {starts_on:%d %B %Y}".replace(" 0", " ")
    arguments = {"starts_on": starts_on.isoformat(), "wishes": kept}
    return jobs.start(tasks.make_meal_plan, owner=owner, title=title, arguments=arguments)


def begin_swap(*, owner: Any, meal: PlannedMeal) -> jobs.JobState:
    """
    Have a worker put another dish there that fits best with all the other meals as they are.

    :raises Settled: the meal is locked
    """
    if meal.locked:
        raise Settled("This meal is locked. Unlock it first.")
    return jobs.start(tasks.swap_meal, owner=owner, title=f"Instead of {meal.title}", arguments={"meal_id": meal.pk})


def wait_for(*, owner: Any, job: jobs.JobState, seconds: float) -> jobs.JobState:
    """
    The job as it is once it has ended, or after so many seconds, two at most.

    Outside of a transaction, or the worker does not even hear of the job.
    """
    until, pause = time.monotonic() + min(seconds, MOST_WAITED), _FIRST_LOOK
    while job.is_open and (left := until - time.monotonic()) > 0:
        time.sleep(min(pause, left))
        pause = min(pause * 1.5, _LONGEST_PAUSE)
        job = jobs.state_of(user=owner, job_uuid=job.uuid) or job
    return job


# --- Meals --------------------------------------------------------------------------------------------------


@transaction.atomic
def change_meal(
    *, owner: Any, meal: PlannedMeal, today: date, recipe: Recipe | None = None, **said: Unpack[Changes]
) -> PlannedMeal:
    """
    Several changes of one meal, all or none; a lock is taken off before the rest, and put on after it.

    :raises Settled, NoSuchPlace, NoPortion, NotYet: as the functions below do
    """
    if said.get("locked") is False:
        lock_meal(owner=owner, meal=meal, locked=False)
    if recipe is not None:
        put_recipe(owner=owner, meal=meal, recipe=recipe)
    if "portion" in said:
        set_portion(owner=owner, meal=meal, portion=said["portion"])
    if "day" in said or "slot" in said:
        move_meal(owner=owner, meal=meal, day=said.get("day", meal.day), slot=said.get("slot", meal.slot))
    if "cooked_on" in said:
        set_cooked(owner=owner, meal=meal, on=said["cooked_on"], today=today)
    if said.get("locked"):
        lock_meal(owner=owner, meal=meal, locked=True)
    return meal


@transaction.atomic
def lock_meal(*, owner: Any, meal: PlannedMeal, locked: bool) -> PlannedMeal:
    """A locked meal stays where it is and what it is until it is unlocked."""
    _touch(owner, meal)
    meal.locked = locked
    meal.save(update_fields=["locked"])
    return meal


@transaction.atomic
def put_recipe(*, owner: Any, meal: PlannedMeal, recipe: Recipe, portion: float | None = None) -> PlannedMeal:
    """
    Plan this recipe there instead, and for its leftovers.

    :raises Settled: the meal is locked
    :raises NoPortion: nobody eats that much, or so little
    """
    plan = _touch(owner, meal, by_hand=True)
    if meal.locked:
        raise Settled("This meal is locked. Unlock it first.")
    _check_portion(portion)
    said = {"recipe": recipe, "title": recipe.title, "cooked_on": None}
    if portion is not None:
        said["portion"] = portion
    first = meal.leftover_of_id or meal.pk
    plan.meals.filter(pk=meal.pk).update(**said)
    plan.meals.filter(pk=first).update(recipe=recipe, title=recipe.title)
    plan.meals.filter(leftover_of=first).update(recipe=recipe, title=recipe.title)
    meal.refresh_from_db()
    return meal


@transaction.atomic
def set_portion(*, owner: Any, meal: PlannedMeal, portion: float) -> PlannedMeal:
    """
    How much of a serving each eats of it.

    :raises Settled: the meal is locked
    :raises NoPortion: nobody eats that much, or so little
    """
    _touch(owner, meal, by_hand=True)
    if meal.locked:
        raise Settled("This meal is locked. Unlock it first.")
    _check_portion(portion)
    meal.portion = portion
    meal.save(update_fields=["portion"])
    return meal


def _check_portion(portion: float | None) -> None:
    if portion is not None and not PORTION[0] <= portion <= PORTION[1]:
        raise NoPortion("From 0.1 to 10 servings.", fields={"portion": ["From 0.1 to 10 servings."]})


@transaction.atomic
def move_meal(*, owner: Any, meal: PlannedMeal, day: int, slot: int) -> PlannedMeal:
    """
    To another place of its plan; what stands there comes here.

    :raises NoSuchPlace: the plan has no such day or meal
    :raises Settled: one of the two is locked
    """
    plan = _touch(owner, meal, by_hand=True)
    if not (0 <= day < plan.days and 0 <= slot < len(plan.slots)):
        raise NoSuchPlace("The plan has no such day or meal.", fields={"day": ["The plan has no such place."]})
    there = plan.meals.filter(day=day, slot=slot).first()
    if there is None or there.pk == meal.pk:
        return meal
    if meal.locked or there.locked:
        raise Settled("A locked meal does not move. Unlock it first.")
    there.day, there.slot, meal.day, meal.slot = meal.day, meal.slot, day, slot
    PlannedMeal.objects.bulk_update([meal, there], ["day", "slot"])
    _part_leftovers(plan)
    return meal


def _part_leftovers(plan: MealPlan) -> None:
    """What now is eaten before it is cooked is no leftover any more."""
    for eaten in plan.meals.filter(leftover_of__isnull=False).select_related("leftover_of"):
        cooked = eaten.leftover_of
        if cooked and (cooked.day, cooked.slot) >= (eaten.day, eaten.slot):
            eaten.leftover_of = None
            eaten.save(update_fields=["leftover_of"])


@transaction.atomic
def set_cooked(*, owner: Any, meal: PlannedMeal, on: date | None, today: date) -> PlannedMeal:
    """
    That it was cooked on a day, which goes into the log of its recipe too; None takes both back.

    :raises NotYet: that day is still to come
    """
    _touch(owner, meal)
    if meal.cooked_on is not None and meal.recipe_id is not None:
        logged = Cooked.objects.for_user(owner).filter(recipe=meal.recipe_id, on=meal.cooked_on)
        if latest := logged.order_by("-id").first():
            latest.delete()
    if on is not None and meal.recipe is not None:
        table = Wishes.from_kept(meal.plan.wishes).table_on(meal.day)
        servings = min(100, max(1, round(meal.portion * table)))
        log_cooked(owner=owner, recipe=meal.recipe, on=on, servings=servings, today=today)
    meal.cooked_on = on
    meal.save(update_fields=["cooked_on"])
    return meal


def _touch(owner: Any, meal: PlannedMeal, *, by_hand: bool = False) -> MealPlan:
    """The meal's plan, locked and marked as changed; `by_hand` it is no longer what the planner proved."""
    plan = MealPlan.objects.for_user(owner).standing().select_for_update().get(pk=meal.plan_id)
    meal.refresh_from_db()
    if by_hand:
        plan.objective = plan.bound = None
    plan.save(update_fields=["objective", "bound", "updated_at"])
    changed(owner)
    return plan


# --- Plans --------------------------------------------------------------------------------------------------


def delete_plan(*, owner: Any, plan: MealPlan) -> None:
    """It can be brought back for thirty days."""
    MealPlan.objects.for_user(owner).filter(pk=plan.pk).update(deleted_at=timezone.now())
    changed(owner)


def restore_plan(*, owner: Any, plan: MealPlan) -> None:
    MealPlan.objects.for_user(owner).filter(pk=plan.pk).update(deleted_at=None)
    changed(owner)
