"""
The prices of rows at which the menus found so far are best, and the bound that prices prove over all menus.

With prices for the rows each class of days may choose its menus for itself, so what that costs is a bound for every
plan (Lagrange; Dantzig & Wolfe 1960). It holds for any prices of the right sign, so rounding cannot spoil it.
"""

from dataclasses import dataclass

import numpy as np

from .columns import Columns
from .model import Model
from .rows import Floats, Ints
from .solver import INFINITY, highs, load

# What a missing day, or a missing unit of a row, costs until menus are found that fill it. To make it dearer than any
# plan, the plans' own costs are weighted down instead, which keeps the numbers small.
ARTIFICIAL = 1000.0


@dataclass(frozen=True, slots=True)
class Prices:
    """The multipliers of an optimum: of the rows, and of each class's number of days."""

    rows: Floats
    days: Floats
    objective: float
    missing: float  # how much is filled by nothing


class Master:
    """A linear programme that grows: the rows' own variables, then what fills in for what is missing, then menus."""

    def __init__(self, columns: Columns, seed: int) -> None:
        self._columns, self._model = columns, columns.model
        self._loaded = len(columns)
        rows = self._model.rows
        self._lower = np.array([row.lower for row in rows], dtype=np.float64)
        self._upper = np.array([row.upper for row in rows], dtype=np.float64)
        self._own = [own for row in rows for own in row.own]
        self._engine = highs(seed)
        self._load()

    def prices(self, weight: float = 1.0) -> Prices:
        """The optimum over the menus found so far, with the plan's own costs weighted."""
        self._extend()
        cost = np.concatenate([self._fixed_cost(weight), weight * self._columns.cost])
        self._engine.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
        self._engine.run()
        solution, info = self._engine.getSolution(), self._engine.getInfo()
        duals, values = np.array(solution.row_dual), np.array(solution.col_value)
        classes, fixed = len(self._model.classes), len(cost) - len(self._columns)
        ranges = np.array([row.dual_range(weight) for row in self._model.rows]).reshape(-1, 2)
        return Prices(
            rows=np.clip(duals[classes:], ranges[:, 0], ranges[:, 1]),
            days=duals[:classes],
            objective=float(info.objective_function_value),
            missing=float(values[len(self._own) : fixed].sum()),
        )

    def _fixed_cost(self, weight: float) -> Floats:
        filling = len(self._model.classes) + len(self._needy)
        return np.concatenate([[weight * own.cost for own in self._own], np.full(filling, ARTIFICIAL)])

    @property
    def _needy(self) -> Ints:
        """Rows that ask for something, so that menus must be found before they can be kept."""
        return np.flatnonzero((self._lower > 0) | (self._upper < 0))

    def _load(self) -> None:
        classes, needy = len(self._model.classes), self._needy
        days = np.array([len(day.days) for day in self._model.classes], dtype=np.float64)
        sign = np.where(self._lower[needy] > 0, 1.0, -1.0)
        own_rows = [classes + index for index, row in enumerate(self._model.rows) for _ in row.own]
        rows, menus, coefficients = self._columns.entries(np.arange(len(self._columns)))
        filling = classes + len(needy)
        first = len(self._own) + filling
        load(
            self._engine,
            cost=np.concatenate([self._fixed_cost(1.0), self._columns.cost]),
            upper=np.concatenate(
                [[own.most for own in self._own], np.full(first - len(self._own) + self._loaded, np.inf)]
            ),
            row_lower=np.concatenate([days, self._lower]),
            row_upper=np.concatenate([days, self._upper]),
            entries=(
                np.concatenate([own_rows, np.arange(classes), classes + needy, rows]).astype(np.int64),
                np.concatenate([np.arange(first), menus + first]),
                np.concatenate([[own.coefficient for own in self._own], np.ones(classes), sign, coefficients]),
            ),
        )

    def _extend(self) -> None:
        """The menus that were found since."""
        new = np.arange(self._loaded, len(self._columns))
        if not len(new):
            return
        rows, which, coefficients = self._columns.entries(new)
        starts = np.searchsorted(which, np.arange(len(new))).astype(np.int32)
        nothing, endless = np.zeros(len(new)), np.full(len(new), INFINITY)
        cost = self._columns.cost[new]
        self._engine.addCols(len(new), cost, nothing, endless, len(rows), starts, rows.astype(np.int32), coefficients)
        self._loaded = len(self._columns)


def lagrangian(model: Model, duals: Floats, floors: Floats, weight: float = 1.0) -> float:
    """What every plan costs at least, weighted, from prices of the rows and a floor under each class's priced menus."""
    total = float(np.array([len(day.days) for day in model.classes]) @ floors)
    for row, dual in zip(model.rows, duals, strict=True):
        if dual:
            total += dual * (row.lower if dual > 0 else row.upper)
        for own in row.own:
            if np.isfinite(own.most):
                total += min(0.0, (weight * own.cost - own.coefficient * dual) * own.most)
    return total
