"""What a recipe comes to: its lines understood, and from them amounts per serving, allergens and diets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower

from ..domain.foods.groups import CONTENTS, Made, Says, says, suiting
from ..domain.foods.nutrients import NUTRIENTS
from ..domain.ingredients.amounts import FoodMeasures, grams
from ..domain.ingredients.matching import ingredient_words
from ..domain.ingredients.parser import IngredientLine, parse
from ..domain.intakes.per_serving import Portion, per_serving
from ..models import Food, Ingredient, Recipe
from ..queries import curated
from ..queries.needs import rarest_first

_KEYS = tuple(nutrient.key for nutrient in NUTRIENTS)


@dataclass(frozen=True, slots=True)
class Understood:
    """A line with its food and weight; None is not known."""

    line: IngredientLine
    food: Food | None
    grams: float | None


def understand(texts: Sequence[str], *, owner: Any) -> list[Understood]:
    """
    The lines of one recipe or many, in two statements: foods and their measures.

    A line's food is the ingredient that its words mean, or a food of exactly that name, the owner's own first.
    """
    lines = [parse(text) for text in texts]
    known = curated.ingredients()
    words = [ingredient_words(line.food, known) for line in lines]
    names = {known[each].food for each in words if each} | {line.food for line in lines if line.food}
    foods = _foods_named(names, owner)
    found = []
    for line, meant in zip(lines, words, strict=True):
        ingredient = known.get(meant)
        food = foods.get(line.food.lower()) if not ingredient else foods.get(ingredient.food.lower())
        tabled = dict(ingredient.grams) if ingredient else {}
        found.append(Understood(line, food, _grams(line, food, tabled)))
    return found


def _foods_named(names: Iterable[str], owner: Any) -> dict[str, Food]:
    meant = Q(owner=None, name__in=[*names])
    if owner is not None:
        meant |= Q(owner=owner, small_name__in=[name.lower() for name in names])
    named = Food.objects.alias(small_name=Lower("name")).filter(meant)
    found = named.prefetch_related("measures").order_by("popularity", "-id")
    # What comes later wins: popular foods, and one's own last of all.
    return {food.name.lower(): food for food in sorted(found, key=lambda food: food.owner_id is not None)}


def _grams(line: IngredientLine, food: Food | None, tabled: dict[str, Fraction]) -> float | None:
    if line.amount is None:
        return None
    measures = {each.unit: Fraction(each.grams) for each in food.measures.all() if each.counts} if food else {}
    weight = grams(line.amount, FoodMeasures(grams={**measures, **tabled}), size=line.size, same_as=line.same_as)
    return None if weight is None else float(weight.low + weight.high) / 2


def ingredients_of(recipe: Recipe, understood: Sequence[Understood]) -> list[Ingredient]:
    return [
        Ingredient(
            recipe=recipe, place=place, text=each.line.text, is_heading=each.line.heading, food=each.food,
            grams=each.grams,
        )
        for place, each in enumerate(understood)
    ]  # fmt: skip


def reckon(recipe: Recipe, understood: Sequence[Understood]) -> None:
    """Put onto the recipe what its lines come to. It is not saved."""
    real = [each for each in understood if not each.line.heading]
    counted = [each for each in real if each.food is not None and each.grams is not None]
    # A line that no food is known of still weighs something, so that its share is seen to be missing.
    portions = [Portion(each.line.text, each.grams, each.food.amounts() if each.food else {}) for each in real]
    totals = per_serving(portions, _KEYS, servings=recipe.servings)
    recipe.coverage = {}
    for nutrient in NUTRIENTS:
        total = totals[nutrient.key]
        setattr(recipe, nutrient.column, total.amount if counted else None)
        if total.coverage < 1:
            recipe.coverage[nutrient.key] = round(total.coverage, 3)
    recipe.unresolved = sum(each.food is None for each in real)
    recipe.unweighed = sum(each.grams is None for each in real)
    recipe.foods = rarest_first({each.food.pk: each.food.name for each in real if each.food})
    _say_what_is_in_it(recipe, [each.food.made if each.food else None for each in real])


def _say_what_is_in_it(recipe: Recipe, foods: Sequence[Made | None]) -> None:
    verdicts = {content: says(foods, content) for content in CONTENTS}
    recipe.contains = [content for content, verdict in verdicts.items() if verdict is Says.CONTAINS]
    recipe.free_of = [content for content, verdict in verdicts.items() if verdict is Says.FREE]
    recipe.suits = suiting(foods)
