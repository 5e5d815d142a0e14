"""Rows of tables of foods, mended and refused."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.foods.nutrients import BY_KEY, GRAMS, NUTRIENTS, salt_g
from apps.nutrition.domain.foods.record import FoodRecord, Measure, Mended, Rejected, barcode_or_nothing, record

MACROS = {"protein": 10.0, "carbohydrate": 20.0, "fat": 5.0}


def read(mended=None, **said):
    given = {"source_id": "1", "name": "Bread", "amounts": MACROS, "mended": mended or Mended()}
    return record(**given | said)


def test_energy_stays_as_it_is_tabled():
    food = read(amounts={**MACROS, "energy": 143.164436})

    assert food.amounts["energy"] == 143.164


def test_energy_is_reckoned_only_where_none_is_told():
    assert read().amounts["energy"] == 4 * 10 + 4 * 20 + 9 * 5
    assert "energy" not in read(amounts={"protein": 10.0}).amounts


def test_unknown_is_not_zero():
    food = read(amounts={**MACROS, "sugars": None, "fibre": 0.0})

    assert "sugars" not in food.amounts
    assert food.amounts["fibre"] == 0


@pytest.mark.parametrize("impossible", [-5.0, math.inf, math.nan, 101.0])
def test_an_amount_that_cannot_be_is_unknown_and_counted(impossible):
    mended = Mended()

    food = read(mended, amounts={**MACROS, "fibre": impossible})

    assert "fibre" not in food.amounts
    assert mended.counts["fibre that cannot be became unknown"] == 1


def test_carbohydrate_by_difference_may_end_a_little_below_zero():
    assert read(amounts={"carbohydrate": -0.4, "fat": 1.0}).amounts["carbohydrate"] == 0
    assert "carbohydrate" not in read(amounts={"carbohydrate": -3.0, "fat": 1.0}).amounts


def test_a_part_is_not_more_than_its_whole():
    assert "sugars" not in read(amounts={**MACROS, "sugars": 60.0}).amounts
    assert read(amounts={**MACROS, "sugars": 20.3}).amounts["sugars"] == 20.3


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"name": " , "}, "no name"),
        ({"amounts": {"iron": 2.0}}, "neither energy nor"),
        ({"amounts": {"protein": 60.0, "fat": 60.0}}, "more than 100 g"),
    ],
)
def test_a_row_that_is_no_food_is_refused(said, why):
    refused = read(**said)

    assert isinstance(refused, Rejected)
    assert why in refused.why


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("BUTTER,WITH SALT", "Butter, with salt"),
        ("  Milk,  whole\t", "Milk, whole"),
        ("BBQ", "BBQ"),
        ("Milk, 3,25% fat", "Milk, 3,25% fat"),
    ],
)
def test_names_are_made_readable(written, shown):
    assert read(name=written).name == shown


@pytest.mark.parametrize(
    ("code", "kept"),
    [("4006381333931", "4006381333931"), ("0004006381333931", "4006381333931"), ("4006381333932", ""), ("12", ""),
     ("abc", ""), ("", ""), ("96385074", "96385074")],
)  # fmt: skip
def test_a_bar_code_is_kept_where_its_check_digit_is_right(code, kept):
    assert barcode_or_nothing(code, Mended()) == kept


def test_measures_weigh_something_and_are_there_once():
    measures = (Measure("cup", 100), Measure("cup", 120), Measure("nothing", 0), Measure("", 5))

    assert read(measures=measures).measures == (Measure("cup", 100),)


@given(st.dictionaries(st.sampled_from([*BY_KEY]), st.floats(allow_nan=True) | st.none()))
def test_whatever_a_table_says_what_is_kept_can_be(amounts):
    food = read(amounts=amounts)

    if isinstance(food, FoodRecord):
        assert all(0 <= amount < 902.5 / GRAMS.get(BY_KEY[key].unit, 1) for key, amount in food.amounts.items())
        assert sum(food.amounts.get(key, 0) for key in MACROS) <= 105


def test_every_column_ends_in_its_unit_and_is_there_once():
    columns = [nutrient.column for nutrient in NUTRIENTS]

    assert len(set(columns)) == len(columns) == 41
    assert sum(nutrient.kind in {"vitamin", "mineral"} for nutrient in NUTRIENTS) >= 25
    assert all(column.endswith(("_kcal", "_g", "_mg", "_ug")) for column in columns)


def test_salt_is_two_and_a_half_times_sodium():
    assert salt_g(400) == 1
    assert salt_g(None) is None
