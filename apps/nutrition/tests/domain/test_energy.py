"""Energy equations against the figures that were published with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.calculators.catalogue import calculate
from apps.nutrition.domain.calculators.inputs import BadInput

# Institute of Medicine (2005), "Estimated Energy Requirements for Men and Women 30 Years of Age": height in metres,
# activity; kcal a day of men with a BMI of 18.5 and 24.99, and of women with these.
IOM_30_YEARS = [
    (1.50, "sedentary", 1848, 2080, 1625, 1762),
    (1.50, "low active", 2009, 2267, 1803, 1956),
    (1.50, "active", 2215, 2506, 2025, 2198),
    (1.50, "very active", 2554, 2898, 2291, 2489),
    (1.65, "sedentary", 2068, 2349, 1816, 1982),
    (1.65, "low active", 2254, 2566, 2016, 2202),
    (1.65, "active", 2490, 2842, 2267, 2477),
    (1.65, "very active", 2880, 3296, 2567, 2807),
    (1.80, "sedentary", 2301, 2635, 2015, 2211),
    (1.80, "low active", 2513, 2884, 2239, 2459),
    (1.80, "active", 2782, 3200, 2519, 2769),
    (1.80, "very active", 3225, 3720, 2855, 3141),
]
MAN = {"sex": "male", "age_years": 30, "weight_kg": 70, "height_cm": 175}
WOMAN = {"sex": "female", "age_years": 30, "weight_kg": 60, "height_cm": 165}

people = st.fixed_dictionaries(
    {
        "sex": st.sampled_from(["female", "male"]),
        "age_years": st.floats(19, 90),
        "weight_kg": st.floats(40, 180),
        "height_m": st.floats(1.4, 2.1),
    }
)


def kcal(calculator, **inputs):
    return calculate({"calculator": calculator, **inputs}).value


@pytest.mark.parametrize("row", IOM_30_YEARS)
def test_the_48_cells_of_the_2005_table_come_out(row):
    height, activity, *kcal_of_table = row
    columns = [("male", 18.5), ("male", 24.99), ("female", 18.5), ("female", 24.99)]

    found = [
        kcal(
            "eer",
            method="iom_2005",
            sex=sex,
            age_years=30,
            height_m=height,
            weight_kg=bmi * height**2,
            activity=activity,
        )
        for sex, bmi in columns
    ]

    # The report computed its table with coefficients of more digits than it printed: 7 cells end a kcal apart.
    assert max(abs(got - told) for got, told in zip(found, kcal_of_table, strict=True)) < 0.7


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        # Overweight adults: total expenditure.
        (MAN | {"weight_kg": 100, "activity": "low_active"}, 1086 - 303 + 1.12 * (1370 + 728)),
        (WOMAN | {"weight_kg": 90, "activity": "active"}, 448 - 238.5 + 1.27 * (1026 + 1021.35)),
        (MAN | {"equation": "combined", "activity": "very active"}, 864 - 291.6 + 1.54 * (994 + 880.25)),
        # Children and adolescents, with their growth.
        ({"sex": "male", "age_years": 5, "weight_kg": 20, "height_cm": 110, "activity": "active"},
         88.5 - 309.5 + 1.26 * (534 + 993.3) + 20),
        ({"sex": "female", "age_years": 15, "weight_kg": 52, "height_cm": 162, "activity": "low active"},
         135.3 - 462 + 1.16 * (520 + 1513.08) + 25),
        ({"sex": "female", "age_years": 12, "weight_kg": 70, "height_m": 1.5, "activity": "sedentary",
          "equation": "overweight"}, 389 - 494.4 + 1050 + 1052.4),
        # Infants: the reference boy of the report at 1, 5, 9 and 24 months.
        ({"sex": "male", "age_months": 1, "weight_kg": 4.4}, 89 * 4.4 - 100 + 175),
        ({"sex": "male", "age_months": 5, "weight_kg": 7.3}, 89 * 7.3 - 100 + 56),
        ({"sex": "male", "age_months": 7, "weight_kg": 8.3}, 89 * 8.3 - 100 + 22),
        ({"sex": "male", "age_months": 24, "weight_kg": 12.2}, 89 * 12.2 - 100 + 20),
        # Pregnancy and breastfeeding add to the woman's own.
        (WOMAN | {"activity": "sedentary", "gestation_weeks": 8}, 354 - 207.3 + 561.6 + 1197.9),
        (WOMAN | {"activity": "sedentary", "gestation_weeks": 20}, 354 - 207.3 + 561.6 + 1197.9 + 340),
        (WOMAN | {"activity": "sedentary", "gestation_weeks": 32}, 354 - 207.3 + 561.6 + 1197.9 + 452),
        (WOMAN | {"activity": "sedentary", "lactation_months": 3}, 354 - 207.3 + 561.6 + 1197.9 + 330),
        (WOMAN | {"activity": "sedentary", "lactation_months": 9}, 354 - 207.3 + 561.6 + 1197.9 + 400),
    ],
)  # fmt: skip
def test_the_equations_of_2005(inputs, expected):
    assert kcal("eer", method="iom_2005", **inputs) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        (MAN | {"activity": "inactive"}, 753.07 - 324.9 + 6.50 * 175 + 14.10 * 70),
        (MAN | {"activity": "very active"}, -517.88 - 324.9 + 15.61 * 175 + 19.11 * 70),
        (WOMAN | {"activity": "low active"}, 575.77 - 210.3 + 6.60 * 165 + 12.14 * 60),
        (WOMAN | {"activity": "active"}, 710.25 - 210.3 + 6.54 * 165 + 12.34 * 60),
        ({"sex": "male", "age_years": 10, "weight_kg": 35, "height_cm": 140, "activity": "active"},
         -388.19 + 36.8 + 12.66 * 140 + 20.46 * 35 + 25),
        ({"sex": "male", "age_years": 3, "weight_kg": 15, "height_cm": 98, "activity": "inactive"},
         -447.51 + 11.04 + 13.01 * 98 + 13.15 * 15 + 20),
        ({"sex": "female", "age_years": 16, "weight_kg": 55, "height_cm": 163, "activity": "inactive"},
         55.59 - 356 + 8.43 * 163 + 17.07 * 55 + 20),
        ({"sex": "male", "age_months": 2, "weight_kg": 5.5, "height_cm": 58},
         -716.45 - 2 / 12 + 17.82 * 58 + 15.06 * 5.5 + 200),
        ({"sex": "female", "age_months": 4, "weight_kg": 6.4, "height_cm": 62},
         -69.15 + 80 * 4 / 12 + 2.65 * 62 + 54.15 * 6.4 + 60),
        ({"sex": "female", "age_months": 18, "weight_kg": 10.2, "height_cm": 80},
         -69.15 + 120 + 2.65 * 80 + 54.15 * 10.2 + 15),
        (WOMAN | {"activity": "inactive", "gestation_weeks": 10}, 584.90 - 210.3 + 5.72 * 165 + 11.71 * 60),
        (WOMAN | {"activity": "inactive", "gestation_weeks": 20, "pre_pregnancy_weight_kg": 55},
         1131.20 - 61.2 + 0.34 * 165 + 12.15 * 60 + 183.2 + 200),
        (WOMAN | {"activity": "very active", "gestation_weeks": 30, "pre_pregnancy_weight_kg": 90},
         -779.72 - 61.2 + 18.45 * 165 + 8.73 * 60 + 274.8 - 50),
        (WOMAN | {"activity": "inactive", "lactation_months": 4}, 584.90 - 210.3 + 5.72 * 165 + 11.71 * 60 + 400),
        (WOMAN | {"activity": "inactive", "lactation_months": 8}, 584.90 - 210.3 + 5.72 * 165 + 11.71 * 60 + 380),
    ],
)  # fmt: skip
def test_the_equations_of_2023(inputs, expected):
    assert kcal("eer", method="nasem_2023", **inputs) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("method", "man", "woman"),
    [
        ("mifflin_st_jeor", 1648.75, 1320.25),
        ("harris_benedict", 66.4730 + 962.612 + 875.5775 - 202.65, 655.0955 + 573.804 + 305.184 - 140.268),
        ("roza_shizgal", 88.362 + 937.79 + 839.825 - 170.31, 447.593 + 554.82 + 511.17 - 129.9),
    ],
)
def test_basal_rates(method, man, woman):
    found = [kcal("bmr", method=method, **person) for person in (MAN, WOMAN)]

    assert found == pytest.approx([man, woman])


@pytest.mark.parametrize(
    ("sex", "age", "weight", "expected"),
    [
        # The worked example of FAO/WHO/UNU 2004, section 5.4: a woman of 55 kg.
        ("female", 25, 55, 1302),
        ("male", 25, 70, 1746),
        ("male", 45, 70, 1676),
        ("female", 70, 60, 1203),
        ("female", 5, 18, 852),
        ("male", 1, 10, 565),
    ],
)
def test_basal_rates_of_every_age_by_schofield(sex, age, weight, expected):
    found = kcal("bmr", method="schofield", sex=sex, age_years=age, weight_kg=weight)

    assert round(found) == expected


def test_basal_rates_from_lean_mass():
    assert kcal("bmr", method="katch_mcardle", weight_kg=80, body_fat_percent=25) == pytest.approx(370 + 21.6 * 60)
    assert kcal("bmr", method="cunningham", lean_mass_kg=60) == pytest.approx(1820)


def test_a_day_is_the_basal_rate_times_the_activity():
    answer = calculate({"calculator": "tdee", "activity": "moderately active"} | MAN)

    assert answer.value == pytest.approx(1648.75 * 1.55)
    assert answer.details["basal_kcal"] == 1648.75
    assert kcal("tdee", activity_factor=1.4, **MAN) == pytest.approx(1648.75 * 1.4)


@pytest.mark.parametrize(
    ("field", "request_"),
    [
        ("activity", {"calculator": "tdee"} | MAN),
        ("activity", {"calculator": "eer"} | MAN),
        ("activity", {"calculator": "eer", "method": "iom_2005"} | MAN),
        ("height_m", {"calculator": "eer", "method": "iom_2005", "activity": "active"} | MAN | {"height_cm": None}),
        ("equation", {"calculator": "eer", "method": "iom_2005", "activity": "active", "equation": "combined"}
         | MAN | {"age_years": 12}),
        ("gestation_weeks", {"calculator": "eer", "activity": "active", "gestation_weeks": 20} | MAN),
        ("lactation_months", {"calculator": "eer", "activity": "active", "gestation_weeks": 20, "lactation_months": 2}
         | WOMAN),
        ("lactation_months", {"calculator": "eer", "activity": "active", "lactation_months": 20} | WOMAN),
        ("pre_pregnancy_weight_kg", {"calculator": "eer", "activity": "active", "gestation_weeks": 20} | WOMAN),
        ("body_fat_percent", {"calculator": "bmr", "method": "katch_mcardle", "weight_kg": 80}),
        ("lean_mass_kg", {"calculator": "bmr", "method": "katch_mcardle", "weight_kg": 80, "lean_mass_kg": 90}),
    ],
)  # fmt: skip
def test_what_an_equation_cannot_answer_names_the_field(field, request_):
    with pytest.raises(BadInput) as refusal:
        calculate(request_)

    assert list(refusal.value.fields) == [field]


def test_a_weight_outside_the_range_of_an_equation_is_said():
    answer = calculate({"calculator": "eer", "method": "iom_2005", "activity": "active", "weight_kg": 45} | {
        "sex": "male", "age_years": 40, "height_cm": 180,
    })  # fmt: skip
    old = calculate({"calculator": "bmr"} | MAN | {"age_years": 90})

    assert answer.notes == ("The equation was fitted on adults with a BMI of 18.5 to 25.",)
    assert old.notes == ("The formula was fitted on people of 19 to 78 years.",)


@given(person=people)
def test_more_activity_never_needs_less_energy(person):
    # Of 2005 only: the four equations of 2023 were fitted apart, and cross for small bodies.
    found = [
        kcal("eer", method="iom_2005", activity=level, **person)
        for level in ("sedentary", "low active", "active", "very active")
    ]

    assert found == sorted(found)


@given(person=people, more=st.floats(0.1, 50))
def test_a_heavier_body_burns_more_at_rest(person, more):
    for method in ("mifflin_st_jeor", "harris_benedict", "roza_shizgal"):
        lighter = kcal("bmr", method=method, **person)
        heavier = kcal("bmr", method=method, **person | {"weight_kg": person["weight_kg"] + more})

        assert heavier > lighter


@given(person=people)
def test_both_unit_systems_give_the_same_energy(person):
    imperial = {
        "sex": person["sex"],
        "age_months": person["age_years"] * 12,
        "weight_lb": person["weight_kg"] / 0.45359237,
        "height_in": person["height_m"] / 0.0254,
    }

    assert kcal("tdee", activity="light", **imperial) == pytest.approx(kcal("tdee", activity="light", **person))


@pytest.mark.parametrize("months", [35.9, 35.999999999, 35.9999999999999])
def test_a_child_who_is_nearly_three_has_the_energy_of_the_months_before(months):
    found = kcal("eer", method="iom_2005", sex="male", age_months=months, weight_kg=14)

    assert found == pytest.approx(89 * 14 - 100 + 20)


@pytest.mark.parametrize("method", ["nasem_2023", "iom_2005"])
def test_energy_for_breastfeeding_is_known_for_a_year_only(method):
    with pytest.raises(BadInput, match="first 12 months"):
        kcal("eer", method=method, activity="active", lactation_months=13, **WOMAN)
