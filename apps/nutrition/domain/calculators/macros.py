"""How a day's energy divides into protein, carbohydrate and fat."""

from .answers import Calculator, Method, Outcome
from .inputs import ENERGY, WEIGHT, BadInput, Choice, Measure

# General factors of Atwater (1899), kcal in a gram.
KCAL_PER_G = {"protein": 4, "carbohydrate": 4, "fat": 9}
# Acceptable ranges for adults, percent of energy: Institute of Medicine (2005).
ACCEPTABLE = {"protein": (10, 35), "carbohydrate": (45, 65), "fat": (20, 35)}

GOALS = ("lose", "maintain", "gain")
GOAL = Choice("goal", GOALS, "for the weight", {"loss": "lose", "bulk": "gain", "cut": "lose"}, default="maintain")
# Percent of energy as protein, carbohydrate and fat: within the acceptable ranges, more protein where weight changes.
SHARES = {"lose": (25, 45, 30), "maintain": (20, 50, 30), "gain": (25, 50, 25)}
# Protein per kg of weight: within the 1.4 to 2.0 g of Jäger et al. (2017); Morton et al. (2018) find no more gain
# beyond 1.6 g.
PROTEIN_G_PER_KG = {"lose": 2.0, "maintain": 1.4, "gain": 1.6}
FAT_PERCENT = {"lose": 25, "maintain": 30, "gain": 25}


def _percent(name: str) -> Measure:
    return Measure(f"{name}_percent", {"": 1.0}, 0, 100, f"share of the energy from {name}", optional=True)


PERCENTS = tuple(_percent(name) for name in KCAL_PER_G)


def by_share(
    *,
    energy_kcal: float,
    goal: str,
    protein_percent: float | None,
    carbohydrate_percent: float | None,
    fat_percent: float | None,
) -> Outcome:
    """Grams from percentages of the energy: your own three, or those for the goal."""
    own = (protein_percent, carbohydrate_percent, fat_percent)
    given = [share for share in own if share is not None]
    if given and (len(given) != len(own) or abs(sum(given) - 100) > 1e-6):
        raise BadInput("protein_percent", "Give all three percentages, adding up to 100, or none of them.")
    shares = given or SHARES[goal]
    return _split({name: energy_kcal * share / 100 for name, share in zip(KCAL_PER_G, shares, strict=True)})


def by_weight(*, energy_kcal: float, goal: str, weight_kg: float) -> Outcome:
    """Protein by body weight, fat as a share of the energy, carbohydrate the rest."""
    protein = PROTEIN_G_PER_KG[goal] * weight_kg * KCAL_PER_G["protein"]
    fat = energy_kcal * FAT_PERCENT[goal] / 100
    left = energy_kcal - protein - fat
    if left < 0:
        raise BadInput("energy_kcal", "This energy is too little for the protein of that weight; use method share.")
    return _split({"protein": protein, "carbohydrate": left, "fat": fat})


def _split(kcal: dict[str, float]) -> Outcome:
    total = sum(kcal.values())
    details = {}
    notes = []
    for name, energy in kcal.items():
        share = 100 * energy / total
        details[name] = {"g": energy / KCAL_PER_G[name], "kcal": energy, "percent": share}
        low, high = ACCEPTABLE[name]
        if not low <= round(share, 6) <= high:
            notes.append(
                f"{name.capitalize()} is outside {low} to {high} % of energy, the acceptable range for adults."
            )
    return Outcome(total, details=details, notes=tuple(notes))


_AMDR = "Institute of Medicine 2005 (acceptable ranges); Atwater 1899 (kcal per gram)"
MACROS = Calculator(
    "macros",
    "Protein, carbohydrate and fat of a day",
    "kcal/day",
    1,
    (
        Method("share", _AMDR, (ENERGY, GOAL, *PERCENTS), by_share),
        Method("body_weight", f"Jäger et al. 2017, Morton et al. 2018; {_AMDR}", (ENERGY, GOAL, WEIGHT), by_weight),
    ),
)
