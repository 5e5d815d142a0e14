"""What people write into their diary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from project.lib.errors import Conflict, NotThere

from ..domain.foods.nutrients import BY_KEY
from ..models import DiaryEntry, FavouriteFood, Food, FoodMeasure, Meal, Recipe
from ..queries.today import changed

GRAMS = "g"
SERVING = "serving"
MOST_OF_A_DAY = 200
MOST_QUANTITY = 100_000.0
FIRST_DAY, DAYS_AHEAD = date(2000, 1, 1), 366
# More than that no day of anybody held: a figure in the wrong unit.
MOST = {"kcal": 50_000.0, "g": 20_000.0, "mg": 20_000_000.0, "µg": 20_000_000_000.0}


class BadEntry(Conflict):
    code = "bad_entry"


class DayIsFull(Conflict):
    code = "day_is_full"


def _refuse(field: str, sentence: str) -> BadEntry:
    return BadEntry(sentence, fields={field: [sentence]})


# --- Writing down -------------------------------------------------------------------------------------------


@transaction.atomic
def log_food(
    *, owner: Any, on: date, meal: str, food: Food, quantity: float, measure: FoodMeasure | None = None
) -> DiaryEntry:
    """
    Write down that so many grams of a food were eaten, or so many of one of its measures.

    :raises BadEntry: there is no such meal, day or amount
    :raises DayIsFull: the day holds as much as a day can
    """
    if food.owner_id not in {None, owner.pk} or (measure is not None and measure.food_id != food.pk):
        raise NotThere("There is no such food.")
    entry = DiaryEntry(owner=owner, name=food.title, food=food, quantity=quantity)
    entry.unit, entry.unit_g = (measure.label, measure.grams) if measure else (GRAMS, 1.0)
    _place(entry, on, meal)
    _check_quantity(quantity)
    entry.holds(food.amounts(quantity * entry.unit_g))
    entry.save()
    if food.owner_id is None:
        Food.objects.filter(pk=food.pk).update(popularity=F("popularity") + 1)
    return entry


@transaction.atomic
def log_recipe(*, owner: Any, on: date, meal: str, recipe: Recipe, servings: float) -> DiaryEntry:
    """
    Write down that so many servings of a recipe were eaten.

    :raises BadEntry: there is no such meal, day or amount
    :raises DayIsFull: the day holds as much as a day can
    """
    if recipe.owner_id not in {None, owner.pk}:
        raise NotThere("There is no such recipe.")
    entry = DiaryEntry(owner=owner, name=recipe.title, recipe=recipe, quantity=servings, unit=SERVING)
    _place(entry, on, meal)
    _check_quantity(servings)
    entry.holds(recipe.amounts(servings))
    entry.coverage = recipe.coverage
    entry.save()
    return entry


@transaction.atomic
def quick_add(*, owner: Any, on: date, meal: str, name: str, amounts: Mapping[str, float | None]) -> DiaryEntry:
    """
    Write down a name and what is known of it, by the nutrients' keys; what is left out is unknown.

    :raises BadEntry: it has no name, tells nothing, or more than can be
    :raises DayIsFull: the day holds as much as a day can
    """
    entry = DiaryEntry(owner=owner)
    _place(entry, on, meal)
    _note(entry, name, amounts)
    entry.save()
    return entry


def _note(entry: DiaryEntry, name: str, amounts: Mapping[str, float | None]) -> None:
    if not name.strip():
        raise _refuse("name", "Say what it was.")
    if all(amount is None for amount in amounts.values()):
        raise _refuse("energy", "Say at least how much energy it had, in kcal.")
    for key, amount in amounts.items():
        most = MOST[BY_KEY[key].unit]
        if amount is not None and not 0 <= amount <= most:
            raise _refuse(key, f"This can be from 0 to {most:,.0f}.")
    entry.name = name.strip()
    entry.holds(dict(amounts))


@transaction.atomic
def eat_again(*, owner: Any, entry: DiaryEntry, on: date, meal: str) -> DiaryEntry:
    """As much of the same once more, as its food or recipe is now; where that is gone, as it was."""
    if entry.food is not None:
        measure = entry.food.measures.filter(label=entry.unit).first()
        grams = entry.mass_g or entry.quantity
        how_much = {"quantity": entry.quantity, "measure": measure} if measure else {"quantity": grams}
        return log_food(owner=owner, on=on, meal=meal, food=entry.food, **how_much)
    if entry.recipe is not None:
        return log_recipe(owner=owner, on=on, meal=meal, recipe=entry.recipe, servings=entry.quantity)
    [same] = _copied([entry], owner=owner, on=on, meal=meal, copied_in=None)
    return same


def _place(entry: DiaryEntry, on: date, meal: str) -> None:
    """Where it stands; room is counted where it comes to another day."""
    check_day(on)
    if meal not in Meal.values:
        raise _refuse("meal", f"A meal is one of {', '.join(Meal.values)}.")
    if entry.pk is None or entry.on != on:
        _make_room(entry.owner_id, on, 1)
    entry.on, entry.meal = on, meal


def check_day(on: date) -> None:
    if on < FIRST_DAY or (on - timezone.localdate()).days > DAYS_AHEAD:
        raise _refuse("on", f"A diary begins in {FIRST_DAY.year}, and goes on for a year from today.")


def _check_quantity(quantity: float) -> None:
    if not 0 < quantity <= MOST_QUANTITY:
        raise _refuse("quantity", f"This can be anything above 0, up to {MOST_QUANTITY:,.0f}.")


def _make_room(owner: Any, on: date, more: int) -> None:
    if DiaryEntry.objects.for_user(owner).kept().filter(on=on).count() + more > MOST_OF_A_DAY:
        raise DayIsFull(f"A day holds {MOST_OF_A_DAY} entries; delete some first, or choose another day.")


def _times(amounts: Mapping[str, float | None], factor: float) -> dict[str, float | None]:
    return {key: None if amount is None else amount * factor for key, amount in amounts.items()}


# --- Changing, deleting -------------------------------------------------------------------------------------


class Change(TypedDict, total=False):
    on: date
    meal: str
    quantity: float
    measure: FoodMeasure | None  # None: grams
    name: str
    amounts: Mapping[str, float | None]


@transaction.atomic
def change_entry(*, entry: DiaryEntry, **said: Unpack[Change]) -> DiaryEntry:
    """
    Change what is given. Another quantity is reckoned from what was written down, not from what the food is now.

    :raises BadEntry: there is no such meal, day or amount, or a name and amounts are said of a food or a recipe
    :raises DayIsFull: the day that it would go to holds as much as a day can
    """
    entry = DiaryEntry.objects.select_for_update().get(pk=entry.pk)
    _place(entry, said.get("on", entry.on), said.get("meal", entry.meal))
    if "quantity" in said or "measure" in said:
        _change_quantity(entry, said)
    if "name" in said or "amounts" in said:
        _change_note(entry, said)
    entry.save()
    return entry


def _change_quantity(entry: DiaryEntry, said: Change) -> None:
    quantity = said.get("quantity", entry.quantity)
    _check_quantity(quantity)
    unit, unit_g = entry.unit, entry.unit_g
    if "measure" in said:
        measure = said["measure"]
        if unit_g is None or (measure is not None and measure.food_id != entry.food_id):
            raise _refuse("unit", "This is not counted in that.")
        unit, unit_g = (measure.label, measure.grams) if measure else (GRAMS, 1.0)
    weighed = entry.unit_g is not None and unit_g is not None
    factor = quantity / entry.quantity * (unit_g / entry.unit_g if weighed else 1)  # type: ignore[operator]
    entry.holds(_times(entry.amounts(), factor))
    entry.quantity, entry.unit, entry.unit_g = quantity, unit, unit_g


def _change_note(entry: DiaryEntry, said: Change) -> None:
    if entry.unit:
        raise _refuse("name", "Only what was added by hand has a name and amounts of its own.")
    _note(entry, said.get("name", entry.name), {**entry.amounts(), **said.get("amounts", {})})


def delete_entry(*, entry: DiaryEntry) -> None:
    """It can be taken back for a month."""
    DiaryEntry.objects.filter(pk=entry.pk).update(deleted_at=timezone.now())
    if entry.planned_meal_id is not None:
        changed(entry.owner_id)


@transaction.atomic
def restore_entry(*, entry: DiaryEntry) -> None:
    """
    Take its deletion back.

    :raises DayIsFull: its day has no room any more
    """
    if entry.deleted_at is not None:
        _make_room(entry.owner_id, entry.on, 1)
        eaten = DiaryEntry.objects.for_user(entry.owner_id).kept().filter(planned_meal=entry.planned_meal_id)
        # The planned meal may have been written down again meanwhile: then this is something eaten besides.
        planned = None if entry.planned_meal_id is None or eaten.exists() else entry.planned_meal_id
        DiaryEntry.objects.filter(pk=entry.pk).update(deleted_at=None, planned_meal=planned)
        if planned is not None:
            changed(entry.owner_id)


# --- Copying ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Copy:
    """What `undo_copy` takes, and how many entries it brought."""

    copied_in: UUID
    entries: int


@transaction.atomic
def copy_meals(*, owner: Any, from_on: date, on: date, from_meal: str = "", meal: str = "") -> Copy:
    """
    Write a day down once more on another, or one meal of it; `meal` is what it becomes where it is another.

    The copies hold what was written down, and can be undone as one.

    :raises BadEntry: there is nothing to copy, or no such day or meal
    :raises DayIsFull: the other day has no room for it
    """
    check_day(on)
    found = DiaryEntry.objects.for_user(owner).kept().filter(on=from_on).order_by("id")
    entries = list(found.filter(meal=from_meal) if from_meal else found)
    if not entries:
        raise _refuse("from_on", "There is nothing to copy on that day.")
    if meal and meal not in Meal.values:
        raise _refuse("meal", f"A meal is one of {', '.join(Meal.values)}.")
    copy = Copy(uuid4(), len(entries))
    _copied(entries, owner=owner, on=on, meal=meal, copied_in=copy.copied_in)
    return copy


def _copied(
    entries: Sequence[DiaryEntry], *, owner: Any, on: date, meal: str, copied_in: UUID | None
) -> list[DiaryEntry]:
    _make_room(owner, on, len(entries))
    for entry in entries:
        entry.pk, entry.uuid, entry.on, entry.copied_in = None, uuid4(), on, copied_in
        entry.meal = meal or entry.meal
        entry.is_sample, entry.planned_meal = False, None
    return DiaryEntry.objects.bulk_create(entries)


def undo_copy(*, owner: Any, copied_in: UUID) -> int:
    """
    Take away what one copy brought; how much that was.

    :raises NotThere: the person made no such copy, or undid it
    """
    found = DiaryEntry.objects.for_user(owner).kept().filter(copied_in=copied_in)
    undone = found.update(deleted_at=timezone.now())
    if not undone:
        raise NotThere("There is no such copy.")
    return undone


# --- At hand ------------------------------------------------------------------------------------------------


def favour_food(*, owner: Any, food: Food, favourite: bool) -> None:
    """Have it at hand when something is written down, or no longer."""
    if favourite:
        FavouriteFood.objects.get_or_create(owner=owner, food=food)
    else:
        FavouriteFood.objects.for_user(owner).filter(food=food).delete()
