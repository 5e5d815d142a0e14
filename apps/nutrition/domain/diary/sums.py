"""What several things that were eaten come to. What one does not tell stays missing: sums say how much they cover."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from ..foods.nutrients import NUTRIENTS

MEALS = ("breakfast", "lunch", "dinner", "snack")
KEYS = tuple(nutrient.key for nutrient in NUTRIENTS)


@dataclass(frozen=True, slots=True)
class Portion:
    """
    Something that was eaten, by the nutrients' keys. None is unknown, which is not zero.

    `coverage` is the share of it, from 0 to 1, whose value is known, where that is not all of it.
    """

    name: str
    amounts: Mapping[str, float | None]
    coverage: Mapping[str, float] = field(default_factory=dict)

    def covers(self, nutrient: str) -> float:
        return 0.0 if self.amounts.get(nutrient) is None else self.coverage.get(nutrient, 1.0)


@dataclass(frozen=True, slots=True)
class Sum:
    """One nutrient of everything that was eaten."""

    amount: float | None  # None where nothing tells a value
    coverage: float  # share, from 0 to 1, of what was eaten that tells it
    missing: tuple[str, ...] = ()  # what tells none, or not all of it

    @property
    def complete(self) -> bool:
        return not self.missing


def sums(portions: Sequence[Portion], nutrients: Iterable[str] = KEYS) -> dict[str, Sum]:
    """
    The sum of each nutrient. Nothing eaten holds nothing, and is wholly known.

    What was eaten counts towards the coverage by its energy, because half of what is eaten has no weight: a serving, a
    quick note. What tells no energy counts as much as the others do on average.
    """
    weights = _weights(portions)
    return {nutrient: _sum(portions, weights, nutrient) for nutrient in nutrients}


def _weights(portions: Sequence[Portion]) -> list[float]:
    energies = [portion.amounts.get("energy") for portion in portions]
    known = [energy for energy in energies if energy is not None]
    usual = fmean(known) if known else 1.0
    weights = [usual if energy is None else energy for energy in energies]
    # Where everything is water and black coffee, one counts as much as the other.
    return weights if any(weights) else [1.0] * len(weights)


def _sum(portions: Sequence[Portion], weights: Sequence[float], nutrient: str) -> Sum:
    if not portions:
        return Sum(0.0, 1.0)
    told = [amount for portion in portions if (amount := portion.amounts.get(nutrient)) is not None]
    covered = sum(weight * portion.covers(nutrient) for portion, weight in zip(portions, weights, strict=True))
    missing = tuple(portion.name for portion in portions if portion.covers(nutrient) < 1)
    coverage = min(1.0, covered / sum(weights)) if missing else 1.0
    return Sum(sum(told) if told else None, coverage, missing)
