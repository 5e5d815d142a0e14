"""The food of an ingredient line, and what is said about it: preparation, remarks, alternatives."""

import re

from .measures import measured
from .numbers import Range, leading_number
from .reading import Reading
from .units import UNITS, Kind, leading_unit
from .words import (
    COUNTED_AFTER,
    DONE,
    DONE_AFTER,
    DONE_BEFORE,
    HOW,
    IS_DONE,
    KINDS,
    LIKE,
    PHRASE,
    REMARK,
    SHARED,
)

_INSIDE = re.compile(r"\s*\(([^()]*)\)")
_COMMA = re.compile(r"\s*(?:[,;]|\s-\s)\s*")
_OR = re.compile(r"\s+(?:or|oder|ou)\s+|(?<=[a-zà-ÿ])/(?=[a-z])", re.IGNORECASE)


def take_parentheses(reading: Reading) -> None:
    for inside in _INSIDE.findall(reading.rest):
        size = measured(inside)
        if size and reading.unit and reading.unit.kind is Kind.PACKAGE and reading.size is None:
            reading.size = size
        elif size and reading.same_as is None:
            reading.same_as = size
        elif inside.strip():
            reading.notes.append(inside.strip())
    if reading.amount is None and reading.unit is None and reading.same_as:
        # Flour (2 cups): the only amount is in there.
        reading.amount = Range(reading.same_as.low, reading.same_as.high)
        reading.unit, reading.same_as = UNITS[reading.same_as.unit], None
    reading.rest = _INSIDE.sub("", reading.rest).strip()


def take_food(reading: Reading) -> str:
    food = reading.rest
    if remark := REMARK.search(food):
        reading.notes.append(remark[0].strip(" ,;-"))
        food = food[: remark.start()]
    food, *said = _segments(food, counted=reading.amount is not None)
    for each in said:
        _sort(reading, each)
    if found := PHRASE.search(food):
        food = food[: found.start()]
        reading.done.insert(0, found[1])
    food = _take_alternative(reading, food)
    if not (reading.unit and reading.unit.kind is Kind.PACKAGE):
        food = _take_done(reading, food)
    if reading.amount and reading.unit is None and (counted := COUNTED_AFTER.match(food)):
        unit = leading_unit(counted[2])
        if unit and not counted[1].casefold().endswith("whole"):
            food, reading.unit = counted[1], unit[0]
    return food.strip(" .,;:-")


def _segments(text: str, *, counted: bool) -> list[str]:
    """The food, then what commas set apart. Descriptions before the food belong to it, and foods in a list stay."""
    parts = [part for part in _COMMA.split(text) if part]
    while len(parts) > 1 and _describes(parts[0]):
        parts[:2] = [f"{parts[0]}, {parts[1]}"]
    if not counted:
        while len(parts) > 1 and not IS_DONE.search(parts[1]):
            parts[:2] = [f"{parts[0]}, {parts[1]}"]
    return parts or [""]


def _describes(part: str) -> bool:
    words = re.split(r"[\s,]+", part.casefold())
    return all(word in LIKE or word in DONE or word in HOW or word in {"and", "&"} for word in words)


def _without_descriptions(text: str) -> str:
    words = text.split()
    while len(words) > 1 and _describes(words[0]):
        del words[0]
    return " ".join(words)


def _sort(reading: Reading, said: str) -> None:
    instead = re.match(r"(?:or|oder|ou)\s+", said)
    if instead and not reading.alternative:
        reading.alternative = said[instead.end() :]
    elif instead:
        reading.notes.append(said)
    else:
        reading.done.append(said.strip(" ."))


def _take_done(reading: Reading, food: str) -> str:
    before = DONE_BEFORE.match(food)
    if before and before.end() < len(food):
        reading.done.insert(0, before[0].strip(" ,"))
        food = food[before.end() :]
    if after := DONE_AFTER.search(food):
        reading.done.insert(len(reading.done[:1]) if before else 0, after[0].strip())
        food = food[: after.start()]
    return food


def _take_alternative(reading: Reading, food: str) -> str:
    found = _OR.search(food)
    if not found or reading.amount is None:
        return food
    left, right = food[: found.start()], food[found.end() :]
    if reading.alternative:
        reading.notes.append(f"or {reading.alternative}")
    reading.alternative = right
    head = right.split()[-1] if right.split() else ""
    kinds = left.casefold().split()
    # The left says only which kind: chicken or vegetable stock, fresh or dried oregano.
    if head.casefold() in SHARED and kinds[-1] in KINDS | LIKE:
        return f"{left} {head}"
    if kinds[-1] in LIKE and leading_number(right):
        return f"{left} {head}"
    if _describes(left):
        return f"{left} {_without_descriptions(right)}"
    return left
