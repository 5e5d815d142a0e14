"""The nutrients that a food may tell, each as an amount in 100 g."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    ENERGY = "energy"
    MACRO = "macro"
    FAT = "fat"
    VITAMIN = "vitamin"
    MINERAL = "mineral"


_SUFFIX = {"kcal": "kcal", "g": "g", "mg": "mg", "µg": "ug"}


@dataclass(frozen=True, slots=True)
class Nutrient:
    """`key` is its name among reference intakes and targets; `column` is the key with the unit of a food's amount."""

    key: str
    title: str
    unit: str
    kind: Kind
    within: str = ""  # the nutrient that it is a part of
    places: int = 1

    @property
    def column(self) -> str:
        return f"{self.key}_{_SUFFIX[self.unit]}"


NUTRIENTS: tuple[Nutrient, ...] = (
    Nutrient("energy", "Energy", "kcal", Kind.ENERGY, places=0),
    Nutrient("protein", "Protein", "g", Kind.MACRO),
    Nutrient("carbohydrate", "Carbohydrate", "g", Kind.MACRO),
    Nutrient("sugars", "Sugars", "g", Kind.MACRO, within="carbohydrate"),
    Nutrient("fibre", "Fibre", "g", Kind.MACRO),
    Nutrient("fat", "Fat", "g", Kind.MACRO),
    Nutrient("saturated_fat", "Saturated fat", "g", Kind.FAT, within="fat"),
    Nutrient("monounsaturated_fat", "Monounsaturated fat", "g", Kind.FAT, within="fat"),
    Nutrient("polyunsaturated_fat", "Polyunsaturated fat", "g", Kind.FAT, within="fat"),
    Nutrient("trans_fat", "Trans fat", "g", Kind.FAT, within="fat"),
    Nutrient("linoleic_acid", "Linoleic acid (omega-6)", "g", Kind.FAT, within="fat"),
    Nutrient("linolenic_acid", "Alpha-linolenic acid (omega-3)", "g", Kind.FAT, within="fat", places=2),
    Nutrient("cholesterol", "Cholesterol", "mg", Kind.FAT, places=0),
    Nutrient("alcohol", "Alcohol", "g", Kind.MACRO),
    Nutrient("water", "Water", "g", Kind.MACRO),
    Nutrient("vitamin_a", "Vitamin A (RAE)", "µg", Kind.VITAMIN, places=0),
    Nutrient("vitamin_c", "Vitamin C", "mg", Kind.VITAMIN),
    Nutrient("vitamin_d", "Vitamin D", "µg", Kind.VITAMIN),
    Nutrient("vitamin_e", "Vitamin E", "mg", Kind.VITAMIN),
    Nutrient("vitamin_k", "Vitamin K", "µg", Kind.VITAMIN),
    Nutrient("thiamin", "Thiamin (B1)", "mg", Kind.VITAMIN, places=2),
    Nutrient("riboflavin", "Riboflavin (B2)", "mg", Kind.VITAMIN, places=2),
    Nutrient("niacin", "Niacin (B3)", "mg", Kind.VITAMIN),
    Nutrient("pantothenic_acid", "Pantothenic acid (B5)", "mg", Kind.VITAMIN, places=2),
    Nutrient("vitamin_b6", "Vitamin B6", "mg", Kind.VITAMIN, places=2),
    Nutrient("biotin", "Biotin (B7)", "µg", Kind.VITAMIN),
    Nutrient("folate", "Folate", "µg", Kind.VITAMIN, places=0),
    Nutrient("vitamin_b12", "Vitamin B12", "µg", Kind.VITAMIN, places=2),
    Nutrient("choline", "Choline", "mg", Kind.VITAMIN),
    Nutrient("calcium", "Calcium", "mg", Kind.MINERAL, places=0),
    Nutrient("copper", "Copper", "µg", Kind.MINERAL, places=0),
    Nutrient("iodine", "Iodine", "µg", Kind.MINERAL, places=0),
    Nutrient("iron", "Iron", "mg", Kind.MINERAL),
    Nutrient("magnesium", "Magnesium", "mg", Kind.MINERAL, places=0),
    Nutrient("manganese", "Manganese", "mg", Kind.MINERAL, places=2),
    Nutrient("molybdenum", "Molybdenum", "µg", Kind.MINERAL),
    Nutrient("phosphorus", "Phosphorus", "mg", Kind.MINERAL, places=0),
    Nutrient("potassium", "Potassium", "mg", Kind.MINERAL, places=0),
    Nutrient("selenium", "Selenium", "µg", Kind.MINERAL),
    Nutrient("sodium", "Sodium", "mg", Kind.MINERAL, places=0),
    Nutrient("zinc", "Zinc", "mg", Kind.MINERAL),
)
BY_KEY = {nutrient.key: nutrient for nutrient in NUTRIENTS}
COLUMNS = tuple(nutrient.column for nutrient in NUTRIENTS)

# Sodium is two fifths of the mass of salt (Regulation (EU) 1169/2011, annex I).
SALT_PER_SODIUM = 2.5


def salt_g(sodium_mg: float | None) -> float | None:
    """What a label calls salt."""
    return None if sodium_mg is None else sodium_mg * SALT_PER_SODIUM / 1000


# Grams of one unit, for amounts that add up to 100 g.
GRAMS = {"g": 1.0, "mg": 1e-3, "µg": 1e-6}
