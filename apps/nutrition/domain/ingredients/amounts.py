"""From what a line says to grams: units by definition, everything else by what is known about the food."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from .reading import Measured
from .units import GRAMS, MILLILITRES, System


@dataclass(frozen=True, slots=True)
class FoodMeasures:
    """What is known about measuring one food. Nothing here is guessed: what is not told stays unknown."""

    grams: Mapping[str, Fraction] = field(default_factory=dict)  # of one cup, one clove, one large, one piece ("")
    g_per_ml: Fraction | None = None
    system: System = System.US  # whose cups and spoons


class Weight(NamedTuple):
    """Grams, and what they were known by."""

    low: Fraction
    high: Fraction
    by: str


def grams(
    amount: Measured,
    food: FoodMeasures,
    *,
    size: Measured | None = None,
    same_as: Measured | None = None,
) -> Weight | None:
    """
    The weight of an amount of a food, or None where it cannot be known.

    The surest way wins: the unit is a mass; the line tells the mass itself; the food's table knows the measure; the
    line tells what one of them holds; density, or the weight of another measure of volume.
    """
    if amount.unit in GRAMS:
        return _times(amount, GRAMS[amount.unit], "mass")
    if same_as and (weight := _of_content(same_as, food)):
        return Weight(weight.low, weight.high, "told in the line")
    if amount.unit in food.grams:
        return _times(amount, food.grams[amount.unit], "measure")
    if size and (one := _of_content(size, food)):
        return Weight(amount.low * one.low, amount.high * one.high, "size told in the line")
    return _of_volume(amount, food)


def millilitres(amount: Measured, system: System = System.US) -> tuple[Fraction, Fraction] | None:
    each = MILLILITRES[system].get(amount.unit)
    return None if each is None else (amount.low * each, amount.high * each)


def _of_content(content: Measured, food: FoodMeasures) -> Weight | None:
    if content.unit in GRAMS:
        return _times(content, GRAMS[content.unit], "mass")
    return _of_volume(content, food)


def _of_volume(amount: Measured, food: FoodMeasures) -> Weight | None:
    volume = millilitres(amount, food.system)
    if volume is None:
        return None
    if food.g_per_ml is not None:
        return Weight(volume[0] * food.g_per_ml, volume[1] * food.g_per_ml, "density")
    known = [unit for unit in food.grams if unit in MILLILITRES[food.system]]
    if not known:
        return None
    # The largest tabled measure has the smallest error of weighing.
    unit = max(known, key=lambda each: MILLILITRES[food.system][each])
    per_ml = food.grams[unit] / MILLILITRES[food.system][unit]
    return Weight(volume[0] * per_ml, volume[1] * per_ml, f"weight of a {unit}")


def _times(amount: Measured, each: Fraction, by: str) -> Weight:
    return Weight(amount.low * each, amount.high * each, by)


def scaled(amount: Measured, factor: Fraction) -> Measured:
    """The amount for another number of servings."""
    return Measured(amount.low * factor, amount.high * factor, amount.unit)
