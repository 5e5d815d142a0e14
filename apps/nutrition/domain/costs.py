"""What a serving costs, as far as its ingredients have a price."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

# Kitchen scales and price tags; NIST Handbook 44 (2024), appendix C, has the pound and the ounce exactly.
GRAMS_IN = {"g": Decimal(1), "kg": Decimal(1000), "oz": Decimal("28.349523125"), "lb": Decimal("453.59237")}


@dataclass(frozen=True, slots=True)
class Priced:
    """An ingredient with its weight and what a gram of it costs; None is not known."""

    grams: float | None
    per_gram: Decimal | None


@dataclass(frozen=True, slots=True)
class Cost:
    """`amount` is that of a serving, exact, or None where nothing is priced. `covered` is the share of the weight."""

    amount: Decimal | None
    priced: int
    ingredients: int
    covered: float

    @property
    def is_whole(self) -> bool:
        return self.priced == self.ingredients > 0


def cost(ingredients: Iterable[Priced], *, servings: int) -> Cost:
    """An ingredient counts as priced once both its weight and its price are known."""
    total, priced, count = Decimal(0), 0, 0
    weighed = covered = 0.0
    for each in ingredients:
        count += 1
        weighed += each.grams or 0
        if each.grams is not None and each.per_gram is not None:
            total += Decimal(each.grams) * each.per_gram
            covered += each.grams
            priced += 1
    return Cost(total / servings if priced else None, priced, count, covered / weighed if weighed else 0.0)
