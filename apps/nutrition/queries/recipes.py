"""Recipes, searched, narrowed and looked up."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.db.models import FloatField, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from project.lib.errors import NotThere
from project.lib.paging import PAGE_SIZE, Page, keyset_page

from ..models import POPULAR, Cooked, Recipe, RecipeMark, RecipePhoto

# Each order goes one way, so that a page far down begins with one look into the index.
ORDERS = {"popular": ("-popularity", "-id"), "quick": ("minutes", "id"), "new": ("-id",)}


class Listed(NamedTuple):
    """
    A recipe as lists show it, and what they are ordered by. A row: a model of 70 columns would cost more than its SQL.

    Of `energy_coverage`, None is all of the weight.
    """

    id: int
    uuid: UUID
    owner_id: int | None
    title: str
    description: str
    cuisine: str
    meals: list[str]
    tags: list[str]
    servings: int
    minutes: int
    popularity: int
    has_photo: bool
    energy_kcal: float | None
    protein_g: float | None
    carbohydrate_g: float | None
    fat_g: float | None
    energy_coverage: float | None
    unresolved: int
    suits: list[str]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list of recipes is narrowed to; what is not said does not matter."""

    words: str = ""
    cuisine: str = ""
    meal: str = ""
    tag: str = ""
    diet: str = ""
    free_of: Collection[str] = ()
    most_minutes: int | None = None
    least_kcal: int | None = None
    most_kcal: int | None = None
    only: str = ""  # mine, favourites
    order: str = "popular"


def recipe_page(user: Any, narrowed: Narrowed, *, cursor: str = "", size: int = PAGE_SIZE) -> Page[Listed]:
    """Those that hold the words, or else words spelled nearly so; asked for only where there are none."""
    found = _listed(recipes(user, narrowed))
    page = _page(found, narrowed, cursor, size)
    if page.items or not narrowed.words.strip() or (cursor and found.exists()):
        return page
    return _page(_listed(recipes(user, narrowed, mistyped=True)), narrowed, cursor, size)


def _page(found: "QuerySet[Any, Listed]", narrowed: Narrowed, cursor: str, size: int) -> Page[Listed]:
    """
    A search begins among the popular: mostly they fill the page, and their words have an index of their own. In that
    of all, PostgreSQL would gather and sort whatever holds the words.
    """
    if narrowed.words.strip() and narrowed.order == "popular" and not cursor:
        page = keyset_page(found.filter(popularity__gte=POPULAR), size=size)
        if page.next:
            return page
    return keyset_page(found, cursor=cursor, size=size)


def _listed(found: QuerySet[Recipe]) -> "QuerySet[Any, Listed]":
    covered = found.annotate(energy_coverage=Cast(KT("coverage__energy"), FloatField()))
    return cast("QuerySet[Any, Listed]", covered.values_list(*Listed._fields, named=True))


def recipes(user: Any, narrowed: Narrowed = Narrowed(), *, mistyped: bool = False) -> QuerySet[Recipe]:
    """
    Those that somebody may see, for `paging.keyset_page`. Without an account, the catalogue.

    A diet or an allergen lets through only what is known to be free of it.
    """
    found = Recipe.objects.visible_to(user)
    if narrowed.only and not user.is_authenticated:
        return found.none().order_by("-id")
    if narrowed.only == "mine":
        found = found.filter(owner=user)
    elif narrowed.only == "favourites":
        marked = RecipeMark.objects.for_user(user).filter(is_favourite=True)
        found = found.filter(pk__in=marked.values("recipe"))
    if narrowed.cuisine:
        found = found.filter(cuisine=narrowed.cuisine)
    if narrowed.meal:
        found = found.filter(meals__contains=[narrowed.meal])
    if narrowed.tag:
        found = found.filter(tags__contains=[narrowed.tag])
    if narrowed.diet:
        found = found.filter(suits__contains=[narrowed.diet])
    for each in narrowed.free_of:
        # Each by itself, as its index has it.
        found = found.filter(free_of__contains=[each])
    if narrowed.most_minutes is not None:
        # None told is no promise of being quick.
        found = found.filter(minutes__range=(1, narrowed.most_minutes))
    if narrowed.least_kcal is not None:
        found = found.filter(energy_kcal__gte=narrowed.least_kcal)
    if narrowed.most_kcal is not None:
        found = found.filter(energy_kcal__lte=narrowed.most_kcal)
    if narrowed.words.strip():
        found = found.with_words_alike(narrowed.words) if mistyped else found.with_words(narrowed.words)
    return found.order_by(*ORDERS[narrowed.order])


def recipe_for(user: Any, uuid: UUID) -> Recipe:
    """
    Of the catalogue, or the person's own, with its lines and their foods.

    :raises NotThere:
    """
    found = Recipe.objects.visible_to(user).prefetch_related("ingredients__food").filter(uuid=uuid).first()
    if found is None:
        raise NotThere("There is no such recipe.")
    return found


def own_recipe(user: Any, uuid: UUID, *, deleted: bool = False) -> Recipe:
    """:raises NotThere: it is not one that the person keeps, or deleted"""
    mine = Recipe.objects.for_user(user).filter(uuid=uuid, deleted_at__isnull=not deleted)
    found = mine.prefetch_related("ingredients__food").first()
    if found is None:
        raise NotThere("You keep no such recipe.")
    return found


def photo_of(user: Any, uuid: UUID) -> RecipePhoto:
    """
    Of a recipe that the person may see, with its recipe's owner.

    :raises NotThere:
    """
    visible = Recipe.objects.visible_to(user).filter(uuid=uuid)
    found = (
        RecipePhoto.objects.filter(recipe__in=visible)
        .select_related("recipe")
        .only("file", "small", "recipe__owner")
        .first()
    )
    if found is None:
        raise NotThere("There is no such picture.")
    return found


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said of a recipe, and the last times that they cooked it."""

    mark: RecipeMark
    cooked: list[Cooked]


def said_of(user: Any, recipe: Recipe) -> Said:
    mark = RecipeMark.objects.for_user(user).filter(recipe=recipe).first() or RecipeMark(owner=user, recipe=recipe)
    cooked = Cooked.objects.for_user(user).filter(recipe=recipe).order_by("-on", "-id")[:10]
    return Said(mark, list(cooked))
