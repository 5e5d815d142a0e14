"""Plans made by the real planner over small pools: every hard rule held, each refusal in words."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import resolve

from apps.nutrition import services
from apps.nutrition.domain.foods.groups import DIETS
from apps.nutrition.domain.plans.table import Eater
from apps.nutrition.domain.plans.wishes import Wishes
from apps.nutrition.models import Cooked, Food, Ingredient, MealPlan, PantryLot, PlannedMeal, Recipe, RecipeMark
from apps.nutrition.queries import plans as reads
from apps.nutrition.queries.costs import cost_of_plan
from apps.nutrition.tests.factories import (
    TARGETS,
    DishFactory,
    FoodFactory,
    MealPlanFactory,
    RecipeFactory,
    kitchen,
)
from apps.nutrition.tests.jobs import Job, work
from project.lib import cache
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
START = date(2026, 11, 23)
WISHES = Wishes(TARGETS, days=3)
VEGAN = {"suits": ["vegan"], "free_of": sorted(DIETS["vegan"] | {"nuts"})}


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Pools are kept in Redis, which outlives the rows of a test."""
    cache.forget(None)


def planned(person, wishes):
    services.begin_plan(owner=person, starts_on=START, wishes=wishes)
    job = work(person)
    assert job.state == "done", job.error
    return reads.plan_for(person, resolve(job.result_url).kwargs["uuid"])


def test_a_plan_has_a_dish_for_every_meal_and_comes_near_the_targets():
    kitchen()

    plan = planned(UserFactory(), WISHES)

    days = reads.days_of(plan)
    assert [len(day.meals) for day in days] == [4, 4, 4]
    assert [meal.recipe.meals for meal in days[0].meals] == [["breakfast"], ["lunch"], ["snack"], ["dinner"]]
    assert all(total.is_near for day in days for total in day.totals.values() if total.target)
    assert plan.bound <= plan.objective
    assert (plan.conflict, plan.broken) == ("", [])


def priced(person, *, price=1):
    """Each dish is of a food that the person priced, but for one breakfast."""
    food = FoodFactory(name="All of it")
    for recipe in Recipe.objects.exclude(title="Breakfast 0"):
        Ingredient.objects.create(recipe=recipe, place=0, text="100 g of it", food=food, grams=100)
    services.set_price(owner=person, food=food, price=Decimal(price), quantity=100, unit="g")


def test_with_a_budget_only_what_is_priced_is_planned_and_the_plan_says_what_it_costs(client):
    kitchen()
    person = UserFactory(base_currency="EUR")
    priced(person)

    plan = planned(person, replace(WISHES, budget=5.0, people=2))
    client.force_login(person)
    page = client.get(f"/meals/{plan.uuid}/").text

    assert "Breakfast 0" not in {meal.title for meal in plan.meals.all()}
    # Two servings in a recipe of 1.00, so each portion costs a half for each of two.
    portions = sum(meal.portion for meal in plan.meals.all())
    assert cost_of_plan(person, plan).amount == pytest.approx(Decimal(portions))
    assert "of the €5.00 that it may" in page


def test_a_budget_without_prices_says_what_it_needs():
    kitchen()
    person = UserFactory()

    services.begin_plan(owner=person, starts_on=START, wishes=replace(WISHES, budget=5.0))
    job = work(person)

    assert job.state == "failed"
    assert "of ingredients that you priced, which a budget needs" in job.error


def test_a_meal_is_swapped_although_its_price_was_forgotten():
    kitchen()
    person = UserFactory()
    priced(person)
    plan = planned(person, replace(WISHES, budget=50.0))
    meal = plan.meals.first()
    Ingredient.objects.filter(recipe=meal.recipe).delete()

    services.begin_swap(owner=person, meal=meal)
    job = work(person)

    assert job.state == "done", job.error


def test_only_what_is_known_to_be_free_of_an_allergen_is_ever_planned():
    kitchen()
    kitchen(**VEGAN)
    safe = set(Recipe.objects.filter(free_of__contains=["nuts"]).values_list("id", flat=True))
    Recipe.objects.exclude(pk__in=safe).filter(title__startswith="Lunch").update(contains=["nuts"])

    plan = planned(UserFactory(), replace(WISHES, diet="vegan", free_of=("nuts",)))

    assert {meal.recipe_id for meal in plan.meals.all()} <= safe
    assert plan.left_out == 15  # five lunches are known to contain them, and the others might


def test_what_one_at_the_table_avoids_is_planned_for_nobody():
    kitchen()
    kitchen(**VEGAN)
    ben, cleo = Eater("Ben", 2600.0, "vegan"), Eater("Cleo", free_of=("nuts",))

    plan = planned(UserFactory(), replace(WISHES, people=3, others=(ben, cleo), diet="vegetarian"))

    assert all(meal.recipe.suits == ["vegan"] and "nuts" in meal.recipe.free_of for meal in plan.meals.all())
    assert all(total.is_near for day in reads.days_of(plan) for total in day.totals.values() if total.target)
    assert [(each.name, each.share, each.energy_kcal) for each in reads.days_of(plan)[0].shares] == [
        ("Ben", 1.3, 2600.0),
        ("Cleo", 1.0, 2000.0),
    ]


def test_where_nothing_suits_everybody_the_sentence_says_what_is_avoided():
    kitchen()
    person = UserFactory()
    wishes = replace(WISHES, people=2, others=(Eater("Ben", diet="vegan", free_of=("nuts",)),))

    services.begin_plan(owner=person, starts_on=START, wishes=wishes)
    job = work(person)

    assert job.state == "failed"
    assert "is known to be vegan and free of nuts" in job.error


def test_on_a_training_day_the_others_eat_what_they_always_do():
    kitchen()
    wishes = replace(WISHES, people=2, others=(Eater("Ben", 2000.0),), training_days=(1,), training_kcal=500)

    plan = planned(UserFactory(), wishes)

    assert [day.shares[0].share for day in reads.days_of(plan)] == [1.0, 0.8, 1.0]
    meal = plan.meals.filter(day=1).first()
    services.set_portion(owner=plan.owner, meal=meal, portion=5)
    services.set_cooked(owner=plan.owner, meal=meal, on=START, today=START)
    assert Cooked.objects.get().servings == 9


def test_no_recipe_is_planned_of_somebody_else_or_of_which_a_value_is_not_known():
    kitchen()
    person = UserFactory()
    own = DishFactory(owner=person, title="My own", meals=["snack"], energy_kcal=200, popularity=5)
    strange = DishFactory(owner=UserFactory(), meals=["snack"])
    unknown = [RecipeFactory(meals=["snack"]), DishFactory(meals=["snack"], coverage={"fat": 0.5})]
    RecipeMark.objects.create(owner=person, recipe=own, is_favourite=True)

    plan = planned(person, WISHES)

    found = {meal.recipe_id for meal in plan.meals.all()}
    assert own.pk in found
    assert not found & {strange.pk, *(each.pk for each in unknown)}
    assert plan.left_out == 2


def test_no_recipe_takes_longer_than_asked():
    kitchen()
    DishFactory(meals=["lunch"], minutes_prep=0)

    plan = planned(UserFactory(), replace(WISHES, most_minutes=20, most_uses=3))

    assert all(1 <= meal.recipe.minutes <= 20 for meal in plan.meals.all())


def test_the_same_seed_makes_the_same_plan():
    kitchen()
    person = UserFactory()

    first, second = planned(person, WISHES), planned(person, WISHES)

    def what(plan):
        return [(meal.day, meal.slot, meal.recipe_id, meal.portion) for meal in plan.meals.all()]

    assert first.pk != second.pk
    assert what(first) == what(second)


def test_leftovers_are_the_dinner_of_the_day_before():
    kitchen()
    Recipe.objects.filter(title__startswith="Dinner").update(meals=["lunch", "dinner"])

    plan = planned(UserFactory(), replace(WISHES, leftovers=True))

    [eaten] = [meal for meal in plan.meals.all() if meal.leftover_of_id]
    cooked = next(meal for meal in plan.meals.all() if meal.pk == eaten.leftover_of_id)
    assert (cooked.day, plan.slots[cooked.slot], eaten.day, plan.slots[eaten.slot]) == (0, "dinner", 1, "lunch")
    assert cooked.recipe_id == eaten.recipe_id


def test_a_training_day_holds_more():
    kitchen()

    plan = planned(UserFactory(), replace(WISHES, training_days=(1,), training_kcal=400))

    rest, training, _ = reads.days_of(plan)
    assert training.totals["energy_kcal"].target == rest.totals["energy_kcal"].target + 400
    assert training.totals["energy_kcal"].amount > rest.totals["energy_kcal"].amount


def test_wishes_that_exclude_each_other_are_named_and_the_nearest_plan_is_kept():
    kitchen()
    Recipe.objects.filter(title__in=[f"Dinner {step}" for step in range(1, 5)]).delete()

    plan = planned(UserFactory(), WISHES)

    assert plan.conflict == "No plan can keep this rule: Each dish at most 2 times a week."
    assert plan.broken == ["Each dish at most 2 times a week."]
    assert len(plan.meals.all()) == 12


def test_a_conflict_names_the_diet_that_is_never_given_up():
    kitchen()
    kitchen(**VEGAN)
    Recipe.objects.filter(title__in=[f"Dinner {step}" for step in range(1, 5)], suits=["vegan"]).delete()

    plan = planned(UserFactory(), replace(WISHES, diet="vegan"))

    assert "Only dishes known to be vegan." in plan.conflict
    assert "Each dish at most 2 times a week." in plan.conflict
    assert all(meal.recipe.suits == ["vegan"] for meal in plan.meals.all())


def test_where_nothing_suits_there_is_no_plan_and_the_sentence_says_why():
    kitchen()
    person = UserFactory()

    services.begin_plan(owner=person, starts_on=START, wishes=replace(WISHES, diet="vegan", free_of=("nuts",)))
    job = work(person)

    assert job.state == "failed"
    assert job.error.startswith("No recipe for breakfast and lunch and snack and dinner is known to be vegan and free")
    assert not MealPlan.objects.exists()


def test_a_job_that_is_run_twice_makes_one_plan():
    kitchen()
    person = UserFactory()
    plan = planned(person, WISHES)

    Job.objects.update(state="queued", finished_at=None)
    again = work(person)

    assert again.result_url.endswith(f"{plan.uuid}/")
    assert MealPlan.objects.count() == 1


def test_what_goes_off_soon_is_used():
    kitchen()
    person, leek = UserFactory(), FoodFactory(name="Leeks, raw", group="vegetables")
    dish = Recipe.objects.get(title="Lunch 4")
    Ingredient.objects.create(recipe=dish, place=0, text="100 g leeks", food=leek, grams=100)
    PantryLot.objects.create(owner=person, food=leek, name="Leeks", grams=50, due_on=START, added_on=START)

    plan = planned(person, WISHES)

    assert dish.pk in {meal.recipe_id for meal in plan.meals.all() if meal.day == 0}


def test_a_lot_that_goes_off_soon_is_seen_behind_an_older_one_that_keeps():
    kitchen()
    person, leek = UserFactory(), FoodFactory(name="Leeks, raw", group="vegetables")
    dish = Recipe.objects.get(title="Lunch 4")
    Ingredient.objects.create(recipe=dish, place=0, text="100 g leeks", food=leek, grams=100)
    for grams, due_on in ((5000, START + timedelta(days=90)), (50, START)):
        PantryLot.objects.create(owner=person, food=leek, name="Leeks", grams=grams, due_on=due_on, added_on=START)

    plan = planned(person, WISHES)

    assert dish.pk in {meal.recipe_id for meal in plan.meals.all() if meal.day == 0}


# --- Swapping -----------------------------------------------------------------------------------------------


def test_a_swap_puts_another_dish_there_and_leaves_all_else():
    kitchen()
    person = UserFactory()
    plan = planned(person, WISHES)
    before = {meal.pk: meal.recipe_id for meal in plan.meals.all()}
    swapped = plan.meals.all()[5]

    services.begin_swap(owner=person, meal=swapped)
    job = work(person)

    after = {meal.pk: meal.recipe_id for meal in reads.plan_for(person, plan.uuid).meals.all()}
    assert job.state == "done", job.error
    assert {pk for pk in before if before[pk] != after[pk]} == {swapped.pk}
    assert "lunch" in Recipe.objects.get(pk=after[swapped.pk]).meals


def test_a_swap_keeps_meals_of_which_nothing_is_known():
    kitchen()
    plan = MealPlanFactory()
    gone, swapped = plan.meals.get(day=0, slot=0), plan.meals.get(day=1, slot=1)
    gone.recipe.delete()

    services.begin_swap(owner=plan.owner, meal=swapped)
    job = work(plan.owner)

    assert job.state == "done", job.error
    gone.refresh_from_db()
    swapped.refresh_from_db()
    assert (gone.recipe_id, gone.title) == (None, "Dish of 0-0")
    assert swapped.title != "Dish of 1-1"


def test_a_plan_that_was_changed_meanwhile_is_not_overwritten(monkeypatch):
    kitchen()
    plan = MealPlanFactory()
    meal = plan.meals.get(day=0, slot=1)
    from apps.nutrition.services import planning

    def think(asked, really=planning._asked):
        services.lock_meal(owner=plan.owner, meal=plan.meals.get(day=1, slot=1), locked=True)
        return really(asked)

    monkeypatch.setattr(planning, "_asked", think)
    services.begin_swap(owner=plan.owner, meal=meal)
    job = work(plan.owner)

    assert job.error == "The plan was changed meanwhile. Swap the meal again."
    assert PlannedMeal.objects.get(pk=meal.pk).title == "Dish of 0-1"


def test_the_main_group_is_that_of_most_protein():
    from apps.nutrition.queries.pools import _with_groups

    dish = DishFactory()
    for place, (group, grams, protein) in enumerate([("grains", 300, 7.0), ("legumes", 150, 25.0), ("oils", 20, 0.0)]):
        food = FoodFactory(group=group, protein_g=protein)
        Ingredient.objects.create(recipe=dish, place=place, text=group, food=food, grams=grams)

    [row] = _with_groups(Recipe.objects.all())

    assert row[-1] == "legumes"
    assert Food.objects.count() == 3
