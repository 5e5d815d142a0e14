"""What a serving costs, as far as its ingredients have a price."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.costs import Cost, Priced, cost

KILO_FOR_TWO = Decimal("0.002")


def test_a_serving_costs_its_share_of_what_is_priced():
    found = cost([Priced(500, KILO_FOR_TWO), Priced(250, None), Priced(None, KILO_FOR_TWO)], servings=4)

    assert found == Cost(Decimal("0.25"), priced=1, ingredients=3, covered=pytest.approx(2 / 3))
    assert not found.is_whole


def test_where_nothing_is_priced_the_cost_is_unknown_and_not_zero():
    assert cost([Priced(500, None)], servings=1).amount is None
    assert cost([], servings=1) == Cost(None, 0, 0, 0.0)
    assert cost([Priced(500, Decimal(0))], servings=1) == Cost(Decimal(0), 1, 1, 1.0)


@given(st.lists(st.tuples(st.floats(0, 1e4), st.decimals(0, 10, places=4)), min_size=1), st.integers(1, 100))
def test_servings_share_the_whole(lines, servings):
    ingredients = [Priced(grams, price) for grams, price in lines]

    one, whole = cost(ingredients, servings=servings), cost(ingredients, servings=1)

    assert float(one.amount * servings) == pytest.approx(float(whole.amount))
    assert whole.is_whole
