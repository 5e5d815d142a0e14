"""What is planned for a day, and what is still to be bought: for the front page, and for whoever asks in passing."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, DateField, Exists, ExpressionWrapper, F, OuterRef, Q

from ..domain.plans.wishes import DAYS
from ..models import DiaryEntry, PlannedMeal, ShoppingItem, ShoppingList


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
