"""When savings reach a goal: with one steady return, and over many drawn ones."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from project.lib.errors import DomainError

from .quotes import Floats

MONTHS = 12


class BadPlan(DomainError):
    code = "bad_plan"


@dataclass(frozen=True, slots=True)
class Plan:
    """In money of today: returns are above inflation. The saving comes at the end of every month."""

    start: float
    monthly_saving: float
    yearly_return: float
    goal: float
    months: int

    def __post_init__(self) -> None:
        if self.yearly_return <= -1 or not 1 <= self.months <= 100 * MONTHS:
            raise BadPlan("A plan needs a return above -100 % and lasts from one month to a hundred years.")


@dataclass(frozen=True, slots=True)
class Projected:
    values: tuple[float, ...]  # at the start and at the end of every month
    reached_after: int | None  # months


def independence_goal(yearly_spending: Decimal, withdrawal_rate: Decimal = Decimal("0.04")) -> Decimal:
    """What pays for a year's spending when that rate is withdrawn every year (Bengen 1994 has four per cent)."""
    if not 0 < withdrawal_rate < 1:
        raise BadPlan("The withdrawal rate is between 0 and 1, such as 0.04.")
    return yearly_spending / withdrawal_rate


def real_return(nominal: float, inflation: float) -> float:
    """What is left of a return above inflation (Fisher 1930)."""
    return (1 + nominal) / (1 + inflation) - 1


def projected(plan: Plan) -> Projected:
    monthly = (1 + plan.yearly_return) ** (1 / MONTHS)
    values = [plan.start]
    for _ in range(plan.months):
        values.append(values[-1] * monthly + plan.monthly_saving)
    reached = next((month for month, value in enumerate(values) if value >= plan.goal), None)
    return Projected(tuple(values), reached)


def saving_needed(plan: Plan) -> float:
    """What has to be saved every month to reach the goal in its last month, at the steady return; none is too much."""
    monthly = float((1 + plan.yearly_return) ** (1 / MONTHS))
    grown = plan.start * monthly**plan.months
    paid = plan.months if monthly == 1 else (monthly**plan.months - 1) / (monthly - 1)
    return float(max((plan.goal - grown) / paid, 0.0))


@dataclass(frozen=True, slots=True)
class Simulated:
    """Over all drawn courses: which part reached the goal in time, and the values at the end of years by percentile."""

    probability: float
    percentiles: dict[int, tuple[float, ...]]


def simulated(
    plan: Plan, yearly_volatility: float, generator: np.random.Generator, *, courses: int = 1000
) -> Simulated:
    """
    Monthly returns are drawn from a log-normal distribution whose median compounds to the plan's yearly return
    (Hull, Options, Futures, and Other Derivatives, 2018, ch. 15). The same generator state draws the same courses.
    """
    if yearly_volatility < 0 or not 1 <= courses <= 100_000:
        raise BadPlan("The volatility must not be below zero, and courses number from 1 to 100,000.")
    drift, deviation = np.log1p(plan.yearly_return) / MONTHS, yearly_volatility / np.sqrt(MONTHS)
    values: Floats = np.full(courses, float(plan.start))
    reached = values >= plan.goal
    years = [values.copy()]
    for month in range(1, plan.months + 1):
        values = values * np.exp(generator.normal(drift, deviation, courses)) + plan.monthly_saving
        np.maximum(values, 0, out=values)
        reached |= values >= plan.goal
        if month % MONTHS == 0 or month == plan.months:
            years.append(values.copy())
    table = np.percentile(np.array(years), (10, 25, 50, 75, 90), axis=1)
    percentiles = {level: tuple(map(float, row)) for level, row in zip((10, 25, 50, 75, 90), table, strict=True)}
    return Simulated(float(np.mean(reached)), percentiles)
