"""
What a food is made of, by its group: it contains something, is free of it, or nobody knows.

A group says what it contains and what is unknown; it is free of all the rest. A food is in a group because somebody
looked at it (`data/ingredients.csv`). All others are `mixed`, of which nothing is known, whatever their names say: a
"lentil curry" may hold anything. What a package tells of itself goes before its group.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Says(StrEnum):
    CONTAINS = "contains"
    FREE = "free of"
    UNKNOWN = "unknown"


ALLERGENS = (
    "celery", "crustaceans", "eggs", "fish", "gluten", "lupin", "milk", "molluscs", "mustard", "nuts", "peanuts",
    "sesame", "soy", "sulphites", "wheat",
)  # fmt: skip
# What diets ask about besides: flesh of land animals, and anything of an animal, honey and gelatine among it.
CONTENTS = (*ALLERGENS, "meat", "animal")
DIETS: dict[str, frozenset[str]] = {
    "vegan": frozenset({"animal", "meat", "fish", "crustaceans", "molluscs", "milk", "eggs"}),
    "vegetarian": frozenset({"meat", "fish", "crustaceans", "molluscs"}),
    "pescatarian": frozenset({"meat"}),
}
EVERYTHING = frozenset(CONTENTS)


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    contains: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()

    def says(self, content: str) -> Says:
        if content in self.contains:
            return Says.CONTAINS
        return Says.UNKNOWN if content in self.unknown else Says.FREE


def _group(title: str, contains: str = "", unknown: str = "") -> Group:
    return Group(title, frozenset(contains.split()), frozenset(unknown.split()))


_ANY = " ".join(CONTENTS)
GROUPS: dict[str, Group] = {
    "vegetables": _group("Vegetables"),
    "celery": _group("Celery", "celery"),
    "preserved_vegetables": _group("Preserved vegetables", unknown="sulphites"),
    "pickles": _group("Pickles, olives and capers", unknown="sulphites mustard celery"),
    "fruit": _group("Fruit"),
    "dried_fruit": _group("Dried fruit", unknown="sulphites"),
    "juice": _group("Juice", unknown="sulphites"),
    "legumes": _group("Beans, peas and lentils"),
    "soy": _group("Soy", "soy"),
    "fermented_soy": _group("Fermented soy", "soy", "wheat gluten"),
    "soy_sauce": _group("Soy sauce", "soy wheat gluten"),
    "lupin": _group("Lupin", "lupin"),
    "peanuts": _group("Peanuts", "peanuts"),
    "nuts": _group("Nuts", "nuts"),
    "coconut": _group("Coconut", unknown="sulphites"),
    "seeds": _group("Seeds"),
    "sesame": _group("Sesame", "sesame"),
    "grains": _group("Grains without gluten"),
    "oats": _group("Oats", unknown="gluten wheat"),
    "wheat": _group("Wheat", "wheat gluten"),
    "barley_rye": _group("Barley and rye", "gluten", "wheat"),
    "pasta": _group("Pasta", "wheat gluten", "eggs animal"),
    "egg_pasta": _group("Egg pasta", "wheat gluten eggs animal"),
    "bread": _group("Bread", "gluten", _ANY),
    "milk": _group("Milk", "milk animal"),
    "cheese": _group("Cheese", "milk animal", "eggs"),
    "butter": _group("Butter", "milk animal"),
    "eggs": _group("Eggs", "eggs animal"),
    "fish": _group("Fish", "fish animal"),
    "preserved_fish": _group("Preserved fish", "fish animal", "sulphites soy mustard"),
    "crustaceans": _group("Crustaceans", "crustaceans animal", "sulphites"),
    "molluscs": _group("Molluscs", "molluscs animal"),
    "meat": _group("Meat", "meat animal"),
    "cured_meat": _group("Sausages and cured meat", "meat animal", _ANY),
    "animal_fat": _group("Animal fat", "meat animal"),
    "oils": _group("Vegetable oils"),
    "soy_oil": _group("Soy oil", unknown="soy"),
    "peanut_oil": _group("Peanut oil", unknown="peanuts"),
    "nut_oil": _group("Nut oil", "nuts"),
    "sugar": _group("Sugar and syrups"),
    "honey": _group("Honey", "animal"),
    "gelatine": _group("Gelatine", "animal", "meat fish"),
    "cocoa": _group("Cocoa"),
    "spices": _group("Herbs and spices"),
    "spice_mixes": _group("Spice mixes", unknown="celery mustard sesame sulphites gluten wheat soy"),
    "mustard": _group("Mustard", "mustard", "sulphites"),
    "vinegar": _group("Vinegar", unknown="sulphites"),
    "baking": _group("Salt, starch and yeast"),
    "baking_powder": _group("Baking powder", unknown="wheat gluten"),
    "water": _group("Water, coffee and tea"),
    "wine": _group("Wine", unknown="sulphites eggs milk fish animal"),
    "beer": _group("Beer", "gluten", "wheat sulphites fish animal"),
    "mixed": _group("Made of several things", unknown=_ANY),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """What a food is made of: by its group, and what its package says is in it and which diets it suits."""

    group: str = "mixed"
    contains: frozenset[str] = frozenset()
    suits: frozenset[str] = frozenset()

    def says(self, content: str) -> Says:
        return Says.CONTAINS if content in self.contains else GROUPS[self.group].says(content)

    def fits(self, diet: str) -> bool:
        """Whether it is known to suit a diet. A package that says so is no promise to who is allergic."""
        return diet in self.suits or all(self.says(content) is Says.FREE for content in DIETS[diet])


def says(foods: Iterable[Made | None], content: str) -> Says:
    """Of something made of these foods; None stands for an ingredient that nobody knows."""
    found = {Says.UNKNOWN if food is None else food.says(content) for food in foods}
    if Says.CONTAINS in found:
        return Says.CONTAINS
    return Says.UNKNOWN if Says.UNKNOWN in found or not found else Says.FREE


def suiting(foods: Sequence[Made | None]) -> list[str]:
    """The diets that each of these foods is known to suit."""
    return [diet for diet in DIETS if foods and all(food is not None and food.fits(diet) for food in foods)]
