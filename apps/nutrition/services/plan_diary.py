"""Meals of a plan go into the diary of their day, each once."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction

from project.lib.errors import Conflict

from ..domain.plans.wishes import MEAL_OF_SLOT
from ..models import DiaryEntry, MealPlan, PlannedMeal
from ..queries.today import changed
from .diary import log_recipe


class RecipeIsGone(Conflict):
    """What the meal held is not known any more."""

    code = "recipe_is_gone"


@dataclass(frozen=True, slots=True)
class Eaten:
    """`is_new` unless it was in the diary already."""

    entry: DiaryEntry
    is_new: bool


@transaction.atomic
def log_meal(*, owner: Any, meal: PlannedMeal) -> Eaten:
    """
    That the person ate their portion of it on its day. Said again, it is there already.

    :raises RecipeIsGone: its recipe was deleted meanwhile
    :raises DayIsFull: the day holds as much as a day can
    """
    # Two that press at once must not both write.
    plan = MealPlan.objects.for_user(owner).standing().select_for_update().get(pk=meal.plan_id)
    there = DiaryEntry.objects.for_user(owner).kept().filter(planned_meal=meal).as_eaten().first()
    if there is not None:
        return Eaten(there, is_new=False)
    if meal.recipe is None:
        raise RecipeIsGone(f"The recipe of {meal.title} is gone, so nobody knows what it held. Note it by hand.")
    eaten = log_recipe(
        owner=owner, on=plan.starts_on + timedelta(days=meal.day), meal=MEAL_OF_SLOT[plan.slots[meal.slot]],
        recipe=meal.recipe, servings=meal.portion,
    )  # fmt: skip
    DiaryEntry.objects.filter(pk=eaten.pk).update(planned_meal=meal)
    changed(owner)
    return Eaten(DiaryEntry.objects.as_eaten().get(pk=eaten.pk), is_new=True)


@transaction.atomic
def log_planned_day(*, owner: Any, plan: MealPlan, day: int) -> list[Eaten]:
    """
    All meals of a day of the plan whose recipes are there.

    :raises DayIsFull: the day holds as much as a day can
    """
    meals = plan.meals.filter(day=day, recipe__isnull=False).select_related("recipe").order_by("slot")
    return [log_meal(owner=owner, meal=meal) for meal in meals]
