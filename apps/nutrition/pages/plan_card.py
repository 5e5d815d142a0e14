"""The card of the front page: today's meals, and what is to be bought."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from project.lib.registry import Card, FirstStep

from ..queries import today as reads


def card(person: Any) -> Card:
    """In two statements, none while nothing changes."""
    today = timezone.localdate()
    found = reads.at_a_glance(person, today)
    url = reverse("nutrition:meals")
    is_new = not found["meals"] and not found["shopping"]
    to_log = any(not meal["in_diary"] and meal["recipe"] for meal in found["meals"])
    return Card(
        title="Meals",
        template="" if is_new else "nutrition/_plan_card.html",
        context={**found, "to_log": to_log, "url": url},
        overview={"on": today, "meals": found["meals"], "shopping": found["shopping"]},
        url=url,
        first_step=_first_step() if is_new else None,
    )


def _first_step() -> FirstStep:
    return FirstStep(
        "Plan your meals",
        "Say what a day should hold and what you do not eat; the shopping list comes with it.",
        reverse("nutrition:plan-ask"),
        "Plan my meals",
    )
