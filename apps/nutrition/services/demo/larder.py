"""What made-up people eat: the most popular recipes of a meal that suit their diet, simple foods, and notes by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from psycopg.types.json import Jsonb

from ...domain.foods.nutrients import COLUMNS, NUTRIENTS
from ...models import Food, Meal, Recipe
from ...queries.curated import ingredients
from ..diary import GRAMS, SERVING
from ..recipe_seeding import SOURCE

MEALS = (Meal.BREAKFAST.value, Meal.LUNCH.value, Meal.DINNER.value)
MOST_RECIPES = 200
SERVINGS = (1.0, 1.0, 1.0, 1.5, 0.5)
# Vegan all of them, so that nobody's diet speaks against any, each with how many grams one eats of it.
FOODS: Mapping[str, tuple[float, ...]] = {
    "apple": (120.0, 150.0, 180.0), "pear": (150.0, 180.0), "banana": (100.0, 120.0), "orange": (140.0, 160.0),
    "blueberry": (60.0, 125.0), "strawberry": (100.0, 150.0), "grape": (80.0, 150.0), "peach": (130.0,),
    "carrot": (60.0, 90.0), "cherry tomato": (80.0, 120.0), "almond": (20.0, 30.0), "walnut": (20.0, 30.0),
    "cashew": (25.0,), "peanut": (30.0,), "bread": (35.0, 70.0), "raisin": (20.0, 40.0),
}  # fmt: skip
# What somebody notes who knows no more of it than its energy.
NOTES = (("Canteen lunch", 650.0), ("Slice of cake", 350.0), ("Beer with friends", 220.0), ("Take-away", 800.0))


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to eat, as a row of the diary has it: all that follows the day and the meal."""

    name: str
    food: int | None
    recipe: int | None
    quantity: float
    unit: str
    unit_g: float | None
    coverage: Jsonb = field(compare=False)
    amounts: tuple[float | None, ...]

    @property
    def columns(self) -> tuple[Any, ...]:
        return self.name, self.food, self.recipe, self.quantity, self.unit, self.unit_g, self.coverage


class Larder:
    """What there is for each diet, each portion of it reckoned once, as `log_food` and `log_recipe` do."""

    def __init__(self) -> None:
        self.notes = [Thing(name, None, None, 1.0, "", None, Jsonb({}), _energy(kcal)) for name, kcal in NOTES]
        self.foods = _foods()
        self._recipes: dict[tuple[str, str], Sequence[Recipe]] = {}
        self._portions: dict[tuple[int, float], Thing] = {}

    def recipes(self, meal: str, diet: str) -> Sequence[Recipe]:
        """The popular first; of any where none suits the diet."""
        if (meal, diet) not in self._recipes:
            rows = Recipe.objects.filter(owner=None, source_name=SOURCE, meals__contains=[meal])
            suiting = rows.filter(suits__contains=[diet]) if diet else rows
            columns = ("title", "coverage", *COLUMNS)
            found = list(suiting.only(*columns).order_by("-popularity", "uuid")[:MOST_RECIPES])
            self._recipes[meal, diet] = found if found or not diet else self.recipes(meal, "")
        return self._recipes[meal, diet]

    def portion(self, recipe: Recipe, servings: float) -> Thing:
        key = (recipe.pk, servings)
        if key not in self._portions:
            amounts = recipe.amounts(servings)
            told = tuple(amounts[nutrient.key] for nutrient in NUTRIENTS)
            coverage = Jsonb(recipe.coverage)
            self._portions[key] = Thing(recipe.title, None, recipe.pk, servings, SERVING, None, coverage, told)
        return self._portions[key]


def _foods() -> list[Thing]:
    known = ingredients()
    called = {known[words].food: words for words in FOODS}
    rows = Food.objects.filter(owner=None, name__in=called).order_by("name")
    return [_eaten(food, grams) for food in rows for grams in FOODS[called[food.name]]]


def _eaten(food: Food, grams: float) -> Thing:
    amounts = food.amounts(grams)
    told = tuple(amounts[nutrient.key] for nutrient in NUTRIENTS)
    return Thing(food.title, food.pk, None, grams, GRAMS, 1.0, Jsonb({}), told)


def _energy(kcal: float) -> tuple[float | None, ...]:
    return tuple(kcal if nutrient.key == "energy" else None for nutrient in NUTRIENTS)
