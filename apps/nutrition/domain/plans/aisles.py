"""Where a shop has what, by the group of a food: the order in which one walks past it."""

OTHER = "other"
AISLES: dict[str, str] = {
    "produce": "Fruit and vegetables",
    "bakery": "Bakery",
    "dairy": "Dairy and eggs",
    "meat": "Meat",
    "fish": "Fish",
    "dry": "Rice, pasta and pulses",
    "preserved": "Tins and jars",
    "oils": "Oil, vinegar and sauces",
    "baking": "Baking and sweet",
    "spices": "Spices",
    "nuts": "Nuts and seeds",
    "drinks": "Drinks",
    OTHER: "Everything else",
}
_GROUPS = {
    "produce": "vegetables celery fruit juice",
    "bakery": "bread",
    "dairy": "milk cheese butter eggs",
    "meat": "meat cured_meat animal_fat",
    "fish": "fish crustaceans molluscs",
    "dry": "legumes lupin grains oats wheat barley_rye pasta egg_pasta soy",
    "preserved": "preserved_vegetables pickles preserved_fish coconut",
    "oils": "oils soy_oil peanut_oil nut_oil vinegar mustard soy_sauce fermented_soy",
    "baking": "sugar honey gelatine cocoa baking baking_powder dried_fruit",
    "spices": "spices spice_mixes",
    "nuts": "nuts peanuts seeds sesame",
    "drinks": "water wine beer",
}
LIQUID = frozenset(
    ["milk", "juice", "oils", "soy_oil", "peanut_oil", "nut_oil", "vinegar", "soy_sauce", "water", "wine", "beer"]
)
_AISLE_OF = {group: aisle for aisle, groups in _GROUPS.items() for group in groups.split()}
ORDER = {aisle: place for place, aisle in enumerate(AISLES)}


def aisle_of(group: str | None) -> str:
    return _AISLE_OF.get(group or "", OTHER)
