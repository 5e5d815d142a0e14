"""Amounts of a shopping list in words."""

from fractions import Fraction

from ..domain.ingredients.reading import Measured
from ..models import ShoppingItem
from .scaling import amount_words


def shown(item: ShoppingItem) -> str:
    """`1.2 kg`, or `200 g + 1 can`; empty where only some is wanted."""
    return " + ".join(
        amount_words(Measured(exact, exact, unit))
        for number, unit in item.amounts
        for exact in [Fraction(number).limit_denominator(1000)]
    )
