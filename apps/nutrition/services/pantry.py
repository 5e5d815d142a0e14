"""What people do with what they have at home. Whatever is done to a lot can be undone, the last first."""

from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from project.lib.errors import Conflict, DomainError, NotThere

from ..domain.ingredients.units import unit_called
from ..models import Food, PantryChange, PantryLot
from .reckoning import understand
from .weighing import weight_g

MOST_LOTS = 1000
MOST_AMOUNT = 100_000.0
_KEPT = ("name", "amount", "unit", "grams", "due_on", "place", "note", "gone_at")
Kind = PantryChange.Kind


class BadLot(DomainError):
    code = "bad_lot"


class PantryIsFull(Conflict):
    code = "pantry_is_full"


class ChangedSince(Conflict):
    """Something else was done with the lot after what is to be undone."""

    code = "changed_since"


class Particulars(TypedDict, total=False):
    """Of a lot. An amount of None is some; a unit of "" counts pieces."""

    name: str
    amount: float | None
    unit: str
    due_on: date | None
    place: str
    note: str


def _refuse(field: str, sentence: str) -> BadLot:
    return BadLot(sentence, fields={field: [sentence]})


@transaction.atomic
def add_lot(*, owner: Any, food: Food | None = None, **said: Unpack[Particulars]) -> PantryChange:
    """
    Some of a food; without one, of what the words of its name mean, and else of just that name.

    :raises BadLot: it has neither food nor name, or there is no such unit or amount
    :raises PantryIsFull:
    """
    if food is not None and food.owner_id not in {None, owner.pk}:
        raise NotThere("There is no such food.")
    if PantryLot.objects.for_user(owner).there().count() >= MOST_LOTS:
        raise PantryIsFull(f"A pantry holds {MOST_LOTS:,} things. Use some up first.")
    lot = PantryLot(owner=owner, food=food, name=food.title[:100] if food else "", added_on=timezone.localdate())
    _say(lot, said)
    if food is None:
        lot.food = understand([lot.name], owner=owner)[0].food
    _weigh(lot)
    lot.save()
    return _note(lot, Kind.ADDED, {})


@transaction.atomic
def change_lot(*, owner: Any, lot: PantryLot, **said: Unpack[Particulars]) -> PantryChange:
    """
    What is left out stays.

    :raises BadLot: there is no such unit or amount, or it has no name any more
    """
    lot = _locked(owner, lot)
    before = _state(lot)
    _say(lot, said)
    if {"amount", "unit"} & said.keys():
        _weigh(lot)
    lot.save()
    return _note(lot, Kind.CHANGED, before)


@transaction.atomic
def use_lot(
    *, owner: Any, lot: PantryLot, amount: float | None = None, kind: PantryChange.Kind = Kind.USED
) -> PantryChange:
    """
    So much of it was used up, or thrown away; all of it where no amount is said.

    :raises BadLot: there is less of it, or nobody knows how much there is
    """
    lot = _locked(owner, lot)
    before = _state(lot)
    if amount is not None and (left := _left(lot, amount)) > 0:
        # What is counted and what it weighs shrink together.
        lot.amount = None if lot.amount is None else lot.amount * left
        lot.grams = None if lot.grams is None else lot.grams * left
    else:
        lot.gone_at = timezone.now()
    lot.save()
    return _note(lot, kind, before)


def _left(lot: PantryLot, amount: float) -> float:
    """The part of it that remains."""
    if amount <= 0:
        raise _refuse("amount", "This can be anything above 0.")
    if lot.counted is None:
        raise _refuse("amount", "Nobody said how much of it there is: use it up, or say first how much there is.")
    there = lot.counted[0]
    # A can that was opened three times may leave a trillionth.
    if amount > there * (1 + 1e-9):
        raise _refuse("amount", "There is not so much of it.")
    return max(0.0, 1 - amount / there) if amount < there * (1 - 1e-9) else 0.0


@transaction.atomic
def undo_change(*, owner: Any, change: PantryChange) -> PantryLot | None:
    """
    The lot as it was before; None where it was not there.

    :raises ChangedSince: something else was done with it since, which is to be undone first
    """
    lot = _locked(owner, change.lot, gone=True)
    if lot.changes.filter(pk__gt=change.pk).exists():
        raise ChangedSince(f"Something else was done with {lot.name} since then: undo that first.")
    if change.kind == Kind.ADDED:
        lot.delete()
        return None
    if not lot.changes.filter(pk=change.pk).delete()[0]:
        raise NotThere("This was undone already.")
    for name, value in change.before.items():
        setattr(lot, name, value)
    lot.due_on = parse_date(change.before["due_on"] or "")
    lot.gone_at = parse_datetime(change.before["gone_at"] or "")
    lot.save()
    return lot


# --- One lot ------------------------------------------------------------------------------------------------


def _locked(owner: Any, lot: PantryLot, *, gone: bool = False) -> PantryLot:
    mine = PantryLot.objects.for_user(owner).select_for_update()
    found = (mine if gone else mine.there()).filter(pk=lot.pk).first()
    if found is None:
        raise NotThere("This is not in your pantry any more.")
    return found


def _say(lot: PantryLot, said: Particulars) -> None:
    for name, value in said.items():
        setattr(lot, name, value.strip() if isinstance(value, str) else value)
    if not lot.name:
        raise _refuse("name", "Say what it is.")
    unit = unit_called(lot.unit) if lot.unit else None
    if lot.unit and unit is None:
        raise _refuse("unit", "Nothing is measured in that: say g, ml, can or such, or leave it empty for pieces.")
    lot.unit = unit.name if unit and lot.amount is not None else ""
    if lot.amount is not None and not 0 < lot.amount <= MOST_AMOUNT:
        raise _refuse("amount", f"This can be anything above 0, up to {MOST_AMOUNT:,.0f}.")


def _weigh(lot: PantryLot) -> None:
    lot.grams = None if lot.amount is None else weight_g(lot.food, lot.amount, lot.unit)


def _state(lot: PantryLot) -> dict[str, Any]:
    told = {name: getattr(lot, name) for name in _KEPT}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items()}


def _note(lot: PantryLot, kind: PantryChange.Kind, before: dict[str, Any]) -> PantryChange:
    return PantryChange.objects.create(owner_id=lot.owner_id, lot=lot, kind=kind, before=before)
