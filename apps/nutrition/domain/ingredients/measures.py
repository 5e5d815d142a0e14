"""The amount of an ingredient line: number, unit, package size, and the forms that people give it."""

import re
from fractions import Fraction

from .numbers import Range, leading_amount, leading_number
from .reading import Measured, Reading
from .units import GRAMS, MILLILITRES, Kind, System, Unit, leading_unit
from .words import DIMENSION, ROUGHLY, VAGUE

_TIMES = re.compile(r"x\s*(?=\d)", re.IGNORECASE)
_PLUS = re.compile(r"(?:plus|\+|and|&)\s+(?=[\d.])", re.IGNORECASE)
_OF = re.compile(r"(?:of\b|each\b|von\b|de la\b|de l'|de\b|du\b|des\b|d')\s*", re.IGNORECASE)
_ONE = re.compile(r"(?:pinch|dash|splash|knob|handful|bunch|sprig|prise|pincée)\b\s*\w", re.IGNORECASE)
_SIZE_IN_PARENTHESES = re.compile(r"\(([^()]*)\)\s*")


def take_amount(reading: Reading) -> None:
    while rough := reading.take(ROUGHLY) if _rough_amount_follows(reading.rest) else None:
        reading.notes.append(rough)
    if vague := reading.take(VAGUE):
        reading.notes.append(vague)
    elif not _take_dimension(reading) and (found := leading_amount(reading.rest)):
        reading.amount, reading.rest = found
        _split_dashed_package(reading, found[0])
        _take_size(reading)
        _take_dimension(reading)
    elif _starts_with_measure(reading.rest):
        reading.amount = Range(Fraction(1), Fraction(1))
    elif not reading.notes and reading.amount is None:
        return
    _take_unit(reading)
    _add_what_follows(reading)


def _rough_amount_follows(rest: str) -> bool:
    found = ROUGHLY.match(rest)
    return found is not None and (leading_amount(rest[found.end() :]) is not None or rest[:1] in "~≈")


def _starts_with_measure(rest: str) -> bool:
    """`Small bunch of parsley` is one bunch; `bunches of herbs` tells no number."""
    rough = ROUGHLY.match(rest)
    return _ONE.match(rest[rough.end() :] if rough else rest) is not None


def _take_dimension(reading: Reading) -> bool:
    """The size of a piece in inches or centimetres, which says nothing about how many there are."""
    dimension = reading.take(DIMENSION)
    if dimension is None:
        return False
    reading.notes.append(dimension.strip("() "))
    if reading.amount is None:
        reading.amount = Range(Fraction(1), Fraction(1))
    return True


def _split_dashed_package(reading: Reading, found: Range) -> None:
    """`2 - 14 oz cans` is two cans, no range."""
    unit = leading_unit(reading.rest)
    package = leading_unit(unit[1]) if unit and _holds(unit[0]) else None
    if unit and package and package[0].kind is Kind.PACKAGE and found.low != found.high:
        reading.amount = Range(found.low, found.low)
        reading.size = Measured(found.high, found.high, unit[0].name)
        reading.rest = unit[1]


def _holds(unit: Unit) -> bool:
    return unit.kind in (Kind.MASS, Kind.VOLUME)


def _take_size(reading: Reading) -> None:
    """What one of them holds: (14.5 oz), 14-oz, x 400 g."""
    if found := _SIZE_IN_PARENTHESES.match(reading.rest):
        if size := measured(found[1]):
            reading.size, reading.rest = size, reading.rest[found.end() :]
        return
    times = _TIMES.match(reading.rest)
    rest = reading.rest[times.end() :] if times else reading.rest
    number = leading_amount(rest)
    unit = leading_unit(number[1].removeprefix("-").lstrip()) if number else None
    if number and unit and _holds(unit[0]):
        hyphen = number[1].startswith("-")
        package = leading_unit(_OF.sub("", unit[1], count=1))
        if times or hyphen or (package and package[0].kind is Kind.PACKAGE):
            reading.size = Measured(*number[0], unit[0].name)
            reading.rest = unit[1].removeprefix("-").lstrip()


def measured(text: str) -> Measured | None:
    """An amount with a unit of mass or volume and nothing else, such as what parentheses hold."""
    text = re.sub(r"^(?:about|approx\.?|approximately|ca\.?|each)\s+", "", text.strip(), flags=re.IGNORECASE)
    found = leading_amount(text)
    unit = leading_unit(found[1].removeprefix("-").lstrip()) if found else None
    if found and unit and _holds(unit[0]) and not unit[1].removeprefix("each").removeprefix("total").strip(" ."):
        return Measured(*found[0], unit[0].name)
    return None


def _take_unit(reading: Reading) -> None:
    _take_hyphenated_package(reading)
    found = leading_unit(reading.rest)
    rough = ROUGHLY.match(reading.rest)
    if rough and (after := leading_unit(reading.rest[rough.end() :])) and after[0].kind is not Kind.SIZE:
        # A small head, a heaping tablespoon.
        reading.notes.append(rough[1].strip())
        found = after
    if not found:
        return
    unit, rest = found
    inner = leading_unit(rest) if unit.kind is Kind.SIZE else None
    if inner and inner[0].kind in (Kind.PART, Kind.PACKAGE) and inner[1]:
        reading.notes.append(unit.name)
        unit, rest = inner
    if unit.name == "clove" and not rest:
        return  # 4 cloves, and no garlic
    if unit.kind is Kind.VOLUME and re.match(r"(?:and|&)\s+half\b", rest):
        return
    reading.unit = unit
    if reading.amount and (more := _same_unit_again(rest, unit)):
        reading.amount, rest = Range(reading.amount.low, more[0]), more[1]
    reading.rest = _OF.sub("", rest, count=1) if _OF.match(rest) else rest
    if reading.size is None and (inside := _SIZE_IN_PARENTHESES.match(reading.rest)) and (size := measured(inside[1])):
        if unit.kind is Kind.PACKAGE:
            reading.size = size
        else:
            reading.same_as = size
        reading.rest = _OF.sub("", reading.rest[inside.end() :], count=1)
    elif size := _after_slash(reading):
        reading.same_as = size
    _take_dimension(reading)


def _after_slash(reading: Reading) -> Measured | None:
    """The same in the other system: 50g/2oz butter."""
    number = leading_number(reading.rest[1:].lstrip()) if reading.rest.startswith("/") else None
    unit = leading_unit(number[1]) if number else None
    if not number or not unit or not _holds(unit[0]):
        return None
    reading.rest = _OF.sub("", unit[1], count=1) if _OF.match(unit[1]) else unit[1]
    return Measured(number[0], number[0], unit[0].name)


def _take_hyphenated_package(reading: Reading) -> None:
    """`12-oz can milk` is one can of 12 oz."""
    if reading.amount is None or reading.amount.low != reading.amount.high or reading.size:
        return
    unit = leading_unit(reading.rest.removeprefix("-").lstrip())
    package = leading_unit(unit[1].removeprefix("-").lstrip()) if unit and _holds(unit[0]) else None
    if unit and package and package[0].kind is Kind.PACKAGE and package[1]:
        reading.size = Measured(*reading.amount, unit[0].name)
        reading.amount = Range(Fraction(1), Fraction(1))
        reading.rest = unit[1].removeprefix("-").lstrip()


def _same_unit_again(rest: str, unit: Unit) -> tuple[Fraction, str] | None:
    """The other end of `100 g - 150 g`."""
    to = re.match(r"(?:-|to|bis|à)\s*", rest)
    number = leading_number(rest[to.end() :]) if to else None
    again = leading_unit(number[1]) if number else None
    return (number[0], again[1]) if number and again and again[0] == unit else None


def _add_what_follows(reading: Reading) -> None:
    """`1 cup plus 2 tablespoons` is 18 tablespoons; `1 lb 4 oz` is 20 oz."""
    if reading.amount is None or reading.unit is None or not _holds(reading.unit):
        return
    plus = _PLUS.match(reading.rest)
    number = leading_number(reading.rest[plus.end() :] if plus else reading.rest)
    unit = leading_unit(number[1]) if number else None
    if not number or not unit or unit[0].kind is not reading.unit.kind or unit[0] == reading.unit:
        return
    sizes = GRAMS if unit[0].kind is Kind.MASS else MILLILITRES[System.US]
    each = sizes[reading.unit.name] / sizes[unit[0].name]
    reading.amount = Range(*(end * each + number[0] for end in reading.amount))
    reading.unit, reading.rest = unit[0], _OF.sub("", unit[1], count=1)


_AT_THE_END = re.compile(r"^(.*?[^\W\d_])\s*(?:[,:]|\s-|\s)\s*(?:x\s*)?(?=[\d.])(.+)$", re.IGNORECASE)


def take_amount_at_the_end(reading: Reading) -> None:
    """`Butter 200 g`, `Eggs x 2`."""
    found = _AT_THE_END.match(reading.rest)
    amount = leading_amount(found[2]) if found else None
    if not found or not amount:
        return
    unit = leading_unit(amount[1])
    if (unit[1] if unit else amount[1]).strip():
        return
    reading.rest, reading.amount, reading.unit = found[1], amount[0], unit[0] if unit else None
