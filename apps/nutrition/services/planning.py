"""
Making a plan and swapping a meal: what a worker does. Loads numpy and HiGHS, so pages never import it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from project.lib.errors import Conflict, DomainError

from ..domain.planner.answering import written
from ..domain.planner.planner import make_plan
from ..domain.planner.reading import read
from ..domain.plans.asking import Dish, Kept, Meal, names, request, wished_leftovers
from ..domain.plans.wishes import FOR_SLOT, Wishes
from ..models import MealPlan, PantryLot, PlannedMeal
from ..queries import plans as reads
from ..queries import pools
from ..queries.today import changed

Pairs = Sequence[tuple[tuple[int, int], tuple[int, int]]]


class NoPlan(DomainError):
    """Nothing can be planned without giving up a diet or an allergen, and those never are."""

    code = "no_plan"


class ChangedMeanwhile(Conflict):
    code = "changed_meanwhile"


class Progress(Protocol):
    """What is used of `jobs.Progress`."""

    uuid: UUID
    owner_id: int | None

    def report(self, done: float, total: float = 100, message: str | None = None) -> None: ...


def make_meal_plan(*, starts_on: str, wishes: Mapping[str, Any], progress: Progress) -> str:
    """
    Choose the meals for wishes as a job keeps them, and keep them as a plan; its address.

    :raises NoPlan:
    """
    return _make(date.fromisoformat(starts_on), Wishes.from_kept(wishes), progress)


def _make(starts_on: date, wishes: Wishes, progress: Progress) -> str:
    owner = _owner(progress)
    if made := MealPlan.objects.for_user(owner).filter(job=progress.uuid).first():
        return _address(made)
    progress.report(10, message="Looking for recipes that fit")
    kept = _at_home(owner, starts_on)
    pool = pools.pool(owner, wishes, today=timezone.now().date(), pantry={each.food for each in kept})
    _refuse_empty(pool.dishes, wishes)
    progress.report(40, message=f"Choosing {wishes.days * wishes.meals} meals from {len(pool.dishes)} recipes")
    answer = _answer(wishes, pool.dishes, kept)
    progress.report(90, message="Writing it down")
    with transaction.atomic():
        plan = MealPlan.objects.create(
            owner=owner, starts_on=starts_on, days=wishes.days, slots=[*wishes.slots], people=wishes.people,
            wishes=wishes.kept(), objective=answer["objective"], bound=answer["bound"], left_out=pool.left_out,
            conflict=answer["conflict"]["sentence"] if answer["conflict"] else "",
            broken=[rule["sentence"] for rule in (answer["nearest"] or {}).get("broken", [])], job=progress.uuid,
        )  # fmt: skip
        _keep_meals(plan, _rows(answer), pool.dishes, wished_leftovers(wishes))
        changed(owner)
    return _address(plan)


def _owner(progress: Progress) -> Any:
    return get_user_model().objects.get(pk=progress.owner_id or 0)


def _at_home(owner: Any, starts_on: date) -> list[Kept]:
    """Every lot that was weighed and is still good when the plan begins."""
    lots = PantryLot.objects.for_user(owner).there().exclude(due_on__lt=starts_on).order_by("due_on", "id")
    weighed = lots.filter(food__isnull=False, grams__isnull=False).values_list("food", "grams", "due_on")
    return [
        Kept(food or 0, grams or 0.0, None if due_on is None else (due_on - starts_on).days)
        for food, grams, due_on in weighed
    ]


def _answer(wishes: Wishes, dishes: Sequence[Dish], kept: Sequence[Kept]) -> dict[str, Any]:
    """A plan, or why there is none and the nearest."""
    answer = _asked(request(wishes, dishes, pantry=kept))
    if answer["status"] == "impossible" and wishes.avoided:
        # Asked again among recipes that do not fit, none of which is ever planned: now the conflict can name the diet.
        with_others = [*dishes, *pools.witnesses(wishes)]
        answer = _asked(request(wishes, with_others, pantry=kept))
    if answer["plan"] is None and answer["nearest"] is None:
        detail = answer["conflict"]["sentence"] if answer["conflict"] else ""
        raise NoPlan(detail or "The time was over before a plan was found. Ask for fewer days, or again.")
    return answer


def _asked(asked: Mapping[str, Any]) -> dict[str, Any]:
    instance = read(asked)
    return written(instance, make_plan(instance))


def _refuse_empty(dishes: Sequence[Dish], wishes: Wishes) -> None:
    empty = [slot for slot in wishes.slots if not any(dish.meals & {*FOR_SLOT[slot]} for dish in dishes)]
    if not empty:
        return
    known = [wishes.shared_diet] if wishes.shared_diet else []
    if wishes.shared_free_of:
        known.append(f"free of {', '.join(wishes.shared_free_of)}")
    if wishes.most_minutes:
        known.append(f"made in at most {wishes.most_minutes} minutes")
    if wishes.budget is not None:
        known.append("of ingredients that you priced, which a budget needs")
    which = f" is known to be {' and '.join(known)}" if known else " has all the values that a plan needs"
    raise NoPlan(f"No recipe for {' and '.join(empty)}{which}. Add one of your own, or ask for less.")


def _rows(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = answer["plan"] or answer["nearest"]["plan"]
    return rows


def _keep_meals(plan: MealPlan, rows: Sequence[Mapping[str, Any]], dishes: Sequence[Dish], pairs: Pairs) -> None:
    called = {name: key for key, name in names(dishes).items()}
    titles = {dish.key: dish.title for dish in dishes}
    meals = {
        (row["day"], slot): PlannedMeal(
            plan=plan, day=row["day"], slot=slot, recipe_id=called[meal["candidate"]],
            title=titles[called[meal["candidate"]]], portion=meal["portion"],
        )
        for row in rows
        for slot, meal in enumerate(row["meals"])
    }  # fmt: skip
    PlannedMeal.objects.bulk_create(meals.values())
    again = []
    for cooked, eaten in pairs:
        if meals[cooked].recipe_id == meals[eaten].recipe_id:
            meals[eaten].leftover_of = meals[cooked]
            again.append(meals[eaten])
    PlannedMeal.objects.bulk_update(again, ["leftover_of"])


def _address(plan: MealPlan) -> str:
    return reverse("nutrition:plan", args=[plan.uuid])


# --- One meal becomes another -------------------------------------------------------------------------------


def swap_meal(*, meal_id: int, progress: Progress) -> str:
    """
    Put the best other dish there, all other meals locked; the plan's address.

    :raises NoPlan: there is no other
    :raises ChangedMeanwhile: the plan was changed while this was being thought about
    """
    owner = _owner(progress)
    meal = reads.meal_for(owner, meal_id)
    plan = reads.plan_for(owner, meal.plan.uuid)
    if plan.job == progress.uuid:
        return _address(plan)
    wishes = Wishes.from_kept(plan.wishes)
    progress.report(10, message="Looking for recipes that fit")
    dishes = _with_present(owner, plan, wishes)
    standing = [Meal(each.day, each.slot, _key(each), each.portion) for each in plan.meals.all()]
    changing = next(each for each in standing if (each.day, each.slot) == (meal.day, meal.slot))
    progress.report(40, message="Choosing another")
    asked = request(wishes, dishes, leftovers=_pairs(plan), swap=(changing, standing))
    answer = _asked(asked)
    if answer["plan"] is None and answer["nearest"] is None:
        raise NoPlan("There is no other recipe that fits there.")
    with transaction.atomic():
        now = MealPlan.objects.select_for_update().get(pk=plan.pk)
        if now.updated_at != plan.updated_at:
            raise ChangedMeanwhile("The plan was changed meanwhile. Swap the meal again.")
        _put(plan, _rows(answer), dishes)
        now.objective, now.bound, now.job = answer["objective"], answer["bound"], progress.uuid
        now.save(update_fields=["objective", "bound", "job", "updated_at"])
        changed(owner)
    return _address(plan)


def _key(meal: PlannedMeal) -> int:
    """A dish's; a recipe that is gone gets a number that no recipe has."""
    return meal.recipe_id if meal.recipe_id is not None else -meal.pk


def _with_present(owner: Any, plan: MealPlan, wishes: Wishes) -> list[Dish]:
    """The pool, and what stands in the plan, however little is known of that: it stays whatever it holds."""
    found = {dish.key: dish for dish in pools.pool(owner, wishes, today=timezone.now().date()).dishes}
    present = {_key(meal): meal for meal in plan.meals.all()}
    missing = [key for key in present if key not in found and key > 0]
    found |= {dish.key: dish for dish in pools.dishes_of(owner, missing, wishes)}
    for key, meal in present.items():
        if key not in found:
            found[key] = Dish(key, meal.title, frozenset(), dict.fromkeys(wishes.targets, 0.0))
        if wishes.budget is not None and found[key].cost is None:
            found[key] = replace(found[key], cost=0.0)
    return list(found.values())


def _pairs(plan: MealPlan) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    places = {meal.pk: (meal.day, meal.slot) for meal in plan.meals.all()}
    return [(places[meal.leftover_of_id], (meal.day, meal.slot)) for meal in plan.meals.all() if meal.leftover_of_id]


def _put(plan: MealPlan, rows: Sequence[Mapping[str, Any]], dishes: Sequence[Dish]) -> None:
    """The meal that changed, and its leftovers, which changed with it."""
    called = {name: key for key, name in names(dishes).items()}
    titles = {dish.key: dish.title for dish in dishes}
    changed = []
    for meal in plan.meals.all():
        answered = rows[meal.day]["meals"][meal.slot]
        key = called[answered["candidate"]]
        if key != _key(meal):
            meal.recipe_id, meal.title, meal.portion, meal.cooked_on = key, titles[key], answered["portion"], None
            changed.append(meal)
    PlannedMeal.objects.bulk_update(changed, ["recipe", "title", "portion", "cooked_on"])
