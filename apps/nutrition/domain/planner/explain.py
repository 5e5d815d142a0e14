"""
Why a request is impossible, and what comes nearest to it.

The conflict is a smallest set of rules that no plan can keep together: each candidate set is solved, and a set is
only named when leaving out any one of its rules lets a plan exist (smallest sets by hitting what could be left out:
Ignatiev, Previti, Liffiton & Marques-Silva 2015). Rules of diets and allergens may be named, but are never given up.
"""

import itertools
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from .choices import choices
from .instance import Instance
from .model import Model, build
from .rules import Rule
from .solve import Solved, solve

Rules = tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """
    Rules that cannot be kept together. No rules at all: some meals have no dish, whatever the rules.

    Not `smallest` where the time ended first; the rules are then in conflict, but perhaps not all of them are needed.
    """

    rules: Rules
    smallest: bool
    empty_slots: tuple[str, ...] = ()

    def sentence(self) -> str:
        if self.empty_slots:
            return f"No dish given for {' and '.join(self.empty_slots)} has all the values that the targets need."
        if len(self.rules) == 1:
            return f"No plan can keep this rule: {self.rules[0].sentence()}"
        return "No plan can keep these rules together: " + " ".join(rule.sentence() for rule in self.rules)


class _OutOfTime(Exception):
    pass


def smallest_conflict(instance: Instance, *, until: float) -> Conflict:
    """Of a request that was proved impossible."""
    known: dict[frozenset[Rule], bool] = {}

    def possible(rules: Iterable[Rule]) -> bool:
        asked = frozenset(rules)
        if asked not in known:
            known[asked] = _possible(instance, asked, until)
        return known[asked]

    conflict = instance.rules
    try:
        if not possible(()):
            return Conflict((), smallest=True, empty_slots=_empty_slots(instance))
        conflict = _needed(conflict, possible)
        conflict = _needed(_smallest(instance.rules, len(conflict), possible) or conflict, possible)
    except _OutOfTime:
        return Conflict(conflict, smallest=False)
    return Conflict(conflict, smallest=True)


def _possible(instance: Instance, rules: frozenset[Rule], until: float) -> bool:
    """Whether a plan keeps these rules; as long as it is not proved otherwise, it counts as possible."""
    if time.monotonic() > until:
        raise _OutOfTime
    kept = replace(instance, rules=tuple(rule for rule in instance.rules if rule in rules))
    model = build(kept, choices(kept))
    return solve(model, seed=instance.seed, until=until, gap=1.0, any_plan=True).status != "impossible"


def _needed(rules: Rules, possible: Callable[[Iterable[Rule]], bool]) -> Rules:
    """A part of them from which no single rule can be left out."""
    while True:
        before = rules
        for rule in before:
            rest = tuple(other for other in rules if other != rule)
            if not possible(rest):
                rules = rest
        if rules == before:
            return rules


def _smallest(rules: Rules, at_most: int, possible: Callable[[Iterable[Rule]], bool]) -> Rules | None:
    """
    A smallest impossible set; None where none is smaller than `at_most`.

    Every impossible set holds one of the rules outside of each largest possible set. So the smallest set that holds
    one of each known outside is either impossible, and then a smallest, or part of another largest possible set.
    """
    outsides: list[frozenset[Rule]] = []
    while True:
        hitting = _smallest_hitting(rules, outsides, at_most - 1)
        if hitting is None or not possible(hitting):
            return hitting
        inside = list(hitting)
        for rule in rules:
            if rule not in inside and possible([*inside, rule]):
                inside.append(rule)
        outsides.append(frozenset(rules) - frozenset(inside))


def _smallest_hitting(rules: Rules, outsides: list[frozenset[Rule]], at_most: int) -> Rules | None:
    for size in range(at_most + 1):
        for some in itertools.combinations(rules, size):
            if all(outside & frozenset(some) for outside in outsides):
                return some
    return None


def _empty_slots(instance: Instance) -> tuple[str, ...]:
    free = choices(replace(instance, rules=()))
    return tuple(dict.fromkeys(instance.slots[here.slot] for here, servings in free.at.items() if not servings))


def nearest(instance: Instance, *, until: float) -> tuple[Model, Solved] | None:
    """
    The plan that stretches the soft rules least. Where firm rules alone are in conflict, one after the other is given
    up, the last first; None where dishes that keep diet and allergen rules do not make a plan at all.
    """
    while True:
        model = build(instance, choices(instance), elastic=True)
        solved = solve(model, seed=instance.seed, until=until, gap=instance.gap)
        if solved.menus:
            return model, solved
        hard = replace(instance, rules=tuple(rule for rule in instance.rules if rule.firmness != "soft"))
        conflict = smallest_conflict(hard, until=until)
        given_up = next((rule for rule in reversed(conflict.rules) if rule.firmness == "firm"), None)
        if given_up is None or time.monotonic() > until:
            return None
        instance = replace(instance, rules=tuple(rule for rule in instance.rules if rule != given_up))
