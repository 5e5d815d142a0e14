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

from .choices import choices, needed_measures, slot_pools
from .instance import MEASURES, Instance
from .model import Model, build
from .rules import UNITS, Rule
from .solve import Solved, Status, solve

Rules = tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """
    Rules that cannot be kept together. No rules at all: some meals have no dish, whatever the rules.

    Not `smallest` where a smaller set could not be ruled out; the rules are then in conflict all the same.
    """

    rules: Rules
    smallest: bool
    without_dish: tuple[str, ...] = ()  # slots for which none is given
    unknown: tuple[str, ...] = ()  # slots whose dishes all lack a value that is needed
    needed: tuple[str, ...] = ()  # the measures of those

    def sentence(self) -> str:
        if self.without_dish:
            return f"No dish is given for {' and '.join(self.without_dish)}."
        if self.unknown:
            what = ", ".join(UNITS[measure][0] for measure in self.needed)
            return f"No dish given for {' and '.join(self.unknown)} has all the values that are needed: {what}."
        if len(self.rules) == 1:
            return f"No plan can keep this rule: {self.rules[0].sentence()}"
        return "No plan can keep these rules together: " + " ".join(rule.sentence() for rule in self.rules)


class _OutOfTime(Exception):
    pass


class _Trials:
    """Sets of rules, each tried once. What is not proved impossible counts as possible, and leaves a doubt."""

    def __init__(self, instance: Instance, until: float) -> None:
        self._instance, self._until = instance, until
        self._known = {frozenset(instance.rules): False}
        self.doubt = False

    def possible(self, rules: Iterable[Rule]) -> bool:
        asked = frozenset(rules)
        if asked not in self._known:
            status = self._status(asked)
            self._known[asked] = status != "impossible"
            self.doubt |= status == "unknown"
        return self._known[asked]

    def _status(self, rules: frozenset[Rule]) -> Status:
        if time.monotonic() > self._until:
            raise _OutOfTime
        kept = replace(self._instance, rules=tuple(rule for rule in self._instance.rules if rule in rules))
        model = build(kept, choices(kept))
        return solve(model, seed=kept.seed, until=self._until, gap=1.0, any_plan=True).status


def smallest_conflict(instance: Instance, *, until: float) -> Conflict:
    """Of a request that was proved impossible."""
    trials, conflict = _Trials(instance, until), instance.rules
    try:
        if not trials.possible(()):
            return _no_dishes(instance)
        conflict = _needed(conflict, trials.possible)
        conflict = _needed(_smallest(instance.rules, len(conflict), trials.possible) or conflict, trials.possible)
    except _OutOfTime:
        return Conflict(conflict, smallest=False)
    return Conflict(conflict, smallest=not trials.doubt)


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


def _no_dishes(instance: Instance) -> Conflict:
    free = replace(instance, rules=())
    given = {slot for each in instance.candidates for slot in each.slots}
    needed = needed_measures(free)
    return Conflict(
        rules=(),
        smallest=True,
        without_dish=tuple(slot for slot in instance.slots if slot not in given),
        unknown=tuple(slot for slot, dishes in slot_pools(free).items() if not dishes and slot in given),
        needed=tuple(measure for measure in MEASURES if measure in needed),
    )


def nearest(instance: Instance, *, until: float) -> tuple[Model, Solved] | None:
    """
    The plan that stretches the soft rules least. Where firm rules alone are in conflict, one after the other is given
    up, the last first; None where dishes that keep diet and allergen rules do not make a plan at all.
    """
    while True:
        model = build(instance, choices(instance), elastic=True)
        solved = solve(model, seed=instance.seed, until=until, gap=instance.gap)
        if solved.status != "impossible":
            return (model, solved) if solved.menus else None
        hard = replace(instance, rules=tuple(rule for rule in instance.rules if rule.firmness != "soft"))
        conflict = smallest_conflict(hard, until=until)
        given_up = next((rule for rule in reversed(conflict.rules) if rule.firmness == "firm"), None)
        if given_up is None or time.monotonic() > until:
            return None
        instance = replace(instance, rules=tuple(rule for rule in instance.rules if rule != given_up))
