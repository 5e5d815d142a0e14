import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.lib.one_rep_max import FORMULAS, epley, multiple


@pytest.mark.parametrize(("load", "repetitions", "once"), [(100, 1, 100), (100, 5, 116.6667), (60, 10, 80)])
def test_epley_as_published(load, repetitions, once):
    assert epley(load, repetitions) == pytest.approx(once, abs=1e-4)


@given(formula=st.sampled_from([formula for *_, formula in FORMULAS]), repetitions=st.integers(2, 19))
def test_more_repetitions_never_mean_less(formula, repetitions):
    assert 1 <= multiple(formula, repetitions) <= multiple(formula, repetitions + 1)
