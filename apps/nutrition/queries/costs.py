"""What recipes cost a person, by their own prices, in their own currency: what is priced in another is not added."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from project.lib.money import Money

from ..domain.costs import Cost, Priced, cost
from ..domain.plans.wishes import Wishes
from ..models import Food, FoodPrice, Ingredient, MealPlan, Recipe


def price_of(user: Any, food: Food) -> FoodPrice | None:
    return FoodPrice.objects.for_user(user).filter(food=food).first()


def prices(user: Any) -> QuerySet[FoodPrice]:
    """The last changed first, for `paging.keyset_page`."""
    return FoodPrice.objects.for_user(user).select_related("food").order_by("-updated_at", "-id")


@dataclass(frozen=True, slots=True)
class Costing:
    """What a serving costs; and which of its foods have no price, each once, the heaviest first."""

    cost: Cost
    currency: str
    without: tuple[Food, ...]

    @property
    def amount(self) -> Money | None:
        return None if self.cost.amount is None else Money(self.cost.amount, self.currency)


def cost_of(user: Any, recipe: Recipe) -> Costing:
    """Of a recipe with its ingredients and their foods. One statement."""
    lines = [line for line in recipe.ingredients.all() if not line.is_heading]
    paid = _per_gram(user, {line.food_id for line in lines if line.food_id})
    found = cost((Priced(line.grams, paid.get(line.food_id or 0)) for line in lines), servings=recipe.servings)
    without: dict[int, Food] = {}
    for line in sorted(lines, key=lambda line: -(line.grams or 0)):
        if line.food is not None and line.food.pk not in paid:
            without.setdefault(line.food.pk, line.food)
    return Costing(found, user.base_currency, tuple(without.values()))


def costs_of(user: Any, recipes: Collection[int], *, least_covered: float) -> dict[int, Decimal]:
    """Of a serving, by recipe: those of whose weight at least that share is priced. Two statements."""
    paid = _per_gram(user)
    if not paid:
        return {}
    lines: dict[tuple[int, int], list[Priced]] = defaultdict(list)
    rows = Ingredient.objects.filter(recipe__in=[*recipes], is_heading=False)
    for recipe, servings, food, grams in rows.values_list("recipe", "recipe__servings", "food", "grams"):
        lines[recipe, servings].append(Priced(grams, paid.get(food or 0)))
    costs = {recipe: cost(priced, servings=servings) for (recipe, servings), priced in lines.items()}
    return {
        recipe: found.amount
        for recipe, found in costs.items()
        if found.amount is not None and found.covered >= least_covered
    }


def cost_of_plan(user: Any, plan: MealPlan) -> Money:
    """Of all that is planned, for everybody at the table, as far as it is priced. Two statements."""
    wishes = Wishes.from_kept(plan.wishes)
    portions: dict[int, float] = defaultdict(float)
    for meal in plan.meals.all():
        portions[meal.recipe_id or 0] += meal.portion * float(wishes.table_on(meal.day))
    paid = costs_of(user, portions, least_covered=0.0)
    total = sum((Decimal(portions[recipe]) * amount for recipe, amount in paid.items()), Decimal(0))
    return Money(total, user.base_currency)


def _per_gram(user: Any, foods: Iterable[int] | None = None) -> dict[int, Decimal]:
    known = FoodPrice.objects.for_user(user).filter(currency=user.base_currency)
    if foods is not None:
        known = known.filter(food__in=[*foods])
    return {food: price / Decimal(grams) for food, price, grams in known.values_list("food", "price", "grams")}
