"""Goals: how far each is, and where it leads. Only what is not remembered loads numpy."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from project.lib.cache import memoize

from ..domain.amounts import ZERO
from ..models import Goal, Holding
from .holdings import DOMAIN, summary

MONTHS = 12
# Without a day the projection goes on a while after the goal is reached, or this long where it never is.
LONGEST = 60 * MONTHS
NEVER = 40 * MONTHS
# The same courses each time, so that a goal looks different only where something about it changed.
SEED = 20_240_101
COURSES = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """A goal and what there is of it; `value` is None where figures are in another currency, or not made yet."""

    goal: Goal
    value: Decimal | None

    @property
    def progress(self) -> Decimal | None:
        """A part of one; more where there is more."""
        return None if self.value is None else max(self.value, ZERO) / self.goal.sum


@dataclass(frozen=True, slots=True)
class Projection:
    """`days` are those of the points: now, the end of each year from now, and the last."""

    days: list[date]
    steady: list[float]
    percentiles: dict[str, list[float]]  # 10, 25, 50, 75, 90
    probability: float  # of having reached it by the last day
    reached_on: date | None  # at the steady return
    saving_needed: float | None  # a month, to reach it on its day


def goal_lines(user: Any) -> list[Line]:
    """In the order in which they were set. Two statements, beside the summary."""
    goals = list(Goal.objects.for_user(user).select_related("portfolio").order_by("id"))
    return _lines(user, goals)


def line_of(user: Any, goal: Goal) -> Line:
    return _lines(user, [goal])[0]


def _lines(user: Any, goals: list[Goal]) -> list[Line]:
    whole = summary(user)
    worth: dict[int | None, Decimal] = {None: whole["value"]}
    if wanted := {goal.portfolio_id for goal in goals} - {None}:
        parts = Holding.objects.for_user(user).filter(account__portfolios__in=wanted)
        worth |= dict(parts.order_by().values_list("account__portfolios").annotate(value=Sum("market_value")))
    known = whole["currency"] if whole["as_of"] else ""
    return [Line(goal, (worth.get(goal.portfolio_id) or ZERO) if goal.currency == known else None) for goal in goals]


def projection_of(user: Any, line: Line, today: date) -> Projection | None:
    """None where there is no value to begin with, or its day has come."""
    goal = line.goal
    if line.value is None or (goal.due_on is not None and goal.due_on <= today):
        return None
    found = _projected(
        user,
        start=max(float(line.value), 0.0),
        saving=float(goal.monthly_saving),
        rates=[float(goal.yearly_return), float(goal.volatility)],
        goal=float(goal.sum),
        months=_months_between(today, goal.due_on) if goal.due_on else None,
    )
    reached = found["reached_after"]
    return Projection(
        [months_after(today, month) for month in found["months"]],
        found["steady"],
        found["percentiles"],
        found["probability"],
        None if reached is None else months_after(today, reached),
        found["saving_needed"] if goal.due_on else None,
    )


@memoize("portfolio_goal", domain=DOMAIN, seconds=3600)
def _projected(
    user: Any,  # noqa: ARG001 (whose it is remembered for)
    *,
    start: float,
    saving: float,
    rates: list[float],
    goal: float,
    months: int | None,
) -> dict[str, Any]:
    import numpy as np

    from ..domain import projection

    yearly_return, volatility = rates
    if months is None:
        far = projection.projected(projection.Plan(start, saving, yearly_return, goal, LONGEST))
        months = NEVER if far.reached_after is None else _a_while_after(far.reached_after)
    plan = projection.Plan(start, saving, yearly_return, goal, months)
    steady = projection.projected(plan)
    drawn = projection.simulated(plan, volatility, np.random.default_rng(SEED), courses=COURSES)
    points = [*range(0, months, MONTHS), months]
    return {
        "months": points,
        "steady": [steady.values[month] for month in points],
        "percentiles": {str(level): list(values) for level, values in drawn.percentiles.items()},
        "probability": drawn.probability,
        "reached_after": steady.reached_after,
        "saving_needed": projection.saving_needed(plan),
    }


def _a_while_after(months: int) -> int:
    whole_years = -(-months * 5 // (4 * MONTHS)) * MONTHS
    return min(max(whole_years, 2 * MONTHS), LONGEST)


def _months_between(today: date, due_on: date) -> int:
    """Whole months, and at least one."""
    months = (due_on.year - today.year) * MONTHS + due_on.month - today.month - (due_on.day < today.day)
    return max(months, 1)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last where it is shorter."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
