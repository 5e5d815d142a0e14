"""Shopping lists: one's own and those that somebody shares, and what recipes need that is not at home."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from project.lib.errors import NotThere

from ..domain.ingredients.amounts import scaled
from ..domain.ingredients.parser import parse
from ..domain.plans.aisles import AISLES, LIQUID, ORDER, aisle_of
from ..domain.plans.buying import ToBuy, Wanted, to_buy
from ..models import Food, Ingredient, PantryLot, ShoppingItem, ShoppingList
from .needs import AT_HAND


def lists(user: Any) -> QuerySet[ShoppingList]:
    """Those that the person owns or was granted, the newest first, for `paging.keyset_page`."""
    counted = {
        "things": Count("items", distinct=True),
        "ticked": Count("items", filter=Q(items__ticked_at__isnull=False), distinct=True),
    }
    found = ShoppingList.objects.for_user(user).standing().select_related("owner").annotate(**counted)
    return found.order_by("-id")


@dataclass(frozen=True, slots=True)
class Seen:
    """A list as one person may see it."""

    list: ShoppingList
    is_owner: bool
    may_edit: bool


def list_for(user: Any, uuid: UUID, *, to_edit: bool = False, own: bool = False, deleted: bool = False) -> Seen:
    """
    With its items, in three statements.

    :raises NotThere: there is no such list that this person may see, or may do that with
    """
    mine = ShoppingList.objects.for_user(user).filter(uuid=uuid, deleted_at__isnull=not deleted)
    items = ShoppingItem.objects.select_related("food").order_by("name", "id")
    found = mine.select_related("owner").prefetch_related("grants", Prefetch("items", items)).first()
    if found is None:
        raise NotThere("There is no such shopping list.")
    is_owner = found.owner_id == user.pk
    may_edit = is_owner or any(each.may_edit for each in found.grants.all() if each.person_id == user.pk)
    if (own and not is_owner) or (to_edit and not may_edit):
        raise NotThere("You may look at this list, but not change it." if not own else "Only its owner may do that.")
    return Seen(found, is_owner, may_edit)


def version_of(user: Any, uuid: UUID) -> str:
    """What tells whether anything changed: one small statement. Empty where there is no such list."""
    row = ShoppingList.objects.for_user(user).standing().filter(uuid=uuid).values_list("pk", "version").first()
    return f'"{row[0]}-{row[1]}"' if row else ""


def by_aisle(items: Iterable[ShoppingItem]) -> list[tuple[str, list[ShoppingItem]]]:
    """What is still to take in the order of the shop, ticked things last of each aisle."""
    found: dict[str, list[ShoppingItem]] = defaultdict(list)
    for item in sorted(items, key=lambda item: (ORDER[item.aisle], item.ticked_at is not None, item.name.lower())):
        found[item.aisle].append(item)
    return [(AISLES[aisle], rows) for aisle, rows in found.items()]


# --- What recipes need --------------------------------------------------------------------------------------


@dataclass(slots=True)
class Need:
    """All lines of one food, or of the same words where no food is known."""

    name: str
    food: Food | None
    lines: list[Wanted] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Buying:
    name: str
    food: Food | None
    aisle: str
    what: ToBuy


def to_buy_for(user: Any, cooked: Sequence[tuple[int, Fraction]]) -> tuple[list[Buying], int]:
    """
    What recipes need, each by its id and for so many servings, less what is at home; and how many things are there
    already. Three statements, however many recipes.
    """
    stock = at_home(user)
    found, there = [], 0
    for need in _needs(cooked):
        grams = stock.get(need.food.pk, 0.0) if need.food else 0.0
        group = need.food.group if need.food else None
        what = to_buy(need.lines, at_home_g=grams, liquid=group in LIQUID)
        if what is None:
            there += 1
        else:
            found.append(Buying(need.name, need.food, aisle_of(group), what))
    return found, there


def at_home(user: Any) -> dict[int, float]:
    """Grams by food; what nobody weighed counts as nothing, and is bought again rather than missed."""
    found: dict[int, float] = defaultdict(float)
    lots = PantryLot.objects.for_user(user).there().filter(food__isnull=False, grams__isnull=False)
    for food, grams in lots.values_list("food", "grams"):
        found[food] += grams or 0
    return found


def _needs(cooked: Sequence[tuple[int, Fraction]]) -> list[Need]:
    servings: dict[int, Fraction] = defaultdict(Fraction)
    for recipe, times in cooked:
        servings[recipe] += times
    lines = Ingredient.objects.filter(recipe__in=servings, is_heading=False).select_related("food", "recipe")
    only = ("text", "grams", "place", "recipe__servings", "food__name", "food__group")
    found: dict[Any, Need] = {}
    for line in lines.only(*only).order_by("recipe", "place"):
        if line.food and line.food.name in AT_HAND:
            continue
        read = parse(line.text)
        factor = servings[line.recipe_id] / line.recipe.servings
        name = (read.food or line.text)[:100]
        need = found.setdefault(line.food_id or name.lower(), Need(name[:1].upper() + name[1:], line.food))
        amount = scaled(read.amount, factor) if read.amount else None
        need.lines.append(Wanted(amount, line.grams * float(factor) if line.grams is not None else None))
    return [*found.values()]
