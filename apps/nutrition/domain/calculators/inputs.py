"""What calculators ask for: measures in either system, choices, counts. Read once, here, into SI."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from project.lib.errors import DomainError

KG = {"kg": 1.0, "lb": 0.45359237, "st": 6.35029318}
METRE = {"m": 1.0, "cm": 0.01, "in": 0.0254, "ft": 0.3048}
KCAL = {"kcal": 1.0, "kj": 1 / 4.184}
YEAR = {"years": 1.0, "months": 1 / 12}

# Two spellings that together say one measure: 5 ft 10 in, 11 st 4 lb.
_PAIRS = ({"ft", "in"}, {"st", "lb"})


class BadInput(DomainError):
    """An input that is missing, unknown, unreadable or out of range; `fields` names it."""

    code = "bad_input"

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence, fields={field: [sentence]})


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with a unit. `name_unit` for every unit is a spelling of it; the first unit is the one used inside."""

    name: str
    units: Mapping[str, float]
    low: float
    high: float
    about: str
    optional: bool = False

    @property
    def field(self) -> str:
        return self._spelling(next(iter(self.units)))

    @property
    def spellings(self) -> tuple[str, ...]:
        return tuple(self._spelling(unit) for unit in self.units)

    @property
    def words(self) -> str:
        return self.name.replace("_", " ")

    def within(self, low: float, high: float) -> Self:
        return replace(self, low=low, high=high)

    def if_known(self) -> Self:
        return replace(self, optional=True)

    def read(self, request: Mapping[str, Any]) -> float | None:
        given = {unit: request[self._spelling(unit)] for unit in self.units if self._given(request, unit)}
        if not given:
            if self.optional:
                return None
            raise BadInput(self.field, f"Give the {self.words}, as {' or '.join(self.spellings)}.")
        if len(given) > 1 and set(given) not in _PAIRS:
            told = " and ".join(self._spelling(unit) for unit in given)
            raise BadInput(self.field, f"Give the {self.words} once, not as {told}.")
        value = sum(self._number(unit, number) * self.units[unit] for unit, number in given.items())
        if not self._in_range(value):
            unit = next(iter(given))
            low, high = (_plain(bound / self.units[unit]) for bound in (self.low, self.high))
            kind = f" {unit}" if unit else ""
            raise BadInput(self._spelling(unit), f"The {self.words} must be between {low} and {high}{kind}.")
        return value

    def _in_range(self, value: float) -> bool:
        # A hair of slack: 66 in is 1.6764 m, and converting a bound back and forth may lose the last digit.
        return self.low * (1 - 1e-12) <= value <= self.high * (1 + 1e-12)

    def _number(self, unit: str, value: Any) -> float:
        # The upper bound keeps out infinity, NaN and integers that no float holds; ranges come later.
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e12:
            raise BadInput(self._spelling(unit), f"The {self.words} must be a number that is not negative.")
        return float(value)

    def _given(self, request: Mapping[str, Any], unit: str) -> bool:
        return request.get(self._spelling(unit)) is not None

    def _spelling(self, unit: str) -> str:
        return f"{self.name}_{unit}" if unit else self.name


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words; case, spaces, hyphens and underscores do not matter."""

    name: str
    options: tuple[str, ...]
    about: str
    aliases: Mapping[str, str]
    default: str | None = None
    optional: bool = False

    @property
    def field(self) -> str:
        return self.name

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.name,)

    def read(self, request: Mapping[str, Any]) -> str | None:
        value = request.get(self.name)
        if value is None:
            if self.default is not None or self.optional:
                return self.default
            raise BadInput(self.name, f"Give the {self.name.replace('_', ' ')}: {', '.join(self.options)}.")
        word = str(value).strip().casefold().replace("-", "_").replace(" ", "_")
        word = self.aliases.get(word, word)
        if word not in self.options:
            raise BadInput(self.name, f"The {self.name.replace('_', ' ')} must be one of {', '.join(self.options)}.")
        return word


Input = Measure | Choice


def _plain(number: float) -> str:
    return f"{round(number, 2):g}"


SEX = Choice("sex", ("female", "male"), "the sex that the equation was fitted for", {"f": "female", "m": "male"})
AGE = Measure("age", YEAR, 18, 120, "age")
WEIGHT = Measure("weight", KG, 20, 650, "body weight")
HEIGHT = Measure("height", METRE, 0.9, 2.6, "standing height")
BODY_FAT = Measure("body_fat_percent", {"": 1.0}, 2, 75, "share of fat in the body weight, in percent")
ENERGY = Measure("energy", KCAL, 500, 15000, "energy of a day")
GESTATION = Measure("gestation_weeks", {"": 1.0}, 0, 43, "weeks of the pregnancy, when pregnant", optional=True)
LACTATION = Measure("lactation_months", {"": 1.0}, 0, 36, "months since birth, when breastfeeding", optional=True)
