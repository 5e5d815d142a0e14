from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.training.domain.measures import (
    meant_distance,
    meant_time,
    meant_weight,
    shown_distance,
    shown_time,
    shown_weight,
)
from apps.training.domain.records import Best, Lifted, best


def test_the_heaviest_set_and_the_strongest_may_be_two():
    heavy, strong, many = Lifted(1, Decimal(100)), Lifted(5, Decimal(95)), Lifted(20, Decimal(90))

    found = best([many, heavy, strong])

    assert found.heaviest == heavy
    assert found.strongest == strong  # 20 repetitions say too little about one
    assert found.once_kg == pytest.approx(95 * (1 + 5 / 30))


def test_without_weight_there_is_no_estimate():
    assert best([Lifted(8, Decimal(0))], most_reps=8) == Best(most_reps=8)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90", 90), ("90 s", 90), ("1:30", 90), ("01:02:03", 3723), ("0", 0)]
    + [(text, None) for text in ("", "1:75", "x", "-5", "1:2:3:4", "99:00:00", "1.5")],
)
def test_times_are_read_as_people_write_them(text, seconds):
    assert meant_time(text) == seconds


@given(seconds=st.integers(0, 86_399))
def test_a_time_that_is_shown_is_read_the_same(seconds):
    assert meant_time(shown_time(seconds)) == seconds


@given(tenths=st.integers(0, 20_000), imperial=st.booleans())
def test_a_weight_that_is_typed_comes_back(tenths, imperial):
    typed = Decimal(tenths) / 10

    assert shown_weight(meant_weight(typed, imperial=imperial), imperial=imperial)[0] == typed


@given(hundredths=st.integers(0, 50_000), imperial=st.booleans())
def test_a_distance_that_is_typed_comes_back(hundredths, imperial):
    typed = Decimal(hundredths) / 100

    assert shown_distance(meant_distance(typed, imperial=imperial), imperial=imperial)[0] == typed
