"""Reading single JSON values, and the names that other programs have for the same field."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from project.lib.errors import DomainError

from ..fx import HUNDREDTHS


class Unreadable(DomainError):
    code = "unreadable"


def unreadable(path: str, sentence: str) -> Unreadable:
    return Unreadable(f"{path}: {sentence}", fields={path: [sentence]})


def number(value: object, path: str) -> Decimal:
    """A JSON number or a string of one; floats are taken as they are written."""
    try:
        if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
            raise InvalidOperation
        read = Decimal(str(value).strip().replace("_", ""))
    except InvalidOperation:
        raise unreadable(path, f"{value!r} is not a number; write it with a point, such as 1234.56.") from None
    if not read.is_finite() or abs(read.adjusted()) > 30:
        raise unreadable(path, f"{value!r} is not an amount.")
    return read


def day(value: object, path: str) -> date:
    """An ISO date; a time after it is left out."""
    try:
        if not isinstance(value, str):
            raise ValueError
        return date.fromisoformat(value.strip()[:10])
    except ValueError:
        raise unreadable(path, f"{value!r} is not a date; write it as 2024-12-31.") from None


def ratio(value: object, path: str) -> Fraction:
    """New for old: 2, "0.5", "3:2" or "3/2"."""
    try:
        if isinstance(value, str) and (parts := re.split(r"[:/]", value)) and len(parts) == 2:
            new, old = (number(part, path) for part in parts)
            return Fraction(new) / Fraction(old)
        return Fraction(number(value, path))
    except ZeroDivisionError:
        raise unreadable(path, f"{value!r} divides by zero.") from None


def text(value: object, path: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise unreadable(path, f"{value!r} is not a text.")
    return str(value).strip()


def currency(value: object, path: str) -> str:
    code = text(value, path)
    if not re.fullmatch(r"[A-Za-z0-9]{2,10}", code):
        raise unreadable(path, f"{code!r} is not a currency code, such as EUR.")
    return code if code in HUNDREDTHS else code.upper()


def mapping(value: object, path: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise unreadable(path, "this must be an object of names and values.")
    return value


def rows(value: object, path: str) -> Iterable[tuple[str, object]]:
    if not isinstance(value, list):
        raise unreadable(path, "this must be a list.")
    return ((f"{path}[{index}]", item) for index, item in enumerate(value))


def snake(name: str) -> str:
    """fxRate, "fx rate" and fx-rate are one name."""
    return re.sub(r"[\s\-]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.strip())).lower()


def named(value: object, path: str, names: Mapping[str, Iterable[str]]) -> tuple[dict[str, object], list[str]]:
    """The fields of an object by our names, and those that nobody knows. Nothing is as good as not given."""
    ours = {alias: name for name, aliases in names.items() for alias in (name, *aliases)}
    found: dict[str, object] = {}
    unknown = []
    for key, item in mapping(value, path).items():
        name = ours.get(snake(key))
        if name is None:
            unknown.append(f"{path}.{key}" if path else key)
        elif item is not None and item != "" and (name not in found or snake(key) == name):
            found[name] = item
    return found, unknown
