from math import log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.calculators.body import bmi_class
from apps.nutrition.domain.calculators.catalogue import calculate
from apps.nutrition.domain.calculators.inputs import BadInput


def value(calculator, **inputs):
    return calculate({"calculator": calculator, **inputs}).value


@pytest.mark.parametrize(
    ("index", "name"),
    [
        (15.99, "severe thinness"),
        (16, "moderate thinness"),
        (16.99, "moderate thinness"),
        (17, "mild thinness"),
        (18.4999, "mild thinness"),
        (18.5, "normal range"),
        (24.9999, "normal range"),
        (25, "pre-obese"),
        (29.9999, "pre-obese"),
        (30, "obese class I"),
        (35, "obese class II"),
        (40, "obese class III"),
        (90, "obese class III"),
    ],
)
def test_the_classes_of_the_who(index, name):
    assert bmi_class(index) == name


def test_imperial_inputs_make_the_same_bmi():
    # 703 x lb / in² is the familiar shortcut.
    assert value("bmi", weight_lb=150, height_ft=5, height_in=10) == pytest.approx(703.07 * 150 / 70**2, rel=1e-4)
    assert value("bmi", weight_st=11, weight_lb=4, height_in=70) == value("bmi", weight_lb=158, height_in=70)


def test_a_child_gets_no_class_for_adults():
    answer = calculate({"calculator": "bmi", "weight_kg": 30, "height_cm": 135, "age_years": 10})

    assert "class" not in answer.details
    assert answer.notes


def test_body_fat_as_published():
    # Hodgdon & Beckett 1984, in centimetres.
    man = 495 / (1.0324 - 0.19077 * log10(90 - 40) + 0.15456 * log10(180)) - 450
    woman = 495 / (1.29579 - 0.35004 * log10(75 + 100 - 33) + 0.22100 * log10(165)) - 450

    assert value("body_fat", sex="male", height_cm=180, waist_cm=90, neck_cm=40) == pytest.approx(man)
    assert value("body_fat", sex="female", height_cm=165, waist_cm=75, neck_cm=33, hip_cm=100) == pytest.approx(woman)


@given(
    sex=st.sampled_from(["male", "female"]),
    height=st.floats(150, 200),
    waist=st.floats(68, 115),
    neck=st.floats(32, 44),
    hip=st.floats(88, 125),
)
def test_the_metric_and_the_imperial_form_agree_within_a_point(sex, height, waist, neck, hip):
    tape = {"sex": sex, "height_cm": height, "waist_cm": waist, "neck_cm": neck, "hip_cm": hip}
    try:
        metric = value("body_fat", **tape)
        imperial = value("body_fat", method="navy_inches", **tape)
    except BadInput:
        return  # no plausible body

    if 8 <= metric <= 45:
        assert metric == pytest.approx(imperial, abs=1)


@pytest.mark.parametrize(
    ("field", "tape"),
    [
        ("hip_m", {"sex": "female", "height_cm": 165, "waist_cm": 75, "neck_cm": 33}),
        ("waist_m", {"sex": "male", "height_cm": 165, "waist_cm": 40, "neck_cm": 45}),
        ("waist_m", {"sex": "male", "height_cm": 190, "waist_cm": 60, "neck_cm": 45}),
    ],
)
def test_a_tape_that_fits_nobody_is_refused(field, tape):
    with pytest.raises(BadInput) as refusal:
        value("body_fat", **tape)

    assert list(refusal.value.fields) == [field]


def test_reference_weights():
    man = [value("ideal_weight", method=m, sex="male", height_in=70) for m in ("devine", "robinson", "miller", "hamwi")]
    woman = value("ideal_weight", sex="female", height_in=64)

    assert man == pytest.approx([73, 71, 70.3, 75])
    assert woman == pytest.approx(54.7)
