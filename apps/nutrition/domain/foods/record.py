"""One food as a table tells it, and what is mended or refused in it. docs/nutrition/foods.md lists the same rules."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .labels import NOTHING_TOLD, Told
from .nutrients import BY_KEY, GRAMS, NUTRIENTS, Kind

LONGEST_NAME = 250
# The fattest food: 100 g of fat at 9.02 kcal (Merrill and Watt 1973).
MOST_KCAL = 902
KJ_PER_KCAL = 4.184
# Tables weigh and round each part by itself, so a sum may pass 100 g a little.
MOST_G = 105
# "By difference" takes every error of weighing, and ends a little below zero.
LITTLE_BELOW_ZERO_G = -1.0
DIGITS = 6


@dataclass(frozen=True, slots=True)
class Measure:
    """A household measure: `unit` as ingredient lines name it, or "" for one piece; `label` as it is shown."""

    label: str
    grams: float
    unit: str = ""
    counts: bool = True  # False: a portion that no ingredient line means, such as a serving


@dataclass(frozen=True, slots=True)
class FoodRecord:
    """A food of a table, clean: amounts are in 100 g, by the nutrient's key, and what is not known is not there."""

    source_id: str
    name: str
    category: str
    brand: str
    barcode: str
    amounts: Mapping[str, float]
    measures: tuple[Measure, ...] = ()
    label: Told = NOTHING_TOLD
    packaged: bool = False  # sold under a name, whatever it is called


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is no food one could reckon with."""

    name: str
    why: str


@dataclass(slots=True)
class Mended:
    """How often each rule changed something."""

    counts: dict[str, int] = field(default_factory=dict)

    def note(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1


def record(
    *,
    source_id: str,
    name: str,
    amounts: Mapping[str, float | None],
    mended: Mended,
    category: str = "",
    brand: str = "",
    barcode: str = "",
    measures: tuple[Measure, ...] = (),
    label: Told = NOTHING_TOLD,
    packaged: bool = False,
) -> FoodRecord | Rejected:
    """A row of a table, mended where the rules say so."""
    name = readable(name)
    if not name:
        return Rejected("", "it has no name")
    known = _known(amounts, mended)
    if not any(key in known for key in ("energy", "protein", "carbohydrate", "fat")):
        return Rejected(name, "it tells neither energy nor protein, carbohydrate or fat")
    _drop_contradictions(known, mended)
    if _mass(known) > MOST_G:
        return Rejected(name, "its parts add up to more than 100 g")
    _fill_energy(known, mended)
    return FoodRecord(
        source_id=source_id[:LONGEST_NAME],
        name=name[:LONGEST_NAME],
        category=category[:100],
        brand=readable(brand)[:100],
        barcode=barcode_or_nothing(barcode, mended),
        amounts=known,
        measures=_measures(measures),
        label=label,
        packaged=packaged,
    )


def readable(name: str) -> str:
    """Single spaces, no control characters, and capitals only where a sentence has them if all of it is in capitals."""
    name = " ".join(re.sub(r"[\x00-\x1f\x7f\ufffd]", " ", name).split()).strip(" ,;")
    name = re.sub(r",(?=[^\s\d])", ", ", name)
    return name.capitalize() if name.isupper() and len(name) > 4 else name


def _known(amounts: Mapping[str, float | None], mended: Mended) -> dict[str, float]:
    known = {}
    for nutrient in NUTRIENTS:
        amount = amounts.get(nutrient.key)
        if amount is None:
            continue
        if nutrient.key == "carbohydrate" and LITTLE_BELOW_ZERO_G <= amount < 0:
            mended.note("carbohydrate a little below zero became zero")
            amount = 0.0
        most = MOST_KCAL if nutrient.kind is Kind.ENERGY else 100.5 / GRAMS[nutrient.unit]
        if not math.isfinite(amount) or amount < 0 or amount > most:
            mended.note(f"{nutrient.title.lower()} that cannot be became unknown")
            continue
        known[nutrient.key] = _rounded(amount)
    return known


def _rounded(amount: float) -> float:
    """143.164436 pretends to a precision that no scales have."""
    return float(f"{amount:.{DIGITS}g}")


def _drop_contradictions(known: dict[str, float], mended: Mended) -> None:
    """A part is not more than the whole it is a part of."""
    for nutrient in NUTRIENTS:
        whole = nutrient.within
        # Rounding alone makes half a gram.
        if whole in known and nutrient.key in known and known[nutrient.key] > known[whole] * 1.1 + 0.5:
            mended.note(f"more {nutrient.title.lower()} than {BY_KEY[whole].title.lower()} became unknown")
            del known[nutrient.key]


def _mass(known: Mapping[str, float]) -> float:
    # Tables of some countries count fibre to the carbohydrate, others beside it, so it is left out.
    return sum(known.get(key, 0.0) for key in ("protein", "carbohydrate", "fat", "alcohol", "water"))


def _fill_energy(known: dict[str, float], mended: Mended) -> None:
    """Energy as tabled; reckoned by 4, 4, 9 and 7 kcal a gram only where none is told and all of these are."""
    if "energy" in known or not {"protein", "carbohydrate", "fat"} <= known.keys():
        return
    mended.note("energy that was not told was reckoned from protein, carbohydrate, fat and alcohol")
    energy = 4 * known["protein"] + 4 * known["carbohydrate"] + 9 * known["fat"] + 7 * known.get("alcohol", 0.0)
    known["energy"] = _rounded(min(energy, MOST_KCAL))


def barcode_or_nothing(code: str, mended: Mended) -> str:
    """Digits of a GTIN, without the zeros that pad it, if its check digit is right."""
    digits = code.strip().lstrip("0")
    if not digits:
        return ""
    if not digits.isascii() or not digits.isdigit() or not 7 <= len(digits) <= 14 or not _checks(digits):
        mended.note("a bar code that cannot be was left out")
        return ""
    return digits


def _checks(digits: str) -> bool:
    """GS1 General Specifications, check digit: weights of 3 and 1 from the right."""
    *body, check = map(int, digits)
    total = sum(digit * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return (10 - total % 10) % 10 == check


def _measures(measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """Those that weigh something, each label once."""
    sound = {each.label[:80]: each for each in reversed(measures) if each.label and 0 < each.grams <= 20_000}
    return tuple(reversed(sound.values()))
