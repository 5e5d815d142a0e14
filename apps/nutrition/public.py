"""What other apps may ask of nutrition. Plain frozen values come out; people, words and dates go in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from . import services
from .domain.diary.aims import Against, Aim
from .models import DiaryEntry, Recipe
from .queries import diary, foods, recipes, targets

__all__ = [
    "DiaryDay", "Eaten", "Logged", "RecipeFound", "RecipeTold", "TargetOf", "begin_default_foods", "day",
    "find_recipes", "log_food", "log_note", "log_recipe", "recipe", "targets_on",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecipeFound:
    """A recipe in a list. `energy_kcal` and `protein_g` are in a serving; None is unknown."""

    uuid: UUID
    title: str
    url: str
    servings: int
    minutes: int
    energy_kcal: float | None
    protein_g: float | None
    suits: tuple[str, ...]
    is_own: bool


@dataclass(frozen=True, slots=True)
class RecipeTold:
    """A whole recipe. `covered` is the share of its weight whose energy is known."""

    found: RecipeFound
    ingredients: tuple[str, ...]
    steps: tuple[str, ...]
    contains: tuple[str, ...]
    free_of: tuple[str, ...]
    covered: float


def begin_default_foods() -> bool:
    """Have the foods that come with Steward loaded by a worker, unless they are; whether that was begun."""
    return services.begin_default_foods()


def find_recipes(
    user: Any, words: str = "", *, diet: str = "", free_of: Collection[str] = (), most_minutes: int | None = None,
    most: int = 10,
) -> list[RecipeFound]:  # fmt: skip
    """Of the catalogue and their own, the popular first; a diet or an allergen lets through only what is certain."""
    narrowed = recipes.Narrowed(words=words, diet=diet, free_of=free_of, most_minutes=most_minutes)
    return [_found(each) for each in recipes.recipe_page(user, narrowed, size=most).items]


def recipe(user: Any, uuid: UUID) -> RecipeTold:
    """:raises NotThere:"""
    found = recipes.recipe_for(user, uuid)
    lines = sorted(found.ingredients.all(), key=lambda line: line.place)
    return RecipeTold(
        _found(found), tuple(line.text for line in lines), tuple(found.steps), tuple(found.contains),
        tuple(found.free_of), found.coverage.get("energy", 1.0),
    )  # fmt: skip


def _found(recipe: Recipe) -> RecipeFound:
    amounts: Any = recipe
    return RecipeFound(
        recipe.uuid, recipe.title, f"/recipes/{recipe.uuid}/", recipe.servings, recipe.minutes, amounts.energy_kcal,
        amounts.protein_g, tuple(recipe.suits), recipe.owner_id is not None,
    )  # fmt: skip


# --- The diary ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Eaten:
    """One nutrient of a day: None is unknown; `coverage` is the share, from 0 to 1, of what was eaten that tells it."""

    amount: float | None
    coverage: float


@dataclass(frozen=True, slots=True)
class TargetOf:
    """
    What is aimed at, in `unit`: bounds of the day, or of a meal; None where there is no such bound.

    `amount`, `left` and `status` say how far a day is, where one was asked for: negative is too much.
    """

    nutrient: str
    meal: str
    unit: str
    low: float | None
    high: float | None
    source: str
    amount: float | None = None
    left: float | None = None
    status: str = ""


@dataclass(frozen=True, slots=True)
class Logged:
    """Something that was written down."""

    uuid: UUID
    on: date
    meal: str
    name: str
    energy_kcal: float | None


@dataclass(frozen=True, slots=True)
class DiaryDay:
    on: date
    entries: tuple[Logged, ...]
    eaten: Mapping[str, Eaten]
    targets: tuple[TargetOf, ...]
    drunk_ml: int


def day(user: Any, on: date) -> DiaryDay:
    """What a person ate and drank on a day, and what is left of what they aim at."""
    found = diary.day_of(user, on)
    against = (*found.against, *(each for meal in found.meals for each in meal.against))
    return DiaryDay(
        on,
        tuple(_logged(entry) for meal in found.meals for entry in meal.entries),
        {key: Eaten(each.amount, each.coverage) for key, each in found.sums.items()},
        tuple(_against(each) for each in against),
        found.drunk_ml,
    )


def targets_on(user: Any, on: date) -> tuple[TargetOf, ...]:
    return tuple(_target(aim) for aim in targets.aims_on(user, on))


def log_food(user: Any, *, food: UUID, grams: float, on: date, meal: str) -> Logged:
    """:raises DomainError: there is no such food, meal, day or amount"""
    found = foods.food_for(user, food)
    return _logged(services.log_food(owner=user, on=on, meal=meal, food=found, quantity=grams))


def log_recipe(user: Any, *, recipe: UUID, servings: float, on: date, meal: str) -> Logged:
    """:raises DomainError: there is no such recipe, meal, day or amount"""
    found = recipes.recipe_for(user, recipe)
    return _logged(services.log_recipe(owner=user, on=on, meal=meal, recipe=found, servings=servings))


def log_note(user: Any, *, name: str, amounts: Mapping[str, float | None], on: date, meal: str) -> Logged:
    """
    :param amounts: by the nutrients' keys, such as energy and protein; what is left out is unknown
    :raises DomainError: there is no such meal or day, or it tells nothing
    """
    return _logged(services.quick_add(owner=user, on=on, meal=meal, name=name, amounts=amounts))


def _logged(entry: DiaryEntry) -> Logged:
    return Logged(entry.uuid, entry.on, entry.meal, entry.name, entry.amounts()["energy"])


def _target(aim: Aim) -> TargetOf:
    bounds = aim.target
    return TargetOf(aim.nutrient, aim.meal, bounds.unit, bounds.low, bounds.high, bounds.source)


def _against(each: Against) -> TargetOf:
    bounds = each.aim.target
    return TargetOf(
        each.aim.nutrient, each.aim.meal, bounds.unit, bounds.low, bounds.high, bounds.source,
        amount=each.compared.amount, left=each.left, status=each.status.value,
    )  # fmt: skip
