"""
What thousands of recipes come to at once: the same as `reckoning.reckon` finds for each, by numpy.

Of recipes whose lines all have a food and a weight. Loads numpy: import it where it is used.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np

from ..domain.foods.groups import CONTENTS, DIETS, Made, Says
from ..domain.foods.nutrients import NUTRIENTS
from ..models import Food
from ..queries.needs import rarest_first

Line = tuple[int, float]  # the food's id, and grams


@dataclass(frozen=True, slots=True)
class Reckoned:
    """`amounts` in a serving, in the order of NUTRIENTS."""

    amounts: list[float | None]
    coverage: dict[str, float]
    contains: list[str]
    free_of: list[str]
    suits: list[str]
    foods: list[int]


class Foods:
    """Foods as rows of numbers: what 100 g hold, and a bit for each content that they have or may have."""

    def __init__(self, foods: Sequence[Food]) -> None:
        self._row = {food.pk: row for row, food in enumerate(foods)}
        self._names = {food.pk: food.name for food in foods}
        amounts = [[getattr(food, nutrient.column) for nutrient in NUTRIENTS] for food in foods]
        self._amounts = np.array(amounts, dtype=float)
        self._contained = np.array([_bits(food.made, Says.CONTAINS) for food in foods])
        self._unknown = np.array([_bits(food.made, Says.UNKNOWN) for food in foods])
        self._unfit = np.array([_diets(food.made) for food in foods])

    def reckoned(self, recipes: Sequence[Sequence[Line]], servings: Sequence[int]) -> Iterator[Reckoned]:
        begins = np.cumsum([0, *(len(lines) for lines in recipes[:-1])])
        rows = np.array([self._row[food] for lines in recipes for food, _ in lines])
        grams = np.array([weight for lines in recipes for _, weight in lines])
        held = self._amounts[rows]
        known = ~np.isnan(held)
        # In the order of the lines and with the same steps, so that the last bit is the same too.
        amounts = np.add.reduceat(np.where(known, grams[:, None] * held / 100, 0), begins)
        told = np.logical_or.reduceat(known, begins)
        whole = np.add.reduceat(grams, begins)[:, None]
        coverage = np.add.reduceat(np.where(known, grams[:, None], 0), begins) / whole
        amounts = np.where(told, amounts / np.array(servings)[:, None], np.nan)
        contained = np.bitwise_or.reduceat(self._contained[rows], begins)
        unknown = np.bitwise_or.reduceat(self._unknown[rows], begins) & ~contained
        unfit = np.bitwise_or.reduceat(self._unfit[rows], begins)
        for each, covered, lines, *bits in zip(
            amounts.tolist(), coverage.tolist(), recipes, contained, unknown, unfit, strict=True
        ):
            needed = rarest_first({food: self._names[food] for food, _ in lines})
            yield _told(each, covered, needed, [*map(int, bits)])


def _told(amounts: list[float], coverage: list[float], foods: list[int], bits: Sequence[int]) -> Reckoned:
    contained, unknown, unfit = bits
    keys = [nutrient.key for nutrient in NUTRIENTS]
    return Reckoned(
        [None if isnan(amount) else amount for amount in amounts],
        {key: round(part, 3) for key, part in zip(keys, coverage, strict=True) if part < 1},
        _names(contained),
        _names(~(contained | unknown)),
        [diet for place, diet in enumerate(DIETS) if not unfit >> place & 1],
        foods,
    )


def _bits(made: Made, verdict: Says) -> int:
    return sum(1 << place for place, content in enumerate(CONTENTS) if made.says(content) is verdict)


def _diets(made: Made) -> int:
    """A bit for each diet that it is not known to suit."""
    return sum(1 << place for place, diet in enumerate(DIETS) if not made.fits(diet))


def _names(bits: int) -> list[str]:
    return [content for place, content in enumerate(CONTENTS) if bits >> place & 1]
