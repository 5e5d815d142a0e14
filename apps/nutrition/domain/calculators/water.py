"""How much water a day, from drinks and food together."""

from collections.abc import Callable

from .answers import Calculator, Method, Outcome
from .inputs import AGE, GESTATION, LACTATION, SEX, Measure
from .iom import check_reproduction

TRAINING = Measure("training_hours", {"": 1.0}, 0, 12, "hours of sweating work that day", optional=True)

# Litres a day for ages below the first number: (male, female).
DRI_2004 = (
    (0.5, 0.7, 0.7), (1, 0.8, 0.8), (4, 1.3, 1.3), (9, 1.7, 1.7), (14, 2.4, 2.1), (19, 3.3, 2.3), (200, 3.7, 2.7),
)  # fmt: skip
EFSA_2010 = ((4, 1.3, 1.3), (9, 1.6, 1.6), (14, 2.1, 1.9), (200, 2.5, 2.0))
# Sawka et al. (2007) suggest starting from 0.4 to 0.8 litres an hour; this is the middle.
SWEAT_L_PER_HOUR = 0.6


def _intake(
    table: tuple[tuple[float, float, float], ...], *, pregnant: float, breastfeeding: float, adds: bool
) -> Callable[..., Outcome]:
    def run(
        *,
        sex: str,
        age_years: float,
        gestation_weeks: float | None,
        lactation_months: float | None,
        training_hours: float | None,
    ) -> Outcome:
        check_reproduction(sex, age_years, gestation_weeks, lactation_months)
        male, female = next((m, f) for below, m, f in table if age_years < below)
        litres = male if sex == "male" else female
        for applies, amount in ((gestation_weeks, pregnant), (lactation_months, breastfeeding)):
            if applies is not None:
                litres = litres + amount if adds else amount
        sweat = SWEAT_L_PER_HOUR * (training_hours or 0)
        notes = ("Food usually gives about a fifth of it.",)
        return Outcome(litres + sweat, details={"for_training_l": sweat}, notes=notes)

    return run


_INPUTS = (SEX, AGE.within(0, 120), GESTATION, LACTATION, TRAINING)
_SWEAT = "; training: Sawka et al. 2007"
WATER = Calculator(
    "water",
    "Adequate intake of water from drinks and food",
    "L/day",
    2,
    (
        Method(
            "dri_2004",
            f"Institute of Medicine 2004, Dietary Reference Intakes for Water{_SWEAT}",
            _INPUTS,
            _intake(DRI_2004, pregnant=3.0, breastfeeding=3.8, adds=False),
        ),
        Method(
            "efsa_2010",
            f"EFSA 2010, Dietary reference values for water{_SWEAT}",
            (SEX, AGE.within(2, 120), GESTATION, LACTATION, TRAINING),
            _intake(EFSA_2010, pregnant=0.3, breastfeeding=0.7, adds=True),
        ),
    ),
)
