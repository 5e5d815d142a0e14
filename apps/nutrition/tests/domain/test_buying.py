"""How "1 can", "200 g" and "2 cups" become one line, as docs/nutrition/plans.md says."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.foods.groups import GROUPS
from apps.nutrition.domain.ingredients.parser import parse
from apps.nutrition.domain.plans.aisles import AISLES, OTHER, aisle_of
from apps.nutrition.domain.plans.buying import ToBuy, Wanted, to_buy


def line(text, grams=None):
    return Wanted(parse(text).amount, grams)


@pytest.mark.parametrize(
    ("lines", "amounts"),
    [
        # One unit in all lines: that unit.
        ([line("1 onion", 110), line("2 onions", 220)], [(3, "")]),
        ([line("1 can chickpeas", 240), line("1 can chickpeas", 240)], [(2, "can")]),
        ([line("200 g flour", 200), line("1 kg flour", 1000)], [(1.2, "kg")]),
        # Several units, each of known weight: the weight.
        ([line("1 can chickpeas", 240), line("200 g chickpeas", 200), line("2 cups chickpeas", 328)], [(770, "g")]),
        # A can of which nobody knows what it holds stands beside.
        ([line("1 can beans"), line("200 g beans", 200)], [(200, "g"), (1, "can")]),
        # Spoons of a dry thing are weighed, and so are cups.
        ([line("2 teaspoons cumin", 4.2)], [(5, "g")]),
        ([line("1 cup flour", 125), line("1 tablespoon flour", 8)], [(135, "g")]),
        # Volumes of which no weight is known stay volumes.
        ([line("1 cup stock"), line("100 ml stock")], [(350, "ml")]),
        # Half of a piece is bought whole.
        ([line("1/2 lemon", 30)], [(1, "")]),
        # The upper end of a range is enough.
        ([line("2-3 carrots", 150)], [(3, "")]),
        # To taste needs no amount, and adds none.
        ([line("salt"), line("5 g salt", 5)], [(5, "g")]),
        ([line("salt")], []),
    ],
)
def test_amounts_are_added_as_documented(lines, amounts):
    assert list(to_buy(lines).amounts) == amounts


def test_liquids_are_bought_by_the_litre():
    lines = [line("2 cups milk", 488), line("500 ml milk", 515)]

    assert to_buy(lines, liquid=True).amounts == ((1.0, "l"),)
    assert to_buy([line("1 tablespoon oil", 13.5)], liquid=True).amounts == ((14.0, "g"),)


def test_what_is_at_home_is_not_bought_again():
    onions = [line("3 onions", 330)]

    assert to_buy(onions, at_home_g=330) is None
    assert to_buy(onions, at_home_g=120) == ToBuy(((2.0, ""),), pytest.approx(210))
    assert to_buy([line("salt")], at_home_g=1) is None
    # Of what is not weighed, nobody knows how much is there: it is bought.
    assert to_buy([line("1 can beans"), line("200 g beans", 200)], at_home_g=300).amounts == ((1.0, "can"),)
    assert to_buy([line("1 can beans"), line("200 g beans", 200)], at_home_g=50).amounts == ((150.0, "g"), (1.0, "can"))


@given(st.lists(st.integers(1, 2000), min_size=1, max_size=10), st.integers(0, 5000))
def test_never_less_is_bought_than_is_missing(grams, at_home):
    found = to_buy([Wanted(parse(f"{each} g rice").amount, float(each)) for each in grams], at_home_g=at_home)

    missing = sum(grams) - at_home
    if found is None:
        assert missing <= 0
    else:
        [(number, unit)] = found.amounts
        bought = Fraction(str(number)) * (1000 if unit == "kg" else 1)
        assert missing <= bought + Fraction(1, 1000)
        assert bought <= missing + 55


def test_every_group_of_foods_has_an_aisle():
    assert {aisle_of(group) for group in GROUPS} == set(AISLES)
    assert aisle_of(None) == aisle_of("mixed") == OTHER
