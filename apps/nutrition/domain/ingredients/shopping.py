"""Amounts of one food from several lines as one: what can be added is added, what cannot stays beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from .amounts import FoodMeasures, grams, millilitres
from .reading import Measured
from .units import GRAMS, MILLILITRES, UNITS, Kind, System


@dataclass(frozen=True, slots=True)
class Needed:
    """What one line asks for. `amount` is None for salt to taste."""

    amount: Measured | None
    size: Measured | None = None
    same_as: Measured | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """At most one amount of mass, one of volume and one of each other unit; the most certain first."""

    amounts: tuple[Measured, ...]
    also_some: bool  # a line asked for the food without saying how much


def merged(lines: Iterable[Needed], food: FoodMeasures) -> Merged:
    """
    The sum over lines of one food, in grams, millilitres and what can be neither.

    Volumes of a food whose density is unknown stay volumes: nothing is guessed.
    """
    also_some = False
    sums: dict[str, tuple[Fraction, Fraction]] = {}
    for line in lines:
        if line.amount is None:
            also_some = True
            continue
        unit, low, high = _comparable(line, line.amount, food)
        before = sums.get(unit, (Fraction(0), Fraction(0)))
        sums[unit] = (before[0] + low, before[1] + high)
    return Merged(_in_order(sums), also_some)


def missing(need: Merged, have: Merged) -> Merged:
    """
    What is still to buy: of each unit what is needed less what is there.

    Both sides are merged with the same food, so that what can be compared has the same unit. What cannot is bought
    again rather than missed.
    """
    there = {amount.unit: amount for amount in have.amounts}
    left: dict[str, tuple[Fraction, Fraction]] = {}
    for amount in need.amounts:
        # What is there for certain is its low end.
        stock = there[amount.unit].low if amount.unit in there else Fraction(0)
        if amount.high > stock:
            left[amount.unit] = (max(Fraction(0), amount.low - stock), amount.high - stock)
    return Merged(_in_order(left), need.also_some and not have.amounts and not have.also_some)


def _comparable(line: Needed, amount: Measured, food: FoodMeasures) -> tuple[str, Fraction, Fraction]:
    if weight := grams(amount, food, size=line.size, same_as=line.same_as):
        return "g", weight.low, weight.high
    if volume := millilitres(amount, food.system):
        return "ml", *volume
    if line.same_as and (volume := millilitres(line.same_as, food.system)):
        return "ml", *volume
    if line.size and (one := millilitres(line.size, food.system)):
        return "ml", amount.low * one[0], amount.high * one[1]
    return amount.unit, amount.low, amount.high


def _in_order(sums: dict[str, tuple[Fraction, Fraction]]) -> tuple[Measured, ...]:
    order = {"g": 0, "ml": 1}
    units = sorted(sums, key=lambda unit: (order.get(unit, 2), unit))
    return tuple(Measured(*sums[unit], unit) for unit in units)


# The units to show an amount in, from large to small, each from the number on that reads well.
_SHOWN: dict[tuple[Kind, System], tuple[tuple[str, Fraction], ...]] = {
    (Kind.MASS, System.METRIC): (("kg", Fraction(1)), ("g", Fraction(0))),
    (Kind.MASS, System.US): (("lb", Fraction(1)), ("oz", Fraction(0))),
    (Kind.VOLUME, System.METRIC): (("l", Fraction(1)), ("ml", Fraction(0))),
    (Kind.VOLUME, System.US): (
        ("quart", Fraction(1)),
        ("cup", Fraction(1, 4)),
        ("tablespoon", Fraction(1)),
        ("teaspoon", Fraction(0)),
    ),
}


def shown_in(amount: Measured, system: System) -> Measured:
    """The same amount in the unit that reads well: 1.5 kg for 1500 g. Exact; whoever shows it rounds."""
    kind = UNITS[amount.unit].kind if amount.unit in UNITS else None
    options = _SHOWN.get((kind, System.METRIC if system is System.METRIC else System.US)) if kind else None
    if not options:
        return amount
    fitting = [unit for unit, enough in options if amount.high * _ratio(amount.unit, unit, system) >= enough]
    factor = _ratio(amount.unit, fitting[0], system)
    return Measured(amount.low * factor, amount.high * factor, fitting[0])


def _ratio(unit: str, other: str, system: System) -> Fraction:
    if unit in GRAMS:
        return GRAMS[unit] / GRAMS[other]
    return MILLILITRES[system][unit] / MILLILITRES[system][other]
