import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.calculators.catalogue import calculate
from apps.nutrition.domain.calculators.inputs import BadInput

METHODS = ["epley", "brzycki", "lombardi", "lander", "mayhew", "oconner", "wathan"]


def zones(**inputs):
    answer = calculate({"calculator": "heart_rate_zones", **inputs})
    return answer.value, [(zone["from_bpm"], zone["to_bpm"]) for zone in answer.details["zones"]]


def one_rep_max(**inputs):
    return calculate({"calculator": "one_rep_max", **inputs}).value


def test_the_maximum_by_either_formula_or_measured():
    assert zones(age_years=40)[0] == 180
    assert zones(age_years=30, max_formula="tanaka")[0] == 187
    assert zones(age_years=30, max_formula="220-age")[0] == 190
    assert zones(max_heart_rate_bpm=195)[0] == 195
    with pytest.raises(BadInput, match="Give the age"):
        zones()


def test_karvonen_counts_from_the_resting_rate():
    _, found = zones(method="karvonen", age_years=40, max_formula="fox", resting_heart_rate_bpm=60)

    assert [edge for zone in found for edge in zone] == pytest.approx(
        [120, 132, 132, 144, 144, 156, 156, 168, 168, 180]
    )


def test_a_resting_rate_above_the_maximum_is_refused():
    with pytest.raises(BadInput, match="below the maximum"):
        zones(method="karvonen", age_years=120, max_formula="fox", resting_heart_rate_bpm=110)


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("epley", 116.67),
        ("brzycki", 112.50),
        ("lombardi", 117.46),
        ("lander", 113.71),
        ("mayhew", 119.01),
        ("oconner", 112.50),
        ("wathan", 116.58),
    ],
)
def test_five_repetitions_of_a_hundred_kilograms(method, expected):
    assert one_rep_max(method=method, load_kg=100, repetitions=5) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("method", METHODS)
@given(load=st.floats(2, 400), reps=st.integers(1, 19))
def test_another_repetition_never_lowers_the_maximum_and_load_scales_it(method, load, reps):
    once = one_rep_max(method=method, load_kg=load, repetitions=1)
    some = one_rep_max(method=method, load_kg=load, repetitions=reps)
    more = one_rep_max(method=method, load_kg=load, repetitions=reps + 1)

    assert once == load
    assert load <= some <= more
    assert one_rep_max(method=method, load_lb=load, repetitions=reps) == pytest.approx(some * 0.45359237)


def test_half_a_repetition_is_refused():
    with pytest.raises(BadInput, match="whole numbers"):
        one_rep_max(load_kg=100, repetitions=2.5)


def test_many_repetitions_are_said_to_be_rough():
    assert calculate({"calculator": "one_rep_max", "load_kg": 50, "repetitions": 15}).notes
