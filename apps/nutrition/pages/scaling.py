"""Ingredient lines for another number of servings."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from project.lib import formats

from ..domain.ingredients.amounts import scaled
from ..domain.ingredients.parser import IngredientLine, parse
from ..domain.ingredients.reading import Measured
from ..domain.ingredients.units import UNITS, Kind
from ..models import Ingredient

# What cooks write as fractions of a cup or spoon.
_FRACTIONS = {
    Fraction(1, 8): "⅛", Fraction(1, 4): "¼", Fraction(1, 3): "⅓", Fraction(1, 2): "½", Fraction(2, 3): "⅔",
    Fraction(3, 4): "¾",
}  # fmt: skip

_COUNTED = (Kind.PART, Kind.PACKAGE)
_SPELLED = {"teaspoon", "tablespoon", "cup", "pint", "quart", "gallon"}
_MANY = {"loaf": "loaves", "dash": "dashes", "splash": "splashes", "bunch": "bunches", "box": "boxes"}


@dataclass(frozen=True, slots=True)
class ShownLine:
    text: str
    is_heading: bool
    is_known: bool  # that a food is known, and its weight


def shown_lines(lines: Iterable[Ingredient], factor: Fraction) -> list[ShownLine]:
    """As they were written; with another number of servings, with their amounts anew."""
    return [
        ShownLine(
            line.text if factor == 1 or line.is_heading else _scaled(parse(line.text), factor),
            line.is_heading,
            line.food_id is not None and line.grams is not None,
        )
        for line in sorted(lines, key=lambda line: line.place)
    ]


def _scaled(line: IngredientLine, factor: Fraction) -> str:
    if line.amount is None:
        return line.text
    size = f"({amount_words(line.size)})" if line.size else ""
    words = [amount_words(scaled(line.amount, factor)), size, line.food]
    said = " ".join(filter(None, words))
    after = ", ".join(filter(None, [line.preparation, line.note, f"or {line.alternative}" if line.alternative else ""]))
    return f"{said}, {after}" if after else said


def amount_words(amount: Measured) -> str:
    number = _number(amount.low) if amount.low == amount.high else f"{_number(amount.low)}–{_number(amount.high)}"
    unit = amount.unit
    if amount.high > 1 and unit in UNITS and (UNITS[unit].kind in _COUNTED or unit in _SPELLED):
        unit = _MANY.get(unit, f"{unit}s")
    return " ".join(filter(None, [number, unit]))


def _number(number: Fraction) -> str:
    whole, rest = divmod(number, 1)
    nearest = next((sign for part, sign in _FRACTIONS.items() if abs(rest - part) < Fraction(1, 50)), "")
    if number < 10 and nearest:
        return f"{whole}{nearest}" if whole else nearest
    places = 0 if number >= 10 or not rest else 1 if number >= 1 else 2
    return formats.number(float(number), places=places)
