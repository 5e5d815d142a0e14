"""
JSON that keeps decimals, dates, times and UUIDs what they are: for caches and cursors, never for the API.

Tuples come back as lists and keys of dictionaries as strings, as in any JSON.
"""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

_READ: dict[str, Callable[[Any], Any]] = {
    "$decimal": Decimal,
    "$datetime": datetime.fromisoformat,
    "$date": date.fromisoformat,
    "$seconds": lambda seconds: timedelta(seconds=seconds),
    "$uuid": UUID,
}


def _tag(value: object) -> dict[str, Any]:
    match value:
        case Decimal():
            return {"$decimal": str(value)}
        case datetime():  # before date, which it is too
            return {"$datetime": value.isoformat()}
        case date():
            return {"$date": value.isoformat()}
        case timedelta():
            return {"$seconds": value.total_seconds()}
        case UUID():
            return {"$uuid": str(value)}
    raise TypeError(f"{type(value).__name__} cannot be kept as JSON: {value!r:.80}")


def _untag(found: dict[str, Any]) -> Any:
    if len(found) == 1:
        [(tag, value)] = found.items()
        if read := _READ.get(tag):
            return read(value)
    return found


def dumps(value: Any) -> str:
    """
    The same text for the same value, whatever the order of its keys.

    :raises TypeError: for a value of any other kind, such as a model or a set
    """
    return json.dumps(value, default=_tag, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def loads(text: str | bytes) -> Any:
    """:raises ValueError: where the text was not made by `dumps`"""
    try:
        return json.loads(text, object_hook=_untag)
    except (ArithmeticError, TypeError, AttributeError) as fault:
        raise ValueError(str(fault)) from fault
