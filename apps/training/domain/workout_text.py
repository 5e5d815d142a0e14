"""
A workout as text, an exercise a line: `Bench press: 3 x 8-12, rest 90 s`.

Text can be moved, copied and mended on a phone without a script, which a table of fields cannot.
"""

import re
from dataclasses import dataclass

from .amounts import time_of

MOST_SETS = 50
MOST_REST = 3600

_LINE = re.compile(
    r"(?P<name>.+?)\s*:\s*(?P<sets>\d{1,3})\s*[x×*]\s*(?P<each>[^,]+?)"
    r"(?:\s*,\s*(?:rest\s+)?(?P<rest>[^,]+?)(?:\s+rest)?)?"
).fullmatch
SHAPE = "Bench press: 3 x 8-12, rest 90 s"


class Unclear(ValueError):
    """With a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Written:
    """A line as it stands; `each` means something once the exercise is known."""

    number: int
    name: str
    sets: int
    each: str
    rest_seconds: int = 0


def written(text: str) -> list[Written]:
    """The lines that say something. :raises Unclear: one that cannot be read"""
    return [_line(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]


def _line(number: int, line: str) -> Written:
    found = _LINE(line)
    if not found:
        raise Unclear(f"Line {number} is not like “{SHAPE}”.")
    sets, rest = int(found["sets"]), time_of(found["rest"].strip()) if found["rest"] else 0
    if not 1 <= sets <= MOST_SETS:
        raise Unclear(f"Line {number}: do 1 to {MOST_SETS} sets.")
    if rest is None or rest > MOST_REST:
        raise Unclear(f"Line {number}: write the rest as 90 s, 1:30 or 2 min, an hour at most.")
    return Written(number, found["name"].strip(), sets, found["each"].strip(), rest)
