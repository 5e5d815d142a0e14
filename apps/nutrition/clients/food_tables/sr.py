"""
The USDA National Nutrient Database for Standard Reference, releases 27 and 28: a folder of its files.

FOOD_DES.txt names the foods and WEIGHT.txt their measures. Amounts come from NUT_DATA.txt, or from the abbreviated
table as a CSV. Files may carry words before these names, as sr28_FOOD_DES.txt does.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from ...domain.foods.record import FoodRecord, Measure, Mended, Rejected, record
from .cells import BadTable, measure, number, rows

_NUTRIENTS: dict[str, tuple[str, float]] = {
    "208": ("energy", 1), "203": ("protein", 1), "205": ("carbohydrate", 1), "204": ("fat", 1), "291": ("fibre", 1),
    "269": ("sugars", 1), "606": ("saturated_fat", 1), "645": ("monounsaturated_fat", 1),
    "646": ("polyunsaturated_fat", 1), "605": ("trans_fat", 1), "618": ("linoleic_acid", 1),
    "851": ("linolenic_acid", 1), "601": ("cholesterol", 1), "221": ("alcohol", 1), "255": ("water", 1),
    "320": ("vitamin_a", 1), "401": ("vitamin_c", 1), "328": ("vitamin_d", 1), "323": ("vitamin_e", 1),
    "430": ("vitamin_k", 1), "404": ("thiamin", 1), "405": ("riboflavin", 1), "406": ("niacin", 1),
    "410": ("pantothenic_acid", 1), "415": ("vitamin_b6", 1), "435": ("folate", 1), "418": ("vitamin_b12", 1),
    "421": ("choline", 1), "301": ("calcium", 1), "312": ("copper", 1000), "303": ("iron", 1),
    "304": ("magnesium", 1), "315": ("manganese", 1), "305": ("phosphorus", 1), "306": ("potassium", 1),
    "317": ("selenium", 1), "307": ("sodium", 1), "309": ("zinc", 1),
}  # fmt: skip

# The abbreviated table, by the beginnings of its headings, which differ in brackets and blanks between releases.
_ABBREVIATED: dict[str, tuple[str, float]] = {
    "energ_kcal": ("energy", 1), "protein": ("protein", 1), "lipid_tot": ("fat", 1), "carbohydrt": ("carbohydrate", 1),
    "fiber_td": ("fibre", 1), "sugar_tot": ("sugars", 1), "water": ("water", 1), "calcium": ("calcium", 1),
    "iron": ("iron", 1), "magnesium": ("magnesium", 1), "phosphorus": ("phosphorus", 1), "potassium": ("potassium", 1),
    "sodium": ("sodium", 1), "zinc": ("zinc", 1), "copper": ("copper", 1000), "manganese": ("manganese", 1),
    "selenium": ("selenium", 1), "vit_c": ("vitamin_c", 1), "thiamin": ("thiamin", 1), "riboflavin": ("riboflavin", 1),
    "niacin": ("niacin", 1), "panto_acid": ("pantothenic_acid", 1), "vit_b6": ("vitamin_b6", 1),
    "folate_dfe": ("folate", 1), "choline_tot": ("choline", 1), "vit_b12": ("vitamin_b12", 1),
    "vit_a_rae": ("vitamin_a", 1), "vit_e": ("vitamin_e", 1), "vit_d_µg": ("vitamin_d", 1), "vit_k": ("vitamin_k", 1),
    "fa_sat": ("saturated_fat", 1), "fa_mono": ("monounsaturated_fat", 1), "fa_poly": ("polyunsaturated_fat", 1),
    "cholestrl": ("cholesterol", 1),
}  # fmt: skip


def read(path: Path, mended: Mended, branded: bool) -> Iterator[FoodRecord | Rejected]:  # noqa: ARG001
    """
    :raises BadTable: a file of the folder is missing
    """
    groups = {cells[0]: cells[1] for cells in _file(path, "FD_GROUP.txt")}
    measures: dict[str, list[Measure]] = defaultdict(list)
    for number_of, _, amount, described, grams, *_ in _file(path, "WEIGHT.txt"):
        told = measure(described, number(grams), number(amount))
        if told:
            measures[number_of].append(told)
    amounts = _amounts(path)
    for number_of, group, name, *_ in _file(path, "FOOD_DES.txt"):
        yield record(
            source_id=number_of,
            name=name,
            category=groups.get(group, ""),
            amounts=amounts.get(number_of, {}),
            measures=tuple(measures[number_of]),
            mended=mended,
        )


def _found(path: Path, name: str) -> Path | None:
    return next((file for file in sorted(path.glob("*")) if file.name.lower().endswith(name.lower())), None)


def _file(path: Path, name: str) -> Iterator[list[str]]:
    """Cells between `^`, texts in `~`, in Latin-1, with line ends of three kinds in one file."""
    file = _found(path, name)
    if file is None:
        raise BadTable(f"The folder has no {name}, which every release of Standard Reference holds.")
    for line in re.split(r"\r\n|\n|\r", file.read_text(encoding="latin-1")):
        if line:
            yield [cell.strip("~") for cell in line.split("^")]


def _amounts(path: Path) -> dict[str, dict[str, float | None]]:
    found: dict[str, dict[str, float | None]] = defaultdict(dict)
    if _found(path, "NUT_DATA.txt"):
        for number_of, nutrient, amount, *_ in _file(path, "NUT_DATA.txt"):
            if nutrient in _NUTRIENTS and (value := number(amount)) is not None:
                key, factor = _NUTRIENTS[nutrient]
                found[number_of][key] = value * factor
        return found
    table = _found(path, "abbrev.csv")
    if table is None:
        raise BadTable("The folder has neither NUT_DATA.txt nor an abbrev.csv, so nothing tells the amounts.")
    with table.open(encoding="utf-8", newline="") as file:
        for row in rows(file, ("NDB_No",)):
            for column, text in row.items():
                meant = next((each for start, each in _ABBREVIATED.items() if column.lower().startswith(start)), None)
                if meant and (value := number(text)) is not None:
                    found[row["NDB_No"].zfill(5)][meant[0]] = value * meant[1]
    return found
