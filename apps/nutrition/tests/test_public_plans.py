"""What other apps may ask of plans, shopping lists and the pantry."""

from datetime import date, timedelta

import pytest

from apps.nutrition import public, services
from apps.nutrition.models import DiaryEntry, Ingredient, PlanWish, ShoppingList
from apps.nutrition.tests.factories import (
    FoodFactory,
    MealPlanFactory,
    PantryLotFactory,
    RecipeFactory,
    ShoppingListFactory,
    about,
)
from project.lib.errors import DomainError, NotThere
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


@pytest.fixture
def person():
    return UserFactory()


def test_the_meals_of_a_day_are_told_and_one_is_eaten(person):
    MealPlanFactory(owner=person, starts_on=DAY - timedelta(days=3), days=5)
    plan = MealPlanFactory(owner=person, starts_on=DAY - timedelta(days=1))
    MealPlanFactory(starts_on=DAY)
    plan.meals.filter(day=1, slot=1).update(portion=1.5)

    before = public.planned(person, DAY)
    logged = public.log_planned(person, plan=before[1].plan, meal=before[1].meal)
    after = public.planned(person, DAY)

    assert [(each.plan, each.slot) for each in before] == [(plan.uuid, name) for name in plan.slots]
    assert (before[1].energy_kcal, before[1].servings) == (900, 1.5)
    assert (logged.on, logged.meal, logged.energy_kcal) == (DAY, "lunch", 900)
    assert [each.in_diary for each in after] == [False, True, False]
    assert public.planned(person, DAY + timedelta(days=9)) == ()
    with pytest.raises(NotThere):
        public.log_planned(UserFactory(), plan=plan.uuid, meal=before[0].meal)
    assert DiaryEntry.objects.count() == 1


def test_what_a_person_does_not_eat_stays_avoided_whatever_is_asked(person):
    about(person, allergens=["peanuts"])

    public.plan_meals(person, starts_on=DAY, free_of=["nuts"])

    assert PlanWish.objects.get(owner=person).wishes["free_of"] == ["peanuts", "nuts"]


def test_a_plan_is_begun_with_what_is_said_and_what_is_usual(person):
    begun = public.plan_meals(person, starts_on=DAY, days=3, diet="vegan", free_of=["nuts"], energy_kcal=2500)

    wishes = PlanWish.objects.get(owner=person).wishes
    assert (wishes["days"], wishes["meals"], wishes["diet"], wishes["free_of"]) == (3, 4, "vegan", ["nuts"])
    assert (wishes["targets"]["energy_kcal"], wishes["targets"]["protein_g"]) == (2500, 62.5)
    assert str(begun.job) in begun.url
    with pytest.raises(DomainError):
        public.plan_meals(person, starts_on=DAY, days=99)


def test_the_open_list_is_told_and_written_on(person):
    assert public.shopping(person) is None

    added = public.add_to_shopping(person, "2 cans tomatoes")
    shopping = ShoppingList.objects.get()
    told = public.shopping(person)
    services.tick(shopping=shopping, item_id=shopping.items.get().pk, ticked=True)

    assert added == public.ToBuy("Tomatoes", ((2, "can"),), is_ticked=False)
    assert (told.title, told.url, told.items) == ("Shopping", f"/shopping/{shopping.uuid}/", (added,))
    assert public.shopping(person) is None  # everything is ticked
    public.add_to_shopping(person, "milk")
    assert shopping.items.count() == 2
    ShoppingListFactory(lines=1)
    assert len(public.shopping(person).items) == 2


def test_the_pantry_and_what_can_be_made_of_it_are_told(person):
    rice = FoodFactory(name="Rice, white")
    recipe = RecipeFactory(title="Rice", foods=[rice.pk])
    Ingredient.objects.create(recipe=recipe, place=0, text="100 g rice", food=rice, grams=100)
    PantryLotFactory(owner=person, name="Rice", food=rice, amount=2, unit="bag", grams=None, place="Shelf")
    PantryLotFactory(owner=person, name="Salt", amount=None, unit="", grams=None)

    [made] = public.can_make(person, on=DAY)

    assert public.pantry(person) == (
        public.AtHome("Rice", 2, "bag", None, "Shelf"),
        public.AtHome("Salt", None, "", None, ""),
    )
    assert (made.found.title, made.missing, made.short) == ("Rice", (), ())
