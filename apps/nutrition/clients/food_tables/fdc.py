"""FoodData Central as it is published: a folder of CSV files that name each other's rows by fdc_id."""

from collections import defaultdict
from collections.abc import Container, Iterator
from pathlib import Path

from ...domain.foods.record import KJ_PER_KCAL, FoodRecord, Measure, Mended, Rejected, record
from .cells import BadTable, measure, number, rows

SIMPLE = {"foundation_food", "sr_legacy_food", "survey_fndds_food"}
BRANDED = "branded_food"

# FoodData Central's numbers of nutrients: ours, what one unit of theirs is in ours, and which comes first.
_NUTRIENTS: dict[str, tuple[str, float, int]] = {
    "1008": ("energy", 1, 0), "2048": ("energy", 1, 1), "2047": ("energy", 1, 2),
    "1062": ("energy", 1 / KJ_PER_KCAL, 3),
    "1003": ("protein", 1, 0), "1005": ("carbohydrate", 1, 0), "1050": ("carbohydrate", 1, 1),
    "1004": ("fat", 1, 0), "1085": ("fat", 1, 1), "1079": ("fibre", 1, 0), "2033": ("fibre", 1, 1),
    "2000": ("sugars", 1, 0), "1063": ("sugars", 1, 1), "1258": ("saturated_fat", 1, 0),
    "1292": ("monounsaturated_fat", 1, 0), "1293": ("polyunsaturated_fat", 1, 0), "1257": ("trans_fat", 1, 0),
    "1269": ("linoleic_acid", 1, 0), "1404": ("linolenic_acid", 1, 0), "1270": ("linolenic_acid", 1, 1),
    "1253": ("cholesterol", 1, 0), "1018": ("alcohol", 1, 0), "1051": ("water", 1, 0),
    "1106": ("vitamin_a", 1, 0), "1162": ("vitamin_c", 1, 0), "1114": ("vitamin_d", 1, 0), "1109": ("vitamin_e", 1, 0),
    "1185": ("vitamin_k", 1, 0), "1165": ("thiamin", 1, 0), "1166": ("riboflavin", 1, 0), "1167": ("niacin", 1, 0),
    "1170": ("pantothenic_acid", 1, 0), "1175": ("vitamin_b6", 1, 0), "1176": ("biotin", 1, 0),
    "1190": ("folate", 1, 0), "1177": ("folate", 1, 1), "1178": ("vitamin_b12", 1, 0), "1180": ("choline", 1, 0),
    "1087": ("calcium", 1, 0), "1098": ("copper", 1000, 0), "1100": ("iodine", 1, 0), "1089": ("iron", 1, 0),
    "1090": ("magnesium", 1, 0), "1101": ("manganese", 1, 0), "1102": ("molybdenum", 1, 0),
    "1091": ("phosphorus", 1, 0), "1092": ("potassium", 1, 0), "1103": ("selenium", 1, 0), "1093": ("sodium", 1, 0),
    "1095": ("zinc", 1, 0),
}  # fmt: skip


def read(path: Path, mended: Mended, branded: bool) -> Iterator[FoodRecord | Rejected]:
    """
    :raises BadTable: a file of the folder is missing
    """
    wanted = SIMPLE | ({BRANDED} if branded else set())
    named = _file(path, "food", ("fdc_id", "data_type", "description"), only=("data_type", wanted))
    foods = {row["fdc_id"]: row for row in named}
    groups = _file(path, "food_category", ("id", "description"), optional=True)
    categories = {row["id"]: row["description"] for row in groups}
    packages = _file(path, "branded_food", ("fdc_id", "gtin_upc"), optional=True) if branded else ()
    sold = {row["fdc_id"]: row for row in packages}
    amounts, portions = _amounts(path, foods.keys()), _portions(path, foods.keys())
    for fdc_id, food in foods.items():
        package = sold.get(fdc_id, {})
        yield record(
            source_id=fdc_id,
            name=food["description"],
            category=package.get("branded_food_category") or categories.get(food.get("food_category_id", ""), ""),
            brand=package.get("brand_name") or package.get("brand_owner") or "",
            barcode=package.get("gtin_upc", ""),
            amounts=amounts.get(fdc_id, {}),
            measures=(*portions[fdc_id], *_serving(package)),
            packaged=bool(package),
            mended=mended,
        )


def _file(
    path: Path,
    name: str,
    needed: tuple[str, ...],
    *,
    optional: bool = False,
    only: tuple[str, Container[str]] | None = None,
) -> Iterator[dict[str, str]]:
    file = path / f"{name}.csv"
    if not file.exists():
        if optional:
            return
        raise BadTable(f"The folder has no {name}.csv: unpack the whole download of FoodData Central into it.")
    with file.open(encoding="utf-8", newline="") as opened:
        yield from rows(opened, needed, only=only)


def _amounts(path: Path, wanted: Container[str]) -> dict[str, dict[str, float | None]]:
    """By food. Where two of their nutrients are one of ours, the one that comes first counts."""
    ranks: dict[tuple[str, str], int] = {}
    amounts: dict[str, dict[str, float | None]] = defaultdict(dict)
    for row in _file(path, "food_nutrient", ("fdc_id", "nutrient_id", "amount"), only=("fdc_id", wanted)):
        meant = _NUTRIENTS.get(row["nutrient_id"])
        value = number(row["amount"])
        if meant is None or value is None:
            continue
        key, factor, rank = meant
        if rank < ranks.get((row["fdc_id"], key), 99):
            ranks[row["fdc_id"], key] = rank
            amounts[row["fdc_id"]][key] = value * factor
    return amounts


def _portions(path: Path, wanted: Container[str]) -> dict[str, list[Measure]]:
    units = {row["id"]: row["name"] for row in _file(path, "measure_unit", ("id", "name"), optional=True)}
    found: dict[str, list[Measure]] = defaultdict(list)
    for row in _file(path, "food_portion", ("fdc_id", "gram_weight"), optional=True, only=("fdc_id", wanted)):
        unit = units.get(row.get("measure_unit_id", ""), "")
        words = [unit if unit != "undetermined" else "", row.get("modifier", ""), row.get("portion_description", "")]
        told = measure(" ".join(filter(None, words)), number(row["gram_weight"]), number(row.get("amount")))
        if told:
            found[row["fdc_id"]].append(told)
    return found


def _serving(package: dict[str, str]) -> tuple[Measure, ...]:
    grams = number(package.get("serving_size"))
    if not grams or package.get("serving_size_unit", "").lower() not in {"g", "grm"}:
        return ()
    return (Measure(package.get("household_serving_fulltext") or "serving", grams, counts=False),)
