"""
Taking out of text what must not be written down: secrets, and addresses of people.

A net below the rule that nobody logs such things, not a replacement for it.
"""

import math
import re
from collections.abc import Mapping
from typing import Any

REMOVED = "[removed]"

# Parts of names whose values are secrets, as cookies, headers, form fields, settings and query parameters call them.
SECRET_NAMES = (
    *("password", "passwd", "passphrase", "secret", "token", "ticket", "cookie", "session", "csrf", "authorization"),
    *("credential", "api_key", "apikey", "api-key", "private_key", "otp", "recovery_code", "dsn"),
)
_names = "|".join(SECRET_NAMES)
is_secret_name = re.compile(_names, re.IGNORECASE).search

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # The user and password of an address
    (re.compile(r"(?<=://)[^/\s@'\"]+@"), REMOVED + "@"),
    (re.compile(r"\b(Bearer|Basic|Token|ApiKey)\s+[\w\-.~+/=]{6,}", re.IGNORECASE), r"\1 " + REMOVED),
    # password=x, "token": "x", Cookie: a=b; c=d
    (re.compile(r"((?:set-)?cookie[\"']?\s*[:=]\s*)[^\r\n]+", re.IGNORECASE), r"\1" + REMOVED),
    (
        re.compile(
            rf"(\b[\w\-]*(?:{_names})[\w\-]*[\"']?\s*[=:]\s*)(?!\s*\[removed\])(\"[^\"]*\"|'[^']*'|[^\s&,;\"'}}\])]+)",
            re.IGNORECASE,
        ),
        r"\1" + REMOVED,
    ),
    # JSON Web Tokens
    (re.compile(r"\beyJ[\w\-]{8,}\.[\w\-]{8,}\.[\w\-]*"), REMOVED),
    (re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"), "[address]"),
)


def redact(text: str) -> str:
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return text


def redact_value(value: Any, depth: int = 4) -> Any:
    """The same for what goes into JSON: keys decide too, and what is not plain data becomes text."""
    if isinstance(value, bool | int) or value is None:
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None  # JSON has no infinity
    if isinstance(value, Mapping) and depth:
        return {
            str(key): REMOVED if is_secret_name(str(key)) else redact_value(inner, depth - 1)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple | set | frozenset) and depth:
        return [redact_value(inner, depth - 1) for inner in value]
    return redact(str(value))
