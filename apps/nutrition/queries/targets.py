"""What a person aims at: on a day, over days, and what may be suggested to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from apps.accounts import public as accounts
from project.lib.errors import DomainError

from ..domain.diary.aims import Aim, aims_from, unit_of
from ..domain.intakes.targets import Profile, Suggestion, Target, suggested
from ..models import DiaryTarget

# By the ratio of all energy to that at rest that the National Academies (2023) draw their lines at, 1.53, 1.69 and
# 1.85, and the factors that the profile's steps stand for.
ACTIVITY = {
    accounts.Activity.SEDENTARY: "inactive",
    accounts.Activity.LIGHT: "inactive",
    accounts.Activity.MODERATE: "low_active",
    accounts.Activity.ACTIVE: "active",
    accounts.Activity.VERY_ACTIVE: "very_active",
}
# Kilograms a week that a goal begins with.
CHANGE = {accounts.Goal.LOSE: -0.5, accounts.Goal.KEEP: 0.0, accounts.Goal.GAIN: 0.25}


class ProfileMissing(DomainError):
    code = "profile_missing"


def in_force(user: Any, on: date) -> list[DiaryTarget]:
    """The rows that hold on a day, one for each nutrient and meal that is aimed at. One statement."""
    return [row for row in DiaryTarget.objects.for_user(user).in_force(on) if _aims_at_something(row)]


def aims_on(user: Any, on: date) -> list[Aim]:
    """What holds on a day."""
    return [aim_of(row) for row in in_force(user, on)]


def aims_by_day(user: Any, first: date, last: date) -> Mapping[date, list[Aim]]:
    """What holds on each day of a range, for the whole day. One statement."""
    rows = DiaryTarget.objects.for_user(user).filter(since__lte=last, meal="").order_by("since")
    changes: dict[date, list[DiaryTarget]] = {}
    for row in rows:
        changes.setdefault(max(row.since, first), []).append(row)
    held: dict[str, DiaryTarget] = {}
    found = {}
    for on in days_between(first, last):
        held |= {row.nutrient: row for row in changes.get(on, ())}
        found[on] = [aim_of(row) for row in held.values() if _aims_at_something(row)]
    return found


def days_between(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=days) for days in range((last - first).days + 1))


def _aims_at_something(row: DiaryTarget) -> bool:
    return row.low is not None or row.high is not None


def aim_of(row: DiaryTarget) -> Aim:
    target = Target(row.nutrient, unit_of(row.nutrient), row.low, row.high, row.source)
    return Aim(target, row.meal, row.is_about)


# --- Suggested ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Suggested:
    aims: tuple[Aim, ...]
    notes: tuple[str, ...]


def missing_of(profile: accounts.Profile) -> list[str]:
    """What somebody must say of themselves before anything can be suggested."""
    wanted = {
        "date of birth": profile.born_on, "sex": profile.sex, "height": profile.height_cm, "activity": profile.activity,
    }  # fmt: skip
    return [words for words, value in wanted.items() if value is None]


def suggestion(
    profile: accounts.Profile,
    *,
    weight_kg: float,
    today: date,
    change_kg_per_week: float | None = None,
    gestation_weeks: float | None = None,
    lactation_months: float | None = None,
    pre_pregnancy_weight_kg: float | None = None,
    energy_kcal: float | None = None,
) -> Suggested:
    """
    Targets for somebody, by what they said of themselves; `energy_kcal` is what was measured, where it was.

    :raises ProfileMissing: something that the formulas need is not in the profile
    :raises TooFast: the weight shall change faster than is sound
    :raises LossRefused: less weight is asked for in pregnancy or while breastfeeding
    :raises BadInput: a formula does not hold for such a body
    """
    age = profile.age_on(today)
    if age is None or profile.sex is None or profile.height_cm is None or profile.activity is None:
        raise ProfileMissing(f"Your profile does not say your {', '.join(missing_of(profile))} yet.")
    if change_kg_per_week is None:
        carrying = gestation_weeks is not None or lactation_months is not None
        change_kg_per_week = 0.0 if carrying or profile.goal is None else CHANGE[profile.goal]
    body = Profile(
        sex=profile.sex.value, age_years=float(age), weight_kg=weight_kg,
        height_m=float(profile.height_cm) / 100, activity=ACTIVITY[profile.activity],
        gestation_weeks=gestation_weeks, lactation_months=lactation_months,
        pre_pregnancy_weight_kg=pre_pregnancy_weight_kg,
    )  # fmt: skip
    found: Suggestion = suggested(body, change_kg_per_week=change_kg_per_week, energy_kcal=energy_kcal)
    return Suggested(tuple(aims_from(found)), found.notes)
