"""Amounts of shopping lists and the pantry in words."""

from fractions import Fraction

from ..domain.ingredients.reading import Measured
from ..models import ShoppingItem
from .scaling import amount_words


def shown(item: ShoppingItem) -> str:
    """`1.2 kg`, or `200 g + 1 can`; empty where only some is wanted."""
    return " + ".join(counted((number, unit)) for number, unit in item.amounts)


def counted(amount: tuple[float, str] | None) -> str:
    """`2 cans`; empty for some."""
    if amount is None:
        return ""
    exact = Fraction(amount[0]).limit_denominator(1000)
    return amount_words(Measured(exact, exact, amount[1]))
