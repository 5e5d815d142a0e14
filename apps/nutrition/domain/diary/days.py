"""Several days of a diary: what they held on average, and how often what was aimed at was reached."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from ..intakes.targets import Status
from .aims import Against, Aim, held_against
from .sums import Sum


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """`sums` is None where nothing was written down: that day is not known, and did not hold nothing."""

    on: date
    sums: Mapping[str, Sum] | None
    aims: tuple[Aim, ...] = ()

    def amount(self, nutrient: str) -> float | None:
        return self.sums[nutrient].amount if self.sums is not None and nutrient in self.sums else None

    def against(self) -> list[Against]:
        return held_against(self.aims, self.sums) if self.sums is not None else []


@dataclass(frozen=True, slots=True)
class Average:
    """One nutrient over the days that tell it."""

    amount: float | None  # the mean of those days
    days: int  # how many they are
    coverage: float  # the mean over the days that were logged of the share of what was eaten that tells it
    reached: int  # days on which what was aimed at was reached and not passed
    judged: int  # days of which that can be said


def averages(days: Sequence[DiaryDay], nutrients: Iterable[str]) -> dict[str, Average]:
    """A day that was not logged is left out, never counted as nothing."""
    logged = [day for day in days if day.sums is not None]
    statuses = [{each.aim.nutrient: each.status for each in day.against()} for day in logged]
    return {nutrient: _average(logged, statuses, nutrient) for nutrient in nutrients}


def _average(logged: Sequence[DiaryDay], statuses: Sequence[Mapping[str, Status]], nutrient: str) -> Average:
    told = [amount for day in logged if (amount := day.amount(nutrient)) is not None]
    shares = [day.sums[nutrient].coverage for day in logged if day.sums is not None and nutrient in day.sums]
    judged = [each[nutrient] for each in statuses if each.get(nutrient, Status.UNKNOWN) is not Status.UNKNOWN]
    return Average(
        amount=fmean(told) if told else None,
        days=len(told),
        coverage=fmean(shares) if shares else 0.0,
        reached=sum(status is Status.WITHIN for status in judged),
        judged=len(judged),
    )


# A day with less than half of what is usual was hardly written down whole.
WHOLE_SHARE, WHOLE_COVERAGE = 0.5, 0.9


def whole_days(days: Iterable[DiaryDay]) -> dict[date, float]:
    """
    The energy of the days that were, by all that can be told, written down whole.

    Those are left out whose energy is not known by nine tenths, and those with less than half of the median day.
    """
    energies = {
        day.on: day.sums["energy"].amount
        for day in days
        if day.sums is not None and day.sums["energy"].coverage >= WHOLE_COVERAGE
    }
    known = {on: kcal for on, kcal in energies.items() if kcal}
    if not known:
        return {}
    usual = sorted(known.values())[len(known) // 2]
    return {on: kcal for on, kcal in known.items() if kcal >= WHOLE_SHARE * usual}
