"""Nutrition of a recipe from its ingredients. A missing value stays missing: totals say how much they cover."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from project.lib.errors import DomainError


class NoServings(DomainError):
    code = "no_servings"


@dataclass(frozen=True, slots=True)
class Portion:
    """One ingredient: how much, and what 100 g of the food hold. None is unknown, which is not zero."""

    name: str
    mass_g: float | None
    per_100_g: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Total:
    """One nutrient of a serving."""

    amount: float | None  # None where no ingredient tells a value
    coverage: float  # share, from 0 to 1, of the weighed ingredients' mass whose value is known
    missing: tuple[str, ...]  # ingredients that tell no value
    unweighed: tuple[str, ...]  # ingredients whose mass is unknown: salt to taste

    @property
    def complete(self) -> bool:
        return not self.missing and not self.unweighed


def per_serving(portions: Sequence[Portion], nutrients: Sequence[str], *, servings: float) -> dict[str, Total]:
    """
    The total of each nutrient in one serving.

    :raises NoServings: a recipe must serve somebody
    """
    if servings <= 0:
        raise NoServings("A recipe must have more than zero servings.", fields={"servings": ["More than zero."]})
    unweighed = tuple(each.name for each in portions if each.mass_g is None)
    weighed = [(each, each.mass_g) for each in portions if each.mass_g is not None]
    return {nutrient: _total(weighed, nutrient, servings, unweighed) for nutrient in nutrients}


def _total(
    weighed: Sequence[tuple[Portion, float]], nutrient: str, servings: float, unweighed: tuple[str, ...]
) -> Total:
    amount, known_mass, whole_mass = 0.0, 0.0, 0.0
    told = False
    missing = []
    for portion, mass_g in weighed:
        whole_mass += mass_g
        value = portion.per_100_g.get(nutrient)
        if value is None:
            missing.append(portion.name)
            continue
        told = True
        known_mass += mass_g
        amount += mass_g * value / 100
    # Nothing weighs something only where every mass is zero; then what is known of nothing is all of it.
    coverage = known_mass / whole_mass if whole_mass else float(told)
    return Total(amount / servings if told else None, coverage, tuple(missing), unweighed)
