"""Meal plans, looked up and added up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.urls import resolve

from apps.accounts import public as accounts
from project.lib.errors import NotThere

from ..domain.plans import defaults
from ..domain.plans.wishes import TARGETS, Wishes
from ..models import DiaryEntry, MealPlan, PlannedMeal, PlanWish
from .targets import aims_on

SHOWN = ("energy_kcal", "protein_g", "carbohydrate_g", "fat_g", "fibre_g", "sodium_mg")
# Of a target, so near counts as met; what the planner aims within.
NEAR = 0.05


def plans(user: Any) -> QuerySet[MealPlan]:
    """The person's, those that begin last first, for `paging.keyset_page`."""
    return MealPlan.objects.for_user(user).standing().order_by("-starts_on", "-id")


def _meals() -> QuerySet[PlannedMeal]:
    recipe = ("uuid", "title", "minutes", "servings", "owner_id", *SHOWN)
    shown = PlannedMeal.objects.select_related("recipe").order_by("day", "slot")
    return shown.only("plan_id", "day", "slot", "title", "portion", "locked", "leftover_of_id", "cooked_on",
                      *(f"recipe__{name}" for name in recipe))  # fmt: skip


def plan_for(user: Any, uuid: UUID, *, deleted: bool = False) -> MealPlan:
    """
    With its meals in order, in two statements.

    :raises NotThere: the person has no such plan
    """
    mine = MealPlan.objects.for_user(user).filter(uuid=uuid, deleted_at__isnull=not deleted)
    found = mine.prefetch_related(Prefetch("meals", _meals())).first()
    if found is None:
        raise NotThere("There is no such plan of yours.")
    return found


def plan_at(user: Any, address: str) -> MealPlan:
    """
    The plan whose page has this address, which is what a job ends with.

    :raises NotThere: it was deleted meanwhile
    """
    return plan_for(user, resolve(address).kwargs["uuid"])


def meal_for(user: Any, meal_id: int, *, plan: UUID | None = None) -> PlannedMeal:
    """:raises NotThere: it is in no plan of this person, or in another than this one"""
    mine = PlannedMeal.objects.for_user(user).filter(plan__deleted_at=None, pk=meal_id)
    if plan is not None:
        mine = mine.filter(plan__uuid=plan)
    found = mine.select_related("plan", "recipe").first()
    if found is None:
        raise NotThere("There is no such meal in a plan of yours.")
    return found


def plans_between(user: Any, first: date, last: date) -> list[MealPlan]:
    """Those that have a day between these, with their meals: two statements, however many plans."""
    mine = plans(user).filter(starts_on__lte=last, starts_on__gt=first - timedelta(days=14))
    found = mine.prefetch_related(Prefetch("meals", _meals()))
    return [plan for plan in found if plan.last_on >= first]


def in_diary(user: Any, *plans: MealPlan) -> set[int]:
    """The ids of their meals that the person wrote down as eaten, in one statement."""
    meals = [meal.pk for plan in plans for meal in plan.meals.all()]
    eaten = DiaryEntry.objects.for_user(user).kept().filter(planned_meal__in=meals)
    return {pk for pk in eaten.values_list("planned_meal", flat=True) if pk is not None}


# --- Added up -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Total:
    """What one person eats of something, and what they aim at; `is_partial` where some of it is not known."""

    amount: float
    target: float | None
    is_partial: bool

    @property
    def share(self) -> float | None:
        return self.amount / self.target if self.target else None

    @property
    def is_near(self) -> bool:
        return self.share is not None and abs(self.share - 1) <= NEAR + 1e-9 and not self.is_partial


@dataclass(frozen=True, slots=True)
class Share:
    """What somebody at the table takes where the person who plans takes one, and what they eat that day."""

    name: str
    share: float
    energy_kcal: float

    def of(self, portion: float) -> float:
        return round(portion * self.share, 2)


@dataclass(frozen=True, slots=True)
class PlannedDay:
    on: date
    day: int
    is_training: bool
    meals: tuple[PlannedMeal, ...]
    totals: Mapping[str, Total]
    shares: tuple[Share, ...]

    @property
    def served(self) -> list[tuple[PlannedMeal, list[tuple[str, float]]]]:
        """Each meal with what the others who are described take of it, in servings."""
        return [(meal, [(each.name, each.of(meal.portion)) for each in self.shares]) for meal in self.meals]


def shares_on(wishes: Wishes, day: int | None = None) -> tuple[Share, ...]:
    """Of those at the table who are described, on a day of the plan or on one without training."""
    own = wishes.target_on(day)["energy_kcal"]
    pairs = zip(wishes.others, wishes.shares_on(day), strict=True)
    return tuple(Share(each.name, float(share), own * float(share)) for each, share in pairs)


def days_of(plan: MealPlan) -> list[PlannedDay]:
    """Day by day, for one person; no statement where the meals are prefetched."""
    wishes = Wishes.from_kept(plan.wishes)
    by_day: dict[int, list[PlannedMeal]] = {day: [] for day in range(plan.days)}
    for meal in plan.meals.all():
        by_day[meal.day].append(meal)
    return [
        PlannedDay(
            plan.starts_on + timedelta(days=day), day, day in wishes.training_days,
            tuple(meals), totals(meals, wishes.target_on(day)), shares_on(wishes, day),
        )
        for day, meals in by_day.items()
    ]  # fmt: skip


def totals(meals: Sequence[PlannedMeal], targets: Mapping[str, float]) -> dict[str, Total]:
    found = {}
    for measure in SHOWN:
        told = [(getattr(meal.recipe, measure, None), meal.portion) for meal in meals]
        amount = sum(value * portion for value, portion in told if value is not None)
        found[measure] = Total(amount, targets.get(measure), any(value is None for value, _ in told))
    return found


def averaged(days: Sequence[PlannedDay]) -> dict[str, Total]:
    """Of a day on average, over those given."""
    found = {}
    for measure in SHOWN:
        each = [day.totals[measure] for day in days]
        aims = [total.target for total in each if total.target is not None]
        target = sum(aims) / len(each) if len(aims) == len(each) else None
        found[measure] = Total(sum(t.amount for t in each) / len(each), target, any(t.is_partial for t in each))
    return found


# --- Wishes -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Begun:
    """What a person's next plan begins with, and where the targets come from."""

    wishes: Wishes
    because: str


def first_wishes(user: Any, *, today: date) -> Begun:
    """
    As they asked last, with the diet and allergens that their profile tells now; where they never asked, with the
    targets of their diary, and from the profile what those leave open.
    """
    profile = accounts.profile(user)
    diet = "" if profile.diet == accounts.Diet.EVERYTHING else profile.diet.value
    free_of = tuple(sorted(each.value for each in profile.allergens))
    told = {"diet": diet, "free_of": free_of, "training_days": ()}
    kept = PlanWish.objects.for_user(user).values_list("wishes", flat=True).first()
    if kept is not None and set(TARGETS) <= set(kept.get("targets", {})):
        return Begun(Wishes.from_kept({**kept, **told, "seed": 0}), "As in your last plan.")
    aim = defaults.aim(
        sex=profile.sex.value if profile.sex else None,
        age_years=profile.age_on(today),
        height_m=float(profile.height_cm) / 100 if profile.height_cm else None,
        activity=profile.activity.value if profile.activity else None,
        goal=profile.goal.value if profile.goal else None,
    )
    of_diary = _diary_targets(user, today)
    because = aim.because if len(of_diary) < len(TARGETS) else ""
    because = f"Your diary’s targets. {because}".strip() if of_diary else because
    return Begun(Wishes({**aim.targets, **of_diary}, diet=diet, free_of=free_of), because)


_MEASURES = {"energy": "energy_kcal", "protein": "protein_g", "carbohydrate": "carbohydrate_g", "fat": "fat_g"}


def _diary_targets(user: Any, on: date) -> dict[str, float]:
    """Of a whole day, as far as a plan can aim at them."""
    aims = {
        _MEASURES[aim.nutrient]: aim.about for aim in aims_on(user, on) if not aim.meal and aim.nutrient in _MEASURES
    }
    return {name: about for name, about in aims.items() if TARGETS[name][0] <= about <= TARGETS[name][1]}
