"""Which reference intakes hold for a person: looked up by age, sex, pregnancy and breastfeeding."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from .tables import CARRYING, EVERYTHING, GROWN, RECOMMENDED, UPPER, YOUNG

Group = Literal["young", "male", "female", "pregnant", "breastfeeding"]
GROUPS: tuple[Group, ...] = ("young", "male", "female", "pregnant", "breastfeeding")
_AGES: dict[Group, tuple[float, ...]] = {
    "young": YOUNG, "male": GROWN, "female": GROWN, "pregnant": CARRYING, "breastfeeding": CARRYING,
}  # fmt: skip

Cell = tuple[float, str] | None  # amount and RDA or AI
Row = dict[Group, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class ReferenceIntake:
    """What one person should take in of one nutrient in a day."""

    nutrient: str
    unit: str
    amount: float | None
    kind: str  # "RDA", "AI" or, where neither is set, ""
    upper: float | None
    upper_counts: str  # what counts towards the upper level: everything, or only part of what is eaten
    source: str


def reference_intakes(*, sex: str, age_years: float, pregnant: bool, breastfeeding: bool) -> list[ReferenceIntake]:
    """Every nutrient with a recommended or adequate intake, in the order of the tables."""
    group, column = _stage(sex, age_years, pregnant=pregnant, breastfeeding=breastfeeding)
    found = []
    for name, (unit, source, row) in _RECOMMENDED.items():
        amount, kind = row[group][column] or (None, "")
        counts, upper_row = _UPPER.get(name, (EVERYTHING, None))
        upper = upper_row[group][column] if upper_row else None
        found.append(ReferenceIntake(name, unit, amount, kind, upper[0] if upper else None, counts, source))
    return found


def _stage(sex: str, age_years: float, *, pregnant: bool, breastfeeding: bool) -> tuple[Group, int]:
    group: Group
    if pregnant:
        group = "pregnant"
    elif breastfeeding:
        group = "breastfeeding"
    elif age_years < GROWN[0]:
        group = "young"
    else:
        group = "male" if sex == "male" else "female"
    # The hair guards ages such as 6 / 12 that were months.
    return group, max(0, bisect_right(_AGES[group], age_years + 1e-9) - 1)


def _cells(text: str) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for word in text.split():
        value, _, times = word.partition("x")
        kind = "AI" if value.endswith("*") else "RDA"
        cell = None if value == "-" else (float(value.rstrip("*")), kind)
        cells += [cell] * int(times or 1)
    return tuple(cells)


def _row(text: str) -> Row:
    parts = [_cells(part) for part in text.split("|")]
    if len(parts) == len(GROUPS) - 1:
        parts.insert(1, parts[1])  # both sexes alike
    return dict(zip(GROUPS, parts, strict=True))


_RECOMMENDED = {name: (unit, source, _row(text)) for name, unit, source, text in RECOMMENDED}
_UPPER = {name: (counts, _row(text)) for name, counts, text in UPPER}
