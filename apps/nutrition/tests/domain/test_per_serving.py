import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.intakes.per_serving import NoServings, Portion, per_serving

OATS = Portion("oats", 80, {"energy": 370.0, "sugar": None})
MILK = Portion("milk", 240, {"energy": 60.0, "sugar": 5.0})
SALT = Portion("salt", None, {"energy": 0.0, "sugar": 0.0})


def test_known_values_add_up_and_are_shared_out():
    energy = per_serving([OATS, MILK], ["energy"], servings=2)["energy"]

    assert energy.amount == pytest.approx((296 + 144) / 2)
    assert energy.coverage == 1
    assert energy.complete


def test_a_missing_value_is_missing_and_never_zero():
    found = per_serving([OATS, MILK], ["sugar", "iron"], servings=1)

    assert found["sugar"].amount == pytest.approx(12)
    assert found["sugar"].coverage == pytest.approx(240 / 320)
    assert found["sugar"].missing == ("oats",)
    assert found["iron"].amount is None
    assert found["iron"].coverage == 0


def test_what_could_not_be_weighed_is_named():
    energy = per_serving([OATS, SALT], ["energy"], servings=1)["energy"]

    assert energy.unweighed == ("salt",)
    assert not energy.complete


def test_an_empty_recipe_tells_nothing():
    assert per_serving([], ["energy"], servings=1)["energy"].amount is None


def test_zero_servings_are_refused():
    with pytest.raises(NoServings):
        per_serving([OATS], ["energy"], servings=0)


@given(
    masses=st.lists(st.floats(0.1, 2000), min_size=1, max_size=6),
    values=st.lists(st.none() | st.floats(0, 900), min_size=6, max_size=6),
    factor=st.floats(0.1, 10),
)
def test_the_total_is_linear_in_mass_and_servings(masses, values, factor):
    def total(scale, servings):
        portions = [Portion("food", mass * scale, {"x": value}) for mass, value in zip(masses, values, strict=False)]
        return per_serving(portions, ["x"], servings=servings)["x"]

    plain, larger, shared = total(1, 1), total(factor, 1), total(1, factor)

    assert (plain.amount is None) == (larger.amount is None)
    if plain.amount is not None:
        assert larger.amount == pytest.approx(plain.amount * factor)
        assert shared.amount == pytest.approx(plain.amount / factor)
    assert larger.coverage == pytest.approx(plain.coverage)
