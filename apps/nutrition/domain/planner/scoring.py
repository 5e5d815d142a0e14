"""
What a plan is worth and which rules it breaks, in plain Python straight from the documented formula.

The solver has its own arrays; every answer is scored here, so that a slip there cannot praise itself.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .instance import COST, MEASURES, MINUTES, Instance, Plan, Weights
from .rules import (
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

TOLERANCE = 1e-6  # relative; what HiGHS itself keeps to


@dataclass(frozen=True, slots=True)
class Parts:
    """The objective and what it is made of; pantry is a gain and therefore negative."""

    targets: float
    preference: float
    budget: float
    pantry: float

    @property
    def objective(self) -> float:
        return self.targets + self.preference + self.budget + self.pantry


def off_target(rel: float, weights: Weights) -> float:
    """The price of missing a target by the share `rel`, either way."""
    rel = abs(rel)
    return weights.inside * min(rel, weights.band) + weights.outside * max(rel - weights.band, 0)


def leftover_places(instance: Instance) -> set[tuple[int, int]]:
    return {rule.eaten for rule in instance.rules if isinstance(rule, Leftover)}


def day_totals(instance: Instance, plan: Plan, day: int) -> tuple[float, ...]:
    """
    What a portion of one eats that day, with the minutes and the cost of the whole table.

    Unknown values count as nothing here; where a rule or target needs them, such dishes are not planned at all.
    """
    eaten_again = leftover_places(instance)
    totals = [0.0] * len(MEASURES)
    for slot, serving in enumerate(plan[day]):
        for measure, value in enumerate(instance.candidates[serving.candidate].values):
            if measure == MINUTES:
                totals[measure] += 0 if (day, slot) in eaten_again else value or 0
            else:
                totals[measure] += (value or 0) * serving.portion * (instance.table if measure == COST else 1)
    return tuple(totals)


def misses(instance: Instance, plan: Plan) -> Iterator[tuple[int, str, str, float]]:
    """(day, person, measure, total / target - 1) for every target."""
    for day, kind in enumerate(instance.days):
        totals = day_totals(instance, plan, day)
        for person in instance.people:
            for measure, target in person.target(kind).items():
                index = MEASURES.index(measure)
                share = person.portion if index < MINUTES else 1
                yield day, person.name, measure, totals[index] * share / target - 1


def score(instance: Instance, plan: Plan) -> Parts:
    weights = instance.weights
    servings = [serving for day in plan for serving in day]
    cost = sum(day_totals(instance, plan, day)[COST] for day in range(len(plan)))
    return Parts(
        targets=sum(off_target(rel, weights) for *_, rel in misses(instance, plan)),
        preference=weights.preference * sum(1 - instance.candidates[each.candidate].preference for each in servings),
        budget=0 if instance.budget is None else weights.budget * max(cost - instance.budget, 0),
        pantry=-sum(
            stock.worth * min(pantry_used(instance, plan, stock.item, stock.until) / stock.amount, 1)
            for stock in instance.stock
        ),
    )


def pantry_used(instance: Instance, plan: Plan, item: str, until: int) -> float:
    return instance.table * sum(
        instance.candidates[serving.candidate].pantry.get(item, 0) * serving.portion
        for day in plan[: until + 1]
        for serving in day
    )


# --- Rules ------------------------------------------------------------------------------------------------------------


def broken(instance: Instance, plan: Plan) -> tuple[Rule, ...]:
    """The rules that a plan does not keep."""
    return tuple(rule for rule in instance.rules if not keeps(rule, instance, plan))


def keeps(rule: Rule, instance: Instance, plan: Plan) -> bool:
    weeks = instance.weeks
    match rule:
        case DayLimit():
            days = [(day,) for day, kind in enumerate(instance.days) if rule.kind in (None, kind)]
            kept = all(_all_within(rule, instance, plan, day) for day in days)
        case NearTargets():
            kept = all(abs(rel) <= rule.share + TOLERANCE for *_, rel in misses(instance, plan))
        case WeekLimit():
            asked = [week for week in weeks if rule.side == "max" or instance.whole_week(week)]
            kept = all(_all_within(rule, instance, plan, week) for week in asked)
        case UseLimit():
            kept = all(_used_within(rule, instance, plan, week) for week in weeks)
        case GroupLimit():
            kept = all(_group_within(rule, instance, plan, week) for week in weeks)
        case OncePerDay():
            kept = all(_once(instance, plan, day) for day in range(len(plan)))
        case Locked():
            serving = plan[rule.day][rule.slot]
            kept = (instance.candidates[serving.candidate].id, serving.portion) == (rule.candidate, rule.portion)
        case Avoided():
            kept = instance.candidates[plan[rule.day][rule.slot].candidate].id != rule.candidate
        case Leftover():
            (day, slot), (later, again) = rule.cooked, rule.eaten
            kept = plan[day][slot].candidate == plan[later][again].candidate
        case Label():
            kept = all(rule.name in instance.candidates[each.candidate].labels for day in plan for each in day)
    return kept


def applies(named: str | None, other_than: frozenset[str], name: str | None) -> bool:
    """Whether a limit that names one thing, or all but some, speaks of this one."""
    return name == named if named is not None else name is not None and name not in other_than


def _all_within(rule: DayLimit | WeekLimit, instance: Instance, plan: Plan, days: tuple[int, ...]) -> bool:
    """Whether what each person eats on these days, or what the table takes, is within the limit."""
    index = MEASURES.index(rule.measure)
    total = sum(day_totals(instance, plan, day)[index] for day in days)
    totals = [total * person.portion for person in instance.people] if index < MINUTES else [total]
    slack = TOLERANCE * max(abs(rule.amount), 1)
    if rule.side == "min":
        return all(each >= rule.amount - slack for each in totals)
    return all(each <= rule.amount + slack for each in totals)


def _counts(instance: Instance, plan: Plan, week: tuple[int, ...], what: str) -> Counter[str | None]:
    return Counter(getattr(instance.candidates[each.candidate], what) for day in week for each in plan[day])


def _used_within(rule: UseLimit, instance: Instance, plan: Plan, week: tuple[int, ...]) -> bool:
    counts = _counts(instance, plan, week, "id")
    return all(count <= rule.most for dish, count in counts.items() if applies(rule.candidate, rule.other_than, dish))


def _group_within(rule: GroupLimit, instance: Instance, plan: Plan, week: tuple[int, ...]) -> bool:
    counts = _counts(instance, plan, week, "group")
    if rule.side == "max":
        return all(
            count <= rule.amount for group, count in counts.items() if applies(rule.group, rule.other_than, group)
        )
    groups = {each.group for each in instance.candidates} if rule.group is None else {rule.group}
    asked = [group for group in groups if applies(rule.group, rule.other_than, group)]
    return not instance.whole_week(week) or all(counts[group] >= rule.amount for group in asked)


def _once(instance: Instance, plan: Plan, day: int) -> bool:
    again = leftover_places(instance)
    dishes = [each.candidate for slot, each in enumerate(plan[day]) if (day, slot) not in again]
    return len(dishes) == len(set(dishes))
