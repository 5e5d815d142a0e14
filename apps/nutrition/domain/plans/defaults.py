"""What a day of the plan aims at where a person said nothing of it: reckoned from what their profile tells."""

from dataclasses import dataclass

from ..calculators.catalogue import calculate

# Reference intakes of an average adult, as labels have them (Regulation (EU) 1169/2011, annex XIII, part B).
REFERENCE = {"energy_kcal": 2000.0, "protein_g": 50.0, "carbohydrate_g": 260.0, "fat_g": 70.0}
# The middle of what the World Health Organization calls a normal weight: 18.5 to 25.
NORMAL_BMI = 21.75
KCAL_TO_CHANGE = 300.0
# The steps of the profile, as the National Academies (2023) name theirs.
_ACTIVITY = {
    "sedentary": "inactive", "light": "low_active", "moderate": "active", "active": "very_active",
    "very_active": "very_active",
}  # fmt: skip
_GOAL = {"lose": -KCAL_TO_CHANGE, "keep": 0.0, "gain": KCAL_TO_CHANGE}
_GOAL_OF_MACROS = {"lose": "lose", "keep": "maintain", "gain": "gain"}


@dataclass(frozen=True, slots=True)
class Aim:
    targets: dict[str, float]
    because: str  # a sentence on where they come from


def aim(
    *, sex: str | None, age_years: int | None, height_m: float | None, activity: str | None, goal: str | None
) -> Aim:
    """Of an adult of normal weight for that height; without sex, age or height what labels give for anybody."""
    if not sex or age_years is None or not height_m or age_years < 19:
        return Aim(dict(REFERENCE), "What labels give for an average adult. Say more in your profile for your own.")
    weight = NORMAL_BMI * height_m**2
    body = {"sex": sex, "age_years": age_years, "weight_kg": weight, "height_m": height_m}
    kept = calculate({"calculator": "eer", "method": "nasem_2023", "activity": _ACTIVITY[activity or "light"], **body})
    basal = calculate({"calculator": "bmr", **body})
    energy = max((kept.value or 0) + _GOAL[goal or "keep"], basal.value or 0)
    macros = calculate(
        {"calculator": "macros", "method": "share", "energy_kcal": energy, "goal": _GOAL_OF_MACROS[goal or "keep"]}
    )
    grams = {f"{name}_g": float(round(part["g"])) for name, part in macros.details.items()}
    return Aim(
        {"energy_kcal": float(round(energy, -1)), **grams},
        f"From your profile, for a weight of {weight:.0f} kg, normal for your height. Change them as you like.",
    )
