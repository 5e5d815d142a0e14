"""What is left of a line, and what was read of it so far."""

import re
from dataclasses import dataclass, field
from fractions import Fraction

from .numbers import Range
from .units import Unit


@dataclass(frozen=True, slots=True)
class Measured:
    """An amount with its unit's name; "" counts pieces."""

    low: Fraction
    high: Fraction
    unit: str = ""


@dataclass(slots=True)
class Reading:
    """What is left to read, and what was read."""

    rest: str
    amount: Range | None = None
    unit: Unit | None = None
    size: Measured | None = None
    same_as: Measured | None = None
    alternative: str = ""
    done: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def take(self, pattern: re.Pattern[str]) -> str | None:
        """The words that the pattern finds at the start, taken off the rest."""
        found = pattern.match(self.rest)
        if not found:
            return None
        self.rest = self.rest[found.end() :].lstrip()
        return (found[1] if found.re.groups else found[0]).strip(" ,")
