import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.calculators.catalogue import CALCULATORS, calculate, calculate_json, catalogue
from apps.nutrition.domain.calculators.inputs import BadInput

BMI = {"calculator": "bmi", "weight_kg": 70, "height_cm": 175}


@pytest.mark.parametrize(
    ("field", "sentence", "request_"),
    [
        ("calculator", "Name a calculator: bmr", {}),
        ("calculator", "Name a calculator", {"calculator": ["bmi"]}),
        ("method", "must be one of who", BMI | {"method": "quetelet"}),
        ("shoe_size", "does not know the input shoe_size", BMI | {"shoe_size": 42}),
        ("age", "Did you mean age_years", BMI | {"age": 30}),
        ("weight_kg", "Give the weight, as weight_kg or weight_lb", {"calculator": "bmi", "height_cm": 175}),
        ("weight_kg", "Give the weight once, not as weight_kg and weight_lb", BMI | {"weight_lb": 154}),
        ("weight_kg", "must be a number", BMI | {"weight_kg": "70"}),
        ("weight_kg", "must be a number", BMI | {"weight_kg": True}),
        ("weight_kg", "must be a number", BMI | {"weight_kg": float("nan")}),
        ("weight_kg", "must be a number", BMI | {"weight_kg": 10**400}),
        ("weight_kg", "must be a number that is not negative", BMI | {"weight_kg": -70}),
        ("weight_kg", "between 2 and 650 kg", BMI | {"weight_kg": 1.9}),
        ("height_cm", "between 40 and 260 cm", BMI | {"height_cm": 1.75}),
        ("sex", "Give the sex: female, male", {"calculator": "bmr", "age_years": 30, "weight_kg": 70, "height_m": 1.7}),
        ("sex", "must be one of", {"calculator": "bmr", "sex": "x"}),
        ("decimals", "whole number from 0 to 6", BMI | {"decimals": 7}),
        ("decimals", "whole number", BMI | {"decimals": True}),
    ],
)
def test_a_request_that_cannot_be_answered_names_its_field(field, sentence, request_):
    with pytest.raises(BadInput, match=sentence) as refusal:
        calculate_json(request_)

    assert list(refusal.value.fields) == [field]
    assert refusal.value.fields[field] == [refusal.value.detail]


def test_rounding_happens_once_at_the_edge():
    exact = calculate(BMI).value

    assert exact == 70 / 1.75**2
    assert calculate_json(BMI)["value"] == 22.86
    assert calculate_json(BMI | {"decimals": 4})["value"] == 22.8571


def test_an_answer_tells_unit_method_source_and_the_inputs_used():
    answer = calculate_json({"calculator": "bmr", "sex": "F", "age_months": 360, "weight_lb": 132, "height_in": 65})

    assert answer["inputs"] == {"sex": "female", "age_years": 30, "weight_kg": 59.874193, "height_m": 1.651}
    assert (answer["unit"], answer["method"], answer["source"]) == (
        "kcal/day",
        "mifflin_st_jeor",
        "Mifflin, St Jeor et al. 1990",
    )
    assert answer["also"]["unit"] == "kJ/day"


def test_a_table_and_what_to_know_come_in_plain_values():
    zones = calculate_json({"calculator": "heart_rate_zones", "age_years": 40})
    many = calculate_json({"calculator": "one_rep_max", "load_kg": 50, "repetitions": 15})
    intakes = calculate_json({"calculator": "reference_intakes", "sex": "female", "age_years": 40})

    assert zones["details"]["zones"][4] == {"zone": 5, "name": "maximum", "from_bpm": 162, "to_bpm": 180}
    assert many["notes"] == ["Beyond 10 repetitions the estimate is rough."]
    assert intakes["value"] is None
    assert "protein_for_weight_g" not in intakes["details"]


def test_one_profile_may_be_put_to_every_method():
    profile = {"sex": "male", "age_years": 30, "weight_kg": 70, "height_cm": 175, "body_fat_percent": 20}

    found = [calculate({"calculator": "bmr", "method": m.name, **profile}).value for m in CALCULATORS["bmr"].methods]

    assert all(1400 < kcal < 1800 for kcal in found)


def test_the_catalogue_tells_every_input():
    told = {each["calculator"]: each for each in catalogue()}

    height = next(i for i in told["bmi"]["methods"][0]["inputs"] if i["input"] == "height")
    assert set(told) == set(CALCULATORS)
    assert height == {
        "input": "height",
        "given_as": ["height_m", "height_cm", "height_in", "height_ft"],
        "about": "standing height",
        "from": 0.4,
        "to": 2.6,
        "unit": "m",
        "required": True,
    }


@given(kg=st.floats(20, 400), m=st.floats(0.9, 2.6))
def test_every_spelling_of_a_measure_says_the_same(kg, m):
    spellings = [
        {"weight_kg": kg, "height_m": m},
        {"weight_lb": kg / 0.45359237, "height_cm": m * 100},
        {"weight_st": kg / 6.35029318, "height_in": m / 0.0254},
        {"weight_kg": kg, "height_ft": m / 0.3048},
    ]

    found = [calculate({"calculator": "bmi", **spelling}).value for spelling in spellings]

    assert found == pytest.approx([found[0]] * 4)


@pytest.mark.parametrize("calculator", ["bmr", "tdee"])
@pytest.mark.parametrize(
    ("also_named", "method"), [("harris_benedict_1919", "harris_benedict"), ("Harris-Benedict 1984", "roza_shizgal")]
)
def test_the_two_fits_of_harris_and_benedict_are_known_by_their_years(calculator, also_named, method):
    request = {"calculator": calculator, "sex": "male", "age_years": 30, "weight_kg": 70, "height_cm": 175}
    request |= {"activity": "light"} if calculator == "tdee" else {}

    answer = calculate(request | {"method": also_named})

    assert answer.method == method
    assert answer.value == calculate(request | {"method": method}).value


@pytest.mark.parametrize("calculator", ["water", "reference_intakes"])
def test_what_the_tables_say_of_breastfeeding_holds_beyond_a_year(calculator):
    request = {"calculator": calculator, "sex": "female", "age_years": 30}

    early, late = (calculate(request | {"lactation_months": months}) for months in (6, 20))

    assert (late.value, late.details) == (early.value, early.details)
    assert late.details != calculate(request).details or late.value != calculate(request).value
