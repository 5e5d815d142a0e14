"""Steps that can be timed."""

import pytest

from apps.nutrition.pages.step_times import minutes_of


@pytest.mark.parametrize(
    ("step", "minutes"),
    [
        ("Bake for 35 minutes until golden.", 35), ("Simmer 8-10 min.", 8), ("Wait 2 hours.", 120), ("Stir.", 0),
        ("Heat the oven to 180 °C.", 0), ("Boil for 5 to 7 minutes, then 10 minutes more.", 5),
    ],
)  # fmt: skip
def test_a_step_is_timed_as_it_says(step, minutes):
    assert minutes_of(step) == minutes
