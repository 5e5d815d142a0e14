"""Energy at rest, and the day's energy as a multiple of it."""

from .answers import Calculator, Method, Outcome
from .inputs import AGE, BODY_FAT, HEIGHT, KG, SEX, WEIGHT, BadInput, Choice, Measure

LEAN_MASS = Measure("lean_mass", KG, 15, 250, "body weight without fat, if known", optional=True)

# Multiples of the basal rate, as McArdle, Katch & Katch (1996) give them.
ACTIVITY_FACTORS = {"sedentary": 1.2, "light": 1.375, "moderate": 1.55, "active": 1.725, "very_active": 1.9}
ACTIVITY = Choice(
    "activity",
    tuple(ACTIVITY_FACTORS),
    "sedentary: desk work; light: training 1 to 3 days a week; moderate: 3 to 5; active: 6 to 7; "
    "very_active: hard training or labour every day",
    {"lightly_active": "light", "moderately_active": "moderate", "extra_active": "very_active"},
    optional=True,
)
ACTIVITY_FACTOR = Measure("activity_factor", {"": 1.0}, 1.0, 3.0, "your own multiple of the basal rate", optional=True)


def mifflin_st_jeor(*, sex: str, age_years: float, weight_kg: float, height_m: float) -> Outcome:
    """Resting energy, kcal a day: Mifflin et al. (1990), from 498 people of 19 to 78 years."""
    notes = () if 19 <= age_years <= 78 else ("The formula was fitted on people of 19 to 78 years.",)
    constant = 5 if sex == "male" else -161
    return Outcome(10 * weight_kg + 6.25 * (height_m * 100) - 5 * age_years + constant, notes=notes)


def harris_benedict(*, sex: str, age_years: float, weight_kg: float, height_m: float) -> Outcome:
    """Basal energy, kcal a day: Harris & Benedict (1919)."""
    height_cm = height_m * 100
    if sex == "male":
        return Outcome(66.4730 + 13.7516 * weight_kg + 5.0033 * height_cm - 6.7550 * age_years)
    return Outcome(655.0955 + 9.5634 * weight_kg + 1.8496 * height_cm - 4.6756 * age_years)


def roza_shizgal(*, sex: str, age_years: float, weight_kg: float, height_m: float) -> Outcome:
    """Basal energy, kcal a day: Roza & Shizgal (1984), the Harris-Benedict equations fitted anew."""
    height_cm = height_m * 100
    if sex == "male":
        return Outcome(88.362 + 13.397 * weight_kg + 4.799 * height_cm - 5.677 * age_years)
    return Outcome(447.593 + 9.247 * weight_kg + 3.098 * height_cm - 4.330 * age_years)


# Ages below the first number: kcal for a kilogram, and to add. FAO/WHO/UNU (2004), table 5.2, from Schofield (1985).
SCHOFIELD = {
    "male": (
        (3, 59.512, -30.4),
        (10, 22.706, 504.3),
        (18, 17.686, 658.2),
        (30, 15.057, 692.2),
        (60, 11.472, 873.1),
        (200, 11.711, 587.7),
    ),
    "female": (
        (3, 58.317, -31.1),
        (10, 20.315, 485.9),
        (18, 13.384, 692.6),
        (30, 14.818, 486.6),
        (60, 8.126, 845.6),
        (200, 9.082, 658.5),
    ),
}


def schofield(*, sex: str, age_years: float, weight_kg: float) -> Outcome:
    """Basal energy, kcal a day, of children and adults from weight alone: Schofield (1985)."""
    slope, constant = next((slope, constant) for below, slope, constant in SCHOFIELD[sex] if age_years < below)
    return Outcome(slope * weight_kg + constant)


def katch_mcardle(*, weight_kg: float | None, body_fat_percent: float | None, lean_mass_kg: float | None) -> Outcome:
    """Resting energy, kcal a day, from lean mass alone: McArdle, Katch & Katch (1996)."""
    lean = lean_mass_of(weight_kg, body_fat_percent, lean_mass_kg)
    return Outcome(370 + 21.6 * lean, details={"lean_mass_kg": lean})


def cunningham(*, weight_kg: float | None, body_fat_percent: float | None, lean_mass_kg: float | None) -> Outcome:
    """Resting energy, kcal a day, from lean mass alone: Cunningham (1980)."""
    lean = lean_mass_of(weight_kg, body_fat_percent, lean_mass_kg)
    return Outcome(500 + 22 * lean, details={"lean_mass_kg": lean})


def lean_mass_of(weight_kg: float | None, body_fat_percent: float | None, lean_mass_kg: float | None) -> float:
    if lean_mass_kg is not None:
        if weight_kg is not None and lean_mass_kg > weight_kg:
            raise BadInput("lean_mass_kg", "The lean mass cannot be more than the weight.")
        return lean_mass_kg
    if weight_kg is None or body_fat_percent is None:
        raise BadInput("body_fat_percent", "Give the lean mass, or the weight and the body fat percent.")
    return weight_kg * (1 - body_fat_percent / 100)


def factor_for(activity: str | None, activity_factor: float | None) -> float:
    if activity_factor is not None:
        return activity_factor
    if activity is None:
        raise BadInput("activity", f"Give the activity: {', '.join(ACTIVITY_FACTORS)}; or an activity factor.")
    return ACTIVITY_FACTORS[activity]


_WHOLE_BODY = (SEX, AGE.within(15, 120), WEIGHT, HEIGHT)
_LEAN = (WEIGHT.if_known(), BODY_FAT.if_known(), LEAN_MASS)
_METHODS = (
    Method("mifflin_st_jeor", "Mifflin, St Jeor et al. 1990", _WHOLE_BODY, mifflin_st_jeor),
    Method("harris_benedict", "Harris & Benedict 1919", _WHOLE_BODY, harris_benedict, ("harris_benedict_1919",)),
    Method("roza_shizgal", "Roza & Shizgal 1984", _WHOLE_BODY, roza_shizgal, ("harris_benedict_1984",)),
    Method(
        "schofield",
        "Schofield 1985, as in FAO/WHO/UNU 2004",
        (SEX, AGE.within(0, 120), WEIGHT.within(1.5, 650)),
        schofield,
    ),
    Method("katch_mcardle", "McArdle, Katch & Katch 1996", _LEAN, katch_mcardle),
    Method("cunningham", "Cunningham 1980", _LEAN, cunningham),
)


def _times_activity(basal: Method) -> Method:
    def run(*, activity: str | None, activity_factor: float | None, **body: object) -> Outcome:
        at_rest, factor = basal.run(**body), factor_for(activity, activity_factor)
        assert at_rest.value is not None  # noqa: S101 (a basal rate is always a figure)
        details = {"basal_kcal": at_rest.value, "activity_factor": factor, **at_rest.details}
        return Outcome(at_rest.value * factor, details=details, notes=at_rest.notes)

    source = f"{basal.source}; activity factors: McArdle, Katch & Katch 1996"
    return Method(basal.name, source, (*basal.inputs, ACTIVITY, ACTIVITY_FACTOR), run, basal.also_named)


BMR = Calculator("bmr", "Basal metabolic rate", "kcal/day", 1, _METHODS)
TDEE = Calculator(
    "tdee", "Daily energy as a multiple of the basal rate", "kcal/day", 1, tuple(map(_times_activity, _METHODS))
)
