"""The diary, read: a day with its meals and sums, and what may be meant when something is written down."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from project.lib.errors import NotThere

from ..domain.diary.aims import DRINKS, Against, Aim, held_against
from ..domain.diary.sums import Portion, Sum, sums
from ..models import DiaryEntry, Drink, FavouriteFood, Food, Meal, Recipe, RecipeMark
from . import foods, recipes
from .foods import Suggested
from .recipes import Listed
from .targets import aims_on

# So far back is looked for what somebody eats often, and so much of it.
RECENT_DAYS, RECENT_ENTRIES, MOST_RECENT = 60, 300, 12
MOST_FAVOURITES = 12
MOST_FOUND, MOST_RECIPES_FOUND = 15, 5


@dataclass(frozen=True, slots=True)
class MealOfDay:
    meal: str
    entries: tuple[DiaryEntry, ...]
    sums: dict[str, Sum]
    against: tuple[Against, ...]


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    meals: tuple[MealOfDay, ...]
    sums: dict[str, Sum]
    against: tuple[Against, ...]  # what was aimed at for the whole day; drinks too
    drinks: tuple[Drink, ...]

    @property
    def is_empty(self) -> bool:
        return not any(meal.entries for meal in self.meals)

    @property
    def drunk_ml(self) -> int:
        return sum(drink.volume_ml for drink in self.drinks)


def day_of(user: Any, on: date) -> Day:
    """Everything of a day, in three statements."""
    entries = list(DiaryEntry.objects.for_user(user).kept().filter(on=on).as_eaten())
    drinks = tuple(Drink.objects.for_user(user).filter(on=on).order_by("id"))
    aims = aims_on(user, on)
    meals = tuple(_meal(meal, [entry for entry in entries if entry.meal == meal], aims) for meal in Meal.values)
    held = sums(portions(entries)) | {DRINKS: Sum(float(sum(drink.volume_ml for drink in drinks)), 1.0)}
    against = held_against([aim for aim in aims if not aim.meal], held)
    return Day(on, meals, held, tuple(against), drinks)


def _meal(meal: str, entries: Sequence[DiaryEntry], aims: Sequence[Aim]) -> MealOfDay:
    held = sums(portions(entries))
    return MealOfDay(meal, tuple(entries), held, tuple(held_against([aim for aim in aims if aim.meal == meal], held)))


def portions(entries: Sequence[DiaryEntry]) -> list[Portion]:
    return [Portion(entry.name, entry.amounts(), entry.coverage) for entry in entries]


def entry_of(user: Any, uuid: UUID, *, deleted: bool = False) -> DiaryEntry:
    """:raises NotThere: the person wrote no such thing down, or deleted it"""
    found = DiaryEntry.objects.for_user(user).as_eaten().select_related("food", "recipe").filter(uuid=uuid)
    entry = (found if deleted else found.kept()).first()
    if entry is None:
        raise NotThere("There is no such entry in your diary.")
    return entry


def copied(user: Any, copied_in: UUID) -> list[DiaryEntry]:
    """What one copy brought."""
    return list(DiaryEntry.objects.for_user(user).kept().filter(copied_in=copied_in).as_eaten())


def has_diary(user: Any) -> bool:
    return DiaryEntry.objects.for_user(user).kept().exists()


# --- At hand ------------------------------------------------------------------------------------------------


def recent(user: Any, *, meal: str, today: date) -> list[DiaryEntry]:
    """The last entry of each thing that somebody eats: what is often eaten at this meal first. One statement."""
    since = today - timedelta(days=RECENT_DAYS)
    kept = DiaryEntry.objects.for_user(user).kept().filter(on__range=(since, today))
    shown = ("uuid", "owner", "name", "meal", "quantity", "unit", "unit_g", "energy_kcal", "food__uuid", "recipe__uuid")
    found = list(kept.select_related("food", "recipe").only(*shown).order_by("-id")[:RECENT_ENTRIES])
    often = Counter(_thing(entry) for entry in found if entry.meal == meal)
    latest = {_thing(entry): entry for entry in reversed(found)}
    ranked = sorted(latest.items(), key=lambda item: (-often[item[0]], -item[1].pk))
    return [entry for _, entry in ranked[:MOST_RECENT]]


def _thing(entry: DiaryEntry) -> tuple[Any, ...]:
    return (entry.food_id, entry.recipe_id, "" if entry.food_id or entry.recipe_id else entry.name.lower())


@dataclass(frozen=True, slots=True)
class Found:
    foods: Sequence[Food | Suggested]
    recipes: Sequence[Recipe | Listed]


def favourites(user: Any) -> Found:
    """In two statements."""
    marked = FavouriteFood.objects.for_user(user).select_related("food").order_by("food__name")[:MOST_FAVOURITES]
    cooked = RecipeMark.objects.for_user(user).filter(is_favourite=True).select_related("recipe")
    return Found(
        [mark.food for mark in marked], [mark.recipe for mark in cooked.order_by("recipe__title")[:MOST_FAVOURITES]]
    )


def found(user: Any, words: str) -> Found:
    """What may be meant by words; by the digits of a bar code, the foods that carry it."""
    digits = words.replace(" ", "")
    if digits.isascii() and digits.isdigit() and 7 <= len(digits) <= 14:
        return Found(list(foods.with_barcode(user, digits)[:MOST_FOUND]), [])
    meant = recipes.recipe_page(user, recipes.Narrowed(words=words), size=MOST_RECIPES_FOUND).items
    return Found(foods.foods_like(user, words, most=MOST_FOUND), meant)


def last_of(user: Any, *, food: Food | None = None, recipe: Recipe | None = None) -> DiaryEntry | None:
    """When they last ate it, and so how much they may eat again."""
    kept = DiaryEntry.objects.for_user(user).kept()
    return kept.filter(food=food, recipe=recipe).order_by("-id").first()


def is_favourite(user: Any, food: Food) -> bool:
    return FavouriteFood.objects.for_user(user).filter(food=food).exists()
