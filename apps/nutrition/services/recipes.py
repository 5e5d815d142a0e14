"""Recipes that people keep, and what they say of any."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from project.lib.errors import Conflict, NotThere

from ..models import Cooked, Food, Ingredient, Recipe, RecipeMark
from .reckoning import ingredients_of, reckon, understand

MOST_LINES = 100
MOST_STEPS = 60
AT_ONCE = 100


class BadRecipe(Conflict):
    code = "bad_recipe"


class NotYet(Conflict):
    code = "not_yet"


class Particulars(TypedDict, total=False):
    """`ingredients` are lines as people write them; `steps` are paragraphs."""

    title: str
    description: str
    cuisine: str
    meals: list[str]
    tags: list[str]
    servings: int
    minutes_prep: int
    minutes_cook: int
    ingredients: list[str]
    steps: list[str]
    source_name: str
    source_url: str


@transaction.atomic
def add_recipe(*, owner: Any, **particulars: Unpack[Particulars]) -> Recipe:
    """
    Keep a recipe that only its owner sees.

    :raises BadRecipe: it has no ingredient, or more than can be kept
    """
    recipe = Recipe(owner=owner, servings=1)
    _say(recipe, {"ingredients": [], **particulars})
    return recipe


@transaction.atomic
def change_recipe(*, owner: Any, recipe: Recipe, **particulars: Unpack[Particulars]) -> Recipe:
    """
    What is left out stays as it is.

    :raises BadRecipe: it has no ingredient, or more than can be kept
    """
    refuse_others(owner, recipe)
    _say(recipe, particulars)
    return recipe


@transaction.atomic
def copy_recipe(*, owner: Any, recipe: Recipe) -> Recipe:
    """A recipe of one's own that begins as this one, to be changed."""
    same = {name: getattr(recipe, name) for name in Particulars.__annotations__ if name != "ingredients"}
    lines = list(recipe.ingredients.order_by("place").values_list("text", flat=True))
    return add_recipe(owner=owner, **{**same, "ingredients": lines})


def delete_recipe(*, owner: Any, recipe: Recipe) -> None:
    """With what its owner said of it, and the days on which they cooked it. It can be brought back."""
    refuse_others(owner, recipe)
    Recipe.objects.filter(pk=recipe.pk).update(deleted_at=timezone.now())


def restore_recipe(*, owner: Any, recipe: Recipe) -> None:
    refuse_others(owner, recipe)
    Recipe.objects.filter(pk=recipe.pk).update(deleted_at=None)


def recipes_made_of(food: Food) -> list[Recipe]:
    return list(Recipe.objects.filter(pk__in=Ingredient.objects.filter(food=food).values("recipe")))


def reckon_anew(recipes: Iterable[Recipe]) -> None:
    """Where what they are made of is no longer what it was."""
    for recipe in recipes:
        _say(recipe, {})


def reckon_all_made_of(foods: Sequence[int], say: Callable[[str], None]) -> int:
    """Of foods by their ids, a few recipes in a transaction; how many there are."""
    made = Ingredient.objects.filter(food__in=foods).values_list("recipe", flat=True)
    ids = list(made.order_by("recipe").distinct())
    for begin in range(0, len(ids), AT_ONCE):
        with transaction.atomic():
            reckon_anew(Recipe.objects.select_related("owner").filter(pk__in=ids[begin : begin + AT_ONCE]))
        say(f"{min(begin + AT_ONCE, len(ids)):,} of {len(ids):,} recipes reckoned anew")
    return len(ids)


def refuse_others(owner: Any, recipe: Recipe) -> None:
    """
    Without an owner it is the catalogue that is changed.

    :raises NotThere: it is not theirs
    """
    if recipe.owner_id != (owner.pk if owner is not None else None):
        raise NotThere("You keep no such recipe.")


def _say(recipe: Recipe, particulars: Particulars) -> None:
    said = dict(particulars)
    lines: Any = said.pop("ingredients", None)
    for name, value in said.items():
        setattr(recipe, name, value)
    recipe.title = recipe.title.strip()
    if lines is None:
        lines = list(recipe.ingredients.order_by("place").values_list("text", flat=True))
    lines = [" ".join(line.split())[:250] for line in lines if line.strip()]
    _check(recipe, lines)
    understood = understand(lines, owner=recipe.owner)
    reckon(recipe, understood)
    recipe.save()
    recipe.ingredients.all().delete()
    Ingredient.objects.bulk_create(ingredients_of(recipe, understood))


def _check(recipe: Recipe, lines: list[str]) -> None:
    faults = {}
    if not recipe.title:
        faults["title"] = ["Give it a name."]
    if not lines:
        faults["ingredients"] = ["Write at least one ingredient, each on a line of its own."]
    elif len(lines) > MOST_LINES:
        faults["ingredients"] = [f"At most {MOST_LINES} lines can be kept."]
    if len(recipe.steps) > MOST_STEPS:
        faults["steps"] = [f"At most {MOST_STEPS} steps can be kept."]
    if faults:
        raise BadRecipe(" ".join(sentence for [sentence] in faults.values()), fields=faults)


# --- What people say of them --------------------------------------------------------------------------------


class Marks(TypedDict, total=False):
    is_favourite: bool
    rating: int | None
    note: str


@transaction.atomic
def mark_recipe(*, owner: Any, recipe: Recipe, **said: Unpack[Marks]) -> RecipeMark:
    """A favourite, stars from 1 to 5 or a note; what is left out stays as it is."""
    mark, _ = RecipeMark.objects.select_for_update().get_or_create(owner=owner, recipe=recipe)
    more = int(said.get("is_favourite", mark.is_favourite)) - int(mark.is_favourite)
    for name, value in said.items():
        setattr(mark, name, value)
    mark.save()
    if more:
        Recipe.objects.filter(pk=recipe.pk).update(popularity=F("popularity") + more * 5)
    return mark


@transaction.atomic
def log_cooked(*, owner: Any, recipe: Recipe, on: date, servings: int, today: date, note: str = "") -> Cooked:
    """
    Remember that it was cooked.

    :raises NotYet: that day is still to come
    """
    if on > today:
        raise NotYet("That day is still to come.", fields={"on": ["That day is still to come."]})
    cooked = Cooked.objects.create(owner=owner, recipe=recipe, on=on, servings=servings, note=note)
    Recipe.objects.filter(pk=recipe.pk).update(popularity=F("popularity") + 1)
    return cooked


def forget_cooked(*, owner: Any, cooked_id: int) -> Recipe:
    """:raises NotThere: the person logged no such thing"""
    cooked = Cooked.objects.for_user(owner).select_related("recipe").filter(pk=cooked_id).first()
    if cooked is None:
        raise NotThere("You logged no such thing.")
    cooked.delete()
    return cooked.recipe
