"""The table of sums in docs/nutrition/units.md, row by row."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from apps.nutrition.domain.ingredients.amounts import FoodMeasures
from apps.nutrition.domain.ingredients.parser import parse
from apps.nutrition.domain.ingredients.shopping import Needed, merged
from apps.nutrition.domain.ingredients.units import MILLILITRES, System

PAGE = (Path(__file__).resolve().parents[4] / "docs/nutrition/units.md").read_text()
ROWS = re.findall(r"^\| (`.*`) \| (.*) \| (.*) \|$", PAGE, re.MULTILINE)


def said(number):
    return f"{float(number):.2f}".rstrip("0").rstrip(".")


def told(sum_):
    amounts = [
        f"{said(each.low)}{'' if each.low == each.high else '-' + said(each.high)} {each.unit}".strip()
        for each in sum_.amounts
    ]
    return ", ".join(amounts) + (", and some" if sum_.also_some else "")


@pytest.mark.parametrize(("lines", "known", "together"), ROWS)
def test_the_sums_of_the_page_come_out(lines, known, together):
    reads = [parse(line) for line in re.findall(r"`([^`]*)`", lines)]
    weights = re.findall(r"(\w+) = (\d+) g", known)
    food = FoodMeasures(grams={"" if unit == "one" else unit: Fraction(grams) for unit, grams in weights})

    found = merged([Needed(read.amount, read.size, read.same_as) for read in reads], food)

    assert told(found) == together


def test_the_units_of_the_page_are_those_of_the_code():
    rows = re.findall(r"^\| ([a-z ]+) \| ([\d.]+) ml \| ([\d.]+) ml \| ([\d.]+) ml \|$", PAGE, re.MULTILINE)

    assert len(rows) == 5
    for unit, *millilitres in rows:
        assert [float(each) for each in millilitres] == pytest.approx(
            [float(MILLILITRES[system][unit]) for system in (System.US, System.IMPERIAL, System.METRIC)], abs=0.001
        )
