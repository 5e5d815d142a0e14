"""
Recipes that may be planned for somebody: the hard filters, in SQL.

Of the catalogue's recipes the most popular of each meal are remembered for every set of diet, allergens and minutes,
since the planner wants some hundreds of them and the catalogue may have hundreds of thousands. What a person keeps
themselves, and says of any, is read anew.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import dist
from random import Random
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from project.lib import cache

from ..domain.plans.asking import Dish
from ..domain.plans.wishes import FOR_SLOT, Wishes
from ..models import Cooked, Ingredient, Recipe, RecipeMark
from ..querysets import ENOUGH, keeping, told_enough, unsure
from .costs import costs_of

DOMAIN = "recipes"
# How many of a meal are remembered, and how many of these the planner chooses from, by the meals of a day: a seed
# chooses others. Half of a day in all its ways must be few enough to list (docs/nutrition/planner.md).
REMEMBERED = 400
OFFERED = {3: 60, 4: 16, 5: 16, 6: 16}
# Of so many times as many that are like the targets; the factors are those of labels, Regulation (EU) 1169/2011.
ALIKE = 2
KCAL_PER_G = {"protein_g": 4.0, "carbohydrate_g": 4.0, "fat_g": 9.0}
MOST_OWN = 200
# Beyond this many, "1,000 or more" says enough.
MOST_COUNTED = 1000
WITNESSES = 20
# The planner's measures and the columns that tell them. What nobody said of cost is unknown.
MEASURES = {
    "energy_kcal": "energy_kcal", "protein_g": "protein_g", "carbohydrate_g": "carbohydrate_g", "fat_g": "fat_g",
    "fibre_g": "fibre_g", "sodium_mg": "sodium_mg", "minutes": "minutes",
}  # fmt: skip
_COLUMNS = ("id", "title", "meals", *MEASURES.values())
FAVOURITE, UNRATED, LATELY = 1.0, 0.5, 0.2
LATELY_DAYS = 14


class _Filters(NamedTuple):
    """The hard ones, as plain values: what pools are remembered by."""

    diet: str
    free_of: list[str]
    most_minutes: int | None


@dataclass(frozen=True, slots=True)
class Pool:
    dishes: tuple[Dish, ...]
    left_out: int  # recipes of which something that is needed is not known, up to MOST_COUNTED


def pool(user: Any, wishes: Wishes, *, today: date, pantry: Collection[int] = ()) -> Pool:
    """The dishes for a person's wishes; what is in the pantry (ids of foods), and what they like, comes first."""
    meals = sorted({meal for slot in wishes.slots for meal in FOR_SLOT[slot]})
    said = _Filters(wishes.shared_diet, sorted(wishes.shared_free_of), wishes.most_minutes)
    rows: dict[int, Sequence[Any]] = {}
    for meal in meals:
        rows |= {row[0]: row for row in _of_catalogue(meal, *said)}
    own = (
        _fitting(Recipe.objects.for_user(user).standing(), *said)
        .filter(meals__overlap=meals)
        .order_by("-id")[:MOST_OWN]
    )
    rows |= {row[0]: row for row in _with_groups(own)}
    liked = _preferences(user, rows, today)
    uses = _uses(rows, pantry)
    found = [
        replace(_dish(row), preference=liked.get(key, UNRATED), uses=uses.get(key, {})) for key, row in rows.items()
    ]
    if wishes.budget is not None:
        found = [dish for dish in _priced(user, found) if dish.cost is not None]
    left_out = _left_out(meals, *said) + _not_known(Recipe.objects.for_user(user).standing(), meals, *said)
    return Pool(tuple(_offered(found, wishes)), min(left_out, MOST_COUNTED))


def witnesses(wishes: Wishes) -> list[Dish]:
    """Popular recipes whatever is in them: without any the planner cannot say that it is the diet that leaves none."""
    found: dict[int, Dish] = {}
    for meal in sorted({meal for slot in wishes.slots for meal in FOR_SLOT[slot]}):
        rows = _fitting(
            Recipe.objects.standing().filter(owner=None, meals__contains=[meal]), "", [], wishes.most_minutes
        )
        unfit = rows.exclude(keeping(wishes.shared_diet, wishes.shared_free_of)) if wishes.avoided else rows.none()
        for row in unfit.popular_first().values_list(*_COLUMNS)[:WITNESSES]:
            found[row[0]] = replace(_dish([*row, ""]), fits=False)
    return list(found.values())


def dishes_of(user: Any, recipes: Collection[int], wishes: Wishes) -> list[Dish]:
    """These recipes, though they be in no pool: what a plan has already."""
    rows = _with_groups(Recipe.objects.visible_to(user).filter(pk__in=recipes))
    known = [_dish(row) for row in rows if all(row[_COLUMNS.index(name)] is not None for name in wishes.targets)]
    return known if wishes.budget is None else _priced(user, known)


def _priced(user: Any, dishes: Sequence[Dish]) -> list[Dish]:
    """With what a serving costs, where nearly all of its weight has a price."""
    known = costs_of(user, [dish.key for dish in dishes], least_covered=ENOUGH)
    return [replace(dish, cost=float(known[dish.key])) if dish.key in known else dish for dish in dishes]


# --- SQL ----------------------------------------------------------------------------------------------------


def _quick(rows: "QuerySet[Recipe]", most_minutes: int | None) -> "QuerySet[Recipe]":
    # None told is no promise of being quick.
    return rows if most_minutes is None else rows.filter(minutes__range=(1, most_minutes))


def _fitting(rows: Any, diet: str, free_of: Sequence[str], most_minutes: int | None) -> Any:
    return _suiting(rows, diet, free_of, most_minutes).filter(told_enough())


def _suiting(rows: Any, diet: str, free_of: Sequence[str], most_minutes: int | None) -> Any:
    """Those whose ingredients and minutes may be; each allergen by itself, or no index of the popular ones fits."""
    rows = _quick(rows, most_minutes)
    if diet:
        rows = rows.filter(suits__contains=[diet])
    for each in free_of:
        rows = rows.filter(free_of__contains=[each])
    return rows


@cache.memoize("meal pool", domain=DOMAIN, seconds=900)
def _of_catalogue(meal: str, diet: str, free_of: list[str], most_minutes: int | None) -> list[list[Any]]:
    rows = Recipe.objects.standing().filter(owner=None, meals__contains=[meal])
    # PostgreSQL cannot tell how few lack a value, and would sort all that fit: so the popular first, then their values.
    popular = _suiting(rows, diet, free_of, most_minutes).popular_first().values("pk")[: 2 * REMEMBERED]
    found = _with_groups(rows.filter(told_enough(), pk__in=popular).popular_first()[:REMEMBERED])
    if len(found) == REMEMBERED:
        return found
    return _with_groups(_fitting(rows, diet, free_of, most_minutes).popular_first()[:REMEMBERED])


@cache.memoize("meal pool left out", domain=DOMAIN, seconds=900)
def _left_out(meals: list[str], diet: str, free_of: list[str], most_minutes: int | None) -> int:
    return _not_known(Recipe.objects.standing().filter(owner=None), meals, diet, free_of, most_minutes)


def _not_known(rows: Any, meals: Sequence[str], diet: str, free_of: Sequence[str], most_minutes: int | None) -> int:
    """How many might suit but are not known to, or lack a value; those known to be unsuitable do not count."""
    avoided = sorted(Wishes({}, diet=diet, free_of=tuple(free_of)).avoided)
    rows = _quick(rows.filter(meals__overlap=[*meals]), most_minutes)
    if avoided:
        rows = rows.exclude(contains__overlap=avoided)
    # Each by an index of its own, which is as short as the catalogue is well kept.
    found = rows.filter(~told_enough())[:MOST_COUNTED].count()
    if avoided:
        found += rows.filter(told_enough(), unsure()).exclude(keeping(diet, free_of))[:MOST_COUNTED].count()
    return int(found)


def unknown_own(user: Any, wishes: Wishes) -> "QuerySet[Recipe]":
    """Recipes of one's own that were left out because something is not known of them: what one can mend."""
    rows = Recipe.objects.for_user(user).standing()
    open_question = ~told_enough()
    if wishes.avoided:
        avoided = sorted(wishes.avoided)
        rows = rows.exclude(contains__overlap=avoided)
        open_question |= ~keeping(wishes.shared_diet, wishes.shared_free_of)
    return rows.filter(open_question).order_by("title", "id").only("uuid", "title")[:5]


def _with_groups(recipes: "QuerySet[Recipe]") -> list[list[Any]]:
    """Rows of `_COLUMNS`, each with its main group: that of the ingredients which give it the most protein."""
    lines = Ingredient.objects.filter(recipe=OuterRef("pk"), food__isnull=False, grams__gt=0)
    by_group = lines.values("food__group").annotate(protein=Sum(F("grams") * Coalesce("food__protein_g", 0.0)))
    main = Subquery(by_group.order_by("-protein", "food__group").values("food__group")[:1])
    return [[*row] for row in recipes.values_list(*_COLUMNS, Coalesce(main, Value("")))]


def _dish(row: Sequence[Any]) -> Dish:
    told = dict(zip((*_COLUMNS, "group"), row, strict=True))
    values = {measure: told[column] for measure, column in MEASURES.items()}
    # Nobody said how long it takes: that is not the same as no time at all.
    values["minutes"] = values["minutes"] or None
    return Dish(told["id"], told["title"], frozenset(told["meals"]), values, told["group"])


def _preferences(user: Any, recipes: Collection[int], today: date) -> dict[int, float]:
    """From 0 to 1: a favourite 1, stars a fifth each, less for what was cooked lately; what is not said, usual."""
    found: dict[int, float] = {}
    marks = RecipeMark.objects.for_user(user).filter(Q(is_favourite=True) | Q(rating__isnull=False))
    for recipe, favourite, rating in marks.values_list("recipe", "is_favourite", "rating"):
        if recipe in recipes:
            found[recipe] = FAVOURITE if favourite else (rating or 0) / 5
    lately = Cooked.objects.for_user(user).filter(on__gt=today - timedelta(days=LATELY_DAYS))
    for recipe in lately.values_list("recipe", flat=True).distinct():
        if recipe in recipes:
            found[recipe] = max(0.0, found.get(recipe, UNRATED) - LATELY)
    return found


def _uses(recipes: Iterable[int], pantry: Collection[int]) -> dict[int, dict[int, float]]:
    """Grams in a serving, by recipe and by food of the pantry."""
    found: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    if not pantry:
        return found
    lines = Ingredient.objects.filter(recipe__in=[*recipes], food__in=[*pantry], grams__gt=0)
    for recipe, food, grams, servings in lines.values_list("recipe", "food", "grams", "recipe__servings"):
        found[recipe][food] += (grams or 0) / servings
    return found


def _offered(dishes: Sequence[Dish], wishes: Wishes) -> list[Dish]:
    """
    As many as the planner shall choose from for each slot: what uses the pantry or is liked, then of those whose energy
    comes from about what the targets' does some of every main group in turn. Which of them, the seed says.
    """
    shuffled = sorted(dishes, key=lambda dish: dish.key)
    Random(wishes.seed).shuffle(shuffled)  # noqa: S311 (no secret)
    wanted_shares = _shares(wishes.targets)
    unlike = {dish.key: dist(_shares(dish.values), wanted_shares) for dish in dishes}
    kept: dict[int, Dish] = {}
    most = OFFERED[wishes.meals]
    for slot in wishes.slots:
        fitting = [dish for dish in shuffled if dish.meals & {*FOR_SLOT[slot]}]
        wanted = [dish for dish in fitting if dish.uses or dish.preference > UNRATED][: most // 2]
        rest = sorted((dish for dish in fitting if dish not in wanted), key=lambda dish: unlike[dish.key])
        alike = {dish.key for dish in rest[: ALIKE * most]}
        for dish in [*wanted, *_in_turn(dish for dish in fitting if dish.key in alike)][:most]:
            kept[dish.key] = dish
    return sorted(kept.values(), key=lambda dish: dish.key)


def _shares(values: Mapping[str, float | None]) -> list[float]:
    """Which part of the energy comes from protein, carbohydrate and fat."""
    energies = [KCAL_PER_G[name] * (values.get(name) or 0) for name in KCAL_PER_G]
    return [energy / (sum(energies) or 1) for energy in energies]


def _in_turn(dishes: Iterable[Dish]) -> list[Dish]:
    rank: Mapping[str, list[Dish]] = defaultdict(list)
    turns: list[tuple[int, int, Dish]] = []
    for dish in dishes:
        rank[dish.group].append(dish)
        turns.append((len(rank[dish.group]), len(turns), dish))
    return [dish for *_, dish in sorted(turns, key=lambda turn: turn[:2])]
