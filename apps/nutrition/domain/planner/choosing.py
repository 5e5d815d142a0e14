"""How many days each menu is eaten: whole numbers over a set of menus, by HiGHS."""

from collections.abc import Mapping
from dataclasses import dataclass

import highspy
import numpy as np

from .columns import Columns
from .rows import Ints
from .solver import highs, load

# These programmes are small and good plans are known early: what HiGHS does to find plans of large ones takes
# two thirds of the time here (measured with `python -m tests.bench.planner --kinds`).
_LEAN = {
    "mip_abs_gap": 1e-7,
    "mip_allow_restart": False,
    "mip_detect_symmetry": False,
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_pscost_minreliable": 0,
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """How many days each column is chosen for, what that costs, and the bound over the columns allowed."""

    times: Mapping[int, int]
    objective: float
    bound: float


def choose(
    columns: Columns, allowed: Ints, *, seed: int, seconds: float, gap: float, start: Mapping[int, int]
) -> Chosen:
    """
    The best plan of the allowed columns within the time or the relative gap, from a plan known before, if any.

    Nothing chosen, and an infinite bound, where the allowed ones make no plan.
    """
    model, count = columns.model, len(allowed)
    days = np.array([len(day.days) for day in model.classes], dtype=np.float64)
    own = [(len(days) + index, each) for index, row in enumerate(model.rows) for each in row.own]
    rows, which, coefficients = columns.entries(allowed)
    engine = highs(seed)
    for option, value in {**_LEAN, "time_limit": max(seconds, 0.05), "mip_rel_gap": gap}.items():
        engine.setOptionValue(option, value)
    load(
        engine,
        cost=np.concatenate([columns.cost[allowed], [each.cost for _, each in own]]),
        upper=np.concatenate([days[columns.owner[allowed]], [each.most for _, each in own]]),
        row_lower=np.concatenate([days, [row.lower for row in model.rows]]),
        row_upper=np.concatenate([days, [row.upper for row in model.rows]]),
        entries=(
            np.concatenate([rows, [row for row, _ in own]]).astype(np.int64),
            np.concatenate([which, count + np.arange(len(own))]),
            np.concatenate([coefficients, [each.coefficient for _, each in own]]),
        ),
        integer=count,
    )
    if start:
        known = np.array([start.get(int(column), 0) for column in allowed], dtype=np.float64)
        engine.setSolution(count, np.arange(count, dtype=np.int32), known)
    engine.run()
    info = engine.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        none = engine.getModelStatus() == highspy.HighsModelStatus.kInfeasible
        return Chosen({}, np.inf, np.inf if none else -np.inf)
    times = np.rint(np.array(engine.getSolution().col_value)[:count]).astype(np.int64)
    chosen = {int(allowed[position]): int(times[position]) for position in np.flatnonzero(times)}
    return Chosen(chosen, float(info.objective_function_value), float(info.mip_dual_bound))
