"""A planned meal is eaten once."""

import pytest

from apps.nutrition import services
from apps.nutrition.models import DiaryEntry
from apps.nutrition.services.plan_diary import RecipeIsGone
from apps.nutrition.tests.factories import MealPlanFactory
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def plan(person):
    return MealPlanFactory(owner=person)


def test_it_goes_into_the_diary_at_its_day_and_meal_once(person, plan):
    meal = plan.meals.get(day=1, slot=2)
    meal.portion = 1.5
    meal.save()

    first, second = (services.log_meal(owner=person, meal=meal) for _ in range(2))

    entry = DiaryEntry.objects.get()
    assert (first.is_new, second.is_new, second.entry) == (True, False, entry)
    assert (entry.on, entry.meal, entry.quantity) == (plan.last_on, "dinner", 1.5)
    assert entry.energy_kcal == 900


def test_every_place_of_a_day_has_a_meal_of_the_diary(person):
    slots = ["breakfast", "morning snack", "lunch", "snack", "dinner", "evening snack"]
    plan = MealPlanFactory(owner=person, slots=slots)

    services.log_planned_day(owner=person, plan=plan, day=0)

    assert [each.meal for each in DiaryEntry.objects.order_by("id")] == [
        "breakfast", "snack", "lunch", "snack", "dinner", "snack",
    ]  # fmt: skip


def test_a_day_takes_what_is_not_there_yet_and_leaves_out_what_nobody_knows(person, plan):
    first, second, _ = plan.meals.filter(day=0).order_by("slot")
    services.log_meal(owner=person, meal=first)
    second.recipe.delete()

    eaten = services.log_planned_day(owner=person, plan=plan, day=0)

    assert [each.is_new for each in eaten] == [False, True]
    second.refresh_from_db()
    with pytest.raises(RecipeIsGone):
        services.log_meal(owner=person, meal=second)


def test_what_was_deleted_from_the_diary_may_be_eaten_again_and_brought_back_besides(person, plan):
    meal = plan.meals.first()
    first = services.log_meal(owner=person, meal=meal).entry
    services.delete_entry(entry=first)
    again = services.log_meal(owner=person, meal=meal)
    first.refresh_from_db()

    services.restore_entry(entry=first)

    assert again.is_new
    assert {(each.pk, each.planned_meal_id) for each in DiaryEntry.objects.kept()} == {
        (first.pk, None), (again.entry.pk, meal.pk),
    }  # fmt: skip


def test_what_is_brought_back_is_that_meal_again(person, plan):
    entry = services.log_meal(owner=person, meal=plan.meals.first()).entry
    services.delete_entry(entry=entry)
    entry.refresh_from_db()

    services.restore_entry(entry=entry)

    assert not services.log_meal(owner=person, meal=plan.meals.first()).is_new


def test_a_copy_of_the_day_is_no_planned_meal(person, plan):
    entry = services.log_meal(owner=person, meal=plan.meals.first()).entry

    services.copy_meals(owner=person, from_on=entry.on, on=plan.last_on)

    assert sorted(each.planned_meal_id is None for each in DiaryEntry.objects.all()) == [False, True]


def test_a_plan_that_goes_leaves_the_diary(person, plan):
    services.log_planned_day(owner=person, plan=plan, day=0)

    plan.delete()

    assert DiaryEntry.objects.filter(planned_meal=None).count() == 3
