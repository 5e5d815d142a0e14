"""
Who else sits at the table. Dishes are shared: of each, everybody takes the share of the planner's portion that their
energy is of the planner's.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any, Self

from ..foods.groups import ALLERGENS, DIETS

# What somebody else may eat a day: children sit at the table too.
EATER_KCAL = (500, 6000)
LONGEST_NAME = 40
# Shares are what a cook can read: hundredths.
_PARTS = 100


@dataclass(frozen=True, slots=True)
class Eater:
    """Somebody besides the person who plans. Without an energy they eat as much as that person."""

    name: str
    energy_kcal: float | None = None
    diet: str = ""
    free_of: tuple[str, ...] = ()

    def share(self, of_kcal: float) -> Fraction:
        """What they take where the person who plans takes one, and eats `of_kcal` that day."""
        if self.energy_kcal is None:
            return Fraction(1)
        return Fraction(round(_PARTS * self.energy_kcal / of_kcal), _PARTS)

    def faults(self) -> Iterator[str]:
        """Sentences on what cannot be meant."""
        called = self.name or "Somebody"
        if not self.name.strip() or len(self.name) > LONGEST_NAME:
            yield f"Give everybody a name of up to {LONGEST_NAME} letters."
        least, most = EATER_KCAL
        if self.energy_kcal is not None and not least <= self.energy_kcal <= most:
            yield f"{called}: energy from {least} to {most} kcal a day."
        if self.diet and self.diet not in DIETS:
            yield f"{called}: as diet one of {', '.join(DIETS)}."
        if not set(self.free_of) <= set(ALLERGENS):
            yield f"{called}: free of some of {', '.join(ALLERGENS)}."

    def kept(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {**asdict(self), "free_of": [*self.free_of]}

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> Self:
        return cls(kept["name"], kept.get("energy_kcal"), kept.get("diet", ""), tuple(kept.get("free_of", ())))


def strictest(diets: Iterable[str]) -> str:
    """The diet that suits everybody: each of ours leaves out all that a milder one does, and more."""
    return max(diets, key=lambda diet: len(DIETS.get(diet, ())), default="")
