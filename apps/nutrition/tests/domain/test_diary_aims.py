"""What was aimed at, held against what was eaten."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.diary.aims import DRINKS, Aim, aims_from, around, held_against
from apps.nutrition.domain.diary.sums import Sum
from apps.nutrition.domain.intakes.targets import Profile, Status, Target, suggested

amounts = st.floats(0, 5000)
known = st.builds(Sum, amounts, st.just(1.0))


def aim(low=None, high=None, *, is_about=False, nutrient="energy"):
    return Aim(Target(nutrient, "kcal", low, high, ""), is_about=is_about)


def against(an_aim, total):
    [found] = held_against([an_aim], {an_aim.nutrient: total})
    return found


@given(st.floats(1, 5000), known)
def test_what_is_left_and_what_was_eaten_are_what_was_aimed_at(about, total):
    found = against(aim(*around("energy", about), is_about=True), total)

    assert found.left + total.amount == pytest.approx(about)


@given(st.floats(1, 5000), st.floats(0, 5000), known)
def test_between_two_bounds_nothing_is_left_and_nothing_too_much(low, more, total):
    found = against(aim(low, low + more), total)

    assert (found.left == 0) == (low <= total.amount <= low + more)
    assert (found.left > 0) == (total.amount < low)
    assert (found.left < 0) == (found.status is Status.ABOVE)


def test_at_least_and_at_most_say_how_much_is_left():
    assert against(aim(low=100), Sum(60, 1)).left == 40
    assert against(aim(low=100), Sum(160, 1)).left == -60
    assert against(aim(high=100), Sum(60, 1)).left == 40
    assert against(aim(high=100), Sum(60, 1)).share == 0.6
    assert against(aim(high=0), Sum(60, 1)).share is None


def test_what_is_not_fully_known_was_not_missed_but_may_be_passed():
    half = Sum(50, 0.5, ("soup",))

    assert against(aim(low=100), half).status is Status.UNKNOWN
    assert against(aim(high=40), half).status is Status.ABOVE
    assert against(aim(low=100), Sum(None, 0.0, ("soup",))).left is None


def test_a_suggestion_comes_in_our_units_and_without_what_no_food_tells():
    profile = Profile(sex="male", age_years=40, weight_kg=80, height_m=1.8, activity="low_active")

    found = {each.nutrient: each for each in aims_from(suggested(profile))}

    assert found["energy"].is_about
    assert found["energy"].target.low < found["energy"].about < found["energy"].target.high
    assert (found["iron"].target.low, found["iron"].target.high, found["iron"].is_about) == (8, 45, False)
    assert found[DRINKS].about == pytest.approx(3700 * 0.8)
    assert found["vitamin_a"].target.unit == "µg"
    assert {"chromium", "fluoride", "chloride", "protein_per_kg", "water"}.isdisjoint(found)
    assert all(each.target.source for each in found.values())
