"""The table of reference intakes for one person, asked like any calculator."""

from dataclasses import asdict

from ..intakes.reference import reference_intakes
from .answers import Calculator, Method, Outcome
from .inputs import AGE, GESTATION, LACTATION, SEX, WEIGHT
from .iom import check_reproduction


def dri(
    *,
    sex: str,
    age_years: float,
    gestation_weeks: float | None,
    lactation_months: float | None,
    weight_kg: float | None,
) -> Outcome:
    """Recommended (RDA) or adequate (AI) intakes and upper levels (UL) a day; protein also for the weight."""
    check_reproduction(sex, age_years, gestation_weeks, lactation_months)
    intakes = reference_intakes(
        sex=sex,
        age_years=age_years,
        pregnant=gestation_weeks is not None,
        breastfeeding=lactation_months is not None,
    )
    details: dict[str, object] = {each.nutrient: asdict(each) for each in intakes}
    if weight_kg is not None:
        per_kg = next(each.amount for each in intakes if each.nutrient == "protein_per_kg")
        details["protein_for_weight_g"] = (per_kg or 0) * weight_kg
    return Outcome(None, details=details)


REFERENCE_INTAKES = Calculator(
    "reference_intakes",
    "Dietary reference intakes of vitamins, minerals and macronutrients",
    "per day",
    3,
    (
        Method(
            "dri",
            "Dietary Reference Intakes, National Academies 1997 to 2019; each nutrient names its report",
            (SEX, AGE.within(0, 120), GESTATION, LACTATION, WEIGHT.within(1.5, 650).if_known()),
            dri,
        ),
    ),
)
