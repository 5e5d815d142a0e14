"""The trend under daily weighings, which water and meals blur by a kilogram or two."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

# A day's weighing moves the trend a tenth of the way: Walker (1991), The Hacker's Diet.
DAILY_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Weighing:
    on: date
    weight_kg: float


@dataclass(frozen=True, slots=True)
class TrendPoint:
    on: date
    weight_kg: float
    trend_kg: float


@dataclass(frozen=True, slots=True)
class Slope:
    """Change by the day from a straight line through the weighings, with its standard error."""

    kg_per_day: float
    error: float
    weighings: int
    days: int  # from the first weighing to the last


def trend(weighings: Iterable[Weighing], *, daily_share: float = DAILY_SHARE) -> list[TrendPoint]:
    """
    Exponentially smoothed weights (Brown 1956), one point for each day that has a weighing.

    After a gap of n days the new weighing counts as if it had stood there on each of them, 1 - (1 - share)^n, so that
    days without one do not hold the trend back. Several weighings of a day count as their mean.
    """
    points: list[TrendPoint] = []
    for each in _by_day(weighings):
        before = points[-1] if points else None
        if before is None:
            smoothed = each.weight_kg
        else:
            share = 1 - (1 - daily_share) ** (each.on - before.on).days
            smoothed = before.trend_kg + share * (each.weight_kg - before.trend_kg)
        points.append(TrendPoint(each.on, each.weight_kg, smoothed))
    return points


def slope(weighings: Iterable[Weighing]) -> Slope | None:
    """Least squares through the weighings of different days; None below three of them."""
    days = _by_day(weighings)
    if len(days) < 3:
        return None
    start = days[0].on
    xs = [float((each.on - start).days) for each in days]
    ys = [each.weight_kg for each in days]
    mean_x, mean_y = _mean(xs), _mean(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    gradient = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread
    residual = sum((y - mean_y - gradient * (x - mean_x)) ** 2 for x, y in zip(xs, ys, strict=True))
    return Slope(gradient, sqrt(residual / (len(days) - 2) / spread), len(days), int(xs[-1]))


def _by_day(weighings: Iterable[Weighing]) -> list[Weighing]:
    found: dict[date, list[float]] = {}
    for each in weighings:
        found.setdefault(each.on, []).append(each.weight_kg)
    return [Weighing(on, _mean(weights)) for on, weights in sorted(found.items())]


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)
