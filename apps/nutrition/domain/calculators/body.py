"""Body mass index, body fat by tape, and reference weights."""

from math import log10

from .answers import Calculator, Method, Outcome
from .inputs import AGE, HEIGHT, METRE, SEX, WEIGHT, BadInput, Measure

# WHO (2000), TRS 894, table 2.1, and the grades of thinness of WHO (1995), TRS 854: a class reaches up to its number.
BMI_CLASSES = (
    (16, "severe thinness"),
    (17, "moderate thinness"),
    (18.5, "mild thinness"),
    (25, "normal range"),
    (30, "pre-obese"),
    (35, "obese class I"),
    (40, "obese class II"),
    (float("inf"), "obese class III"),
)
WAIST = Measure("waist", METRE, 0.4, 2.5, "circumference: men at the navel, women where it is narrowest")
NECK = Measure("neck", METRE, 0.2, 0.8, "circumference below the larynx")
HIP = Measure("hip", METRE, 0.5, 2.5, "largest circumference of the hips; needed for women", optional=True)


def bmi(*, weight_kg: float, height_m: float, age_years: float | None) -> Outcome:
    """
    Body mass index, kg/m2 (Quetelet 1832), with the class for adults of the WHO (2000).

    The class is that of the unrounded figure. Under 19 there is none: the WHO compares children with others of
    their age.
    """
    index = weight_kg / height_m**2
    healthy = {"healthy_weight_from_kg": 18.5 * height_m**2, "healthy_weight_below_kg": 25 * height_m**2}
    if age_years is not None and age_years < 19:
        return Outcome(index, notes=("Classes are for adults; a child's BMI is read against others of the same age.",))
    return Outcome(index, details={"class": bmi_class(index), **healthy})


def bmi_class(index: float) -> str:
    return next(name for below, name in BMI_CLASSES if index < below)


def navy_density(*, sex: str, height_m: float, waist_m: float, neck_m: float, hip_m: float | None) -> Outcome:
    """
    Body fat, percent of the weight: Hodgdon & Beckett (1984).

    Their regression goes from circumferences in centimetres to density; density gives fat by Siri (1961).
    """
    girth = 100 * _girth(sex, waist_m, neck_m, hip_m)
    if sex == "male":
        density = 1.0324 - 0.19077 * log10(girth) + 0.15456 * log10(height_m * 100)
    else:
        density = 1.29579 - 0.35004 * log10(girth) + 0.22100 * log10(height_m * 100)
    return _plausible(495 / density - 450, details={"density_g_per_ml": density})


def navy_inches(*, sex: str, height_m: float, waist_m: float, neck_m: float, hip_m: float | None) -> Outcome:
    """Body fat, percent of the weight: the same regression as the US Department of Defense tabulates it, in inches."""
    girth, height = _girth(sex, waist_m, neck_m, hip_m) / METRE["in"], height_m / METRE["in"]
    if sex == "male":
        return _plausible(86.010 * log10(girth) - 70.041 * log10(height) + 36.76)
    return _plausible(163.205 * log10(girth) - 97.684 * log10(height) - 78.387)


def _girth(sex: str, waist_m: float, neck_m: float, hip_m: float | None) -> float:
    if sex == "female" and hip_m is None:
        raise BadInput("hip_m", "Give the hip circumference: the equation for women needs it.")
    girth = waist_m - neck_m + (hip_m or 0 if sex == "female" else 0)
    if girth <= 0:
        raise BadInput("waist_m", "The waist must be wider than the neck.")
    return girth


def _plausible(percent: float, details: dict[str, float] | None = None) -> Outcome:
    if not 2 <= percent <= 75:
        raise BadInput("waist_m", "These measures give no plausible body fat; check them and their units.")
    return Outcome(percent, details=details or {})


def _per_inch(male: tuple[float, float], female: tuple[float, float], source: str, name: str) -> Method:
    def run(*, sex: str, height_m: float) -> Outcome:
        base, each = male if sex == "male" else female
        return Outcome(base + each * (height_m / METRE["in"] - 60))

    # The formulas start at 5 ft; below it they say nothing.
    return Method(name, source, (SEX, HEIGHT.within(1.524, 2.6)), run)


BMI = Calculator(
    "bmi",
    "Body mass index",
    "kg/m²",
    2,
    (
        Method(
            "who",
            "Quetelet 1832; classes: WHO 2000, TRS 894",
            (WEIGHT.within(2, 650), HEIGHT.within(0.4, 2.6), AGE.within(0, 120).if_known()),
            bmi,
        ),
    ),
)
_TAPE = (SEX, HEIGHT, WAIST, NECK, HIP)
BODY_FAT = Calculator(
    "body_fat",
    "Body fat by tape (US Navy)",
    "%",
    1,
    (
        Method("navy", "Hodgdon & Beckett 1984; fat from density: Siri 1961", _TAPE, navy_density),
        Method("navy_inches", "Hodgdon & Beckett 1984, as in DoD Instruction 1308.3", _TAPE, navy_inches),
    ),
)
IDEAL_WEIGHT = Calculator(
    "ideal_weight",
    "Reference weights by height, made for dosing drugs; not goals",
    "kg",
    1,
    (
        _per_inch((50, 2.3), (45.5, 2.3), "Devine 1974", "devine"),
        _per_inch((52, 1.9), (49, 1.7), "Robinson et al. 1983", "robinson"),
        _per_inch((56.2, 1.41), (53.1, 1.36), "Miller et al. 1983", "miller"),
        _per_inch((48, 2.7), (45.5, 2.2), "Hamwi 1964", "hamwi"),
    ),
)
