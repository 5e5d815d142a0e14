"""What the cells of these tables hold."""

import csv
import sys
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Literal, TextIO

from project.lib.errors import DomainError

from ...domain.foods.record import Measure
from ...domain.ingredients.units import Kind, leading_unit


class BadTable(DomainError):
    code = "bad_food_table"


def number(text: str | None) -> float | None:
    """The number, or None where the cell is empty or holds no number; empty is unknown, which is not zero."""
    try:
        return float(text.strip().replace(",", ".")) if text and text.strip() else None
    except ValueError:
        return None


def scaled(text: str | None, factor: float) -> float | None:
    value = number(text)
    return None if value is None else value * factor


def rows(
    file: TextIO,
    needed: tuple[str, ...],
    *,
    only: tuple[str, Container[str]] | None = None,
    delimiter: str = ",",
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL,
) -> Iterator[dict[str, str]]:
    """
    The rows of a CSV as texts by column; `only` names a column and which of its values are wanted.

    :raises BadTable: a column that is needed is not there
    """
    # Lists of ingredients are longer than the 128 kB that Python reads of one cell.
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    reader = csv.reader(file, delimiter=delimiter, quoting=quoting)
    heading = next(reader, [])
    missing = [name for name in needed if name not in heading]
    if missing:
        name = Path(getattr(file, "name", "the file")).name
        raise BadTable(f"{name} has no column {', '.join(missing)}, so it is another kind of table.")
    place, wanted = (heading.index(only[0]), only[1]) if only else (0, None)
    for cells in reader:
        # Most rows of a large table are of no use here: told before anything is made of them.
        if len(cells) > place and (wanted is None or cells[place] in wanted):
            padded = cells + [""] * (len(heading) - len(cells))
            yield {name: text.replace("\0", "") for name, text in zip(heading, padded, strict=False)}


def measure(described: str, grams: float | None, amount: float | None = None) -> Measure | None:
    """`cup, chopped` and 160: one cup of it weighs so much. `amount` says how many of them those grams are."""
    described = " ".join(described.split())
    if not described or not grams or grams <= 0 or (amount is not None and amount <= 0):
        return None
    found = leading_unit(described.lower())
    if found and found[0].kind is Kind.MASS:
        return None  # an ounce weighs what an ounce weighs
    # A chopped cup is not the cup: only a plain one says what the unit weighs.
    plain = found is not None and not found[1].strip(" .()")
    unit = found[0].name if found and plain else ""
    return Measure(described[:80], grams / (amount or 1), unit, counts=plain)
