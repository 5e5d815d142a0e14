"""
One ingredient line, read from the left: amount, package size, unit, food, and what is said after it.

What cannot be told apart stays in the food words, and the line keeps its own text, so nothing that somebody wrote is
lost.
"""

import html
import re
from dataclasses import dataclass

from .foods import take_food, take_parentheses
from .measures import take_amount, take_amount_at_the_end
from .numbers import leading_amount, leading_number, plain_digits
from .reading import Measured, Reading
from .words import OPTIONAL, PART_OF_FRUIT


@dataclass(frozen=True, slots=True)
class IngredientLine:
    text: str  # as it was written
    amount: Measured | None  # None where the line tells no number
    unit: str  # also told where there is no number: a few sprigs
    food: str
    preparation: str = ""
    note: str = ""
    alternative: str = ""  # what may be taken instead
    size: Measured | None = None  # of one package or piece: 1 (14.5 oz) can
    same_as: Measured | None = None  # the whole amount in another unit: 1 cup (120 g)
    optional: bool = False
    heading: bool = False


def parse(text: str) -> IngredientLine:
    """The line's parts. Never fails: at worst everything is food."""
    reading = Reading(_clean(text))
    if reading.rest.endswith(":") and leading_amount(reading.rest) is None:
        return IngredientLine(text, None, "", "", note=reading.rest.rstrip(":"), heading=True)
    reading.rest, optional = _without_optional(reading.rest)
    part = _take_fruit_part(reading)
    take_amount(reading)
    if reading.amount is None and reading.unit is None:
        take_amount_at_the_end(reading)
    take_parentheses(reading)
    food = take_food(reading)
    if part:
        reading.done.insert(0, part)
    unit = reading.unit.name if reading.unit else ""
    return IngredientLine(
        text=text,
        amount=Measured(*reading.amount, unit) if reading.amount else None,
        unit=unit,
        food=food,
        preparation=", ".join(reading.done),
        note="; ".join(reading.notes),
        alternative=reading.alternative,
        size=reading.size,
        same_as=reading.same_as,
        optional=optional,
    )


_BULLET = re.compile(r"^(?:[-–—•·*▢☐□◦‣]\s*|\d+\)\s+)+")
_BRAND = re.compile(r"(?:\b[A-Z][\w'’&.]*\s+){0,3}\b[A-Z][\w'’&.]*\s*[®™]\s*")


def _clean(text: str) -> str:
    text = plain_digits(html.unescape(text))
    text = re.sub(r"[‐-―−]", "-", text).replace("’", "'").replace("×", "x")
    text = _BULLET.sub("", " ".join(text.split()))
    text = _BRAND.sub(" ", text) if re.search(r"[®™]", text) else text
    # The brand may have been all that a parenthesis held.
    text = re.sub(r"\((?:such as|like|e\.g\.)?\s*\)", "", text)
    return " ".join(text.split()).rstrip("*").strip(" ,;") if not text.isspace() else ""


def _without_optional(text: str) -> tuple[str, bool]:
    found = OPTIONAL.search(text)
    return (f"{text[: found.start()]} {text[found.end() :]}".strip(" ,"), True) if found else (text, False)


def _take_fruit_part(reading: Reading) -> str:
    found = PART_OF_FRUIT.match(reading.rest)
    if not found or leading_number(reading.rest[found.end() :]) is None:
        return ""
    reading.rest = reading.rest[found.end() :]
    return found[1]
