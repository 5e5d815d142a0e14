"""What is planned for a day, and what is still to be bought: for the front page, and for whoever asks in passing."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, DateField, Exists, ExpressionWrapper, F, OuterRef, Q

from project.lib import cache

from ..domain.plans.wishes import DAYS
from ..models import DiaryEntry, PlannedMeal, ShoppingItem, ShoppingList

DOMAIN = "meals of today"


@cache.memoize("meals card", domain=DOMAIN, seconds=900)
def at_a_glance(user: Any, on: date) -> dict[str, Any]:
    """Both in plain values, remembered until `changed`; `shopping` is None where nothing is to be bought."""
    meals, shopping = meals_on(user, on), open_list(user)
    return {
        "plan": str(meals[0].plan.uuid) if meals else None,
        "day": meals[0].day if meals else None,
        "meals": [_told(meal) for meal in meals],
        "shopping": shopping and {
            "uuid": str(shopping.uuid), "title": shopping.title, "left": shopping.left,  # type: ignore[attr-defined]
        },
    }  # fmt: skip


def _told(meal: Any) -> dict[str, Any]:
    return {
        "id": meal.pk, "slot": meal.plan.slots[meal.slot], "title": meal.title, "portion": meal.portion,
        "recipe": str(meal.recipe.uuid) if meal.recipe else None, "in_diary": meal.is_eaten,
    }  # fmt: skip


def changed(*people: Any) -> None:
    """Say it wherever plans, shopping lists or what was eaten of a plan are written; None is nobody."""
    for person in people:
        if person is not None:
            cache.bump(person, DOMAIN)


def meals_on(user: Any, on: date) -> list[PlannedMeal]:
    """In the order of eating, each with `is_eaten`; of the plan that begins last where several have that day."""
    eaten = DiaryEntry.objects.for_user(user).kept().filter(planned_meal=OuterRef("pk"))
    falls_on = ExpressionWrapper(F("plan__starts_on") + F("day"), output_field=DateField())
    recent = (on - timedelta(days=DAYS[1] - 1), on)
    mine = PlannedMeal.objects.for_user(user).filter(plan__deleted_at=None, plan__starts_on__range=recent)
    found = mine.alias(on=falls_on).filter(on=on).annotate(is_eaten=Exists(eaten)).select_related("plan", "recipe")
    meals = list(found.order_by("-plan__starts_on", "-plan", "slot"))
    return [meal for meal in meals if meal.plan_id == meals[0].plan_id]


def open_list(user: Any) -> ShoppingList | None:
    """The newest that has something to buy, with how much is `left`."""
    left = Count("items", filter=Q(items__ticked_at=None), distinct=True)
    mine = ShoppingList.objects.for_user(user).standing().annotate(left=left)
    return mine.filter(left__gt=0).order_by("-id").first()


def list_to_write_on(user: Any) -> ShoppingList | None:
    """The newest of one's own, whatever is on it."""
    return ShoppingList.objects.owned_by(user).standing().order_by("-id").first()


def items_of(shopping: ShoppingList) -> list[ShoppingItem]:
    return list(shopping.items.order_by("ticked_at", "name", "id"))
