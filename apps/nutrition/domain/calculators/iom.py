"""
Estimated energy requirements of the Institute of Medicine (2005), chapter 5.

EER = a - b x age + PA x (c x weight + d x height) + growth, with age in years, weight in kg and height in metres.
The activity coefficient PA multiplies the weight AND the height term; it depends on sex and equation as much as on
activity.
"""

from dataclasses import dataclass

from .answers import Method, Outcome
from .inputs import AGE, GESTATION, HEIGHT, LACTATION, SEX, WEIGHT, BadInput, Choice

LEVELS = ("sedentary", "low_active", "active", "very_active")
ACTIVITY = Choice(
    "activity",
    LEVELS,
    "not used below 3 years; PAL below 1.4, 1.6, 1.9 and 2.5",
    {"inactive": "sedentary"},
    optional=True,
)
EQUATION = Choice(
    "equation",
    ("normal", "overweight", "combined"),
    "for which weights the equation was fitted; adults without it: overweight from BMI 25, else normal. "
    "Under 19 it is normal unless you say overweight (a BMI above the 85th percentile); combined is for adults",
    {},
    optional=True,
)
SOURCE = "Institute of Medicine 2005, Dietary Reference Intakes for Energy, chapter 5"


@dataclass(frozen=True, slots=True)
class Equation:
    constant: float
    age: float
    activity: tuple[float, float, float, float]
    weight: float
    height: float

    def kcal(self, *, activity: str, age_years: float, weight_kg: float, height_m: float) -> float:
        factor = self.activity[LEVELS.index(activity)]
        return self.constant - self.age * age_years + factor * (self.weight * weight_kg + self.height * height_m)


ADULTS = {
    ("male", "normal"): Equation(662, 9.53, (1.0, 1.11, 1.25, 1.48), 15.91, 539.6),
    ("female", "normal"): Equation(354, 6.91, (1.0, 1.12, 1.27, 1.45), 9.36, 726),
    ("male", "overweight"): Equation(1086, 10.1, (1.0, 1.12, 1.29, 1.59), 13.7, 416),
    ("female", "overweight"): Equation(448, 7.95, (1.0, 1.16, 1.27, 1.44), 11.4, 619),
    ("male", "combined"): Equation(864, 9.72, (1.0, 1.12, 1.27, 1.54), 14.2, 503),
    ("female", "combined"): Equation(387, 7.31, (1.0, 1.14, 1.27, 1.45), 10.9, 660.7),
}
CHILDREN = {
    ("male", "normal"): Equation(88.5, 61.9, (1.0, 1.13, 1.26, 1.42), 26.7, 903),
    ("female", "normal"): Equation(135.3, 30.8, (1.0, 1.16, 1.31, 1.56), 10.0, 934),
    ("male", "overweight"): Equation(114, 50.9, (1.0, 1.12, 1.24, 1.45), 19.5, 1161.4),
    ("female", "overweight"): Equation(389, 41.2, (1.0, 1.18, 1.35, 1.60), 15.0, 701.6),
}
# Completed months up to which each energy deposition holds, in kcal a day.
INFANT_GROWTH = ((3, 175), (6, 56), (12, 22), (35, 20))
# Second trimester: 20 weeks x 8 kcal; third: 34 weeks x 8 kcal; each with 180 kcal a day deposited.
TRIMESTER_KCAL = {1: 0, 2: 160 + 180, 3: 272 + 180}


def eer(
    *,
    sex: str,
    age_years: float,
    weight_kg: float,
    height_m: float | None,
    activity: str | None,
    equation: str | None,
    gestation_weeks: float | None,
    lactation_months: float | None,
) -> Outcome:
    """
    Energy that keeps the weight (and lets children grow), kcal a day.

    In pregnancy the weight is the one from before it; overweight equations give total expenditure, without growth.
    """
    check_reproduction(sex, age_years, gestation_weeks, lactation_months)
    check_first_year(lactation_months)
    if age_years < 3:
        return _infant(age_years, weight_kg)
    if height_m is None:
        raise BadInput("height_m", "Give the height, as height_m or height_cm or height_in or height_ft.")
    if activity is None:
        raise BadInput("activity", f"Give the activity: {', '.join(LEVELS)}.")
    chosen, notes = _equation_for(age_years, weight_kg / height_m**2, equation)
    body = {"age_years": age_years, "weight_kg": weight_kg, "height_m": height_m}
    formula = (CHILDREN if age_years < 19 else ADULTS)[sex, chosen]
    growth = _growth(age_years, chosen)
    addition = growth + _reproduction(gestation_weeks, lactation_months)
    details = {
        "equation": chosen,
        "activity_coefficient": formula.activity[LEVELS.index(activity)],
        "added_kcal": addition,
    }
    return Outcome(formula.kcal(activity=activity, **body) + addition, details=details, notes=notes)


def _infant(age_years: float, weight_kg: float) -> Outcome:
    # Months are completed ones; the hair guards 7 / 12 years, which is a little less than 7 months in floating point.
    # The same hair makes three years of a moment less, hence the last figure for all that is left.
    months = min(int(age_years * 12 + 1e-9), INFANT_GROWTH[-1][0])
    growth = next(kcal for until, kcal in INFANT_GROWTH if months <= until)
    return Outcome(89 * weight_kg - 100 + growth, details={"equation": "infant", "added_kcal": growth})


def _equation_for(age_years: float, bmi: float, asked: str | None) -> tuple[str, tuple[str, ...]]:
    if age_years < 19:
        if asked == "combined":
            raise BadInput("equation", "The combined equation is for adults; choose normal or overweight.")
        return asked or "normal", ()
    chosen = asked or ("overweight" if bmi >= 25 else "normal")
    if chosen == "normal" and not 18.5 <= round(bmi, 1) <= 25:
        return chosen, ("The equation was fitted on adults with a BMI of 18.5 to 25.",)
    return chosen, ()


def _growth(age_years: float, equation: str) -> float:
    if age_years >= 19 or equation == "overweight":
        return 0
    return 20 if age_years < 9 else 25


def _reproduction(gestation_weeks: float | None, lactation_months: float | None) -> float:
    if gestation_weeks is not None:
        return TRIMESTER_KCAL[trimester(gestation_weeks)]
    if lactation_months is not None:
        # Milk of 500 kcal less 170 kcal from the mother's stores; 400 kcal in the second half year.
        return 500 - 170 if lactation_months <= 6 else 400
    return 0


def trimester(gestation_weeks: float) -> int:
    """Up to 13 completed weeks, up to 27, and the rest."""
    return 1 if gestation_weeks < 14 else 2 if gestation_weeks < 28 else 3


def check_reproduction(
    sex: str, age_years: float, gestation_weeks: float | None, lactation_months: float | None
) -> None:
    for field, given in (("gestation_weeks", gestation_weeks), ("lactation_months", lactation_months)):
        if given is not None and (sex != "female" or not 14 <= age_years <= 60):
            raise BadInput(field, "Pregnancy and breastfeeding are for the female equations from 14 to 60 years.")
    if gestation_weeks is not None and lactation_months is not None:
        raise BadInput("lactation_months", "Give the weeks of pregnancy or the months of breastfeeding, not both.")


def check_first_year(lactation_months: float | None) -> None:
    """What breastfeeding adds to the energy is known for a year; recommended intakes hold for as long as it lasts."""
    if lactation_months is not None and lactation_months > 12:
        raise BadInput("lactation_months", "The equations cover the first 12 months of breastfeeding.")


_INPUTS = (
    SEX,
    AGE.within(0, 120),
    WEIGHT.within(1.5, 650),
    HEIGHT.within(0.4, 2.6).if_known(),
    ACTIVITY,
    EQUATION,
    GESTATION,
    LACTATION,
)
IOM = Method("iom_2005", SOURCE, _INPUTS, eer)
