"""Weeks in a row."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.training.domain.streaks import Streaks, streaks

TODAY = date(2026, 3, 4)  # a Wednesday


@pytest.mark.parametrize(
    ("back", "current", "longest"),
    [
        ([], 0, 0),
        ([0], 1, 1),
        ([2], 1, 1),
        ([3], 1, 1),
        ([10], 0, 1),
        ([1, 4, 8], 2, 2),
        ([0, 7, 14, 35, 42, 49, 56], 3, 4),
    ],
)
def test_weeks_in_a_row(back, current, longest):
    assert streaks([TODAY - timedelta(days=days) for days in back], TODAY) == Streaks(current, longest)


@given(st.lists(st.integers(0, 400)))
def test_the_current_is_never_longer_than_the_longest(back):
    found = streaks([TODAY - timedelta(days=days) for days in back], TODAY)

    assert 0 <= found.current <= found.longest <= len(set(back))
