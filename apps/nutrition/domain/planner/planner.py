"""A request in, an answer out: the best plan with a proved bound, or why there is none and what comes nearest."""

import time
from dataclasses import dataclass, replace

import numpy as np

from .choices import Choices, choices
from .explain import Conflict, nearest, smallest_conflict
from .instance import Instance, Plan, Serving
from .model import Model, build
from .pools import Cut, cut
from .rules import Rule
from .scoring import Parts, broken, score
from .solve import NOTHING, Search, Solved, Status


@dataclass(frozen=True, slots=True)
class Answer:
    """
    `optimal` and `feasible` come with a plan that keeps every rule; `impossible` with a conflict and the nearest plan
    that there is; `unknown` means that the time ended before either was known.

    No plan of the dishes given costs less than `bound`; where pools were cut, none of the pools' costs less than
    `bound_in_pools`.
    """

    status: Status
    left_out: int  # dishes without a required label, or without a value that is needed
    plan: Plan | None = None
    parts: Parts | None = None
    bound: float | None = None
    bound_in_pools: float | None = None
    cut: Cut | None = None
    conflict: Conflict | None = None
    broken: tuple[Rule, ...] = ()

    @property
    def gap(self) -> float | None:
        """How much cheaper, relatively, a better plan could be at most."""
        if self.status == "impossible" or self.parts is None or self.bound is None:
            return None
        far = max(self.parts.objective - self.bound, 0.0)
        return far / abs(self.parts.objective) if far else 0.0


def make_plan(instance: Instance) -> Answer:
    """The best plan by the documented objective, within the instance's time and gap."""
    until = time.monotonic() + instance.seconds
    offered = choices(instance)
    model = build(instance, offered)
    if not model.complete:
        return _impossible(instance, offered, until)
    search = Search(model, seed=instance.seed, until=until, gap=instance.gap)
    answer = _from_pools(instance, model, search, offered) if instance.pools else None
    if answer is not None:
        return answer
    solved = search.run()
    if solved.status == "impossible":
        return _impossible(instance, offered, until)
    return _answer(instance, model, solved, bound=solved.bound, left_out=offered.left_out)


def _from_pools(instance: Instance, model: Model, search: Search, offered: Choices) -> Answer | None:
    """The best plan of the pools; None where they are no smaller than all, or make no plan, though all dishes may."""
    proof = search.proof()
    if proof is None:
        return None
    pools = cut(instance, model, search.above())
    if pools.cut is None:
        return None
    solved = search.cut_down(pools.model, pools.places).run()
    if not solved.menus:
        return None
    answer = _answer(instance, pools.model, solved, bound=proof.bound, left_out=offered.left_out)
    return replace(answer, cut=pools.cut)


def _answer(instance: Instance, model: Model, solved: Solved, *, bound: float, left_out: int) -> Answer:
    """With a bound over all dishes, which may be further away than the one over those of the model."""
    if not solved.menus:
        return Answer("unknown", left_out=left_out, bound=float(bound))
    plan = arrange(model, solved)
    parts = score(instance, plan)
    bound = min(float(bound), parts.objective)
    return Answer(
        status="optimal" if parts.objective - bound <= NOTHING else "feasible",
        plan=plan,
        parts=parts,
        bound=bound,
        bound_in_pools=min(float(solved.bound), parts.objective),
        left_out=left_out,
    )


def _impossible(instance: Instance, offered: Choices, until: float) -> Answer:
    """Why, in half of the time that is left, and what comes nearest, in the rest of it."""
    conflict = smallest_conflict(instance, until=(time.monotonic() + until) / 2)
    found = nearest(instance, until=until)
    plan = None if found is None else arrange(*found)
    return Answer(
        status="impossible",
        plan=plan,
        parts=None if plan is None else score(instance, plan),
        left_out=offered.left_out,
        conflict=conflict,
        broken=() if plan is None else broken(instance, plan),
    )


def arrange(model: Model, solved: Solved) -> Plan:
    """The menus on their days: alike days may swap, so each takes what repeats least of the day before."""
    waiting: dict[int, list[tuple[Serving, ...]]] = {owner: [] for owner in range(len(model.classes))}
    for owner, menu, times in solved.menus:
        slots = model.classes[owner].slots
        waiting[owner] += [tuple(slot.servings[index] for slot, index in zip(slots, menu, strict=True))] * times
    owners = sorted((day, owner) for owner, each in enumerate(model.classes) for day in each.days)
    plan: list[tuple[Serving, ...]] = []
    for _, owner in owners:
        yesterday = {each.candidate for each in plan[-1]} if plan else set()
        repeats = [sum(each.candidate in yesterday for each in menu) for menu in waiting[owner]]
        plan.append(waiting[owner].pop(int(np.argmin(repeats))))
    return tuple(plan)
