"""The card of the front page: what the day held so far, against what was aimed at."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from project.lib.registry import Card, FirstStep

from ..queries import diary as reads
from .diary_against import amount_of, rows

MAIN = ("energy", "protein", "carbohydrate", "fat")


def card(person: Any) -> Card:
    """In three statements, and a fourth where nothing is written down yet."""
    day = reads.day_of(person, timezone.localdate())
    url = reverse("nutrition:diary")
    is_new = day.is_empty and not reads.has_diary(person)
    energy = day.sums["energy"]
    against = [each for each in day.against if each.aim.nutrient in MAIN]
    entries = sum(len(meal.entries) for meal in day.meals)
    return Card(
        title="Diary",
        template="" if is_new else "nutrition/_card.html",
        context={
            "energy": amount_of("energy", energy.amount),
            "is_partial": not energy.complete,
            "is_empty": day.is_empty,
            "against": rows(sorted(against, key=lambda each: MAIN.index(each.aim.nutrient))),
            "drunk": amount_of("drinks", day.drunk_ml),
            "url": url,
        },
        overview={
            "on": day.on,
            "entries": entries,
            "energy_kcal": energy.amount,
            "energy_coverage": energy.coverage,
            "drunk_ml": day.drunk_ml,
            "targets": [
                {
                    "nutrient": each.aim.nutrient, "unit": each.aim.target.unit, "amount": each.compared.amount,
                    "low": each.aim.target.low, "high": each.aim.target.high, "left": each.left,
                    "status": each.status.value,
                }
                for each in day.against
            ],
        },
        url=url,
        first_step=_first_step() if is_new else None,
    )  # fmt: skip


def _first_step() -> FirstStep:
    return FirstStep(
        "Write down what you eat",
        "Search a food or a recipe, say how much, and see what your day holds and what is left of it.",
        reverse("nutrition:diary-add"),
        "Add the first meal",
    )
