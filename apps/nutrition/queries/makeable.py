"""
What can be made of what is at home, and what with a few things more.

Who may miss n foods of a recipe has at least one of any n + 1 of them, so only recipes are looked at that have one of
their n + 1 rarest in the pantry (prefix filtering, as Chaudhuri, Ganti and Kaushik 2006 have it). Those are few, though
everybody has salt.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Case, F, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Least

from apps.accounts import public as accounts

from ..domain.foods.groups import DIETS
from ..models import MOST_MISSING, Ingredient, PantryLot, Recipe
from ..querysets import keeping
from . import curated
from .needs import AT_HAND
from .pantry import SOON_DAYS

MOST = 30
# So many of a recipe's rarest foods are counted before all are.
GLANCE = 8
# Beyond this many, "1,000 or more" says enough.
MOST_COUNTED = 1000
SHOWN = ("uuid", "owner", "title", "servings", "minutes", "energy_kcal", "protein_g", "suits")


@dataclass(frozen=True, slots=True)
class Makeable:
    """`missing` are foods, or lines that no food is known of; of `short` there is less than the recipe takes."""

    recipe: Recipe
    missing: tuple[str, ...]
    short: tuple[str, ...]
    uses_soon: tuple[str, ...]  # what is to be used soon and goes into it


@dataclass(frozen=True, slots=True)
class Found:
    recipes: tuple[Makeable, ...]
    avoided: tuple[str, ...]  # what the person's profile says that nothing may contain
    left_out: int  # recipes of which it is not known whether they are free of that, up to MOST_COUNTED
    is_empty: bool  # whether nothing in the pantry is known as a food


@dataclass(slots=True)
class _Stock:
    """By food: how many grams there are, None where some lot was not weighed; and what is to be used soon."""

    grams: dict[int, float | None]
    soon: set[int]


def can_make(user: Any, *, today: date, missing: int = 0, most: int = MOST) -> Found:
    """
    The recipes that a person may eat, of which at most so many foods are not at home: what misses least first, of
    those what uses things that go off soon, then the popular. What is past its day is not at home.
    """
    stock = _stock(user, today)
    profile = accounts.profile(user)
    diet = profile.diet.value if profile.diet.value in DIETS else ""
    allergens = {each.value for each in profile.allergens}
    avoided = sorted(allergens.union(DIETS.get(diet, ())))
    suitable = keeping(diet, sorted(allergens)) if avoided else Q()
    if not stock.grams:
        return Found((), tuple(avoided), 0, is_empty=True)
    recipes: list[Recipe] = []
    # The more may be missing, the more recipes are looked at: only until there are enough.
    for lacking in range(missing + 1):
        matching = _matching(user, [*stock.grams], lacking)
        recipes = _best(matching.filter(suitable), stock, most)
        if len(recipes) == most:
            break
    left_out = _not_known(matching.exclude(suitable), avoided) if avoided else 0
    return Found(_told(recipes, stock), tuple(avoided), left_out, is_empty=False)


def _stock(user: Any, today: date) -> _Stock:
    lots = PantryLot.objects.for_user(user).there().filter(food__isnull=False).exclude(due_on__lt=today)
    grams: dict[int, float | None] = {}
    soon: set[int] = set()
    for food, weight, due_on in lots.values_list("food", "grams", "due_on"):
        known = grams.get(food, 0.0)
        grams[food] = None if known is None or weight is None else known + weight
        if due_on is not None and (due_on - today).days <= SOON_DAYS:
            soon.add(food)
    return _Stock(grams, soon)


def _best(fitting: "QuerySet[Recipe]", stock: _Stock, most: int) -> list[Recipe]:
    order = ["lacking", "-popularity", "-id"]
    if stock.soon:
        fitting = fitting.annotate(uses_soon=Q(foods__overlap=[*stock.soon]))
        order.insert(1, "-uses_soon")
    return list(fitting.only(*SHOWN).order_by(*order)[:most])


class _NotAmong(Func):
    """How many of an array are not in another."""

    template = "(SELECT count(*)::integer FROM unnest(%(expressions)s))"
    arg_joiner = ") AS each (food) WHERE food <> ALL ("
    output_field = IntegerField()


def _matching(user: Any, have: Sequence[int], missing: int) -> "QuerySet[Recipe]":
    """Recipes with `lacking`, which is `missing` at most."""
    one_of_the_first = Q()
    for place in range(min(missing, MOST_MISSING) + 1):
        one_of_the_first |= Q(**{f"foods__{place}__in": have})
    at_home = Value([*have], output_field=ArrayField(BigIntegerField()))
    # Cheap to say of a row, and leaves few whose foods are all looked up.
    there = sum((Case(When(**{f"foods__{place}__in": have}, then=1), default=0) for place in range(GLANCE)), Value(0))
    enough = Least(Func("foods", function="cardinality", output_field=IntegerField()), Value(GLANCE)) - missing
    candidates = Recipe.objects.visible_to(user).filter(one_of_the_first)
    likely = candidates.alias(there=there, enough=enough).filter(there__gte=F("enough"))
    return likely.annotate(lacking=F("unresolved") + _NotAmong("foods", at_home)).filter(lacking__lte=missing)


def _not_known(others: "QuerySet[Recipe]", avoided: Sequence[str]) -> int:
    """Those known to contain it do not count: there is nothing to mend about them."""
    unknown = others.exclude(contains__overlap=[*avoided])
    return int(unknown[:MOST_COUNTED].count())


# --- In words -----------------------------------------------------------------------------------------------


def _told(recipes: Sequence[Recipe], stock: _Stock) -> tuple[Makeable, ...]:
    lines: dict[int, list[Ingredient]] = defaultdict(list)
    needed = Ingredient.objects.filter(recipe__in=recipes, is_heading=False).select_related("food").order_by("place")
    for line in needed.only("recipe_id", "text", "grams", "food__name"):
        if not line.food or line.food.name not in AT_HAND:
            lines[line.recipe_id].append(line)
    return tuple(_makeable(recipe, lines[recipe.pk], stock) for recipe in recipes)


def _makeable(recipe: Recipe, lines: Sequence[Ingredient], stock: _Stock) -> Makeable:
    taken: dict[int, float] = defaultdict(float)
    for line in lines:
        taken[line.food_id or 0] += line.grams or 0
    missing = [line for line in lines if line.food_id not in stock.grams]
    short = [line for line in lines if _is_short(stock.grams, line.food_id, taken)]
    soon = [line for line in lines if line.food_id in stock.soon]
    return Makeable(recipe, _names(missing), _names(short), _names(soon))


def _is_short(grams: Mapping[int, float | None], food: int | None, taken: Mapping[int, float]) -> bool:
    there = grams.get(food) if food is not None else None
    return there is not None and food is not None and there < taken[food]


def _names(lines: Collection[Ingredient]) -> tuple[str, ...]:
    """As cooks call them, each once."""
    called = curated.words_by_food()
    names = (called.get(line.food.name, line.food.name) if line.food else line.text for line in lines)
    return tuple(dict.fromkeys(names))
