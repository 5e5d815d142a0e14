"""A height means the same however it is written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.accounts.domain.measures import SHORTEST_CM, TALLEST_CM, UnreadableHeight, parse_height, spoken_height

heights = st.decimals(SHORTEST_CM, TALLEST_CM, places=1)


@pytest.mark.parametrize(
    ("text", "imperial", "cm"),
    [
        ("178", False, "178"),
        (" 178.5  CM ", True, "178.5"),
        ("1,78 m", False, "178"),
        ("1.78", False, "178"),
        ("5 ft 10 in", False, "177.8"),
        ("5'10\"", False, "177.8"),
        ("5’10½".replace("½", ",5″"), True, "179.1"),
        ("6 ft", False, "182.9"),
        ("70", True, "177.8"),
        ("70 inches", False, "177.8"),
    ],
)
def test_a_height_is_read_as_people_write_it(text, imperial, cm):
    assert parse_height(text, imperial=imperial) == Decimal(cm)


@pytest.mark.parametrize("text", ["", "tall", "5 ft 12 in", "17e1", "1 78", "-178", "178 cm 2", "½", "178;", "٣ ft x"])
def test_what_is_no_height_is_refused_with_an_example(text):
    with pytest.raises(UnreadableHeight, match="5 ft 10 in"):
        parse_height(text, imperial=False)


@given(heights, st.booleans())
def test_what_is_shown_is_read_again(cm, imperial):
    again = parse_height(spoken_height(cm, imperial=imperial), imperial=imperial)

    # A tenth of an inch is a quarter of a centimetre.
    assert abs(again - cm) <= (Decimal("0.2") if imperial else 0)


def test_no_height_is_shown_with_twelve_inches():
    assert spoken_height(Decimal("182.8"), imperial=True) == "6 ft 0 in"
    assert spoken_height(Decimal("180.0"), imperial=False) == "180 cm"
