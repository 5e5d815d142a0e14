"""HiGHS, quiet, on one thread and with a seed: the same question always gets the same answer."""

import highspy
import numpy as np

from .rows import Floats, Ints

INFINITY = float(highspy.kHighsInf)


class _Quiet(highspy.Highs):
    """Without the banner: HiGHS prints it on standard output at its first call, which its own constructor makes."""

    def enableCallbacks(self) -> None:  # noqa: N802 (HiGHS's name)
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def highs(seed: int = 0) -> highspy.Highs:
    engine = _Quiet()  # type: ignore[no-untyped-call]
    for option, value in {"threads": 1, "random_seed": seed}.items():
        engine.setOptionValue(option, value)
    return engine


def load(
    engine: highspy.Highs,
    *,
    cost: Floats,
    upper: Floats,
    row_lower: Floats,
    row_upper: Floats,
    entries: tuple[Ints, Ints, Floats],
    integer: int = 0,
) -> None:
    """
    A new programme over variables from 0 to `upper`, the first `integer` of them whole.

    `entries` are (row, column, value), columns in ascending order.
    """
    rows, columns, values = entries
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(cost), len(row_lower)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, np.zeros(len(cost)), np.minimum(upper, INFINITY)
    lp.row_lower_, lp.row_upper_ = np.maximum(row_lower, -INFINITY), np.minimum(row_upper, INFINITY)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.concatenate(([0], np.cumsum(np.bincount(columns, minlength=len(cost))))).astype(np.int32)
    lp.a_matrix_.index_, lp.a_matrix_.value_ = rows.astype(np.int32), values
    if integer:
        whole, part = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        lp.integrality_ = [whole] * integer + [part] * (len(cost) - integer)
    engine.passModel(lp)
