"""Amounts of nutrients as they are shown. What nobody knows is said to be unknown, never zero."""

from collections.abc import Mapping
from dataclasses import dataclass

from project.lib import formats

from ..domain.foods.nutrients import BY_KEY, NUTRIENTS, Kind, Nutrient, salt_g

UNKNOWN = "unknown"
MAIN = ("energy", "protein", "carbohydrate", "sugars", "fibre", "fat", "saturated_fat")
_TITLES = {Kind.FAT: "Fats", Kind.VITAMIN: "Vitamins", Kind.MINERAL: "Minerals"}


@dataclass(frozen=True, slots=True)
class Row:
    title: str
    amount: str
    is_part: bool = False
    known: bool = True


@dataclass(frozen=True, slots=True)
class Block:
    title: str
    rows: tuple[Row, ...]


def shown(nutrient: Nutrient, amount: float | None) -> str:
    if amount is None:
        return UNKNOWN
    places = nutrient.places
    # A small amount shows its first digit that says something.
    while 0 < amount < 10**-places and places < 4:
        places += 1
    return f"{formats.number(amount, places=places)} {nutrient.unit}"


def row(key: str, amounts: Mapping[str, float | None]) -> Row:
    nutrient, amount = BY_KEY[key], amounts.get(key)
    return Row(nutrient.title, shown(nutrient, amount), bool(nutrient.within), amount is not None)


def label(amounts: Mapping[str, float | None]) -> tuple[Row, ...]:
    """What the law wants on a label, in its order; salt stands for sodium."""
    salt = salt_g(amounts.get("sodium"))
    salted = Row("Salt", UNKNOWN if salt is None else f"{formats.number(salt, places=2)} g", known=salt is not None)
    return (*(row(key, amounts) for key in MAIN), salted)


def blocks(amounts: Mapping[str, float | None]) -> tuple[Block, ...]:
    """Everything else that is known, by kind."""
    found = []
    for kind, title in _TITLES.items():
        rows = tuple(
            row(each.key, amounts)
            for each in NUTRIENTS
            if each.kind is kind and each.key not in MAIN and amounts.get(each.key) is not None
        )
        if rows:
            found.append(Block(title, rows))
    return tuple(found)
