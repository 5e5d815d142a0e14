"""The tables that recipes are made up from, and the foods that those need."""

import csv
import json
from functools import cache

from ..domain.made_up.kitchen import Kitchen, kitchen
from . import curated

_FOLDER = curated.DATA / "made_up"


@cache
def our_kitchen() -> Kitchen:
    with (_FOLDER / "ingredients.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return kitchen(rows, json.loads((_FOLDER / "dishes.json").read_text(encoding="utf-8")))


@cache
def needed_foods() -> frozenset[str]:
    """By their names in the catalogue."""
    known = curated.ingredients()
    return frozenset(known[name].food for name in our_kitchen().kinds)
