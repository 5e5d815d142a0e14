"""What was aimed at, and what is left of it, in words."""

from collections.abc import Sequence
from typing import Any

from project.lib import formats

from ..domain.diary.aims import DRINKS, DRINKS_UNIT, Against, Aim, unit_of
from ..domain.foods.nutrients import BY_KEY
from ..domain.intakes.targets import Status
from .amounts import shown

TITLES = {**{key: nutrient.title for key, nutrient in BY_KEY.items()}, DRINKS: "Water to drink"}
_STATUS = {Status.WITHIN: "reached", Status.ABOVE: "too much", Status.BELOW: "not yet", Status.UNKNOWN: "not known"}
_LEVEL = {Status.WITHIN: "success", Status.ABOVE: "error", Status.BELOW: "", Status.UNKNOWN: ""}


def amount_of(nutrient: str, amount: float | None) -> str:
    if nutrient != DRINKS:
        return shown(BY_KEY[nutrient], amount)
    return "unknown" if amount is None else f"{formats.number(amount, places=0)} {DRINKS_UNIT}"


def _bound(nutrient: str, amount: float) -> str:
    """As people say it: 25 g, and 18.5 mg."""
    return f"{formats.number(round(amount, 1 if amount >= 1 else 3))} {unit_of(nutrient)}"


def aim_words(aim: Aim) -> str:
    """`about 2,000 kcal`, `at least 25 g`, `at most 2,300 mg`, `18 mg to 45 mg`"""
    low, high = aim.target.low, aim.target.high
    if aim.is_about:
        return f"about {_bound(aim.nutrient, aim.about)}"
    if low is not None and high is not None:
        return f"{_bound(aim.nutrient, low)} to {_bound(aim.nutrient, high)}"
    if low is not None:
        return f"at least {_bound(aim.nutrient, low)}"
    return f"at most {_bound(aim.nutrient, high or 0.0)}"


def left_words(each: Against) -> str:
    """What is left to eat, in a few words."""
    if each.left is None:
        return "not known"
    if each.status is Status.ABOVE:
        return f"{amount_of(each.aim.nutrient, -each.left)} too much"
    if each.left > 0:
        return f"{amount_of(each.aim.nutrient, each.left)} left"
    return "reached"


def rows(against: Sequence[Against]) -> list[dict[str, Any]]:
    """For a template: each aim with how far it is."""
    return [
        {
            "key": each.aim.nutrient,
            "title": TITLES[each.aim.nutrient],
            "amount": amount_of(each.aim.nutrient, each.compared.amount),
            "aim": aim_words(each.aim),
            "left": left_words(each),
            "status": _STATUS[each.status],
            "level": _LEVEL[each.status],
            "filled": None if each.share is None else min(100, round(100 * each.share)),
        }
        for each in against
    ]
