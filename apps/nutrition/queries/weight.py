"""How somebody's weight moves, and what they really burn."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from apps.training import public as training

from ..domain.diary.days import whole_days
from ..domain.expenditure import MeasuredExpenditure, NotEnoughData, measured_expenditure
from ..domain.weight_trend import Slope, TrendPoint, Weighing, slope, trend
from .diary_days import days_of

# The trend begins so much earlier than what is shown, so that it does not start at one day's water.
LEAD_DAYS = 60
USUAL_DAYS = 28


@dataclass(frozen=True, slots=True)
class Weight:
    """`why_not` says what is missing for the expenditure, where there is none."""

    first: date
    last: date
    points: tuple[TrendPoint, ...]
    slope: Slope | None
    expenditure: MeasuredExpenditure | None
    why_not: str
    whole_days: int

    @property
    def latest(self) -> TrendPoint | None:
        return self.points[-1] if self.points else None


def weighings(user: Any, since: date) -> list[Weighing]:
    return [Weighing(on, float(kg)) for on, kg in training.weights(user, since)]


def weight(user: Any, *, today: date, days: int = USUAL_DAYS) -> Weight:
    """The last so many days, in four statements."""
    first = today - timedelta(days=days - 1)
    weighed = [each for each in weighings(user, first - timedelta(days=LEAD_DAYS)) if each.on <= today]
    within = [each for each in weighed if each.on >= first]
    eaten = whole_days(days_of(user, first, today, nutrients=("energy",)))
    expenditure, why_not = None, ""
    try:
        expenditure = measured_expenditure(eaten, within)
    except NotEnoughData as no:
        why_not = no.detail
    points = tuple(point for point in trend(weighed) if point.on >= first)
    return Weight(first, today, points, slope(within), expenditure, why_not, len(eaten))
