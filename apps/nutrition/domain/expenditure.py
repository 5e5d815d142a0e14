"""What somebody really burns, from what they ate and how their weight moved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import sqrt
from statistics import fmean, stdev

from project.lib.errors import DomainError

from .weight_trend import Weighing, slope

# Energy in a kilogram of changed body weight: Wishnofsky (1958); Hall (2008) finds it holds where there is fat to lose.
KCAL_PER_KG = 7700
MIN_DAYS, MIN_WEIGHINGS, MIN_LOGGED_SHARE = 14, 8, 0.7
# Two standard errors: nineteen times in twenty the truth lies within.
ERRORS_TOLD = 2
SOURCE = "Energy balance; Wishnofsky 1958, Hall 2008 (7,700 kcal per kg)"


class NotEnoughData(DomainError):
    code = "not_enough_data"


@dataclass(frozen=True, slots=True)
class MeasuredExpenditure:
    energy_kcal: float  # a day
    plus_minus_kcal: float
    mean_intake_kcal: float
    change_kg_per_week: float
    days: int
    logged_days: int
    weighings: int
    source: str = SOURCE


def measured_expenditure(intake_kcal: Mapping[date, float], weighings: Iterable[Weighing]) -> MeasuredExpenditure:
    """
    Mean intake less the energy that went into (or came out of) the body, kcal a day.

    The intake holds whole days only: a day that was not logged is left out, never counted as nothing. The period runs
    from the first weighing to the last. The uncertainty joins those of the slope and of the mean intake; food that was
    eaten and never logged lowers the result, and no arithmetic sees it.

    :raises NotEnoughData: fewer than 14 days, 8 weighings, or 70 % of the days logged
    """
    weighed = sorted(weighings, key=lambda each: each.on)
    line = slope(weighed)
    if line is None or line.days < MIN_DAYS or line.weighings < MIN_WEIGHINGS:
        raise NotEnoughData(f"Weigh yourself on at least {MIN_WEIGHINGS} days over at least {MIN_DAYS} days.")
    first, last = weighed[0].on, weighed[-1].on
    # What is eaten on the day of the last weighing does not show in it yet.
    eaten = [kcal for on, kcal in intake_kcal.items() if first <= on < last]
    if len(eaten) < MIN_LOGGED_SHARE * line.days:
        raise NotEnoughData(f"Log at least {MIN_LOGGED_SHARE:.0%} of the days; {len(eaten)} of {line.days} are logged.")
    mean = fmean(eaten)
    # Days without a log are a sample's gap; with every day logged the mean is exact.
    unlogged = 1 - len(eaten) / line.days
    intake_error = stdev(eaten) / sqrt(len(eaten)) * sqrt(max(0.0, unlogged))
    error = sqrt(intake_error**2 + (KCAL_PER_KG * line.error) ** 2)
    return MeasuredExpenditure(
        energy_kcal=mean - KCAL_PER_KG * line.kg_per_day,
        plus_minus_kcal=ERRORS_TOLD * error,
        mean_intake_kcal=mean,
        change_kg_per_week=7 * line.kg_per_day,
        days=line.days,
        logged_days=len(eaten),
        weighings=line.weighings,
    )
