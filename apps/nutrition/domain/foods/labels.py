"""
What Open Food Facts says of a package in tags: allergens, traces, labels, and its analysis of the ingredients.

A tag says that something is there, or that the whole suits a diet. No tag says that something is not there, so nothing
becomes free of anything: what is not told stays unknown.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .groups import DIETS

# The fourteen of Regulation (EU) 1169/2011, annex II, by their names in the taxonomy of Open Food Facts.
_ALLERGENS = {
    "en:celery": "celery", "en:crustaceans": "crustaceans", "en:eggs": "eggs", "en:fish": "fish",
    "en:gluten": "gluten", "en:lupin": "lupin", "en:milk": "milk", "en:molluscs": "molluscs",
    "en:mustard": "mustard", "en:nuts": "nuts", "en:peanuts": "peanuts", "en:sesame-seeds": "sesame",
    "en:soybeans": "soy", "en:sulphur-dioxide-and-sulphites": "sulphites",
}  # fmt: skip
# Those of which an ingredient is one of an animal.
_OF_ANIMALS = DIETS["vegan"]


@dataclass(frozen=True, slots=True)
class Told:
    """What a package says is in it, traces too, and which diets it suits."""

    contains: frozenset[str] = frozenset()
    suits: frozenset[str] = frozenset()


NOTHING_TOLD = Told()


def told(*, allergens: str, traces: str, labels: str, analysis: str) -> Told:
    """From four cells of tags with commas between them."""
    inside, around = _contents(allergens), _contents(traces)
    claims = {*_tags(labels), *_tags(analysis)}
    of_animals = bool(inside & _OF_ANIMALS) or bool(claims & {"en:non-vegan", "en:non-vegetarian"})
    return Told(inside | around | ({"animal"} if of_animals else set()), frozenset(_suits(claims, inside)))


def _suits(claims: set[str], inside: frozenset[str]) -> Iterator[str]:
    """
    Diets that are claimed, and those milder than a claimed one. What speaks against a claim is believed before it;
    traces do not: they are no ingredient.
    """
    against = [diet for diet in DIETS if f"en:non-{diet}" in claims or inside & DIETS[diet]]
    refused = {diet for diet in DIETS if any(DIETS[each] <= DIETS[diet] for each in against)}
    believed = [diet for diet in DIETS if f"en:{diet}" in claims and diet not in refused]
    for diet, never in DIETS.items():
        if diet not in refused and any(never <= DIETS[each] for each in believed):
            yield diet


def _contents(cell: str) -> frozenset[str]:
    return frozenset(_ALLERGENS[tag] for tag in _tags(cell) if tag in _ALLERGENS)


def _tags(cell: str) -> list[str]:
    return [tag.strip().lower() for tag in cell.split(",")]
