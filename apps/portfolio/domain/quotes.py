"""A figure that is known on some days and holds until the next: a price, a rate, an index."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from project.lib.errors import DomainError

Floats = NDArray[np.float64]
Days = NDArray[np.int64]


class MissingPrice(DomainError):
    code = "missing_price"


class MissingRate(DomainError):
    code = "missing_rate"


def exact(value: float) -> Decimal:
    """The decimal that a float was written as: exact for prices and rates of up to fifteen digits."""
    return Decimal(repr(float(value)))


@dataclass(frozen=True, slots=True, eq=False)
class Quotes:
    """Days (proleptic ordinals, ascending) and the figure known on each."""

    days: Days
    values: Floats

    @classmethod
    def of(cls, points: Mapping[date, Decimal | float]) -> "Quotes":
        ordered = sorted(points)
        return cls(
            np.array([day.toordinal() for day in ordered], dtype=np.int64),
            np.array([float(points[day]) for day in ordered], dtype=np.float64),
        )

    def last_known(self, day: int) -> tuple[int, float] | None:
        """The latest day up to the given one that has a figure, and the figure."""
        index = int(self.days.searchsorted(day, "right")) - 1
        return None if index < 0 else (int(self.days[index]), float(self.values[index]))

    def filled(self, first: int, last: int) -> Floats:
        """The last known figure of every day from first to last; NaN before there is one."""
        count = last - first + 1
        begin = first - int(self.days[0]) if len(self.days) else -1
        if 0 <= begin <= len(self.days) - count and int(self.days[-1] - self.days[0]) == len(self.days) - 1:
            return self.values[begin : begin + count]  # every day is known
        bounds = np.zeros(len(self.days) + 2, dtype=np.int64)
        np.minimum(self.days - first, count, out=bounds[1:-1])
        np.maximum(bounds, 0, out=bounds)
        bounds[-1] = count
        return np.repeat(np.concatenate(([np.nan], self.values)), bounds[1:] - bounds[:-1])
