"""
Days of meals that made-up people share.

A plan takes the planner a tenth of a second, which for a million of them would be a day. So the planner makes a week
for each energy, diet and number of meals that somebody wants, no dish twice in it: any days of such a week are
again a plan that keeps all its rules, and whose objective is the sum of its days.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from django.contrib.auth import get_user_model

from apps.accounts import public as accounts
from project.lib.seeding import Scale

from ...domain.calculators.catalogue import calculate
from ...domain.planner.instance import Instance, Plan
from ...domain.planner.planner import make_plan
from ...domain.planner.reading import read
from ...domain.planner.scoring import score
from ...domain.plans import defaults
from ...domain.plans.asking import Dish, names, request
from ...domain.plans.wishes import FOR_SLOT, Wishes
from ...queries import pools
from ..planning import NoPlan

DAYS = 7
# Weeks of each kind at full scale, each of other recipes; and the energies, first the one that most come near.
SEEDS = 2
ENERGIES = (2000, 2400, 1600, 2800, 3200)


@dataclass(frozen=True, slots=True)
class Served:
    """A meal of a day: a recipe with its title as it was then."""

    slot: int
    recipe: int
    title: str
    portion: float


@dataclass(frozen=True, slots=True)
class Menu:
    """A day, and its part of the objective."""

    meals: tuple[Served, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Week:
    """Days to choose from. No day of the same recipes costs less than `bound`."""

    wishes: Wishes
    menus: tuple[Menu, ...]
    bound: float
    left_out: int


@dataclass(frozen=True, slots=True)
class Kind:
    """What a week is made for."""

    energy_kcal: int
    diet: str
    meals: int


def kind_of(profile: accounts.Profile, *, meals: int, scale: Scale) -> Kind:
    """What somebody wants by what their profile tells, in steps that others share."""
    energy = defaults.aim(
        sex=profile.sex.value if profile.sex else None,
        age_years=profile.age_on(scale.until),
        height_m=float(profile.height_cm) / 100 if profile.height_cm else None,
        activity=profile.activity.value if profile.activity else None,
        goal=profile.goal.value if profile.goal else None,
    ).targets["energy_kcal"]
    nearest = min(ENERGIES[: scale.of(len(ENERGIES))], key=lambda each: abs(each - energy))
    diet = "" if profile.diet == accounts.Diet.EVERYTHING else profile.diet.value
    return Kind(nearest, diet, meals)


@cache
def targets(energy_kcal: int) -> dict[str, float]:
    found = calculate(
        {"calculator": "macros", "method": "share", "energy_kcal": float(energy_kcal), "goal": "maintain"}
    )
    return {"energy_kcal": float(energy_kcal)} | {
        f"{name}_g": float(round(part["g"])) for name, part in found.details.items()
    }


class Weeks:
    """The weeks of each kind, made when the first asks for them."""

    def __init__(self, scale: Scale) -> None:
        self.scale = scale
        self._found: dict[Kind, list[Week]] = {}

    def of(self, kind: Kind) -> list[Week]:
        """:raises NoPlan: not even a diet less strict leaves recipes for a week"""
        if kind not in self._found:
            made = (_week(kind, seed, self.scale.until) for seed in range(self.scale.of(SEEDS)))
            found = [week for week in made if week is not None]
            if not found and not kind.diet:
                raise NoPlan("The recipes there are make no week. Seed recipes first.")
            # Few recipes, as at the smallest scale, may hold no week for everyone: then they are not so strict.
            self._found[kind] = found or self.of(replace(kind, diet=""))
        return self._found[kind]


def _week(kind: Kind, seed: int, until: date) -> Week | None:
    wishes = Wishes(targets(kind.energy_kcal), days=DAYS, meals=kind.meals, diet=kind.diet, most_uses=1, seed=seed)
    pool = pools.pool(_nobody(), wishes, today=until)
    if not _for_every_slot(pool.dishes, wishes):
        return None
    instance = read(request(wishes, pool.dishes))
    answer = make_plan(instance)
    if answer.plan is None or answer.status == "impossible":
        return None
    a_day = make_plan(replace(instance, days=instance.days[:1]))
    menus = tuple(_menu(instance, answer.plan, day, pool.dishes) for day in range(DAYS))
    return Week(replace(wishes, most_uses=2), menus, a_day.bound or 0.0, pool.left_out)


def _nobody() -> Any:
    """Somebody who has no recipes and said nothing of any."""
    return get_user_model()(pk=0)


def _for_every_slot(dishes: Sequence[Dish], wishes: Wishes) -> bool:
    return all(any(dish.meals & {*FOR_SLOT[slot]} for dish in dishes) for slot in wishes.slots)


def _menu(instance: Instance, plan: Plan, day: int, dishes: Sequence[Dish]) -> Menu:
    called = {name: key for key, name in names(dishes).items()}
    titles = {dish.key: dish.title for dish in dishes}
    meals = []
    for slot, serving in enumerate(plan[day]):
        key = called[instance.candidates[serving.candidate].id]
        meals.append(Served(slot, key, titles[key], serving.portion))
    alone = replace(instance, days=instance.days[day : day + 1])
    return Menu(tuple(meals), score(alone, plan[day : day + 1]).objective)
