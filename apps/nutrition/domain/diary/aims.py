"""What a day or a meal should hold, what it held, and what is left of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..foods.nutrients import BY_KEY
from ..intakes.targets import (
    ENERGY_TOLERANCE,
    MACRO_TOLERANCE,
    Compared,
    Eaten,
    Status,
    Suggestion,
    Target,
    day_against,
)
from .sums import Sum

# Water and other drinks, counted by the glass; water in food is a nutrient of it.
DRINKS, DRINKS_UNIT = "drinks", "ml"
AIMED_AT = (*BY_KEY, DRINKS)
# Food gives about a fifth of the water that is taken in: Institute of Medicine (2004).
DRUNK_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Aim:
    """A bound or two for a day, or for one meal of it. `is_about` means the middle of the two."""

    target: Target
    meal: str = ""
    is_about: bool = False

    @property
    def nutrient(self) -> str:
        return self.target.nutrient

    @property
    def about(self) -> float:
        """What is aimed at: the middle, or the one bound that there is, the lower one of two."""
        low, high = self.target.low, self.target.high
        if self.is_about and low is not None and high is not None:
            return (low + high) / 2
        return low if low is not None else high or 0.0


@dataclass(frozen=True, slots=True)
class Against:
    """An aim with what was eaten. `left` is negative where it is too much, and None where nothing is known."""

    aim: Aim
    compared: Compared
    left: float | None

    @property
    def status(self) -> Status:
        return self.compared.status

    @property
    def share(self) -> float | None:
        """Of what is aimed at, from 0; more than 1 is past it."""
        amount = self.compared.amount
        return None if amount is None or not self.aim.about else amount / self.aim.about


def unit_of(nutrient: str) -> str:
    return DRINKS_UNIT if nutrient == DRINKS else BY_KEY[nutrient].unit


def around(nutrient: str, amount: float) -> tuple[float, float]:
    """The bounds of `about`: 5 % either way for energy, 10 % for everything else."""
    tolerance = ENERGY_TOLERANCE if nutrient == "energy" else MACRO_TOLERANCE
    return amount * (1 - tolerance), amount * (1 + tolerance)


def held_against(aims: Sequence[Aim], sums: Mapping[str, Sum]) -> list[Against]:
    """Each aim with what was eaten. What is not all known may have passed a bound, and is never said to miss it."""
    eaten = {key: Eaten(each.amount, each.coverage) for key, each in sums.items()}
    compared = day_against(tuple(aim.target for aim in aims), eaten)
    return [Against(aim, each, _left(aim, each.amount)) for aim, each in zip(aims, compared, strict=True)]


def _left(aim: Aim, amount: float | None) -> float | None:
    if amount is None:
        return None
    low, high = aim.target.low, aim.target.high
    # Between two bounds there is nothing left to do, and nothing too much.
    if not aim.is_about and low is not None and high is not None and low <= amount:
        return min(0.0, high - amount)
    return aim.about - amount


def aims_from(suggestion: Suggestion) -> list[Aim]:
    """What was suggested, in our units, as far as foods tell it; water as the part that is drunk."""
    found = []
    for target in suggestion.targets:
        if target.nutrient == "water":
            litres = target.low or 0.0
            low, high = around(DRINKS, litres * 1000 * DRUNK_SHARE)
            source = f"{target.source}; a fifth comes with food"
            found.append(Aim(Target(DRINKS, DRINKS_UNIT, low, high, source), is_about=True))
        elif target.nutrient in BY_KEY:
            is_about = target.nutrient in {"energy", "protein", "carbohydrate", "fat"}
            ours = Target(target.nutrient, unit_of(target.nutrient), target.low, target.high, target.source)
            found.append(Aim(ours, is_about=is_about))
    return found
