"""
How many of the ingredient lines in the repository are read wrong: `python -m tests.bench.ingredients [--all]`.

A line is wrong when its amount, unit, food or preparation is not what the list says. Whoever wrote the list wrote the
parser too, so this is a floor for changes to it and no promise for lines from elsewhere.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from apps.nutrition.domain.ingredients.parser import parse

LINES = Path(__file__).resolve().parents[2] / "apps/nutrition/tests/domain/ingredient_lines.txt"
PARTS = ("amount", "unit", "food", "preparation")


@dataclass(frozen=True)
class Expected:
    line: str
    parts: tuple[str, str, str, str]


def expected() -> Iterator[Expected]:
    for row in LINES.read_text().splitlines():
        if row and not row.startswith("#"):
            line, *parts = row.split("|")
            amount, unit, food, preparation = (part.strip() for part in parts)
            yield Expected(line.removesuffix(" "), (amount, unit, food, preparation))


def found(line: str) -> tuple[str, str, str, str]:
    read = parse(line)
    amount = ""
    if read.amount:
        low, high = read.amount.low, read.amount.high
        amount = str(low) if low == high else f"{low}-{high}"
    return amount, read.unit, read.food, read.preparation


def wrong() -> list[tuple[Expected, tuple[str, str, str, str]]]:
    return [(each, got) for each in expected() if (got := found(each.line)) != each.parts]


def main() -> None:
    lines = list(expected())
    started = time.process_time()
    failed = wrong()
    took = time.process_time() - started
    print(f"{len(lines)} lines, {len(failed)} wrong: {100 * len(failed) / len(lines):.1f} %")
    print(f"{1e6 * took / len(lines):.0f} µs of CPU a line")
    for index, part in enumerate(PARTS):
        misses = sum(each.parts[index] != got[index] for each, got in failed)
        print(f"  {part:12} {misses:3} wrong")
    for each, got in failed if "--all" in sys.argv else failed[:10]:
        print(f"  {each.line!r}: expected {each.parts}, found {got}")


if __name__ == "__main__":
    main()
