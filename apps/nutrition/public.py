"""What other apps may ask of nutrition. Plain frozen values come out; people, words and dates go in."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from . import services
from .models import Recipe
from .queries import recipes

__all__ = ["RecipeFound", "RecipeTold", "begin_default_foods", "find_recipes", "recipe"]


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
