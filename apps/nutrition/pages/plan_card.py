"""The card of the front page: today's meals, and what is to be bought."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from project.lib.registry import Card, FirstStep

from ..models import PlannedMeal, ShoppingList
from ..queries import today as reads


def card(person: Any) -> Card:
    """In two statements."""
    today = timezone.localdate()
    meals = reads.meals_on(person, today)
    shopping = reads.open_list(person)
    url = reverse("nutrition:meals")
    return Card(
        title="Meals",
        template="nutrition/_plan_card.html" if meals or shopping else "",
        context={
            "meals": [(each.plan.slots[each.slot], each) for each in meals],
            "plan": meals[0].plan.uuid if meals else None,
            "day": meals[0].day if meals else None,
            "to_log": any(not _is_eaten(each) and each.recipe_id for each in meals),
            "shopping": shopping,
            "url": url,
        },
        overview={
            "on": today,
            "meals": [_meal(each) for each in meals],
            "shopping": shopping and {"uuid": shopping.uuid, "title": shopping.title, "left": _left(shopping)},
        },
        url=url,
        first_step=None if meals or shopping else _first_step(),
    )


def _meal(meal: PlannedMeal) -> dict[str, Any]:
    recipe = meal.recipe and meal.recipe.uuid
    slot = meal.plan.slots[meal.slot]
    return {"slot": slot, "title": meal.title, "portion": meal.portion, "recipe": recipe, "in_diary": _is_eaten(meal)}


def _is_eaten(meal: PlannedMeal) -> bool:
    return bool(meal.is_eaten)  # type: ignore[attr-defined]


def _left(shopping: ShoppingList) -> int:
    return int(shopping.left)  # type: ignore[attr-defined]


def _first_step() -> FirstStep:
    return FirstStep(
        "Plan your meals",
        "Say what a day should hold and what you do not eat; the shopping list comes with it.",
        reverse("nutrition:plan-ask"),
        "Plan my meals",
    )
