"""Heart rate zones for training."""

from .answers import Calculator, Method, Outcome
from .inputs import AGE, BadInput, Choice, Measure

RESTING = Measure("resting_heart_rate_bpm", {"": 1.0}, 25, 120, "beats a minute at rest, on waking")
MAXIMUM = Measure(
    "max_heart_rate_bpm", {"": 1.0}, 100, 240, "your measured maximum; replaces the formula", optional=True
)
FORMULA = Choice(
    "max_formula",
    ("tanaka", "fox"),
    "tanaka: 208 - 0.7 x age (Tanaka et al. 2001); fox: 220 - age (Fox, Naughton & Haskell 1971)",
    {"220_age": "fox", "220": "fox"},
    default="tanaka",
)
BANDS = ((0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.0))
NAMES = ("very light", "light", "moderate", "hard", "maximum")


def maximum(*, age_years: float | None, max_formula: str, max_heart_rate_bpm: float | None) -> float:
    """Beats a minute. Both formulas miss one person in three by more than 10 beats, so a measured maximum is better."""
    if max_heart_rate_bpm is not None:
        return max_heart_rate_bpm
    if age_years is None:
        raise BadInput("age_years", "Give the age, as age_years or age_months, or a measured maximum.")
    return 208 - 0.7 * age_years if max_formula == "tanaka" else 220 - age_years


def of_maximum(*, age_years: float | None, max_formula: str, max_heart_rate_bpm: float | None) -> Outcome:
    """Zones as shares of the maximum."""
    top = maximum(age_years=age_years, max_formula=max_formula, max_heart_rate_bpm=max_heart_rate_bpm)
    return _zones(top, floor=0)


def karvonen(
    *, age_years: float | None, max_formula: str, max_heart_rate_bpm: float | None, resting_heart_rate_bpm: float
) -> Outcome:
    """Zones as shares of the reserve between rest and maximum: Karvonen, Kentala & Mustala (1957)."""
    top = maximum(age_years=age_years, max_formula=max_formula, max_heart_rate_bpm=max_heart_rate_bpm)
    if resting_heart_rate_bpm >= top:
        raise BadInput("resting_heart_rate_bpm", "The resting heart rate must be below the maximum.")
    return _zones(top, floor=resting_heart_rate_bpm)


def _zones(top: float, floor: float) -> Outcome:
    zones = [
        {"zone": number, "name": name, "from_bpm": floor + low * (top - floor), "to_bpm": floor + high * (top - floor)}
        for number, (name, (low, high)) in enumerate(zip(NAMES, BANDS, strict=True), start=1)
    ]
    return Outcome(top, details={"zones": zones})


_MAXIMUM_FROM = (AGE.within(5, 120).if_known(), FORMULA, MAXIMUM)
_SOURCES = "maximum: Tanaka et al. 2001 or Fox, Naughton & Haskell 1971"
HEART_RATE_ZONES = Calculator(
    "heart_rate_zones",
    "Maximum heart rate and five training zones",
    "beats/min",
    0,
    (
        Method("of_maximum", f"Shares of the maximum; {_SOURCES}", _MAXIMUM_FROM, of_maximum),
        Method("karvonen", f"Karvonen, Kentala & Mustala 1957; {_SOURCES}", (*_MAXIMUM_FROM, RESTING), karvonen),
    ),
)
