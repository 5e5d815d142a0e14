"""The sample household's week: what is at home, what is planned, and what is to be bought for it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.urls import resolve
from django.utils import timezone

from project.lib.person import speaking_to

from ..models import MealPlan, PantryChange, PantryLot, ShoppingList
from ..queries import plans as reads
from ..queries.today import changed
from .pantry import add_lot
from .shopping import begin_list


@dataclass(frozen=True, slots=True)
class Lot:
    """Some of a food, as a cook calls it; without an amount, some."""

    name: str
    amount: float | None = None
    unit: str = ""
    good_for: int | None = None  # days
    place: str = ""


AT_HOME = (
    Lot("yogurt", 500, "g", 1, "fridge"),
    Lot("milk", 1, "l", 4, "fridge"),
    Lot("eggs", 6, "", 9, "fridge"),
    Lot("onions", 4, "", None, "cellar"),
    Lot("garlic"),
    Lot("rice", 1, "kg"),
    Lot("rolled oats", 500, "g"),
    Lot("olive oil"),
    Lot("salt"),
)


@dataclass(slots=True)
class _Making:
    """Stands for the job that makes a plan elsewhere: made again, it is the same."""

    uuid: UUID
    owner_id: int | None

    def report(self, done: float, total: float = 100, message: str | None = None) -> None: ...


@transaction.atomic
def load_sample_week(person: Any) -> None:
    """Nothing where they have it; the plan is left out until the catalogue has recipes for it."""
    if PantryLot.objects.for_user(person).filter(is_sample=True).exists():
        return
    with speaking_to(person):
        today = timezone.localdate()
        for lot in AT_HOME:
            due_on = None if lot.good_for is None else today + timedelta(days=lot.good_for)
            added = add_lot(
                owner=person, name=lot.name, amount=lot.amount, unit=lot.unit, due_on=due_on, place=lot.place
            )
            PantryLot.objects.filter(pk=added.lot_id).update(is_sample=True)
        # The person did none of it, so there is nothing of theirs to undo.
        PantryChange.objects.filter(owner=person, lot__is_sample=True).delete()
        plan = _planned(person, today)
        if plan is not None:
            shopping = begin_list(owner=person, title="This week", plan=plan)
            ShoppingList.objects.filter(pk=shopping.pk).update(is_sample=True)


def _planned(person: Any, today: date) -> MealPlan | None:
    from .planning import NoPlan, make_meal_plan

    monday = today - timedelta(days=today.weekday())
    wishes = reads.first_wishes(person, today=today).wishes
    making = _Making(uuid5(person.uuid, "the sample household's week"), person.pk)
    try:
        address = make_meal_plan(starts_on=monday.isoformat(), wishes=wishes.kept(), progress=making)
    except NoPlan:
        return None
    plan = reads.plan_for(person, resolve(address).kwargs["uuid"])
    MealPlan.objects.filter(pk=plan.pk).update(is_sample=True)
    return plan


@transaction.atomic
def remove_sample_week(person: Any) -> None:
    """What the person wrote themselves stays."""
    for model in (ShoppingList, MealPlan, PantryLot):
        model.objects.filter(owner=person, is_sample=True).delete()
    changed(person)
