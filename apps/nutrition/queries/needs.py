"""What a recipe needs of foods, and in which order that is kept: what few recipes need comes first."""

from collections.abc import Mapping
from functools import cache

from ..domain.made_up.common import commonness
from . import curated
from .made_up import our_kitchen

# What comes from the tap is neither bought nor missed.
AT_HAND = ("Water, tap",)


@cache
def _how_common() -> Mapping[str, float]:
    """By the names of foods in the catalogue: how often an ordinary kitchen takes them."""
    known = curated.ingredients()
    return {known[name].food: share for name, share in commonness(our_kitchen()).items() if name in known}


def rarest_first(foods: Mapping[int, str]) -> list[int]:
    """
    Ids of foods, given with their names.

    Whatever the order, the answers of queries/makeable.py are the same; the rarer the first ones, the fewer
    recipes it looks at.
    """
    common = _how_common()
    needed = [(common.get(name, 0.0), pk) for pk, name in foods.items() if name not in AT_HAND]
    return [pk for _, pk in sorted(needed)]
