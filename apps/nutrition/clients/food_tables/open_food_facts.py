"""The export of Open Food Facts: one line for each product, tab separated, all amounts in grams for 100 g."""

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

from ...domain.foods.labels import told
from ...domain.foods.record import KJ_PER_KCAL, FoodRecord, Measure, Mended, Rejected, record
from .cells import number, rows, scaled

_GRAMS: dict[str, str] = {
    "protein": "proteins_100g", "carbohydrate": "carbohydrates_100g", "sugars": "sugars_100g", "fibre": "fiber_100g",
    "fat": "fat_100g", "saturated_fat": "saturated-fat_100g", "monounsaturated_fat": "monounsaturated-fat_100g",
    "polyunsaturated_fat": "polyunsaturated-fat_100g", "trans_fat": "trans-fat_100g",
}  # fmt: skip
_MILLIGRAMS: dict[str, str] = {
    "cholesterol": "cholesterol_100g", "vitamin_c": "vitamin-c_100g", "vitamin_e": "vitamin-e_100g",
    "thiamin": "vitamin-b1_100g", "riboflavin": "vitamin-b2_100g", "niacin": "vitamin-pp_100g",
    "pantothenic_acid": "pantothenic-acid_100g", "vitamin_b6": "vitamin-b6_100g", "choline": "choline_100g",
    "calcium": "calcium_100g", "iron": "iron_100g", "magnesium": "magnesium_100g", "manganese": "manganese_100g",
    "phosphorus": "phosphorus_100g", "potassium": "potassium_100g", "sodium": "sodium_100g", "zinc": "zinc_100g",
}  # fmt: skip
_MICROGRAMS: dict[str, str] = {
    "vitamin_a": "vitamin-a_100g", "vitamin_d": "vitamin-d_100g", "vitamin_k": "vitamin-k_100g",
    "biotin": "biotin_100g", "folate": "vitamin-b9_100g", "vitamin_b12": "vitamin-b12_100g", "copper": "copper_100g",
    "iodine": "iodine_100g", "molybdenum": "molybdenum_100g", "selenium": "selenium_100g",
}  # fmt: skip
_FACTORS = ((_GRAMS, 1.0), (_MILLIGRAMS, 1e3), (_MICROGRAMS, 1e6))


def read(path: Path, mended: Mended, branded: bool) -> Iterator[FoodRecord | Rejected]:  # noqa: ARG001
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    # Broken bytes of a name are no reason to lose the other three million products.
    with (gzip.open if packed else open)(path, "rt", encoding="utf-8", errors="replace", newline="") as text:
        # Its cells are not quoted, whatever marks stand in them.
        for row in rows(text, ("code", "product_name", "energy-kcal_100g"), delimiter="\t", quoting=csv.QUOTE_NONE):
            yield _record(row, mended)


def _record(row: dict[str, str], mended: Mended) -> FoodRecord | Rejected:
    amounts = {key: scaled(row.get(column), factor) for table, factor in _FACTORS for key, column in table.items()}
    amounts["energy"] = number(row["energy-kcal_100g"])
    if amounts["energy"] is None:
        amounts["energy"] = scaled(row.get("energy_100g"), 1 / KJ_PER_KCAL)
    grams = number(row.get("serving_quantity"))
    return record(
        source_id=row["code"],
        name=row["product_name"],
        category=row.get("main_category_en") or "",
        brand=(row.get("brands") or "").split(",")[0],
        barcode=row["code"],
        amounts=amounts,
        measures=(Measure(row.get("serving_size") or "serving", grams, counts=False),) if grams else (),
        label=told(
            # The export has the tags of allergens without saying so in the name.
            allergens=row.get("allergens_tags") or row.get("allergens") or "",
            traces=row.get("traces_tags") or "",
            labels=row.get("labels_tags") or "",
            analysis=row.get("ingredients_analysis_tags") or "",
        ),
        packaged=True,
        mended=mended,
    )
