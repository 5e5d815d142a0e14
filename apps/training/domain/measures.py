"""Kilograms, metres and seconds as people say them, and back. SI inside, converted once, at the edge."""

import re
from decimal import ROUND_HALF_UP, Decimal

KG_OF_LB = Decimal("0.45359237")
M_OF_MILE = Decimal("1609.344")
CM_OF_INCH = Decimal("2.54")
LONGEST_S = 86_400

_TIME = re.compile(r"(?:(?:(\d{1,2}):)?(\d{1,2}):)?(\d{1,5})").fullmatch


def shown_weight(kg: Decimal, *, imperial: bool) -> tuple[Decimal, str]:
    """The figure and its unit; pounds to the tenth, so that what was typed comes back."""
    if imperial:
        return (kg / KG_OF_LB).quantize(Decimal("0.1"), ROUND_HALF_UP).normalize(), "lb"
    return kg.normalize(), "kg"


def meant_weight(figure: Decimal, *, imperial: bool) -> Decimal:
    """In kg, to the hundredth."""
    kg = figure * KG_OF_LB if imperial else figure
    return kg.quantize(Decimal("0.01"), ROUND_HALF_UP)


def shown_length(cm: Decimal, *, imperial: bool) -> tuple[Decimal, str]:
    """The girth of something: inches to the tenth, so that what was typed comes back."""
    if imperial:
        return (cm / CM_OF_INCH).quantize(Decimal("0.1"), ROUND_HALF_UP).normalize(), "in"
    return cm.normalize(), "cm"


def meant_length(figure: Decimal, *, imperial: bool) -> Decimal:
    """In cm, to the hundredth."""
    cm = figure * CM_OF_INCH if imperial else figure
    return cm.quantize(Decimal("0.01"), ROUND_HALF_UP)


def shown_distance(metres: int, *, imperial: bool) -> tuple[Decimal, str]:
    per, unit = (M_OF_MILE, "mi") if imperial else (Decimal(1000), "km")
    return (metres / per).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize(), unit


def meant_distance(figure: Decimal, *, imperial: bool) -> int:
    """In whole metres."""
    return int((figure * (M_OF_MILE if imperial else 1000)).quantize(Decimal(1), ROUND_HALF_UP))


def shown_time(seconds: int) -> str:
    """45 s, 1:30, 1:02:03."""
    if seconds < 60:
        return f"{seconds} s"
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def meant_time(text: str) -> int | None:
    """Seconds of `90`, `1:30` or `1:02:03`; None where it is none of these."""
    found = _TIME(text.strip().removesuffix("s").strip())
    if not found:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    if found[2] and seconds >= 60:
        return None
    total = hours * 3600 + minutes * 60 + seconds
    return total if total <= LONGEST_S else None
