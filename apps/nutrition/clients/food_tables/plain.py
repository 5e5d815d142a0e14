"""A CSV of one's own: a column `name`, and as many of the others in docs/nutrition/foods.md as one knows."""

from collections.abc import Iterator
from pathlib import Path

from ...domain.foods.nutrients import NUTRIENTS, SALT_PER_SODIUM
from ...domain.foods.record import FoodRecord, Measure, Mended, Rejected, record
from .cells import number, rows


def read(path: Path, mended: Mended, branded: bool) -> Iterator[FoodRecord | Rejected]:  # noqa: ARG001
    with path.open(encoding="utf-8-sig", newline="") as file:
        delimiter = ";" if file.readline().count(";") else ","
        file.seek(0)
        for row in rows(file, ("name",), delimiter=delimiter):
            yield _record(row, mended)


def _record(row: dict[str, str], mended: Mended) -> FoodRecord | Rejected:
    amounts = {nutrient.key: number(row.get(nutrient.column)) for nutrient in NUTRIENTS}
    salt = number(row.get("salt_g"))
    if amounts["sodium"] is None and salt is not None:
        amounts["sodium"] = salt / SALT_PER_SODIUM * 1000
    grams = number(row.get("portion_g"))
    return record(
        source_id=row.get("id") or row["name"],
        name=row["name"],
        category=row.get("category", ""),
        brand=row.get("brand", ""),
        barcode=row.get("barcode", ""),
        amounts=amounts,
        measures=(Measure(row.get("portion") or "portion", grams, counts=False),) if grams else (),
        mended=mended,
    )
