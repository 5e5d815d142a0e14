"""Small requests whose every plan can be listed, and the best of them by doing just that."""

import itertools
import random
from dataclasses import dataclass

from apps.nutrition.domain.planner.choices import choices
from apps.nutrition.domain.planner.instance import Candidate, Instance, Person, Plan, Stock
from apps.nutrition.domain.planner.rules import (
    Avoided,
    DayLimit,
    GroupLimit,
    Label,
    Leftover,
    Locked,
    NearTargets,
    OncePerDay,
    Rule,
    UseLimit,
    WeekLimit,
)
from apps.nutrition.domain.planner.scoring import broken, score

SLOTS = ("breakfast", "lunch", "dinner", "snack")
RANGES = ((300, 900), (10, 50), (20, 120), (5, 40), (1, 12), (50, 900), (5, 60), (1, 6))


def dish(name: str, *slots: str, energy=600.0, protein=30.0, carbohydrate=70.0, fat=20.0, **more) -> Candidate:
    extra = tuple(more.pop(key, usual) for key, usual in (("fibre", 6), ("sodium", 500), ("minutes", 20), ("cost", 3)))
    return Candidate(name, frozenset(slots), (energy, protein, carbohydrate, fat, *extra), **more)


def person(name: str = "Ada", portion: float = 1.0, **kinds: float) -> Person:
    """With an energy target for each kind of day."""
    return Person(name, {kind: {"energy_kcal": energy} for kind, energy in kinds.items()}, portion)


def small_request(seed: int) -> Instance:
    """A random request with a random choice of everything that a request may ask for."""
    draw = random.Random(seed)  # noqa: S311 (the same requests every time)
    slots = SLOTS[: draw.choice([1, 2, 2, 3])]
    days = draw.choice([1, 2]) if len(slots) == 3 else draw.choice([1, 2, 3])
    count = 6 if len(slots) == 3 else draw.randint(4, 6)
    portions = draw.choice([(1.0,), (0.75, 1.0)]) if count * len(slots) * days <= 24 else (1.0,)
    return Instance(
        candidates=tuple(_dish(draw, index, slots) for index in range(count)),
        days=tuple(draw.choice(("rest", "training")) for _ in range(days)),
        slots=slots,
        people=tuple(_person(draw, index, 600 * len(slots)) for index in range(draw.choice([1, 1, 2]))),
        rules=_rules(draw, slots, days, count),
        portions=portions,
        stock=(Stock("rice", draw.choice([150, 300]), draw.choice([0.5, 2]), draw.randrange(days)),)
        if draw.random() < 0.4
        else (),
        budget=draw.choice([None, 5, 10]),
    )


def _dish(draw: random.Random, index: int, slots: tuple[str, ...]) -> Candidate:
    return Candidate(
        id=f"dish {index}",
        slots=frozenset(slot for slot in slots if draw.random() < 0.7) or frozenset([draw.choice(slots)]),
        values=tuple(round(draw.uniform(*ends), 1) for ends in RANGES),
        preference=round(draw.random(), 2),
        group=draw.choice(["fish", "meat", "pulse", None]),
        labels=frozenset(label for label in ("vegan", "free_of_nuts") if draw.random() < 0.85),
        pantry={"rice": draw.choice([0, 100, 200])},
    )


def _person(draw: random.Random, index: int, energy: float) -> Person:
    kinds = {"rest": draw.uniform(0.8, 1.2), "training": draw.uniform(1, 1.3)}
    shares = {"energy_kcal": 1, "protein_g": 0.05, "carbohydrate_g": 0.12, "fat_g": 0.035}
    targets = {kind: {name: energy * factor * of for name, of in shares.items()} for kind, factor in kinds.items()}
    return Person(f"person {index}", targets, draw.choice([0.8, 1.5]) if index else 1.0)


def _rules(draw: random.Random, slots: tuple[str, ...], days: int, count: int) -> tuple[Rule, ...]:
    last = len(slots) - 1
    possible: list[tuple[float, Rule]] = [
        (0.6, UseLimit(draw.choice([1, 2]))),
        (0.4, GroupLimit("max", draw.choice([1, 2, 3]), other_than=frozenset(["meat"]))),
        (0.4, GroupLimit("min", draw.choice([1, 2]), "fish")),
        (0.4, DayLimit("sodium_mg", "max", draw.choice([700, 1200, 1500]))),
        (0.3, DayLimit("fibre_g", "min", draw.choice([6, 12]), "training")),
        (0.3, WeekLimit("cost", "max", draw.choice([8, 15, 20]))),
        (0.3, WeekLimit("protein_g", "min", draw.choice([50, 100]))),
        (0.3, OncePerDay()),
        (0.2, NearTargets(draw.choice([0.3, 0.6]))),
        (0.3, Label("vegan")),
        (0.3, Locked(0, 0, slots[0], f"dish {draw.randrange(count)}")),
        (0.2, Avoided(days - 1, 0, slots[0], "dish 1")),
    ]
    if days > 1:
        possible.append((0.3, Leftover((0, last), (1, 0), (slots[last], slots[0]))))
    if last:
        possible.append((0.2, Leftover((0, 0), (0, 1), (slots[0], slots[1]))))
    return tuple(rule for chance, rule in possible if draw.random() < chance)


@dataclass(frozen=True)
class Best:
    objective: float
    plan: Plan


def best_by_listing(instance: Instance) -> Best | None:
    """The best of all plans there are."""
    at = choices(instance).at
    places = sorted(at, key=lambda place: (place.day, place.slot))
    width, best = len(instance.slots), None
    for servings in itertools.product(*(at[place] for place in places)):
        plan = tuple(tuple(servings[start : start + width]) for start in range(0, len(servings), width))
        if not broken(instance, plan):
            objective = score(instance, plan).objective
            if best is None or objective < best.objective:
                best = Best(objective, plan)
    return best
