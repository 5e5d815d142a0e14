"""
Everything a plan must obey, one rule at a time, each in the person's words.

A rule is a value, so that an impossible request can be solved again without it. Places are (day, slot) indexes, kept
with the names that a person knows them by.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

UNITS = {
    "energy_kcal": ("energy", "kcal"),
    "protein_g": ("protein", "g"),
    "carbohydrate_g": ("carbohydrate", "g"),
    "fat_g": ("fat", "g"),
    "fibre_g": ("fibre", "g"),
    "sodium_mg": ("sodium", "mg"),
    "minutes": ("cooking", "minutes"),
    "cost": ("cost", ""),
}
# Soft rules are stretched as little as can be in the nearest plan, firm ones given up one at a time, others never.
Firmness = Literal["never", "firm", "soft"]
Side = Literal["min", "max"]


def _bounded(measure: str, side: Side, amount: float) -> str:
    name, unit = UNITS[measure]
    return f"{name} at {'least' if side == 'min' else 'most'} {amount:g} {unit}".rstrip()


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


@dataclass(frozen=True, slots=True)
class DayLimit:
    """A bound on one measure of every day of a kind (None: of all days). Nutrients are what each person eats."""

    measure: str
    side: Side
    amount: float
    kind: str | None = None
    firmness: ClassVar[Firmness] = "soft"

    def sentence(self) -> str:
        return f"Each {self.kind + ' ' if self.kind else ''}day: {_bounded(self.measure, self.side, self.amount)}."


@dataclass(frozen=True, slots=True)
class NearTargets:
    """Every target of every person and day is met within this share."""

    share: float
    firmness: ClassVar[Firmness] = "soft"

    def sentence(self) -> str:
        return f"Every target within {self.share * 100:g} %."


@dataclass(frozen=True, slots=True)
class WeekLimit:
    """The same for a week."""

    measure: str
    side: Side
    amount: float
    firmness: ClassVar[Firmness] = "soft"

    def sentence(self) -> str:
        return f"Each week: {_bounded(self.measure, self.side, self.amount)}."


@dataclass(frozen=True, slots=True)
class UseLimit:
    """How often one dish (None: each `other_than` these) may be eaten in a week, leftovers included."""

    most: int
    candidate: str | None = None
    other_than: frozenset[str] = frozenset()
    firmness: ClassVar[Firmness] = "soft"

    def sentence(self) -> str:
        what = f"“{self.candidate}”" if self.candidate is not None else "Each dish"
        return f"{what} at most {_times(self.most)} a week."


@dataclass(frozen=True, slots=True)
class GroupLimit:
    """How often a main group (None: each `other_than` these) is eaten in a week."""

    side: Side
    amount: int
    group: str | None = None
    other_than: frozenset[str] = frozenset()
    firmness: ClassVar[Firmness] = "soft"

    def sentence(self) -> str:
        what = f"“{self.group}”" if self.group is not None else "Each main group"
        return f"{what} at {'least' if self.side == 'min' else 'most'} {_times(self.amount)} a week."


@dataclass(frozen=True, slots=True)
class OncePerDay:
    """No dish twice on one day."""

    firmness: ClassVar[Firmness] = "firm"

    def sentence(self) -> str:
        return "No dish twice on one day."


@dataclass(frozen=True, slots=True)
class Locked:
    """This meal is settled."""

    day: int
    slot: int
    slot_name: str
    candidate: str
    portion: float = 1.0
    firmness: ClassVar[Firmness] = "firm"

    def sentence(self) -> str:
        return f"Day {self.day + 1}, {self.slot_name}: “{self.candidate}” is locked."


@dataclass(frozen=True, slots=True)
class Avoided:
    """This meal shall be something else."""

    day: int
    slot: int
    slot_name: str
    candidate: str
    firmness: ClassVar[Firmness] = "firm"

    def sentence(self) -> str:
        return f"Day {self.day + 1}, {self.slot_name}: anything but “{self.candidate}”."


@dataclass(frozen=True, slots=True)
class Leftover:
    """Cooked at the first place, eaten again at the second."""

    cooked: tuple[int, int]
    eaten: tuple[int, int]
    names: tuple[str, str]
    firmness: ClassVar[Firmness] = "firm"

    def sentence(self) -> str:
        cooked, eaten = self.names
        return f"Day {self.eaten[0] + 1}, {eaten}: leftovers of day {self.cooked[0] + 1}, {cooked}."


@dataclass(frozen=True, slots=True)
class Label:
    """Diets and allergens: a dish without this label, or of which it is not known, is never planned."""

    name: str
    firmness: ClassVar[Firmness] = "never"

    def sentence(self) -> str:
        return f"Only dishes known to be {self.name.replace('_', ' ')}."


Rule = DayLimit | NearTargets | WeekLimit | UseLimit | GroupLimit | OncePerDay | Locked | Avoided | Leftover | Label
