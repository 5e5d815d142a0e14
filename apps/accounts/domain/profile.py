"""What other parts of Steward may know of a person, the answers there are, and which of them cannot be meant."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from project.lib.errors import DomainError

from .measures import SHORTEST_CM, TALLEST_CM, spoken_height

# The age at which everybody in the European Union may agree for themselves (GDPR, article 8).
YOUNGEST = 16
OLDEST = 120


class Units(StrEnum):
    METRIC = "metric"
    IMPERIAL = "imperial"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"


class Activity(StrEnum):
    """The steps of the activity factors by which daily energy is estimated (McArdle, Katch & Katch 1996)."""

    SEDENTARY = "sedentary"
    LIGHT = "light"
    MODERATE = "moderate"
    ACTIVE = "active"
    VERY_ACTIVE = "very_active"


class Goal(StrEnum):
    LOSE = "lose"
    KEEP = "keep"
    GAIN = "gain"


class Area(StrEnum):
    """What somebody wants to use Steward for."""

    MONEY = "money"
    MEALS = "meals"
    TRAINING = "training"
    LEARNING = "learning"


class Diet(StrEnum):
    EVERYTHING = "everything"
    PESCATARIAN = "pescatarian"
    VEGETARIAN = "vegetarian"
    VEGAN = "vegan"


class Allergen(StrEnum):
    """
    What must be declared on food: the fourteen of the European Union (Regulation 1169/2011, annex II) and the nine of
    the United States (FALCPA 2004, FASTER Act 2021), where wheat is named by itself.
    """

    CELERY = "celery"
    CRUSTACEANS = "crustaceans"
    EGGS = "eggs"
    FISH = "fish"
    GLUTEN = "gluten"
    LUPIN = "lupin"
    MILK = "milk"
    MOLLUSCS = "molluscs"
    MUSTARD = "mustard"
    NUTS = "nuts"
    PEANUTS = "peanuts"
    SESAME = "sesame"
    SOY = "soy"
    SULPHITES = "sulphites"
    WHEAT = "wheat"


@dataclass(frozen=True, slots=True)
class Profile:
    """
    A person as formulas, plans and pages need them.

    None is what they left out: whoever needs it says so, and does not guess.
    """

    name: str
    locale: str
    time_zone: str
    base_currency: str
    units: Units = Units.METRIC
    born_on: date | None = None
    sex: Sex | None = None
    height_cm: Decimal | None = None
    activity: Activity | None = None
    goal: Goal | None = None
    areas: frozenset[Area] = frozenset()
    diet: Diet = Diet.EVERYTHING
    allergens: frozenset[Allergen] = frozenset()

    def age_on(self, day: date) -> int | None:
        return age(self.born_on, day) if self.born_on else None


def age(born_on: date, day: date) -> int:
    """In full years. Who was born on 29 February is a year older from 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


# --- What cannot be meant ---------------------------------------------------------------------------------------------


class NotMeant(DomainError):
    code = "invalid"


def check(*, today: date, born_on: date | None = None, height_cm: Decimal | None = None) -> None:
    """
    Refuse what is out of bounds; None is always in.

    :raises NotMeant: with a sentence for each field at fault
    """
    faults = {"born_on": _fault_of_birth(born_on, today), "height_cm": _fault_of_height(height_cm)}
    fields = {name: [sentence] for name, sentence in faults.items() if sentence}
    if fields:
        raise NotMeant(" ".join(sentence for [sentence] in fields.values()), fields=fields)


def _fault_of_birth(born_on: date | None, today: date) -> str:
    if born_on is None:
        return ""
    if born_on > today:
        return "This day is still to come. Enter the day you were born."
    if age(born_on, today) > OLDEST:
        return f"This is more than {OLDEST} years ago. Check the year."
    if age(born_on, today) < YOUNGEST:
        return f"Steward is for people of {YOUNGEST} and older. Check the year."
    return ""


def _fault_of_height(height_cm: Decimal | None) -> str:
    if height_cm is None or SHORTEST_CM <= height_cm <= TALLEST_CM:
        return ""
    bounds = (
        f"{spoken_height(cm, imperial=False)} ({spoken_height(cm, imperial=True)})" for cm in (SHORTEST_CM, TALLEST_CM)
    )
    return f"Enter a height between {' and '.join(bounds)}."
