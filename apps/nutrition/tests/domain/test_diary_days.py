"""Several days of a diary."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.diary.aims import Aim
from apps.nutrition.domain.diary.days import DiaryDay, averages, whole_days
from apps.nutrition.domain.diary.sums import Sum
from apps.nutrition.domain.intakes.targets import Target

FIRST = date(2026, 3, 2)
LEAST = Aim(Target("iron", "mg", 10, None, ""))
total = st.builds(Sum, st.none() | st.floats(0, 50), st.floats(0, 1))


def day(number, iron=None, *, aims=(), energy=None):
    sums = {"iron": iron or Sum(None, 0.0), "energy": energy or Sum(None, 0.0)}
    return DiaryDay(FIRST + timedelta(days=number), sums, aims)


@given(st.lists(total, max_size=10))
def test_an_average_is_of_the_days_that_tell_it(totals):
    days = [day(number, iron) for number, iron in enumerate(totals)]

    [found] = averages(days, ["iron"]).values()

    known = [each.amount for each in totals if each.amount is not None]
    assert found.days == len(known)
    assert (found.amount is None) == (not known)
    if known:
        assert min(known) - 1e-9 <= found.amount <= max(known) + 1e-9
    assert found.reached <= found.judged <= len(days)


def test_a_day_that_was_not_logged_is_left_out():
    days = [day(0, Sum(20, 1.0), aims=(LEAST,)), DiaryDay(FIRST, None, (LEAST,)), day(2, Sum(8, 1.0), aims=(LEAST,))]

    found = averages(days, ["iron"])["iron"]

    assert (found.amount, found.days, found.reached, found.judged, found.coverage) == (14, 2, 1, 2, 1.0)


def test_a_day_that_is_not_fully_known_is_not_judged_to_have_missed():
    found = averages([day(0, Sum(5, 0.5), aims=(LEAST,))], ["iron"])["iron"]

    assert (found.judged, found.coverage) == (0, 0.5)


def test_days_that_were_not_written_down_whole_do_not_count_as_such():
    energies = [Sum(2000, 1.0), Sum(2200, 1.0), Sum(300, 1.0), Sum(1900, 0.5), Sum(None, 0.0), Sum(1100, 0.95)]
    days = [day(number, energy=energy) for number, energy in enumerate(energies)]

    found = whole_days([*days, DiaryDay(FIRST, None)])

    assert [on - FIRST for on in found] == [timedelta(days=number) for number in (0, 1, 5)]
    assert whole_days([]) == {}


@given(st.lists(st.floats(0, 4000), min_size=1, max_size=20))
def test_the_usual_day_is_a_whole_one(energies):
    days = [day(number, energy=Sum(energy, 1.0)) for number, energy in enumerate(energies)]

    found = whole_days(days)

    assert set(found.values()) <= set(energies)
    assert (found == {}) == (max(energies) == 0)
    assert 0 not in found.values()
    if found:
        assert max(energies) == pytest.approx(max(found.values()))
