"""
What to buy for several recipes: amounts of one food added up, less what is at home.

docs/nutrition/plans.md says in words how "1 can", "200 g" and "2 cups" become one line.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..ingredients.amounts import FoodMeasures
from ..ingredients.reading import Measured
from ..ingredients.shopping import Needed, merged, shown_in
from ..ingredients.units import MILLILITRES, System

# Below this many millilitres a shop's scale says more than a spoon.
LEAST_ML = 60
_VOLUMES = MILLILITRES[System.METRIC]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line of a recipe, for as many as eat of it. `grams` is its weight, where the food's measures tell it."""

    amount: Measured | None  # None: to taste
    grams: float | None = None


@dataclass(frozen=True, slots=True)
class ToBuy:
    """`amounts` in units that a shop understands, rounded up; none where only some is wanted."""

    amounts: tuple[tuple[float, str], ...]
    grams: float | None  # of all of it, where all of it is known


def to_buy(lines: Sequence[Wanted], *, at_home_g: float = 0, liquid: bool = False) -> ToBuy | None:
    """None where there is enough at home. What is `liquid` is bought by the litre."""
    told = [line for line in lines if line.amount is not None]
    if not told:
        return None if at_home_g else ToBuy((), None)
    grams = sum(line.grams or 0 for line in told)
    weighed = all(line.grams is not None for line in told)
    left = Fraction(1)
    if weighed and at_home_g:
        if at_home_g >= grams:
            return None
        left = Fraction(grams - at_home_g) / Fraction(grams)
    amounts = [_scaled(amount, left) for amount in _added(told, liquid=liquid)]
    if not weighed and at_home_g:
        amounts = [each for amount in amounts if (each := _less(amount, at_home_g)) is not None]
    rounded = tuple(_rounded(shown_in(each, System.METRIC)) for each in amounts)
    return ToBuy(rounded, grams * float(left) if weighed else None) if rounded else None


def _added(lines: Sequence[Wanted], *, liquid: bool) -> list[Measured]:
    """In the unit that all of them name, liquids in millilitres where all are measured so, else weighed where known."""
    amounts = [line.amount for line in lines if line.amount is not None]
    units = {amount.unit for amount in amounts}
    if len(units) == 1 and not units & {*_VOLUMES}:
        return [Measured(Fraction(0), sum((each.high for each in amounts), Fraction(0)), units.pop())]
    if units <= {*_VOLUMES}:
        found = merged([Needed(each) for each in amounts], FoodMeasures(system=System.METRIC)).amounts
        if any(line.grams is None for line in lines) or (liquid and found[0].high >= LEAST_ML):
            return [*found]
    weighed = [
        Needed(line.amount if line.grams is None else Measured(Fraction(line.grams), Fraction(line.grams), "g"))
        for line in lines
    ]
    return [*merged(weighed, FoodMeasures(system=System.METRIC)).amounts]


def _scaled(amount: Measured, factor: Fraction) -> Measured:
    return Measured(amount.low * factor, amount.high * factor, amount.unit)


def _less(amount: Measured, at_home_g: float) -> Measured | None:
    """What is weighed, less what is at home; what is not weighed is bought rather than missed."""
    if amount.unit != "g":
        return amount
    left = amount.high - Fraction(at_home_g)
    return Measured(left, left, "g") if left > 0 else None


def _rounded(amount: Measured) -> tuple[float, str]:
    """Up, since a little more is no harm: pieces and packages whole, weights and volumes as scales show them."""
    number = float(amount.high)
    if amount.unit in {"kg", "l"}:
        return math.ceil(round(number * 20, 6)) / 20, amount.unit
    if amount.unit in {"g", "ml"}:
        step = 5 if number > 20 else 1
        return float(math.ceil(round(number / step, 6)) * step), amount.unit
    return float(math.ceil(round(number, 6))), amount.unit
