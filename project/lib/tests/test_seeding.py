"""Made-up data: as much as was asked for, the same every time, and unevenly spread."""

from datetime import date
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.lib.seeding import PEOPLE, Scale, uneven


@given(st.integers(0, 100_000), st.integers(1, 300))
def test_parts_sum_to_the_whole_and_nobody_is_left_with_nothing_while_there_is_enough(total, parts):
    found = uneven(total, parts)

    assert sum(found) == total
    assert len(found) == parts
    assert min(found) >= min(1, total // parts)
    assert found == uneven(total, parts)


def test_of_ten_thousand_a_few_have_a_hundred_times_the_median():
    found = uneven(2_000_000, PEOPLE)

    assert 60 <= max(found) / median(found) <= 150
    assert found != sorted(found)


@pytest.mark.parametrize(("name", "people"), [("tiny", 10), ("ci", 100), ("full", 10_000)])
def test_a_scale_is_a_part_of_the_full_volume(name, people):
    scale = Scale.named(name, until=date(2026, 1, 31))

    assert scale.people == people
    assert scale.of(5, least=2) == max(2, 5 * people // 10_000)
