"""What is at home, looked up."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from project.lib.errors import NotThere

from ..models import PantryChange, PantryLot

# Within so many days it is to be used.
SOON_DAYS = 3
MOST_CHANGES = 8


@dataclass(frozen=True, slots=True)
class Pantry:
    """Lots in the order of their due days, those that never go off last; and what was done last with any of them."""

    past: list[PantryLot]
    soon: list[PantryLot]
    rest: list[PantryLot]
    changes: list[PantryChange]

    @property
    def is_empty(self) -> bool:
        return not (self.past or self.soon or self.rest)


def lots(user: Any) -> list[PantryLot]:
    """Everything that is there: at most as much as a pantry holds, in one statement."""
    there = PantryLot.objects.for_user(user).there().select_related("food")
    return sorted(there, key=lambda lot: (lot.due_on or date.max, lot.name.lower(), lot.pk))


def pantry_of(user: Any, today: date) -> Pantry:
    """In two statements."""
    soon = today + timedelta(days=SOON_DAYS)
    there = lots(user)
    past = [lot for lot in there if lot.due_on and lot.due_on < today]
    due = [lot for lot in there if lot.due_on and today <= lot.due_on <= soon]
    changes = PantryChange.objects.for_user(user).select_related("lot").order_by("-id")[:MOST_CHANGES]
    return Pantry(past, due, [lot for lot in there if not lot.due_on or lot.due_on > soon], list(changes))


def lot_for(user: Any, uuid: UUID, *, gone: bool = False) -> PantryLot:
    """:raises NotThere: it is not in this person's pantry"""
    mine = PantryLot.objects.for_user(user).select_related("food")
    found = (mine if gone else mine.there()).filter(uuid=uuid).first()
    if found is None:
        raise NotThere("This is not in your pantry any more.")
    return found


def change_for(user: Any, uuid: UUID) -> PantryChange:
    """:raises NotThere: nothing of that kind was done, or it was undone"""
    found = PantryChange.objects.for_user(user).select_related("lot").filter(uuid=uuid).first()
    if found is None:
        raise NotThere("This was undone already.")
    return found
