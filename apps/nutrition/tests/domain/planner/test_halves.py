"""Halves of days that meet: all pairs within the slack, and none besides."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.planner import halves
from apps.nutrition.domain.planner.halves import Curve, Half, TooMany, meet

amounts = st.floats(0, 100)


@st.composite
def half(draw, slot):
    rows = draw(st.lists(st.tuples(st.sampled_from([0.0, 0.01, 0.3]), amounts, amounts), min_size=1, max_size=12))
    above, values = np.array([row[0] for row in rows]), np.array([row[1:] for row in rows])
    return Half((slot,), np.arange(len(rows))[:, None], above, values)


@st.composite
def curve(draw, measure):
    middle, slope = draw(st.floats(0, 200)), draw(st.sampled_from([0.0, 0.001, 0.1]))
    totals = np.array([-1.0, middle, 201.0])
    return Curve(measure, totals, np.abs(totals - middle) * slope)


@given(half(0), half(1), curve(0), curve(1), st.sampled_from([0.0, 0.02, 0.5, 30.0]))
def test_they_are_those_that_trying_all_finds(left, right, one, other, slack):
    found = {(int(a), int(b)) for mine, theirs, _ in meet(left, right, [one, other], slack)
             for a, b in zip(mine, theirs, strict=True)}  # fmt: skip

    def price(a, b):
        curves = sum(
            each.cost(left.values[a, [each.measure]] + right.values[b, [each.measure]]) for each in (one, other)
        )
        return left.above[a] + right.above[b] + float(curves[0])

    pairs = {(a, b): price(a, b) for a in range(len(left.above)) for b in range(len(right.above))}
    # What costs just the slack may fall to either side.
    assert {pair for pair, each in pairs.items() if each <= slack - 1e-6} <= found
    assert all(pairs[pair] <= slack + 1e-6 for pair in found)


@given(half(0), half(1), curve(0))
def test_one_measure_is_enough_to_meet_on(left, right, only):
    found = sum(len(mine) for mine, *_ in meet(left, right, [only], 1000.0))

    assert found == len(left.above) * len(right.above)


def test_of_too_many_some_are_shown_before_they_are_refused(monkeypatch):
    monkeypatch.setattr(halves, "MOST_PAIRS", 100)
    many = Half((0,), np.arange(40)[:, None], np.zeros(40), np.linspace(0, 50, 80).reshape(40, 2))
    free = [Curve(measure, np.array([-1.0, 201.0]), np.zeros(2)) for measure in (0, 1)]
    found = []

    with pytest.raises(TooMany) as refused:
        found.extend(meet(many, many, free, 1.0))

    assert refused.value.share == 100 / 1600
    assert sum(len(mine) for mine, *_ in found) > 0
