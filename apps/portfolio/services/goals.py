"""Setting goals, changing and dropping them."""

from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from project.lib.errors import Conflict, DomainError
from project.lib.person import speaking_to

from ..models import Goal, Portfolio
from .rules import own, refusal

MOST_GOALS = 50
# Whoever expects more of money than this typed a per cent as a part, or the other way round.
LARGEST_RATE = Decimal(1)
FURTHEST_YEARS = 100


class BadGoal(DomainError):
    code = "bad_goal"


class TooManyGoals(Conflict):
    code = "too_many_goals"


class GoalDetails(TypedDict, total=False):
    """Either `amount`, or `yearly_spending` and its `multiple`; see models.Goal."""

    name: str
    portfolio: Portfolio | None
    amount: Decimal | None
    yearly_spending: Decimal | None
    multiple: Decimal | None
    due_on: date | None
    monthly_saving: Decimal
    yearly_return: Decimal
    volatility: Decimal


@transaction.atomic
def add_goal(*, owner: Any, **details: Unpack[GoalDetails]) -> Goal:
    """
    In the person's base currency.

    :raises BadGoal: it says too little, or what cannot be meant
    """
    if Goal.objects.for_user(owner).count() >= MOST_GOALS:
        raise TooManyGoals(f"You have {MOST_GOALS} goals. Delete one that you no longer have.")
    goal = Goal(owner=owner, currency=owner.base_currency, **details)
    _check(goal)
    goal.save()
    return goal


@transaction.atomic
def change_goal(*, goal: Goal, **details: Unpack[GoalDetails]) -> Goal:
    """
    As `add_goal`; the goal is then in the base currency of now.

    :raises BadGoal:
    """
    for name, value in details.items():
        setattr(goal, name, value)
    goal.currency = goal.owner.base_currency
    _check(goal)
    goal.save()
    return goal


def delete_goal(*, goal: Goal) -> None:
    goal.delete()


def _check(goal: Goal) -> None:
    goal.name = goal.name.strip()
    if not goal.name:
        raise refusal(BadGoal, "name", "Give the goal a name.")
    if goal.portfolio is not None:
        own(goal.owner, goal.portfolio, "portfolio")
    if (goal.amount is None) == (goal.yearly_spending is None):
        raise refusal(BadGoal, "amount", "Give an amount, or what you spend in a year; one of the two.")
    if goal.amount is not None:
        goal.multiple = None
    for field in ("amount", "yearly_spending", "multiple"):
        figure = getattr(goal, field)
        if figure is not None and figure <= 0:
            raise refusal(BadGoal, field, "It must be above zero.")
    if goal.yearly_spending is not None and goal.multiple is None:
        raise refusal(BadGoal, "multiple", "Say how many times the yearly spending there shall be, such as 25.")
    if goal.monthly_saving < 0:
        raise refusal(BadGoal, "monthly_saving", "It must not be below zero.")
    if not -LARGEST_RATE < goal.yearly_return <= LARGEST_RATE:
        raise refusal(BadGoal, "yearly_return", "A return is above -100 % and at most 100 % a year.")
    if not 0 <= goal.volatility <= LARGEST_RATE:
        raise refusal(BadGoal, "volatility", "A volatility is from 0 to 100 % a year.")
    with speaking_to(goal.owner):
        today = timezone.localdate()
    if goal.due_on is not None and not today < goal.due_on <= _years_after(today):
        raise refusal(BadGoal, "due_on", f"Choose a day after today, within {FURTHEST_YEARS} years.")


def _years_after(today: date) -> date:
    return today.replace(year=today.year + FURTHEST_YEARS, day=min(today.day, 28))
