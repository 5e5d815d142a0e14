"""What a person wishes of a meal plan, and which wishes cannot be meant."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from fractions import Fraction
from typing import Any, Self

from project.lib.errors import DomainError

from ..foods.groups import ALLERGENS, DIETS
from .table import Eater, strictest

DAYS, MEALS, PEOPLE, USES, MINUTES = (1, 14), (3, 6), (1, 8), (1, 14), (1, 600)
BUDGET = (1, 10_000_000)
SEEDS = (0, 2**31 - 1)
SODIUM, FIBRE = (500, 10_000), (1, 100)
PORTION = (0.1, 10)  # servings that somebody eats of a dish
# The meals of a day in the order of eating, by how many there are.
SLOTS: Mapping[int, tuple[str, ...]] = {
    3: ("breakfast", "lunch", "dinner"),
    4: ("breakfast", "lunch", "snack", "dinner"),
    5: ("breakfast", "morning snack", "lunch", "snack", "dinner"),
    6: ("breakfast", "morning snack", "lunch", "snack", "dinner", "evening snack"),
}
# Which recipes may stand there, by what they are for.
FOR_SLOT: Mapping[str, tuple[str, ...]] = {
    "breakfast": ("breakfast",),
    "morning snack": ("snack",),
    "lunch": ("lunch",),
    "snack": ("snack", "dessert"),
    "dinner": ("dinner",),
    "evening snack": ("snack", "dessert"),
}
# Under which meal of the diary it is eaten.
MEAL_OF_SLOT: Mapping[str, str] = {
    slot: slot if slot in {"breakfast", "lunch", "dinner"} else "snack" for slot in FOR_SLOT
}
# What a day aims at, each with what can be meant for one person.
TARGETS: Mapping[str, tuple[float, float]] = {
    "energy_kcal": (800, 6000),
    "protein_g": (10, 500),
    "carbohydrate_g": (10, 1000),
    "fat_g": (10, 400),
}
MOST_TRAINING_KCAL = 2000
KCAL_PER_G_CARBOHYDRATE = 4


class BadWish(DomainError):
    """A wish out of bounds, or one that contradicts another."""

    code = "invalid"


@dataclass(frozen=True, slots=True)
class Wishes:
    """
    Targets are a person's for a day. `free_of` and `diet` are never given up; all else may be, where nothing fits.

    Days count from 0; on `training_days` there are `training_kcal` more, as carbohydrate. Of the `people` at the table
    `others` are described; whoever is not eats what the person eats.
    """

    targets: Mapping[str, float]
    days: int = 7
    meals: int = 4
    people: int = 1
    others: tuple[Eater, ...] = ()
    diet: str = ""
    free_of: tuple[str, ...] = ()
    most_minutes: int | None = None  # that one recipe may take
    most_uses: int = 2  # of one recipe in a week
    most_sodium_mg: float | None = None
    least_fibre_g: float | None = None
    leftovers: bool = False
    budget: float | None = None  # of the whole plan, for everybody, in the person's currency
    training_days: tuple[int, ...] = ()
    training_kcal: float = 0
    seed: int = 0

    @property
    def slots(self) -> tuple[str, ...]:
        return SLOTS[self.meals]

    @property
    def shared_diet(self) -> str:
        """The one that suits everybody at the table."""
        return strictest([self.diet, *(each.diet for each in self.others)])

    @property
    def shared_free_of(self) -> tuple[str, ...]:
        """What nobody at the table must eat."""
        return tuple(dict.fromkeys((*self.free_of, *(what for each in self.others for what in each.free_of))))

    @property
    def avoided(self) -> frozenset[str]:
        """All that a recipe must be known to be free of."""
        return frozenset(self.shared_free_of) | DIETS.get(self.shared_diet, frozenset())

    def shares_on(self, day: int | None = None) -> tuple[Fraction, ...]:
        """What each of `others` takes where the person takes one."""
        return tuple(each.share(self.target_on(day)["energy_kcal"]) for each in self.others)

    def table_on(self, day: int | None = None) -> Fraction:
        """How many of the person's portions everybody takes together."""
        return self.people - len(self.others) + sum(self.shares_on(day), Fraction(0))

    def target_on(self, day: int | None = None) -> dict[str, float]:
        """Of a day of the plan, or of one without training."""
        more = self.training_kcal if day in self.training_days else 0
        return {
            **self.targets,
            "energy_kcal": self.targets["energy_kcal"] + more,
            "carbohydrate_g": self.targets["carbohydrate_g"] + more / KCAL_PER_G_CARBOHYDRATE,
        }

    def at_energy(self, energy_kcal: float) -> Self:
        """The same, with as much of everything else more or less as of energy."""
        factor = energy_kcal / self.targets["energy_kcal"]
        return replace(self, targets={name: aim * factor for name, aim in self.targets.items()})

    def kept(self) -> dict[str, Any]:
        """As JSON holds it."""
        others = [each.kept() for each in self.others]
        return {
            **asdict(self), "others": others, "free_of": [*self.free_of], "training_days": [*self.training_days]
        }  # fmt: skip

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> Self:
        """What an older release kept and this one does not know is left out."""
        known = {each.name for each in fields(cls)} - {"others"}
        others = tuple(Eater.from_kept(each) for each in kept.get("others", ()))
        said: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in kept.items() if name in known
        }
        return cls(others=others, **said)


def checked(wishes: Wishes) -> Wishes:
    """
    The same wishes.

    :raises BadWish: with a sentence for each that cannot be meant
    """
    faults: dict[str, list[str]] = {}
    for name, sentence in _faults(wishes):
        faults.setdefault(name, []).append(sentence)
    if faults:
        raise BadWish("This cannot be planned as it is: see what is marked.", fields=faults)
    return wishes


def _faults(wishes: Wishes) -> Iterator[tuple[str, str]]:
    bounds: dict[str, tuple[float, float]] = {
        "days": DAYS, "meals": MEALS, "people": PEOPLE, "most_uses": USES, "seed": SEEDS, "most_minutes": MINUTES,
        "most_sodium_mg": SODIUM, "least_fibre_g": FIBRE, "training_kcal": (0, MOST_TRAINING_KCAL),
        "budget": BUDGET,
    }  # fmt: skip
    for name, (least, most) in bounds.items():
        value = getattr(wishes, name)
        if value is not None and not least <= value <= most:
            yield name, f"From {least:g} to {most:g}."
    for name, (least, most) in TARGETS.items():
        if name not in wishes.targets:
            yield name, "Say how much a day should hold."
        elif not least <= wishes.targets[name] <= most:
            yield name, f"From {least:g} to {most:g} a day."
    if len(wishes.others) >= wishes.people:
        yield "people", f"You describe {len(wishes.others)} besides yourself: say {len(wishes.others) + 1} or more."
    for each in wishes.others:
        yield from (("others", sentence) for sentence in each.faults())
    if wishes.diet and wishes.diet not in DIETS:
        yield "diet", f"One of: {', '.join(DIETS)}."
    if not set(wishes.free_of) <= set(ALLERGENS):
        yield "free_of", f"Some of: {', '.join(ALLERGENS)}."
    # Those after the last day of a plan mean nothing, which does no harm.
    if any(not 0 <= day < DAYS[1] for day in wishes.training_days):
        yield "training_days", f"Days of the plan, from 0 to {DAYS[1] - 1}."
    if not set(wishes.targets) <= set(TARGETS):
        yield "targets", f"Some of: {', '.join(TARGETS)}."
