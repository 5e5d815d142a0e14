"""Reference intakes against values of the published tables, picked across stages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.calculators.catalogue import calculate
from apps.nutrition.domain.intakes.reference import reference_intakes


def intake(nutrient, *, sex="male", age=30, pregnant=False, breastfeeding=False):
    table = reference_intakes(sex=sex, age_years=age, pregnant=pregnant, breastfeeding=breastfeeding)
    return next(each for each in table if each.nutrient == nutrient)


@pytest.mark.parametrize(
    ("nutrient", "stage", "amount", "kind", "upper"),
    [
        ("vitamin_c", {"sex": "male", "age": 30}, 90, "RDA", 2000),
        ("vitamin_c", {"sex": "female", "age": 16}, 65, "RDA", 1800),
        ("vitamin_a", {"sex": "female", "age": 25, "breastfeeding": True}, 1300, "RDA", 3000),
        ("vitamin_d", {"sex": "male", "age": 71}, 20, "RDA", 100),
        ("vitamin_d", {"sex": "male", "age": 70}, 15, "RDA", 100),
        ("vitamin_d", {"sex": "male", "age": 0.25}, 10, "AI", 25),
        ("vitamin_k", {"sex": "female", "age": 40}, 90, "AI", None),
        ("folate", {"sex": "female", "age": 30, "pregnant": True}, 600, "RDA", 1000),
        ("folate", {"sex": "female", "age": 17, "pregnant": True}, 600, "RDA", 800),
        ("niacin", {"sex": "female", "age": 14}, 14, "RDA", 30),
        ("vitamin_b6", {"sex": "male", "age": 60}, 1.7, "RDA", 100),
        ("choline", {"sex": "male", "age": 20}, 550, "AI", 3500),
        ("calcium", {"sex": "female", "age": 51}, 1200, "RDA", 2000),
        ("calcium", {"sex": "male", "age": 51}, 1000, "RDA", 2000),
        ("calcium", {"sex": "male", "age": 12}, 1300, "RDA", 3000),
        ("chromium", {"sex": "female", "age": 30}, 25, "AI", None),
        ("iron", {"sex": "female", "age": 35}, 18, "RDA", 45),
        ("iron", {"sex": "female", "age": 51}, 8, "RDA", 45),
        ("iron", {"sex": "male", "age": 0.5}, 11, "RDA", 40),
        ("iron", {"sex": "female", "age": 18, "breastfeeding": True}, 10, "RDA", 45),
        ("magnesium", {"sex": "male", "age": 31}, 420, "RDA", 350),
        ("magnesium", {"sex": "female", "age": 35, "pregnant": True}, 360, "RDA", 350),
        ("phosphorus", {"sex": "male", "age": 75}, 700, "RDA", 3000),
        ("selenium", {"sex": "female", "age": 5}, 30, "RDA", 150),
        ("zinc", {"sex": "female", "age": 16}, 9, "RDA", 34),
        ("iodine", {"sex": "female", "age": 30, "pregnant": True}, 220, "RDA", 1100),
        ("potassium", {"sex": "female", "age": 30}, 2600, "AI", None),
        ("sodium", {"sex": "male", "age": 10}, 1200, "AI", 1800),
        ("fibre", {"sex": "male", "age": 50}, 38, "AI", None),
        ("fibre", {"sex": "female", "age": 60}, 21, "AI", None),
        ("fibre", {"sex": "male", "age": 0.5}, None, "", None),
        ("carbohydrate", {"sex": "female", "age": 30, "pregnant": True}, 175, "RDA", None),
        ("protein", {"sex": "female", "age": 30}, 46, "RDA", None),
        ("protein_per_kg", {"sex": "male", "age": 15}, 0.85, "RDA", None),
        ("fluoride", {"sex": "male", "age": 2}, 0.7, "AI", 1.3),
        ("manganese", {"sex": "female", "age": 30}, 1.8, "AI", 11),
    ],
)
def test_values_of_the_published_tables(nutrient, stage, amount, kind, upper):
    found = intake(nutrient, **stage)

    assert (found.amount, found.kind, found.upper) == (amount, kind, upper)


@given(
    sex=st.sampled_from(["male", "female"]),
    age=st.floats(0, 120),
    pregnant=st.booleans(),
    breastfeeding=st.booleans(),
)
def test_everybody_has_a_row_and_no_recommendation_passes_its_upper_level(sex, age, pregnant, breastfeeding):
    table = reference_intakes(sex=sex, age_years=age, pregnant=pregnant, breastfeeding=breastfeeding)

    assert len(table) == 37
    for each in table:
        assert each.amount is None or each.amount > 0
        if each.upper and each.amount and each.upper_counts == "everything":
            assert each.amount <= each.upper


def test_an_upper_level_says_what_counts_towards_it():
    assert intake("magnesium").upper_counts == "supplements"
    assert intake("vitamin_a").upper_counts == "preformed vitamin"


def test_protein_follows_the_weight():
    answer = calculate({"calculator": "reference_intakes", "sex": "male", "age_years": 30, "weight_lb": 200})

    assert answer.value is None
    assert answer.details["protein_for_weight_g"] == pytest.approx(0.8 * 90.718474)
    assert answer.details["iron"]["amount"] == 8
