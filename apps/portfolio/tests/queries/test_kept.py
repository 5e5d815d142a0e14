"""Days are kept packed, and come back as they were."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from apps.portfolio.queries.kept import FIGURES, Sums, packed, unpacked
from apps.portfolio.queries.last_day import value_and_flows

figures = arrays(
    np.float64, st.integers(0, 40), elements=st.sampled_from([0.0, 1.5, -2.25, 1e9, 0.1]) | st.floats(-1e12, 1e12)
)


@pytest.mark.parametrize("steps", [True, False])
@given(one=figures)
def test_figures_come_back_as_they_were(steps, one):
    assert unpacked(packed(one, steps=steps), steps=steps).tolist() == one.tolist()


@given(days=st.integers(0, 40), data=st.data())
def test_sums_come_back_as_they_were(days, data):
    some = arrays(np.float64, days, elements=st.sampled_from([0.0, 0.0, 3.5, -1.25]))
    sums = Sums(7, *(data.draw(some) for _ in FIGURES))

    again = Sums.read(np.datetime64("0001-01-07").astype(object), memoryview(sums.packed()))

    assert again.first == 7
    assert all(getattr(again, name).tolist() == getattr(sums, name).tolist() for name in FIGURES)


@given(days=st.integers(2, 40), data=st.data())
def test_the_last_days_are_read_without_numpy_as_with_it(days, data):
    some = arrays(np.float64, days, elements=st.sampled_from([0.0, 0.0, 3.5, -1.25]))
    sums = Sums(7, *(data.draw(some) for _ in FIGURES))

    value, inflow, outflow = value_and_flows(sums.packed())

    assert value.days == days
    assert (value.of(0), value.of(1)) == (sums.value[-1], sums.value[-2])
    assert (inflow.of(0), outflow.of(0)) == (sums.inflow[-1], sums.outflow[-1])


def test_a_week_that_rests_at_its_end_takes_less():
    value = np.repeat([100.0, 101.0, 102.0, 103.0, 104.0, 104.0, 104.0], 1)

    assert len(packed(np.tile(value, 52), steps=True)) < 0.75 * 8 * 364
