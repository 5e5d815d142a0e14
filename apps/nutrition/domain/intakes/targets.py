"""What a person's day should hold: suggested from body and goal, and a day held against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from project.lib.errors import DomainError

from ..calculators.catalogue import calculate
from ..expenditure import KCAL_PER_KG
from .reference import reference_intakes
from .tables import EVERYTHING

# Losing more than a hundredth of the weight in a week costs muscle (Helms et al. 2014).
MAX_CHANGE_SHARE = 0.01
ENERGY_TOLERANCE = 0.05
MACRO_TOLERANCE = 0.10
# Below a tenth of the mass unknown, a sum may still be held against a target.
ENOUGH_COVERAGE = 0.9
_NOT_TARGETS = {"protein_per_kg", "protein", "carbohydrate", "fat"}


class TooFast(DomainError):
    code = "too_fast"


class LossRefused(DomainError):
    code = "loss_refused"


class Status(StrEnum):
    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Profile:
    sex: str
    age_years: float
    weight_kg: float
    height_m: float
    activity: str  # inactive, low_active, active, very_active
    gestation_weeks: float | None = None
    lactation_months: float | None = None
    pre_pregnancy_weight_kg: float | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """At least `low` and at most `high` a day; None where there is no such bound."""

    nutrient: str
    unit: str
    low: float | None
    high: float | None
    source: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    targets: tuple[Target, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Eaten:
    amount: float | None
    coverage: float = 1.0


@dataclass(frozen=True, slots=True)
class Compared:
    target: Target
    amount: float | None
    share: float | None  # of the low bound, or of the high one where there is only that
    status: Status


def suggested(profile: Profile, *, change_kg_per_week: float = 0.0, energy_kcal: float | None = None) -> Suggestion:
    """
    Targets for energy, macronutrients and every nutrient with a reference intake.

    Energy keeps the weight by the National Academies (2023), or is what was measured (`energy_kcal`), moved by
    7,700 kcal for a kilogram of change; never below the basal rate.

    :raises TooFast: more than one percent of the weight in a week, or any change under 18
    :raises LossRefused: less weight is asked for in pregnancy or while breastfeeding
    :raises BadInput: the profile is out of a formula's range
    """
    carrying = profile.gestation_weeks is not None or profile.lactation_months is not None
    if carrying and change_kg_per_week < 0:
        raise LossRefused(
            "In pregnancy and while breastfeeding Steward plans no weight loss: please ask your doctor or midwife.",
            fields={"change_kg_per_week": ["0 or more in pregnancy and while breastfeeding."]},
        )
    if abs(change_kg_per_week) > MAX_CHANGE_SHARE * profile.weight_kg:
        most = MAX_CHANGE_SHARE * profile.weight_kg
        raise TooFast(
            f"At this weight, change by at most {most:.1f} kg a week.",
            fields={"change_kg_per_week": [f"At most {most:.1f} kg a week."]},
        )
    energy, source, notes = _energy(profile, change_kg_per_week, energy_kcal)
    goal = "maintain" if change_kg_per_week == 0 else "lose" if change_kg_per_week < 0 else "gain"
    macros = calculate({"calculator": "macros", "method": "share", "energy_kcal": energy, "goal": goal})
    targets = [_around("energy", "kcal", energy, ENERGY_TOLERANCE, source)]
    targets += [_around(name, "g", part["g"], MACRO_TOLERANCE, macros.source) for name, part in macros.details.items()]
    return Suggestion((*targets, *_reference_targets(profile)), tuple(notes))


def _energy(profile: Profile, change_kg_per_week: float, measured_kcal: float | None) -> tuple[float, str, list[str]]:
    body = {
        "sex": profile.sex,
        "age_years": profile.age_years,
        "weight_kg": profile.weight_kg,
        "height_m": profile.height_m,
    }
    if measured_kcal is None:
        kept = calculate(
            {"calculator": "eer", "method": "nasem_2023", "activity": profile.activity}
            | body
            | {
                "gestation_weeks": profile.gestation_weeks,
                "lactation_months": profile.lactation_months,
                "pre_pregnancy_weight_kg": profile.pre_pregnancy_weight_kg,
            }
        )
        energy, source = kept.value or 0.0, kept.source
    else:
        energy, source = measured_kcal, "Measured from intake and weight"
    wanted = energy + change_kg_per_week * KCAL_PER_KG / 7
    if profile.age_years < 18:
        if change_kg_per_week:
            raise TooFast("Under 18, weight goals belong to a doctor.", fields={"change_kg_per_week": ["0 under 18."]})
        return wanted, source, []
    basal = calculate({"calculator": "bmr"} | body).value or 0.0
    if wanted < basal:
        return basal, source, ["Energy was raised to the basal rate; the weight will change more slowly than asked."]
    return wanted, source, []


def _around(nutrient: str, unit: str, amount: float, tolerance: float, source: str) -> Target:
    return Target(nutrient, unit, amount * (1 - tolerance), amount * (1 + tolerance), source)


def _reference_targets(profile: Profile) -> list[Target]:
    table = reference_intakes(
        sex=profile.sex,
        age_years=profile.age_years,
        pregnant=profile.gestation_weeks is not None,
        breastfeeding=profile.lactation_months is not None,
    )
    return [
        # An upper level that counts only supplements says nothing about food.
        Target(
            each.nutrient, each.unit, each.amount, each.upper if each.upper_counts == EVERYTHING else None, each.source
        )
        for each in table
        if each.nutrient not in _NOT_TARGETS and each.amount is not None
    ]


def day_against(targets: tuple[Target, ...], eaten: Mapping[str, Eaten]) -> list[Compared]:
    """
    Each target with what the day held.

    A day that is not fully known can be seen to have reached or passed a bound, never to have missed it.
    """
    return [_compared(target, eaten.get(target.nutrient, Eaten(None, 0.0))) for target in targets]


def _compared(target: Target, eaten: Eaten) -> Compared:
    bound = target.low if target.low is not None else target.high
    share = eaten.amount / bound if eaten.amount is not None and bound else None
    return Compared(target, eaten.amount, share, _status(target, eaten))


def _status(target: Target, eaten: Eaten) -> Status:
    if eaten.amount is None:
        return Status.UNKNOWN
    if target.high is not None and eaten.amount > target.high:
        return Status.ABOVE
    known = eaten.coverage >= ENOUGH_COVERAGE
    if target.low is not None and eaten.amount < target.low:
        return Status.BELOW if known else Status.UNKNOWN
    return Status.WITHIN if known or target.high is None else Status.UNKNOWN
