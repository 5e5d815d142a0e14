"""The plans and diaries of `seed_demo`: such as the product itself would have written."""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from statistics import median

import pytest

from apps.nutrition.domain.foods.nutrients import COLUMNS
from apps.nutrition.domain.plans.wishes import FOR_SLOT, Wishes, checked
from apps.nutrition.models import DiaryEntry, DiaryTarget, Drink, Food, MealPlan, PlannedMeal, PlanWish
from apps.nutrition.queries import diary as diary_reads
from apps.nutrition.queries import plans as plan_reads
from apps.nutrition.services import demo, recipe_seeding
from apps.nutrition.services.demo import plans as demo_plans
from apps.nutrition.services.diary import log_food, log_recipe
from apps.nutrition.services.planning import NoPlan
from project.lib.registry import seeders
from project.lib.seeding import Scale, people

pytestmark = pytest.mark.django_db
SCALE = Scale(Fraction(1, 1000), date(2026, 3, 31))


@pytest.fixture
def seeded():
    seed_people()
    for step in (recipe_seeding.seed, demo.seed):
        [*step(SCALE)]
    return list(people(SCALE))


def seed_people():
    [*seeders["people"](SCALE)]


def test_plans_keep_all_that_was_wished(seeded):
    some = MealPlan.objects.order_by("uuid").prefetch_related("meals__recipe")[:60]

    for plan in some:
        plan.clean_fields(exclude=["broken"])
        plan.validate_constraints()
        wishes = checked(Wishes.from_kept(plan.wishes))
        meals = list(plan.meals.all())
        places = {(meal.day, meal.slot) for meal in meals}
        assert places == {(day, slot) for day in range(plan.days) for slot in range(len(plan.slots))}
        assert (wishes.days, wishes.people, [*wishes.slots]) == (plan.days, plan.people, plan.slots)
        assert max(Counter(meal.recipe_id for meal in meals).values()) <= wishes.most_uses
        for meal in meals:
            meal.clean_fields(exclude=["leftover_of"])
            assert meal.title == meal.recipe.title
            assert {*meal.recipe.meals} & {*FOR_SLOT[plan.slots[meal.slot]]}
            assert not wishes.diet or wishes.diet in meal.recipe.suits
    assert len(some) == 60


def test_a_plan_is_worth_what_it_says_by_the_documented_objective(seeded):
    some = list(MealPlan.objects.order_by("uuid").prefetch_related("meals__recipe")[:60])

    for plan in some:
        days = plan_reads.days_of(plan)
        off = [abs(total.share - 1) for day in days for total in day.totals.values() if total.target]
        missed = sum(2 * min(rel, 0.05) + 20 * max(rel - 0.05, 0) for rel in off)
        liked = 0.5 * len(plan.meals.all())
        assert plan.objective == pytest.approx(missed + liked, abs=1e-6)
        assert 0 < plan.bound <= plan.objective
    cells = [
        total.is_near for plan in some for day in plan_reads.days_of(plan) for total in day.totals.values()
        if total.target
    ]  # fmt: skip
    assert sum(cells) >= 0.95 * len(cells)


def test_a_few_people_plan_very_often_and_all_over_three_years(seeded):
    planned = Counter(MealPlan.objects.values_list("owner_id", flat=True))
    starts = MealPlan.objects.order_by("starts_on").values_list("starts_on", flat=True)

    assert sum(planned.values()) == 1000
    assert len(planned) == len(seeded) == PlanWish.objects.count()
    assert max(planned.values()) > 5 * median(planned.values())
    assert max(plan.last_on for plan in MealPlan.objects.all()) == SCALE.until
    assert timedelta(days=730) < SCALE.until - starts[0] <= timedelta(days=3 * 365)
    assert PlannedMeal.objects.count() > 5000


def test_what_was_eaten_is_what_the_diary_itself_would_have_written(seeded):
    person = seeded[0]

    for entry in DiaryEntry.objects.order_by("uuid").select_related("food", "recipe")[:80]:
        entry.full_clean(validate_unique=False)
        if entry.recipe is None and entry.food is None:
            assert (entry.unit, entry.energy_kcal > 0, entry.protein_g) == ("", True, None)
            continue
        said = {"owner": person, "on": entry.on, "meal": entry.meal}
        again = (
            log_recipe(**said, recipe=entry.recipe, servings=entry.quantity)
            if entry.recipe
            else log_food(**said, food=entry.food, quantity=entry.quantity)
        )
        told = ("name", "quantity", "unit", "unit_g", "coverage", "copied_in", "is_sample", *COLUMNS)
        assert {name: getattr(entry, name) for name in told} == {name: getattr(again, name) for name in told}


def test_days_add_up_and_are_held_against_what_was_aimed_at(seeded):
    everyone = DiaryEntry.objects.values_list("owner_id", flat=True)
    assert (len(everyone), len(set(everyone))) == (1000, len(seeded))
    assert Drink.objects.exists()
    assert max(DiaryEntry.objects.values_list("on", flat=True)) == SCALE.until

    for person in seeded:
        day = diary_reads.day_of(person, SCALE.until)
        energies = [entry.energy_kcal for meal in day.meals for entry in meal.entries]
        assert day.sums["energy"].amount == pytest.approx(sum(energies))
        assert {each.aim.nutrient for each in day.against} >= {"energy", "protein", "fibre", "drinks"}
    for row in DiaryTarget.objects.all():
        row.full_clean()


def test_what_is_often_eaten_is_popular(seeded):
    eaten = Counter(DiaryEntry.objects.filter(food__isnull=False).values_list("food", flat=True))
    before = recipe_seeding.needed_foods()

    assert eaten
    assert all(Food.objects.get(pk=food).popularity >= times for food, times in eaten.items())
    assert set(Food.objects.filter(pk__in=eaten).values_list("name", flat=True)) <= before


def test_without_recipes_nothing_is_planned():
    seed_people()

    with pytest.raises(NoPlan, match="Seed recipes first"):
        [*demo_plans.seed(SCALE)]
