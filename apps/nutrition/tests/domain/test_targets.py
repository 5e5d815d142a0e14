from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.intakes.targets import (
    Eaten,
    LossRefused,
    Profile,
    Status,
    Target,
    TooFast,
    day_against,
    suggested,
)

WOMAN = Profile(sex="female", age_years=30, weight_kg=65, height_m=1.68, activity="low_active")


def target(suggestion, nutrient):
    return next(each for each in suggestion.targets if each.nutrient == nutrient)


def middle(each):
    return (each.low + each.high) / 2


def test_energy_keeps_the_weight_and_moves_with_the_goal():
    keep, lose = suggested(WOMAN), suggested(WOMAN, change_kg_per_week=-0.25)

    assert middle(target(keep, "energy")) == pytest.approx(575.77 - 210.3 + 6.60 * 168 + 12.14 * 65)
    assert middle(target(keep, "energy")) - middle(target(lose, "energy")) == pytest.approx(275)


def test_energy_that_was_measured_is_used():
    found = suggested(WOMAN, energy_kcal=2400)

    assert middle(target(found, "energy")) == pytest.approx(2400)
    assert "Measured" in target(found, "energy").source


def test_nobody_is_sent_below_the_basal_rate():
    inactive = replace(WOMAN, weight_kg=90, activity="inactive")

    found = suggested(inactive, change_kg_per_week=-0.9)

    assert middle(target(found, "energy")) == pytest.approx(10 * 90 + 6.25 * 168 - 150 - 161)
    assert "basal rate" in found.notes[0]


@pytest.mark.parametrize(("profile", "change"), [(WOMAN, -0.7), (WOMAN, 0.7), (replace(WOMAN, age_years=16), -0.2)])
def test_what_changes_too_fast_is_refused(profile, change):
    with pytest.raises(TooFast) as refusal:
        suggested(profile, change_kg_per_week=change)

    assert list(refusal.value.fields) == ["change_kg_per_week"]


@pytest.mark.parametrize("state", [{"gestation_weeks": 8}, {"lactation_months": 2}, {"lactation_months": 14}])
def test_losing_weight_is_refused_in_pregnancy_and_while_breastfeeding(state):
    with pytest.raises(LossRefused, match="doctor or midwife") as refusal:
        suggested(replace(WOMAN, **state), change_kg_per_week=-0.1, energy_kcal=2400)

    assert list(refusal.value.fields) == ["change_kg_per_week"]


def test_a_mother_who_keeps_her_weight_gets_targets():
    found = suggested(replace(WOMAN, lactation_months=2))

    assert middle(target(found, "energy")) > middle(target(suggested(WOMAN), "energy"))


def test_nutrients_come_from_the_reference_intakes():
    found = suggested(WOMAN)

    iron, magnesium = target(found, "iron"), target(found, "magnesium")
    assert (iron.low, iron.high) == (18, 45)
    # Its upper level counts supplements alone.
    assert (magnesium.low, magnesium.high) == (310, None)
    assert len([each for each in found.targets if each.nutrient == "protein"]) == 1


def test_a_teenager_gets_targets_without_a_goal():
    assert middle(target(suggested(replace(WOMAN, age_years=16)), "energy")) > 1500


@given(change=st.floats(-0.6, 0.6))
def test_more_gain_never_means_less_energy(change):
    less, more = suggested(WOMAN, change_kg_per_week=change), suggested(WOMAN, change_kg_per_week=change + 0.01)

    assert middle(target(less, "energy")) <= middle(target(more, "energy")) + 1e-9


@pytest.mark.parametrize(
    ("bounds", "eaten", "status"),
    [
        ((10, 45), Eaten(18), Status.WITHIN),
        ((10, 45), Eaten(9), Status.BELOW),
        ((10, 45), Eaten(46), Status.ABOVE),
        ((10, 45), Eaten(None), Status.UNKNOWN),
        # Half the day is unknown: it may have held enough, or too much, but what was seen was seen.
        ((10, 45), Eaten(9, 0.5), Status.UNKNOWN),
        ((10, 45), Eaten(18, 0.5), Status.UNKNOWN),
        ((10, 45), Eaten(46, 0.5), Status.ABOVE),
        ((10, None), Eaten(18, 0.5), Status.WITHIN),
        ((None, 45), Eaten(18), Status.WITHIN),
    ],
)
def test_a_day_against_a_target(bounds, eaten, status):
    found = day_against((Target("iron", "mg", *bounds, "test"),), {"iron": eaten})

    assert found[0].status is status


def test_a_nutrient_that_no_food_tells_is_unknown():
    found = day_against((Target("iodine", "µg", 150, 1100, "test"),), {})

    assert (found[0].status, found[0].share) == (Status.UNKNOWN, None)


def test_the_share_is_of_what_is_asked_for():
    found = day_against((Target("iron", "mg", 18, 45, "test"),), {"iron": Eaten(9)})

    assert found[0].share == 0.5
