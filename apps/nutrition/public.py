"""What other apps may ask of nutrition. Plain frozen values come out; people, words and dates go in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from . import services
from .domain.diary.aims import Against, Aim
from .models import DiaryEntry, PantryLot, Recipe, ShoppingItem
from .queries import diary, foods, makeable, plans, recipes, targets, today
from .queries import pantry as at_home

__all__ = [
    "AtHome", "CanMake", "DiaryDay", "Eaten", "Logged", "PlanBegun", "PlannedDish", "RecipeFound", "RecipeTold",
    "Shopping", "TargetOf", "ToBuy", "add_to_shopping", "begin_default_foods", "can_make", "day", "find_recipes",
    "log_food", "log_note", "log_planned", "log_recipe", "pantry", "plan_meals", "planned", "recipe", "shopping",
    "targets_on",
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


def _found(recipe: Recipe | recipes.Listed) -> RecipeFound:
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


# --- Plans --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlannedDish:
    """A meal of a plan: `plan` and `meal` name it; each eats so many servings."""

    plan: UUID
    meal: int
    slot: str
    title: str
    url: str
    servings: float
    energy_kcal: float | None  # of what one person eats
    in_diary: bool


@dataclass(frozen=True, slots=True)
class PlanBegun:
    """A plan that a worker is making: its job, and where one sees how far that is."""

    job: UUID
    title: str
    url: str


def planned(user: Any, on: date) -> tuple[PlannedDish, ...]:
    """The meals of a day, in the order of eating; none where nothing is planned."""
    return tuple(_planned(meal) for meal in today.meals_on(user, on))


def plan_meals(
    user: Any, *, starts_on: date, days: int | None = None, people: int | None = None, diet: str | None = None,
    free_of: Collection[str] = (), energy_kcal: float | None = None,
) -> PlanBegun:  # fmt: skip
    """
    Have meals planned; what is not said is as in their last plan, or as their profile and their diary's targets say.
    What these avoid stays avoided: `free_of` adds to it.

    :raises DomainError: there is no such diet or allergen, or a number is out of bounds
    """
    usual = plans.first_wishes(user, today=starts_on).wishes
    wishes = replace(
        usual,
        days=usual.days if days is None else days,
        people=usual.people if people is None else people,
        diet=usual.diet if diet is None else diet,
        free_of=tuple(dict.fromkeys((*usual.free_of, *free_of))),
    )
    if energy_kcal is not None:
        wishes = wishes.at_energy(energy_kcal)
    job = services.begin_plan(owner=user, starts_on=starts_on, wishes=wishes)
    return PlanBegun(job.uuid, job.title, reverse("nutrition:plan-making", args=[job.uuid]))


def log_planned(user: Any, *, plan: UUID, meal: int) -> Logged:
    """
    A planned meal goes into the diary of its day, once.

    :raises DomainError: there is no such meal, or its recipe is gone
    """
    return _logged(services.log_meal(owner=user, meal=plans.meal_for(user, meal, plan=plan)).entry)


def _planned(meal: Any) -> PlannedDish:
    energy = getattr(meal.recipe, "energy_kcal", None)
    return PlannedDish(
        meal.plan.uuid, meal.pk, meal.plan.slots[meal.slot], meal.title,
        reverse("nutrition:plan-meal", args=[meal.plan.uuid, meal.pk]), meal.portion,
        None if energy is None else energy * meal.portion, meal.is_eaten,
    )  # fmt: skip


# --- Shopping and the pantry --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ToBuy:
    """`amounts` are pairs of a number and a unit, "" for pieces; none is some."""

    name: str
    amounts: tuple[tuple[float, str], ...]
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Shopping:
    title: str
    url: str
    items: tuple[ToBuy, ...]


@dataclass(frozen=True, slots=True)
class AtHome:
    """Something in the pantry; without an amount it is some."""

    name: str
    amount: float | None
    unit: str
    due_on: date | None
    place: str


@dataclass(frozen=True, slots=True)
class CanMake:
    """A recipe, what of it is not at home, of what there is too little, and what of it goes off soon."""

    found: RecipeFound
    missing: tuple[str, ...]
    short: tuple[str, ...]
    uses_soon: tuple[str, ...]


def shopping(user: Any) -> Shopping | None:
    """Their newest list that has something to buy, also one that somebody shares."""
    found = today.open_list(user)
    if found is None:
        return None
    items = tuple(_to_buy(item) for item in today.items_of(found))
    return Shopping(found.title, reverse("nutrition:shopping-list", args=[found.uuid]), items)


def add_to_shopping(user: Any, text: str) -> ToBuy:
    """
    A line as somebody says it, such as "2 cans tomatoes", on their newest list; a list is begun where there is none.

    :raises DomainError: there is no word in it, or the list is full
    """
    found = today.list_to_write_on(user) or services.begin_list(owner=user, title="Shopping")
    return _to_buy(services.add_line(shopping=found, text=text))


def pantry(user: Any) -> tuple[AtHome, ...]:
    """What is at home, what goes off first at the front."""
    return tuple(_at_home(lot) for lot in at_home.lots(user))


def can_make(user: Any, *, on: date, missing: int = 0, most: int = 10) -> tuple[CanMake, ...]:
    """Recipes that they may eat, of which at most so many foods (three at most) are not at home."""
    found = makeable.can_make(user, today=on, missing=missing, most=most)
    return tuple(CanMake(_found(each.recipe), each.missing, each.short, each.uses_soon) for each in found.recipes)


def _at_home(lot: PantryLot) -> AtHome:
    amount, unit = lot.counted or (None, "")
    return AtHome(lot.name, amount, unit, lot.due_on, lot.place)


def _to_buy(item: ShoppingItem) -> ToBuy:
    amounts = tuple((number, unit) for number, unit in item.amounts)
    return ToBuy(item.name, amounts, item.ticked_at is not None)
