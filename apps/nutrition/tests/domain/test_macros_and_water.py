import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.calculators.catalogue import calculate
from apps.nutrition.domain.calculators.inputs import BadInput


def answer(calculator, **inputs):
    return calculate({"calculator": calculator, **inputs})


@given(energy=st.floats(1000, 6000), goal=st.sampled_from(["lose", "maintain", "gain"]))
def test_the_parts_add_up_to_the_energy_within_the_acceptable_ranges(energy, goal):
    found = answer("macros", energy_kcal=energy, goal=goal)

    assert sum(part["kcal"] for part in found.details.values()) == pytest.approx(energy)
    assert found.notes == ()


def test_own_percentages():
    found = answer("macros", energy_kj=8368, protein_percent=40, carbohydrate_percent=30, fat_percent=30)

    assert [part["g"] for part in found.details.values()] == pytest.approx([200, 150, 200 / 3])
    assert len(found.notes) == 2


def test_protein_by_body_weight_comes_first():
    found = answer("macros", method="body_weight", energy_kcal=2400, goal="gain", weight_kg=80)

    assert found.details["protein"]["g"] == pytest.approx(128)
    assert found.details["fat"]["g"] == pytest.approx(2400 * 0.25 / 9)
    assert found.details["carbohydrate"]["kcal"] == pytest.approx(2400 - 512 - 600)


@pytest.mark.parametrize(
    ("field", "inputs"),
    [
        ("protein_percent", {"energy_kcal": 2000, "protein_percent": 50}),
        ("protein_percent", {"energy_kcal": 2000, "protein_percent": 50, "carbohydrate_percent": 50, "fat_percent": 1}),
        ("energy_kcal", {"method": "body_weight", "energy_kcal": 500, "weight_kg": 200}),
    ],
)
def test_parts_that_cannot_add_up_are_refused(field, inputs):
    with pytest.raises(BadInput) as refusal:
        answer("macros", **inputs)

    assert list(refusal.value.fields) == [field]


@pytest.mark.parametrize(
    ("inputs", "litres"),
    [
        ({"sex": "male", "age_years": 30}, 3.7),
        ({"sex": "female", "age_years": 30}, 2.7),
        ({"sex": "female", "age_years": 10}, 2.1),
        ({"sex": "male", "age_months": 8}, 0.8),
        ({"sex": "female", "age_years": 30, "gestation_weeks": 20}, 3.0),
        ({"sex": "female", "age_years": 30, "lactation_months": 2}, 3.8),
        ({"sex": "male", "age_years": 30, "training_hours": 2}, 4.9),
        ({"sex": "male", "age_years": 30, "method": "efsa_2010"}, 2.5),
        ({"sex": "female", "age_years": 30, "lactation_months": 2, "method": "efsa_2010"}, 2.7),
        ({"sex": "female", "age_years": 30, "gestation_weeks": 20, "method": "efsa-2010"}, 2.3),
    ],
)
def test_water_as_published(inputs, litres):
    assert answer("water", **inputs).value == pytest.approx(litres)
