"""
The day as a linear programme: dishes may be blended, which gives prices for totals that no menu can beat.

Its multipliers turn the convex cost of a day's totals into a straight line below it. Whatever they are, the line is
valid; good ones make the search for menus short (Dantzig & Wolfe 1960, Geoffrion 1974).
"""

from dataclasses import dataclass

import highspy
import numpy as np

from .model import DayClass
from .rows import Floats
from .solver import highs, load


@dataclass(frozen=True, slots=True)
class Line:
    """Per measure: price * total + base lies below what the total costs, within its limits."""

    price: Floats
    base: Floats


class DayRelaxation:
    """Kept between prices, because the next optimum is near the last."""

    def __init__(self, day: DayClass) -> None:
        self._day = day
        self._limited = [m for m in range(len(day.low)) if np.isfinite(day.low[m]) or np.isfinite(day.high[m])]
        self._sizes = [len(slot.servings) for slot in day.slots]
        self._engine = highs()
        self._load()

    def line(self, priced: list[Floats], weight: float) -> Line | None:
        """The best line for servings at these costs; None where even blended dishes break a limit."""
        hinges = self._day.hinges
        cost = np.concatenate([*priced, np.full(len(hinges.side), weight)])
        self._engine.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
        self._engine.run()
        if self._engine.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return None
        duals = np.array(self._engine.getSolution().row_dual)
        share = np.clip(-duals[: len(hinges.side)], 0, weight)
        slopes = share * hinges.slope * hinges.side
        price, base = np.zeros(len(self._day.low)), np.zeros(len(self._day.low))
        np.add.at(price, hinges.measure, slopes)
        np.add.at(base, hinges.measure, -slopes * hinges.root)
        for measure, dual in zip(self._limited, duals[len(hinges.side) :], strict=False):
            bound = self._day.low[measure] if dual > 0 else self._day.high[measure]
            if np.isfinite(bound):
                scaled = dual / self._scale(measure)
                price[measure] -= scaled
                base[measure] += scaled * bound
        return Line(price, base)

    def _scale(self, measure: int) -> float:
        """Limits are of kilocalories as of grams: shares of the limit keep the numbers alike."""
        return max(
            [1.0, *(abs(float(end[measure])) for end in (self._day.low, self._day.high) if np.isfinite(end[measure]))]
        )

    def _load(self) -> None:
        """Rows: a variable above each hinge, the limits, and one serving per slot."""
        day, hinges, limited = self._day, self._day.hinges, self._limited
        values = np.concatenate([slot.values for slot in day.slots])
        scales = np.array([self._scale(measure) for measure in limited])
        over = values[:, hinges.measure] * (hinges.side * hinges.slope)
        of_slot = np.repeat(np.eye(len(self._sizes)), self._sizes, axis=0)
        servings = np.concatenate([over, values[:, limited] / scales, of_slot], axis=1)
        slack = np.concatenate(
            [-np.eye(len(hinges.side)), np.zeros((len(hinges.side), servings.shape[1] - len(hinges.side)))], axis=1
        )
        matrix = np.concatenate([servings, slack])
        columns, rows = np.nonzero(matrix)
        ones = np.ones(len(self._sizes))
        load(
            self._engine,
            cost=np.zeros(len(matrix)),
            upper=np.full(len(matrix), np.inf),
            row_lower=np.concatenate([np.full(len(hinges.side), -np.inf), day.low[limited] / scales, ones]),
            row_upper=np.concatenate([hinges.side * hinges.slope * hinges.root, day.high[limited] / scales, ones]),
            entries=(rows, columns, matrix[columns, rows]),
        )
