"""What else could stand at a meal, all others staying: reckoned by the planner's own formula, without a solver."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ..domain.planner.instance import Weights
from ..domain.planner.scoring import off_target
from ..domain.plans.asking import PORTIONS, Dish
from ..domain.plans.wishes import FOR_SLOT, Wishes
from ..models import MealPlan, PlannedMeal, Recipe
from . import pools

MOST = 12


@dataclass(frozen=True, slots=True)
class Alternative:
    recipe: Recipe
    portion: float
    energy_kcal: float  # what the day would hold
    protein_g: float


def alternatives(user: Any, plan: MealPlan, meal: PlannedMeal, *, today: date) -> list[Alternative]:
    """The best of the pool for this place, each with the portion that suits the day; none twice on a day."""
    wishes = Wishes.from_kept(plan.wishes)
    others = [each for each in plan.meals.all() if each.day == meal.day and each.pk != meal.pk]
    there = {each.recipe_id for each in others} | {meal.recipe_id}
    held = {
        name: sum((getattr(each.recipe, name, 0) or 0) * each.portion for each in others) for name in wishes.targets
    }
    fits = {*FOR_SLOT[plan.slots[meal.slot]]}
    found = sorted(
        _priced(dish, held, wishes.target_on(meal.day))
        for dish in pools.pool(user, wishes, today=today).dishes
        if dish.meals & fits and dish.key not in there
    )[:MOST]
    columns = ("uuid", "title", "minutes", *wishes.targets)
    recipes = Recipe.objects.visible_to(user).only(*columns).in_bulk([key for _, key, _ in found])
    return [
        Alternative(
            recipes[key], portion,
            *(held[name] + (getattr(recipes[key], name) or 0) * portion for name in ("energy_kcal", "protein_g")),
        )
        for _, key, portion in found
        if key in recipes
    ]  # fmt: skip


def _priced(dish: Dish, held: dict[str, float], targets: dict[str, float]) -> tuple[float, int, float]:
    """What the day costs by the documented objective with the best portion of this dish; its key; the portion."""
    weights = Weights()

    def price(portion: float) -> float:
        missed = sum(
            off_target((held[name] + (dish.values[name] or 0) * portion) / target - 1, weights)
            for name, target in targets.items()
        )
        return missed + weights.preference * (1 - dish.preference)

    portion = min(PORTIONS, key=price)
    return price(portion), dish.key, portion
