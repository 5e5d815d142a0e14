"""Kitchen units, their spellings in English, German and French, and what they hold."""

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Kind(StrEnum):
    MASS = "mass"
    VOLUME = "volume"
    PART = "part"  # a clove, a slice: how much it weighs depends on the food
    SIZE = "size"  # a large one
    PACKAGE = "package"  # a can: how much it holds is printed on it


class System(StrEnum):
    """Whose spoons and cups: a US cup holds 237 ml, a metric one 250 ml."""

    US = "us"
    IMPERIAL = "imperial"
    METRIC = "metric"


@dataclass(frozen=True, slots=True)
class Unit:
    name: str
    kind: Kind


# name: spellings besides the name; a trailing dot is always allowed.
_MASS = {
    "mg": "milligram, milligrams",
    "g": "gr, gram, grams, gramme, grammes, gramm",
    "kg": "kilo, kilos, kilogram, kilograms, kilogramme, kilogrammes, kilogramm",
    "oz": "ounce, ounces, unze, unzen",
    "lb": "lbs, pound, pounds, pfund",
}
_VOLUME = {
    "ml": "milliliter, milliliters, millilitre, millilitres, cc",
    "cl": "centiliter, centiliters, centilitre, centilitres, zentiliter",
    "dl": "deciliter, deciliters, decilitre, decilitres, deziliter",
    "l": "liter, liters, litre, litres",
    "teaspoon": "teaspoons, tsp, tsps, teelöffel, tl, cuillère à café, cuillères à café, c. à c, c.à.c, càc, cac, "
    "c. à café",
    "tablespoon": "tablespoons, tbsp, tbsps, tbs, tblsp, esslöffel, el, cuillère à soupe, cuillères à soupe, c. à s, "
    "c.à.s, càs, cas, cs, c. à soupe",
    "fl oz": "fluid ounce, fluid ounces, fluid oz, fl. oz, floz",
    "cup": "cups, c, tasse, tassen, tasses",
    "pint": "pints, pt",
    "quart": "quarts, qt, qts",
    "gallon": "gallons, gal",
}
_PART = {
    "clove": "cloves, zehe, zehen, gousse, gousses",
    "slice": "slices, rasher, rashers, scheibe, scheiben, tranche, tranches, strips",
    "stalk": "stalks, rib, ribs, stange, stangen, branche, branches",
    "sprig": "sprigs, zweig, zweige, brin, brins",
    "bunch": "bunches, bund, botte, bottes, bouquet",
    "head": "heads, kopf, köpfe, tête, têtes",
    "handful": "handfuls, handfulls, handvoll, poignée, poignées",
    "pinch": "pinches, prise, prisen, pincée, pincées, msp, messerspitze",
    "dash": "dashes, spritzer",
    "splash": "splashes, schuss, trait",
    "drop": "drops, tropfen, goutte, gouttes",
    "stick": "sticks",
    "knob": "knobs",
    "piece": "pieces, stück, stücke, stk, morceau, morceaux",
    "sheet": "sheets, blatt, feuille, feuilles",
    "ear": "ears",
    "loaf": "loaves",
    "cube": "cubes, würfel",
    "scoop": "scoops, kugel, kugeln, boule, boules",
    "wedge": "wedges",
    "serving": "servings",
    "glass": "glasses, glas, verre, verres",
}
_PACKAGE = {
    "can": "cans, tin, tins, dose, dosen, boîte, boîtes",
    "jar": "jars, bocal, bocaux",
    "package": "packages, pkg, pkgs, pack, packs, packung, packungen, paquet, paquets",
    "packet": "packets, sachet, sachets, envelope, envelopes, päckchen, pck, tüte, tüten",
    "box": "boxes, schachtel",
    "bag": "bags, beutel, sac, sacs",
    "bottle": "bottles, flasche, flaschen, bouteille, bouteilles",
    "carton": "cartons, brique, briques",
    "tub": "tubs, becher, pots, pot de",
    "tube": "tubes",
    "block": "blocks, bloc",
    "container": "containers",
}
_SIZE = {
    "small": "klein, kleine, kleiner, kleines, kleinen, petit, petite, petits, petites, small-sized",
    "medium": "mittel, mittlere, mittelgroß, mittelgroße, moyen, moyenne, moyens, moyennes, medium-sized, medium-size, "
    "medium size, medium sized, med",
    "large": "groß, große, großer, großes, großen, grand, grande, grands, grandes, gros, grosse, grosses, large-sized, "
    "lg",
    "extra large": "extra-large, x-large, xl",
    "jumbo": "",
}
# One letter, where the case tells them apart.
_EXACT = {"T": "tablespoon", "t": "teaspoon"}

UNITS: dict[str, Unit] = {
    name: Unit(name, kind)
    for kind, table in (
        (Kind.MASS, _MASS), (Kind.VOLUME, _VOLUME), (Kind.PART, _PART), (Kind.PACKAGE, _PACKAGE), (Kind.SIZE, _SIZE),
    )
    for name in table
}  # fmt: skip
_SPELLED = [
    (spelling, name)
    for table in (_MASS, _VOLUME, _PART, _PACKAGE, _SIZE)
    for name, text in table.items()
    for spelling in [name, *filter(None, (each.strip() for each in text.split(",")))]
]
_SPELLINGS = {spelling.casefold(): name for spelling, name in _SPELLED}
# A unit ends where the word ends: neither a cupcake nor a head-on shrimp starts with one.
_UNIT = re.compile(
    r"("
    + "|".join(re.escape(each) for each, _ in sorted(_SPELLED, key=lambda pair: -len(pair[0])))
    + r")\.?(?![\w']|-[^\W\d])",
    re.IGNORECASE,
)
# Foods that begin like a unit.
_FOOD = re.compile(r"ribs?\s+(?:eye|roast)|glass\s+noodle|cube\s+steak", re.IGNORECASE)
_ONE_LETTER = re.compile(r"([Tt])\.?(?=\s)")

GRAMS = {
    "mg": Fraction(1, 1000),
    "g": Fraction(1),
    "kg": Fraction(1000),
    "oz": Fraction("28.349523125"),
    "lb": Fraction("453.59237"),
}
_DECIMAL_ML = {"ml": Fraction(1), "cl": Fraction(10), "dl": Fraction(100), "l": Fraction(1000)}
_US_TEASPOON = Fraction("4.92892159375")
_IMPERIAL_OUNCE = Fraction("28.4130625")
MILLILITRES: dict[System, dict[str, Fraction]] = {
    System.US: _DECIMAL_ML
    | {
        "teaspoon": _US_TEASPOON,
        "tablespoon": 3 * _US_TEASPOON,
        "fl oz": 6 * _US_TEASPOON,
        "cup": 48 * _US_TEASPOON,
        "pint": 96 * _US_TEASPOON,
        "quart": 192 * _US_TEASPOON,
        "gallon": 768 * _US_TEASPOON,
    },
    # British spoons are metric today; cups are half a pint.
    System.IMPERIAL: _DECIMAL_ML
    | {
        "teaspoon": Fraction(5),
        "tablespoon": Fraction(15),
        "fl oz": _IMPERIAL_OUNCE,
        "cup": 10 * _IMPERIAL_OUNCE,
        "pint": 20 * _IMPERIAL_OUNCE,
        "quart": 40 * _IMPERIAL_OUNCE,
        "gallon": 160 * _IMPERIAL_OUNCE,
    },
    System.METRIC: _DECIMAL_ML
    | {
        "teaspoon": Fraction(5),
        "tablespoon": Fraction(15),
        "fl oz": Fraction(30),
        "cup": Fraction(250),
        "pint": Fraction(500),
        "quart": Fraction(1000),
        "gallon": Fraction(4000),
    },
}


def leading_unit(text: str) -> tuple[Unit, str] | None:
    """The unit that the text starts with, and the rest."""
    if found := _ONE_LETTER.match(text):
        return UNITS[_EXACT[found[1]]], text[found.end() :].lstrip()
    if (found := _UNIT.match(text)) and not _FOOD.match(text):
        return UNITS[_SPELLINGS[found[1].casefold()]], text[found.end() :].lstrip()
    return None


def unit_called(spelling: str) -> Unit | None:
    """The unit of that name or spelling, if there is one."""
    name = _SPELLINGS.get(spelling.strip().rstrip(".").casefold())
    return UNITS[name] if name else None
