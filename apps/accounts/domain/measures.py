"""A body height as people write it, and in centimetres."""

import re
from decimal import ROUND_HALF_UP, Decimal

from project.lib.errors import DomainError

CM_PER_INCH = Decimal("2.54")
INCHES_PER_FOOT = 12
# The shortest and the tallest adults on record measured 55 cm and 272 cm (Guinness World Records 2012, 1940).
SHORTEST_CM, TALLEST_CM = Decimal(50), Decimal(272)

_NUMBER = r"(\d{1,3}(?:[.,]\d{1,2})?)"
_METRIC = re.compile(rf"{_NUMBER}\s*(cm|m)?", re.IGNORECASE)
_IMPERIAL = re.compile(
    rf"""(?:(\d)\s*(?:ft|feet|foot|['’′]))?\s*(?:{_NUMBER}\s*(?:in|inch|inches|["”″]|'')?)?""", re.IGNORECASE
)


class UnreadableHeight(DomainError):
    code = "unreadable_height"


def parse_height(text: str, *, imperial: bool) -> Decimal:
    """
    `178`, `178 cm`, `1.78 m`, `5 ft 10 in`, `5'10"`, `70 in`, in centimetres to one decimal.

    :param imperial: whether a bare number means inches
    :raises UnreadableHeight: for anything else
    """
    text = " ".join(text.split())
    metric = _METRIC.fullmatch(text)
    if metric and (metric[2] or not imperial):
        number = _decimal(metric[1])
        # Nobody is three centimetres tall: a bare 1.78 is metres.
        return _tenths(number * 100 if (metric[2] or "").lower() == "m" or number < 3 else number)
    feet_and_inches = _IMPERIAL.fullmatch(text)
    if not feet_and_inches or not any(feet_and_inches.groups()):
        raise UnreadableHeight("Write the height like 178 cm or 5 ft 10 in.")
    feet, inches = int(feet_and_inches[1] or 0), _decimal(feet_and_inches[2] or "0")
    if feet and inches >= INCHES_PER_FOOT:
        raise UnreadableHeight("A foot has twelve inches. Write the height like 5 ft 10 in.")
    return _tenths((feet * INCHES_PER_FOOT + inches) * CM_PER_INCH)


def spoken_height(cm: Decimal, *, imperial: bool) -> str:
    """`178 cm`, or `5 ft 10 in`: what parse_height reads again."""
    if not imperial:
        return f"{_plain(cm)} cm"
    feet, inches = divmod(_tenths(cm / CM_PER_INCH), INCHES_PER_FOOT)
    return f"{feet:f} ft {_plain(inches)} in"


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _tenths(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _plain(number: Decimal) -> str:
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
