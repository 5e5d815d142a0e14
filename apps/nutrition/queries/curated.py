"""Tables that come with Steward: which food an ingredient's words mean, what it is made of, and what its cups weigh."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Ingredient:
    """Words of a recipe that mean one simple food of the catalogue."""

    words: str
    food: str  # its name in the catalogue; "" where that holds none
    group: str
    grams: Mapping[str, Fraction]  # of one cup, clove, or piece ("")


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def ingredients() -> Mapping[str, Ingredient]:
    """By their words, in the singular."""
    grams: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for row in _rows("household_measures.csv"):
        grams[row["ingredient"]][row["measure"]] = Fraction(row["grams"])
    rows = _rows("ingredients.csv")
    named = {
        row["ingredient"]: Ingredient(row["ingredient"], row["food"], row["group"], grams[row["ingredient"]])
        for row in rows
        if not row["same_as"]
    }
    also = {row["ingredient"]: named[row["same_as"]] for row in rows if row["same_as"]}
    return {**named, **also}


@cache
def groups_by_food() -> Mapping[str, str]:
    """The group of each food of the catalogue that somebody looked at, by its name."""
    return {each.food: each.group for each in ingredients().values() if each.food}


@cache
def grams_by_food() -> Mapping[str, dict[str, Fraction]]:
    """What a cup, clove or piece of each food of the catalogue weighs, by its name."""
    found: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for each in ingredients().values():
        # Several ingredients may be one food: the first that tells a measure tells it.
        found[each.food] = {**each.grams, **found[each.food]}
    return found


@cache
def words_by_food() -> Mapping[str, str]:
    """What cooks call a food of the catalogue, by its name there."""
    return {each.food: each.words for each in [*ingredients().values()][::-1] if each.food}
