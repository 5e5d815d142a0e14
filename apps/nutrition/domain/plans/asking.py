"""The planner's request for a person's wishes: docs/nutrition/planner.md has its shape."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..planner.limits import MOST_STOCK
from .wishes import FOR_SLOT, Wishes

# How much of a serving somebody eats. Many meals come together in many ways, so for those three are enough.
PORTIONS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
PORTIONS_OF_MANY = (0.75, 1.0, 1.5)
MANY_MEALS = 5
SECONDS, GAP = 8.0, 0.01
REST, TRAINING = "rest", "training"
# What twice the budget costs in the objective: as much as twelve meals that are no favourites.
OVER_BUDGET = 12.0
# What using all of something is worth in the objective: as much as a favourite is above a dish that nobody rated,
# and more where it goes off while the plan lasts.
WORTH, WORTH_EXPIRING = 0.3, 1.0


@dataclass(frozen=True, slots=True)
class Dish:
    """A recipe that may be planned. `values` are those of a serving, by the planner's measures; None is not known."""

    key: int
    title: str
    meals: frozenset[str]
    values: Mapping[str, float | None]
    group: str = ""
    preference: float = 0.5
    uses: Mapping[int, float] = field(default_factory=dict)  # grams in a serving, by the food of the pantry
    cost: float | None = None  # of a serving, where enough of it is priced
    fits: bool = True  # that it is known to suit the diet and to be free of the allergens


@dataclass(frozen=True, slots=True)
class Kept:
    """Something in the pantry: how much of which food, and the day of the plan after which it is no good."""

    food: int
    grams: float
    until: int | None = None

    @property
    def item(self) -> str:
        """What it is called towards the planner."""
        return str(self.food) if self.until is None else f"{self.food} by {self.until}"


@dataclass(frozen=True, slots=True)
class Meal:
    """What stands at a place of a plan."""

    day: int
    slot: int
    dish: int
    portion: float


def names(dishes: Iterable[Dish]) -> dict[int, str]:
    """What each dish is called towards the planner, whose sentences people read: its title, once."""
    found: dict[int, str] = {}
    seen: dict[str, int] = {}
    for dish in dishes:
        title = dish.title[:180]
        seen[title] = seen.get(title, 0) + 1
        found[dish.key] = title if seen[title] == 1 else f"{title} ({seen[title]})"
    return found


def request(
    wishes: Wishes,
    dishes: Sequence[Dish],
    *,
    pantry: Sequence[Kept] = (),
    locked: Sequence[Meal] = (),
    leftovers: Sequence[tuple[tuple[int, int], tuple[int, int]]] | None = None,
    swap: tuple[Meal, Sequence[Meal]] | None = None,
) -> dict[str, Any]:
    """
    `pantry` has one for each lot. `leftovers` are pairs of places (cooked, eaten again), by default those that the
    wishes ask for; `swap` is the meal that shall become another, and all meals of the plan.
    """
    called = names(dishes)
    slots = wishes.slots
    due = to_use_up(pantry, days=wishes.days)
    pairs = wished_leftovers(wishes) if leftovers is None else leftovers
    asked: dict[str, Any] = {
        "slots": [*slots],
        "days": [TRAINING if day in wishes.training_days else REST for day in range(wishes.days)],
        "targets": dict(wishes.targets),
        "max_uses": wishes.most_uses,
        "once_per_day": True,
        "required_labels": _labels(wishes),
        "limits": {"day": _limits(wishes)},
        "portions": [*(PORTIONS_OF_MANY if wishes.meals >= MANY_MEALS else PORTIONS)],
        "leftovers": [{"cooked": _place(slots, *first), "eaten": _place(slots, *again)} for first, again in pairs],
        "pantry": [_stock(wishes, each) for each in due],
        "candidates": [_candidate(wishes, dish, called[dish.key], due) for dish in dishes],
        "seed": wishes.seed,
        "seconds": SECONDS,
        "gap": GAP,
    }
    if wishes.budget is not None:
        asked["budget"] = wishes.budget
        # A tenth beyond it counts alike in every currency.
        asked["weights"] = {"budget": OVER_BUDGET / wishes.budget}
    if wishes.training_days:
        asked["targets_by_kind"] = {TRAINING: wishes.target_on(wishes.training_days[0])}
    if swap is not None:
        meal, plan = swap
        asked["swap"] = {**_place(slots, meal.day, meal.slot), "plan": _rows(wishes, plan, called)}
    elif locked:
        asked["locked"] = [
            {**_place(slots, each.day, each.slot), "candidate": called[each.dish], "portion": each.portion}
            for each in locked
        ]
    return asked


def to_use_up(lots: Iterable[Kept], *, days: int) -> list[Kept]:
    """
    How much of each food is to be used by which day, what goes off first at the front.

    A dish takes of a food, not of one of its lots, and a cook opens first what goes off first. So by the day on which
    a lot goes off, that lot and all that go off before it are to be used. What outlasts the plan is due with it.
    """
    of_foods: dict[int, dict[int, float]] = {}
    for lot in lots:
        due = days if lot.until is None else min(lot.until, days)
        by_day = of_foods.setdefault(lot.food, {})
        by_day[due] = by_day.get(due, 0.0) + lot.grams
    found = []
    for food, by_day in of_foods.items():
        total = 0.0
        for due in sorted(by_day):
            total += by_day[due]
            found.append((due, Kept(food, total, due if due < days else None)))
    return [each for _, each in sorted(found, key=lambda pair: pair[0])][:MOST_STOCK]


def wished_leftovers(wishes: Wishes) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Every second dinner is cooked for the next day's lunch too."""
    if not wishes.leftovers:
        return []
    dinner, lunch = wishes.slots.index("dinner"), wishes.slots.index("lunch")
    return [((day, dinner), (day + 1, lunch)) for day in range(0, wishes.days - 1, 2)]


def label(content: str) -> str:
    return f"free_of_{content}"


def _labels(wishes: Wishes) -> list[str]:
    return [*filter(None, [wishes.shared_diet]), *(label(each) for each in wishes.shared_free_of)]


def _limits(wishes: Wishes) -> dict[str, dict[str, float]]:
    limits: dict[str, dict[str, float]] = {}
    if wishes.most_sodium_mg is not None:
        limits["sodium_mg"] = {"max": wishes.most_sodium_mg}
    if wishes.least_fibre_g is not None:
        limits["fibre_g"] = {"min": wishes.least_fibre_g}
    return limits


def _candidate(wishes: Wishes, dish: Dish, name: str, pantry: Sequence[Kept]) -> dict[str, Any]:
    table = float(wishes.table_on())
    return {
        "id": name,
        "slots": [slot for slot in wishes.slots if dish.meals & {*FOR_SLOT[slot]}],
        **dish.values,
        **_cost(wishes, dish),
        "preference": dish.preference,
        "group": dish.group or None,
        "labels": _labels(wishes) if dish.fits else [],
        # A dish is cooked once for everyone at the table.
        "pantry": {each.item: dish.uses[each.food] * table for each in pantry if each.food in dish.uses},
    }


def _cost(wishes: Wishes, dish: Dish) -> dict[str, float]:
    """For everyone at the table, as the planner has it."""
    return {} if dish.cost is None or wishes.budget is None else {"cost": dish.cost * float(wishes.table_on())}


def _stock(wishes: Wishes, kept: Kept) -> dict[str, Any]:
    until, worth = (wishes.days - 1, WORTH) if kept.until is None else (kept.until, WORTH_EXPIRING)
    return {"item": kept.item, "amount": kept.grams, "worth": worth, "until": until}


def _place(slots: Sequence[str], day: int, slot: int) -> dict[str, Any]:
    return {"day": day, "slot": slots[slot]}


def _rows(wishes: Wishes, plan: Sequence[Meal], called: Mapping[int, str]) -> list[list[dict[str, Any]]]:
    at = {(each.day, each.slot): each for each in plan}
    return [
        [
            {"candidate": called[at[day, slot].dish], "portion": at[day, slot].portion}
            for slot in range(len(wishes.slots))
        ]
        for day in range(wishes.days)
    ]
