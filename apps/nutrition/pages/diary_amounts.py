"""Sums of the diary as they are shown: what is known, how much of it, and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..domain.diary.sums import Sum
from ..domain.foods.nutrients import NUTRIENTS, Kind, Nutrient
from .amounts import shown

_TITLES = {
    "Energy and macronutrients": (Kind.ENERGY, Kind.MACRO), "Fats": (Kind.FAT,), "Vitamins": (Kind.VITAMIN,),
    "Minerals": (Kind.MINERAL,),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SumRow:
    key: str
    title: str
    amount: str
    is_part: bool
    known: bool
    covered: float | None  # the share that is known, where that is not all
    missing: str  # what does not tell it


@dataclass(frozen=True, slots=True)
class SumBlock:
    title: str
    rows: tuple[SumRow, ...]


def everything(sums: Mapping[str, Sum]) -> tuple[SumBlock, ...]:
    """Every nutrient, by kind; one of which nothing is known says so."""
    return tuple(
        SumBlock(title, tuple(_row(each, sums[each.key]) for each in NUTRIENTS if each.kind in kinds))
        for title, kinds in _TITLES.items()
    )


def _row(nutrient: Nutrient, total: Sum) -> SumRow:
    covered = None if total.complete or total.amount is None else total.coverage
    return SumRow(
        nutrient.key, nutrient.title, shown(nutrient, total.amount), bool(nutrient.within), total.amount is not None,
        covered, missing_words(total.missing),
    )  # fmt: skip


def missing_words(names: tuple[str, ...], most: int = 3) -> str:
    """`rye bread, soup and 2 more`"""
    once = tuple(dict.fromkeys(names))
    if len(once) <= most:
        return ", ".join(once)
    return f"{', '.join(once[:most])} and {len(once) - most} more"
