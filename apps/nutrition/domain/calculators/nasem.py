"""
Estimated energy requirements of the National Academies (2023), which replace those of 2005.

EER = constant + a x age + b x height + c x weight + growth, with age in years, height in centimetres and weight in kg.
Each activity category has an equation of its own.
"""

from .answers import Calculator, Method, Outcome
from .inputs import AGE, GESTATION, HEIGHT, KG, LACTATION, SEX, WEIGHT, BadInput, Choice, Measure
from .iom import IOM, check_first_year, check_reproduction

LEVELS = ("inactive", "low_active", "active", "very_active")
ACTIVITY = Choice(
    "activity", LEVELS, "of four categories; not used below 3 years", {"sedentary": "inactive"}, optional=True
)
BEFORE = Measure("pre_pregnancy_weight", KG, 25, 300, "weight before the pregnancy", optional=True)
SOURCE = "National Academies of Sciences, Engineering, and Medicine 2023, Dietary Reference Intakes for Energy"

Coefficients = tuple[float, float, float, float]  # constant, age, height, weight

ADULTS: dict[str, tuple[Coefficients, ...]] = {
    "male": (
        (753.07, -10.83, 6.50, 14.10),
        (581.47, -10.83, 8.30, 14.94),
        (1004.82, -10.83, 6.52, 15.91),
        (-517.88, -10.83, 15.61, 19.11),
    ),
    "female": (
        (584.90, -7.01, 5.72, 11.71),
        (575.77, -7.01, 6.60, 12.14),
        (710.25, -7.01, 6.54, 12.34),
        (511.83, -7.01, 9.07, 12.56),
    ),
}
CHILDREN: dict[str, tuple[Coefficients, ...]] = {
    "male": (
        (-447.51, 3.68, 13.01, 13.15),
        (19.12, 3.68, 8.62, 20.28),
        (-388.19, 3.68, 12.66, 20.46),
        (-671.75, 3.68, 15.38, 23.25),
    ),
    "female": (
        (55.59, -22.25, 8.43, 17.07),
        (-297.54, -22.25, 12.77, 14.73),
        (-189.55, -22.25, 11.74, 18.34),
        (-709.59, -22.25, 18.22, 14.25),
    ),
}
INFANTS: dict[str, Coefficients] = {"male": (-716.45, -1.00, 17.82, 15.06), "female": (-69.15, 80.0, 2.65, 54.15)}
# Second and third trimester; 9.16 kcal for every week come on top.
PREGNANCY: tuple[Coefficients, ...] = (
    (1131.20, -2.04, 0.34, 12.15),
    (693.35, -2.04, 5.73, 10.20),
    (-223.84, -2.04, 13.23, 8.15),
    (-779.72, -2.04, 18.45, 8.73),
)
# Energy deposited in growth: for ages below the first number (years), kcal a day.
GROWTH = {
    "male": ((0.25, 200), (0.5, 50), (4, 20), (9, 15), (14, 25), (19, 20)),
    "female": ((0.25, 180), (0.5, 60), (1, 20), (9, 15), (14, 30), (19, 20)),
}
# Energy deposited in pregnancy by the BMI before it: below the first number, kcal a day.
DEPOSITED = ((18.5, 300), (25, 200), (30, 150), (float("inf"), -50))


def eer(
    *,
    sex: str,
    age_years: float,
    weight_kg: float,
    height_m: float,
    activity: str | None,
    gestation_weeks: float | None,
    lactation_months: float | None,
    pre_pregnancy_weight_kg: float | None,
) -> Outcome:
    """Energy that keeps the weight (and lets children grow), kcal a day. In pregnancy the weight is today's."""
    check_reproduction(sex, age_years, gestation_weeks, lactation_months)
    check_first_year(lactation_months)
    body = (age_years, height_m * 100, weight_kg)
    growth = next((kcal for below, kcal in GROWTH[sex] if age_years < below - 1e-9), 0)
    if age_years < 3:
        return Outcome(_kcal(INFANTS[sex], body) + growth, details={"added_kcal": growth})
    if activity is None:
        raise BadInput("activity", f"Give the activity: {', '.join(LEVELS)}.")
    level = LEVELS.index(activity)
    if gestation_weeks is not None and gestation_weeks >= 14:
        deposited = _deposited(pre_pregnancy_weight_kg, height_m)
        value = _kcal(PREGNANCY[level], body) + 9.16 * gestation_weeks + deposited
        return Outcome(value, details={"added_kcal": deposited})
    milk = 0 if lactation_months is None else _milk(lactation_months)
    equation = (CHILDREN if age_years < 19 else ADULTS)[sex][level]
    return Outcome(_kcal(equation, body) + growth + milk, details={"added_kcal": growth + milk})


def _kcal(equation: Coefficients, body: tuple[float, float, float]) -> float:
    constant, *slopes = equation
    return constant + sum(slope * measure for slope, measure in zip(slopes, body, strict=True))


def _deposited(weight_before: float | None, height_m: float) -> float:
    if weight_before is None:
        raise BadInput(
            "pre_pregnancy_weight_kg", "From week 14 on, give the weight before the pregnancy: energy depends on it."
        )
    return next(kcal for below, kcal in DEPOSITED if weight_before / height_m**2 < below)


def _milk(lactation_months: float) -> float:
    """Milk of 540 kcal less 140 kcal from the mother's stores while it is all the child drinks; later 380 kcal."""
    return 540 - 140 if lactation_months <= 6 else 380


_INPUTS = (
    SEX,
    AGE.within(0, 120),
    WEIGHT.within(1.5, 650),
    HEIGHT.within(0.4, 2.6),
    ACTIVITY,
    GESTATION,
    LACTATION,
    BEFORE,
)
EER = Calculator(
    "eer",
    "Estimated energy requirement by age, sex, body and activity",
    "kcal/day",
    1,
    (Method("nasem_2023", SOURCE, _INPUTS, eer), IOM),
)
