"""What so much of a food weighs, by its unit, the food's measures and the household measures."""

from fractions import Fraction

from ..domain.ingredients.amounts import FoodMeasures, grams
from ..domain.ingredients.reading import Measured
from ..models import Food
from ..queries import curated


def weight_g(food: Food | None, amount: float, unit: str) -> float | None:
    """None where that is not known, such as what a can holds."""
    measures: dict[str, Fraction] = {}
    if food is not None:
        measures = {each.unit: Fraction(each.grams) for each in food.measures.all() if each.counts}
        measures |= curated.grams_by_food().get(food.name, {})
    exact = Fraction(amount)
    weight = grams(Measured(exact, exact, unit), FoodMeasures(grams=measures))
    return None if weight is None else float(weight.low)
