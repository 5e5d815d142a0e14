"""The answer as JSON says it. docs/nutrition/planner.md documents the shape."""

from typing import Any

from .explain import Conflict
from .instance import MEASURES, Instance, Plan
from .planner import Answer
from .pools import Cut
from .rules import Locked, Rule
from .scoring import Parts, day_totals, leftover_places, misses

DIGITS = 9


def written(instance: Instance, answer: Answer) -> dict[str, Any]:
    """Plain values for json.dumps; `plan` keeps every rule, `nearest` comes with the rules that it breaks."""
    possible = answer.status != "impossible"
    plan = None if answer.plan is None else _plan(instance, answer.plan)
    return {
        "status": answer.status,
        "plan": plan if possible else None,
        "objective": None if answer.parts is None or not possible else answer.parts.objective,
        "bound": answer.bound,
        "gap": answer.gap,
        "parts": None if answer.parts is None else _parts(answer.parts),
        "cut": None if answer.cut is None else _cut(answer.cut, answer),
        "left_out": answer.left_out,
        "conflict": None if answer.conflict is None else _conflict(answer.conflict),
        "nearest": {"plan": plan, "broken": [_rule(rule) for rule in answer.broken]} if not possible and plan else None,
    }


def _parts(parts: Parts) -> dict[str, float]:
    return {name: getattr(parts, name) for name in ("targets", "preference", "budget", "pantry")}


def _plan(instance: Instance, plan: Plan) -> list[dict[str, Any]]:
    again = leftover_places(instance)
    locked = {(rule.day, rule.slot) for rule in instance.rules if isinstance(rule, Locked)}
    off: list[dict[str, dict[str, float]]] = [{} for _ in plan]
    for day, person, measure, rel in misses(instance, plan):
        off[day].setdefault(person, {})[measure] = round(rel, DIGITS)
    return [
        {
            "day": day,
            "kind": instance.days[day],
            "meals": [
                {
                    "slot": instance.slots[slot],
                    "candidate": instance.candidates[serving.candidate].id,
                    "portion": serving.portion,
                    "leftover": (day, slot) in again,
                    "locked": (day, slot) in locked,
                }
                for slot, serving in enumerate(servings)
            ],
            "totals": _totals(instance, plan, day),
            "off_target": off[day],
        }
        for day, servings in enumerate(plan)
    ]


def _totals(instance: Instance, plan: Plan, day: int) -> dict[str, float | None]:
    """Of one portion of one, minutes and cost of the table; null where a dish's value is not known."""
    eaten = [instance.candidates[serving.candidate].values for serving in plan[day]]
    totals = day_totals(instance, plan, day)
    return {
        measure: None if any(values[index] is None for values in eaten) else round(totals[index], DIGITS)
        for index, measure in enumerate(MEASURES)
    }


def _cut(cut: Cut, answer: Answer) -> dict[str, Any]:
    said = ", ".join(f"{cut.kept[slot]} of {cut.of[slot]} for {slot}" for slot in cut.kept)
    return {
        "kept": dict(cut.kept),
        "of": dict(cut.of),
        "bound_in_pools": answer.bound_in_pools,
        "sentence": f"Chosen from the most promising dishes only: {said}.",
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "sentence": conflict.sentence(),
        "smallest": conflict.smallest,
        "rules": [_rule(rule) for rule in conflict.rules],
    }


def _rule(rule: Rule) -> dict[str, str]:
    return {"rule": type(rule).__name__, "firmness": rule.firmness, "sentence": rule.sentence()}
