"""Which servings may stand at each place: slots, labels, locks, leftovers and unknown values."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from .instance import MEASURES, Instance, Place, Serving
from .rules import Avoided, DayLimit, Label, Leftover, Locked, WeekLimit


@dataclass(frozen=True, slots=True)
class Choices:
    """The servings of every place, and how many usable dishes a cut left of how many in each slot."""

    at: dict[Place, tuple[Serving, ...]]
    left_out: int  # dishes without a required label or with an unknown value that a rule or target needs


def needed_measures(instance: Instance) -> set[str]:
    """What must be known of a dish before it may be planned."""
    limited = {rule.measure for rule in instance.rules if isinstance(rule, DayLimit | WeekLimit)}
    aimed_at = {measure for person in instance.people for target in person.targets.values() for measure in target}
    return limited | aimed_at | ({"cost"} if instance.budget is not None else set())


def usable(instance: Instance) -> frozenset[int]:
    """The dishes that keep every diet and allergen rule and of which everything needed is known."""
    labels = {rule.name for rule in instance.rules if isinstance(rule, Label)}
    needed = [MEASURES.index(measure) for measure in needed_measures(instance)]
    return frozenset(
        index
        for index, each in enumerate(instance.candidates)
        if labels <= each.labels and all(each.values[measure] is not None for measure in needed)
    )


def slot_pools(instance: Instance) -> dict[str, tuple[int, ...]]:
    """The usable dishes of every slot, in the order given."""
    able = usable(instance)
    return {
        slot: tuple(i for i, each in enumerate(instance.candidates) if i in able and slot in each.slots)
        for slot in instance.slots
    }


def choices(instance: Instance, pools: dict[str, tuple[int, ...]] | None = None) -> Choices:
    """Servings of every place, from these pools or, without any, from all usable dishes."""
    pools = slot_pools(instance) if pools is None else pools
    able = usable(instance)
    locks = {(rule.day, rule.slot): rule for rule in instance.rules if isinstance(rule, Locked)}
    cooked = {rule.eaten: rule.cooked for rule in instance.rules if isinstance(rule, Leftover)}
    servings = {slot: _portions(instance, pool) for slot, pool in pools.items()}
    at: dict[Place, tuple[Serving, ...]] = {}
    # In the order of eating, so that leftovers of leftovers come out right.
    for here in itertools.product(range(len(instance.days)), range(len(instance.slots))):
        if here in locks:
            at[Place(*here)] = _locked(instance, locks[here], able)
        elif here in cooked:
            at[Place(*here)] = at[Place(*cooked[here])]
        else:
            at[Place(*here)] = servings[instance.slots[here[1]]]
    for rule in instance.rules:
        if isinstance(rule, Avoided):
            place = Place(rule.day, rule.slot)
            at[place] = tuple(s for s in at[place] if instance.candidates[s.candidate].id != rule.candidate)
    return Choices(at, left_out=len(instance.candidates) - len(able))


def _portions(instance: Instance, pool: Iterable[int]) -> tuple[Serving, ...]:
    return tuple(Serving(index, portion) for index in pool for portion in instance.portions)


def _locked(instance: Instance, rule: Locked, able: frozenset[int]) -> tuple[Serving, ...]:
    """A locked dish may be one of no slot; what it is locked to cannot be poorer in what a rule needs to know."""
    return tuple(
        Serving(index, rule.portion)
        for index, each in enumerate(instance.candidates)
        if each.id == rule.candidate and index in able
    )
