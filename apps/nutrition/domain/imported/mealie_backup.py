"""
The backup that Mealie makes of a whole installation: its tables, put together to recipes such as its export has.

As its `AlchemyExporter.dump` writes it (version 1 and later): an object with a list of rows for each table.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

Row = Mapping[str, Any]


def recipes(tables: Mapping[str, Sequence[Row]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """
    The name of each recipe's folder, and the recipe as `programs.from_mealie` reads it.

    :raises AttributeError, LookupError, TypeError, ValueError: they are other tables
    """
    foods, units = _names(tables, "ingredient_foods"), _names(tables, "ingredient_units")
    lines, steps = _of_recipes(tables, "recipes_ingredients"), _of_recipes(tables, "recipe_instructions")
    notes, settings = _of_recipes(tables, "notes"), _of_recipes(tables, "recipe_settings")
    categories = _linked(tables, "categories", "recipes_to_categories", "category_id")
    tags = _linked(tables, "tags", "recipes_to_tags", "tag_id")
    for row in tables["recipes"]:
        key = _key(row["id"])
        as_written = any(each.get("disable_amount") for each in settings[key])
        yield (
            str(UUID(key)),
            {
                **row,
                "recipe_ingredient": [_line(each, foods, units, as_written=as_written) for each in lines[key]],
                "recipe_instructions": steps[key],
                "notes": notes[key],
                "recipe_category": categories[key],
                "tags": tags[key],
            },
        )


def _line(row: Row, foods: Mapping[str, str], units: Mapping[str, str], *, as_written: bool) -> dict[str, Any]:
    """Where amounts are not kept apart a line is what somebody wrote, and its quantity stands for nothing."""
    food, unit = foods.get(_key(row.get("food_id"))), units.get(_key(row.get("unit_id")))
    if food or as_written:
        return {**row, "food": food, "unit": unit}
    # Without a food it is the note that says what so much is wanted of.
    return {**row, "food": row.get("note"), "unit": unit, "note": ""}


def _key(said: Any) -> str:
    """SQLite has keys without hyphens; folders and PostgreSQL with them."""
    return str(said or "").replace("-", "").lower()


def _names(tables: Mapping[str, Sequence[Row]], table: str) -> dict[str, str]:
    return {_key(row["id"]): str(row["name"]) for row in tables.get(table, ()) if row.get("name")}


def _of_recipes(tables: Mapping[str, Sequence[Row]], table: str) -> Mapping[str, list[Row]]:
    """In their order."""
    found: Mapping[str, list[Row]] = defaultdict(list)
    for row in sorted(tables.get(table, ()), key=lambda row: row.get("position") or 0):
        found[_key(row["recipe_id"])].append(row)
    return found


def _linked(tables: Mapping[str, Sequence[Row]], table: str, links: str, column: str) -> Mapping[str, list[str]]:
    """Names by recipe."""
    names, found = _names(tables, table), defaultdict[str, list[str]](list)
    for link in tables.get(links, ()):
        if name := names.get(_key(link[column])):
            found[_key(link["recipe_id"])].append(name)
    return found
