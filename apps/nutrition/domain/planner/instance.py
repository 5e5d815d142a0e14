"""What a plan is made from: dishes, days, people, and how much each wish weighs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .rules import Rule, Side

# What is counted of every dish. The first six scale with the portion.
MEASURES = ("energy_kcal", "protein_g", "carbohydrate_g", "fat_g", "fibre_g", "sodium_mg", "minutes", "cost")
NUTRIENTS = MEASURES[:6]
MINUTES, COST = MEASURES.index("minutes"), MEASURES.index("cost")
DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Candidate:
    """A dish that may be planned. `values` follow MEASURES, for one portion; None is unknown, which is not zero."""

    id: str
    slots: frozenset[str]
    values: tuple[float | None, ...]
    preference: float = 1.0
    group: str | None = None
    labels: frozenset[str] = frozenset()
    pantry: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the table. Their portion multiplies every dish; targets are by kind of day, then by measure."""

    name: str
    targets: Mapping[str, Mapping[str, float]]
    portion: float = 1.0

    def target(self, kind: str) -> Mapping[str, float]:
        return self.targets[kind]


@dataclass(frozen=True, slots=True)
class Weights:
    """The prices of the objective, as documented."""

    band: float = 0.05
    inside: float = 2.0
    outside: float = 20.0
    preference: float = 1.0
    budget: float = 0.2


@dataclass(frozen=True, slots=True)
class Stock:
    """Something to use up: the share of it that the plan uses, until a day (inclusive), earns that share of `worth`."""

    item: str
    amount: float
    worth: float
    until: int


@dataclass(frozen=True, slots=True)
class Place:
    """One meal of the plan. Places are in the order in which they are eaten."""

    day: int
    slot: int


@dataclass(frozen=True, slots=True)
class Serving:
    """What stands at a place: the dish's index among the candidates, and the factor on its portion."""

    candidate: int
    portion: float = 1.0


Plan = tuple[tuple[Serving, ...], ...]  # day by day, slot by slot


@dataclass(frozen=True, slots=True)
class Instance:
    """A whole request: `days` names the kind of each day, such as ("rest", "training")."""

    candidates: tuple[Candidate, ...]
    days: tuple[str, ...]
    slots: tuple[str, ...]
    people: tuple[Person, ...]
    rules: tuple[Rule, ...] = ()
    portions: tuple[float, ...] = (1.0,)
    stock: tuple[Stock, ...] = ()
    budget: float | None = None
    weights: Weights = Weights()
    pools: Mapping[str, int] = field(default_factory=dict)
    seed: int = 0
    seconds: float = 10.0
    gap: float = 0.0

    @property
    def table(self) -> float:
        """How many portions one cooked dish feeds: the sum over the people."""
        return sum(person.portion for person in self.people)

    def share(self, measure: str, side: Side) -> float:
        """
        The portion for which a limit on this measure is hardest to keep: a limit that it keeps holds for everyone.

        The smallest is the last to reach a minimum, the largest the first to pass a maximum. Minutes and cost are the
        table's, whoever sits at it.
        """
        if measure not in NUTRIENTS:
            return 1.0
        portions = [person.portion for person in self.people]
        return min(portions) if side == "min" else max(portions)

    @property
    def weeks(self) -> tuple[tuple[int, ...], ...]:
        """Runs of seven days from the first; the last may be shorter."""
        days = range(len(self.days))
        return tuple(tuple(days[start : start + DAYS_OF_A_WEEK]) for start in days[::DAYS_OF_A_WEEK])

    def whole_week(self, week: tuple[int, ...]) -> bool:
        """Weekly minimums hold for whole weeks, and for a plan that is shorter than one."""
        return len(week) == DAYS_OF_A_WEEK or len(self.weeks) == 1
