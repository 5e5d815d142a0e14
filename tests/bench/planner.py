"""
How quick, how good and how lean the meal planner is.

    python -m tests.bench.planner [--recipes 300000] [--plans 10000] [--seed 0]
    python -m tests.bench.planner --kinds [--plans 70] [--seed 0]

The first plans from a catalogue in a database, as the product does (see planner_db.py). The second starts no server:
random dishes, random people from 1,600 to 3,000 kcal, a week of four meals, and several kinds of request in turn. Times
are CPU of this process, because the planner has one thread and wall times on shared machines drift; the wall is beside.
"Cells" are targets of a person and day, counted where some plan keeps all of them within 5 %.
"""

import argparse
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import quantiles

from apps.nutrition.domain.planner.instance import Candidate, Instance, Person
from apps.nutrition.domain.planner.planner import Answer, make_plan
from apps.nutrition.domain.planner.rules import DayLimit, GroupLimit, Leftover, Locked, NearTargets, UseLimit, WeekLimit
from apps.nutrition.domain.planner.scoring import broken, misses

from . import planner_db
from .planner_db import within_reach

SLOTS = {"breakfast": 0.25, "lunch": 0.32, "dinner": 0.32, "snack": 0.11}
POOLS = dict(zip(SLOTS, (60, 100, 100, 60), strict=True))
PER_GRAM = {"protein_g": 4, "carbohydrate_g": 4, "fat_g": 9}
SPLITS = ((0.3, 0.4, 0.3), (0.25, 0.5, 0.25), (0.35, 0.35, 0.3), (0.2, 0.5, 0.3))
GROUPS = ("fish", "poultry", "meat", "pulse", "egg", "dairy", "grain", "vegetable")


def dishes(draw: random.Random, sizes: dict[str, int]) -> Iterator[Candidate]:
    for slot, size in sizes.items():
        for number in range(size):
            energy = max(80.0, draw.gauss(2200 * SLOTS[slot], 660 * SLOTS[slot]))
            shares = [max(0.05, draw.gauss(mean, 0.1)) for mean in (0.25, 0.43, 0.32)]
            grams = [energy * share / sum(shares) / per for share, per in zip(shares, PER_GRAM.values(), strict=True)]
            rest = (draw.uniform(1, 12), draw.uniform(50, 900), draw.uniform(5, 60), draw.uniform(1, 6))
            yield Candidate(
                id=f"{slot} {number}",
                slots=frozenset([slot]),
                values=(energy, *grams, *rest),
                preference=draw.random(),
                group=draw.choice(GROUPS),
            )


def targets(draw: random.Random) -> dict[str, float]:
    energy, split = draw.uniform(1600, 3000), draw.choice(SPLITS)
    grams = {name: energy * share / per for (name, per), share in zip(PER_GRAM.items(), split, strict=True)}
    return {"energy_kcal": energy, **grams}


def week(draw: random.Random, sizes: dict[str, int]) -> Instance:
    return Instance(
        candidates=tuple(dishes(draw, sizes)),
        days=("day",) * 7,
        slots=tuple(SLOTS),
        people=(Person("Ada", {"day": targets(draw)}),),
        rules=(
            UseLimit(2),
            GroupLimit("max", 6),
            DayLimit("sodium_mg", "max", 2300),
            DayLimit("fibre_g", "min", 18),
            DayLimit("minutes", "max", 120),
        ),
        budget=90,
    )


# --- Kinds of request -------------------------------------------------------------------------------------------------


def pools(draw: random.Random) -> Instance:
    return week(draw, POOLS)


def targets_as_a_rule(draw: random.Random) -> Instance:
    instance = week(draw, POOLS)
    return replace(instance, rules=(*instance.rules, NearTargets(0.05)))


def two_thousand(draw: random.Random) -> Instance:
    return week(draw, dict.fromkeys(SLOTS, 500))


def cut_from_two_thousand(draw: random.Random) -> Instance:
    return replace(two_thousand(draw), pools=POOLS)


def training_days(draw: random.Random) -> Instance:
    instance = week(draw, POOLS)
    rest = instance.people[0].targets["day"]
    person = Person("Ada", {"day": rest, "training": {name: amount * 1.2 for name, amount in rest.items()}})
    return replace(instance, people=(person,), days=("day", "training") * 3 + ("day",))


def family_of_four(draw: random.Random) -> Instance:
    instance = week(draw, POOLS)
    whole = instance.people[0].targets["day"]
    people = [
        Person(name, {"day": {key: amount * portion for key, amount in whole.items()}}, portion)
        for name, portion in (("Ada", 1.0), ("Bo", 1.2), ("Cy", 0.7), ("Di", 0.6))
    ]
    soft = tuple(rule for rule in instance.rules if not isinstance(rule, DayLimit))
    return replace(instance, people=tuple(people), rules=soft, budget=315)


def locks_and_leftovers(draw: random.Random) -> Instance:
    instance = week(draw, POOLS)
    more = (
        Locked(0, 0, "breakfast", "breakfast 3"),
        Leftover((1, 2), (2, 1), ("dinner", "lunch")),
        WeekLimit("cost", "max", 100),
        GroupLimit("min", 2, "fish"),
    )
    return replace(instance, rules=instance.rules + more)


KINDS: tuple[Callable[[random.Random], Instance], ...] = (
    pools,
    targets_as_a_rule,
    two_thousand,
    cut_from_two_thousand,
    training_days,
    family_of_four,
    locks_and_leftovers,
)


# --- Measuring --------------------------------------------------------------------------------------------------------


@dataclass
class Tally:
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    cells: int = 0
    near: int = 0
    broken: int = 0
    out_of_reach: int = 0

    def take(self, instance: Instance, answer: Answer) -> None:
        self.statuses[answer.status] += 1
        if answer.plan is None or answer.status == "impossible":
            return
        self.gaps.append(answer.gap or 0.0)
        self.broken += len(broken(instance, answer.plan))
        rels = [abs(rel) for *_, rel in misses(instance, answer.plan)]
        if max(rels) > 0.05 and not within_reach(instance):
            self.out_of_reach += 1
            return
        self.cells += len(rels)
        self.near += sum(rel <= 0.05 for rel in rels)


def share(values: list[float], percent: int) -> float:
    return quantiles(values, n=100, method="inclusive")[percent - 1] if len(values) > 1 else values[0]


def resident_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--plans", type=int)
    options.add_argument("--recipes", type=int, default=30_000)
    options.add_argument("--kinds", action="store_true")
    options.add_argument("--seed", type=int, default=0)
    asked = options.parse_args()
    if not asked.kinds:
        return planner_db.measure(asked.recipes, asked.plans or 200, asked.seed)
    return kinds(asked.plans or 70, asked.seed)


def kinds(plans: int, seed: int) -> int:
    tallies = {kind.__name__: Tally() for kind in KINDS}
    memory = []
    for number in range(plans):
        kind = KINDS[number % len(KINDS)]
        instance = kind(random.Random(seed * 1_000_000 + number))  # noqa: S311
        cpu, wall = time.process_time(), time.perf_counter()
        answer = make_plan(instance)
        tally = tallies[kind.__name__]
        tally.cpu.append(time.process_time() - cpu)
        tally.wall.append(time.perf_counter() - wall)
        tally.take(instance, answer)
        if (number + 1) % max(plans // 5, 1) == 0:
            memory.append(resident_mb())
    return report(tallies, memory)


def report(tallies: dict[str, Tally], memory: list[float]) -> int:
    print(f"{'request':22} plans  CPU s p50    p95    max  wall p95  gap p95    cells  broken  no plan in 5 %")
    for name, tally in tallies.items():
        if tally.cpu:
            times = f"{share(tally.cpu, 50):10.3f} {share(tally.cpu, 95):6.3f} {max(tally.cpu):6.3f}"
            gap = share(tally.gaps, 95) if tally.gaps else 0.0
            quality = f"{gap:8.2%} {tally.near / max(tally.cells, 1):8.2%} {tally.broken:7} {tally.out_of_reach:15}"
            print(
                f"{name:22} {len(tally.cpu):5} {times} {share(tally.wall, 95):9.3f} {quality}  {dict(tally.statuses)}"
            )
    print("resident memory, MB, along the way: " + " ".join(f"{each:.0f}" for each in memory))
    goal = tallies["pools"]
    kept = not any(tally.broken for tally in tallies.values())
    return 0 if kept and share(goal.cpu, 95) <= 0.5 and share(goal.gaps, 95) <= 0.01 else 1


if __name__ == "__main__":
    sys.exit(main())
