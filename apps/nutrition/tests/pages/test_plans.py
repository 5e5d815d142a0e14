"""The pages of meal plans, as somebody without script meets them."""

import re
import subprocess
import sys
from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.nutrition.models import Cooked, DiaryTarget, MealPlan, PlannedMeal, PlanWish
from apps.nutrition.queries import plans as reads
from apps.nutrition.tests.factories import TARGETS, DishFactory, MealPlanFactory, OwnRecipeFactory, kitchen
from apps.nutrition.tests.jobs import work
from project.lib import cache
from project.lib.testing import UserFactory, clock, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    cache.forget(None)
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """No worker runs here, so pages need not wait for one."""
    monkeypatch.setattr("apps.nutrition.pages.plans.PATIENCE", 0)


ASKED = {
    "starts_on": "2026-11-23", "days": "2", "meals": "3", "people": "2", "energy_kcal": "2000", "protein_g": "100",
    "carbohydrate_g": "250", "fat_g": "66.7", "most_uses": "2",
}  # fmt: skip


def test_a_person_asks_watches_and_sees_the_plan(client, person):
    kitchen()

    asked = client.post("/meals/plan/", ASKED)
    watched = client.get(asked.url).content.decode()
    work(person)
    shown = client.get(client.get(asked.url).url).content.decode()

    assert "Meal plan from 23 November 2026" in watched
    assert shown.count('class="plan-meal"') == 6
    assert "3 meals a day for 2 people" in shown
    assert "that is proved" in shown


BEN = {"other-0-name": "Ben", "other-0-energy_kcal": "3000", "other-0-diet": "vegan", "other-0-free_of": ["nuts"]}


def test_whoever_sits_at_the_table_is_asked_for_planned_for_and_told_how_much_they_take(client, person):
    kitchen(suits=["vegan"], free_of=["nuts"])

    asked = client.post("/meals/plan/", ASKED | BEN | {"people": "3"})
    work(person)
    shown = client.get(client.get(asked.url).url).content.decode()
    [plan] = MealPlan.objects.all()
    meal = plan.meals.order_by("day", "slot").first()
    of_meal = client.get(f"/meals/{plan.uuid}/meals/{meal.pk}/").content.decode()
    again = client.get("/meals/plan/").content.decode()

    assert "3 meals a day for 3 people, vegan, free of nuts" in shown
    assert "Of each dish Ben takes 1.5 of your portion (3,000 kcal a day), 1 more as much as you." in shown
    assert f"You {meal.portion:g}, Ben {1.5 * meal.portion:g} servings" in shown
    assert f"that is {3.5 * meal.portion:g} servings for everybody" in of_meal
    assert 'name="other-0-name" value="Ben"' in again


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"other-0-name": "Ben", "other-1-name": "Cleo"}, "You describe 2 besides yourself: say 3 or more."),
        ({"other-0-diet": "vegan"}, "Say who this is."),
        ({"other-0-name": "Ben", "other-0-energy_kcal": "90"}, "From 500 to 6000 kcal a day."),
    ],
)
def test_what_cannot_be_meant_of_others_is_said(said, sentence, client, person):
    answer = client.post("/meals/plan/", ASKED | said)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not PlanWish.objects.exists()


def test_the_form_begins_with_the_targets_of_the_diary(client, person):
    since = timezone.localdate()
    DiaryTarget.objects.create(owner=person, nutrient="energy", since=since, low=1800, high=2000, is_about=True)
    DiaryTarget.objects.create(owner=person, nutrient="protein", since=since, low=1)

    shown = client.get("/meals/plan/").content.decode()

    assert "Your diary’s targets. What labels give for an average adult." in shown
    assert 'name="energy_kcal" value="1900' in shown
    assert 'name="protein_g" value="50' in shown


def test_the_form_begins_with_what_the_profile_and_the_last_plan_tell(client, person):
    first = client.get("/meals/plan/").content.decode()
    client.post("/meals/plan/", ASKED)
    second = client.get("/meals/plan/").content.decode()

    assert "What labels give for an average adult." in first
    assert "As in your last plan." in second
    assert 'name="people" value="2"' in second
    assert PlanWish.objects.get(owner=person).wishes["targets"]["fat_g"] == 66.7


def test_weekdays_of_training_become_days_of_the_plan(client, person):
    client.post("/meals/plan/", ASKED | {"days": "8", "training": ["0", "2"], "training_kcal": "300"})

    assert PlanWish.objects.get(owner=person).wishes["training_days"] == [0, 2, 7]


@pytest.mark.parametrize(("name", "value"), [("days", "15"), ("energy_kcal", "12"), ("protein_g", ""), ("meals", "2")])
def test_what_cannot_be_meant_is_said_at_its_field(name, value, client, person):
    answer = client.post("/meals/plan/", ASKED | {name: value})

    assert answer.status_code == 422
    assert answer.context["form"].errors[name]


def test_wishes_that_nothing_keeps_are_told(client, person):
    asked = client.post("/meals/plan/", ASKED | {"diet": "vegan"})
    work(person)

    page = client.get(asked.url).content.decode()

    assert "is known to be vegan" in page
    assert "Change my wishes" in page


def test_somebody_else_s_work_is_not_shown(client, person):
    other = client.post("/meals/plan/", ASKED).url
    client.force_login(UserFactory())

    assert client.get(other).status_code == 404


@pytest.mark.parametrize("days", [1, 14])
def test_a_plan_costs_the_same_however_long(days, client, person):
    plan = MealPlanFactory(owner=person, days=days)

    with statements() as sent:
        client.get(f"/meals/{plan.uuid}/")

    assert len(sent.beyond_sign_in()) == 3


@clock("2026-11-23T12:00:00Z")
def test_a_month_of_plans_costs_no_more_than_five_statements(client, person):
    for week in range(4):
        MealPlanFactory(owner=person, days=7, starts_on=date(2026, 11, 23) + timedelta(weeks=week))

    with statements() as sent:
        page = client.get("/meals/").content.decode()

    assert len(sent.beyond_sign_in()) <= 5
    assert page.count('class="plan-meal"') == 3  # today's
    assert len(reads.plans_between(person, date(2026, 11, 30), date(2026, 12, 6))) == 1


def test_recipes_that_were_left_out_are_told_and_one_s_own_can_be_mended(client, person):
    own = OwnRecipeFactory(owner=person, title="Granny's stew")
    plan = MealPlanFactory(owner=person, left_out=1000, conflict="No plan can keep this rule: x.", broken=["x."])

    page = client.get(f"/meals/{plan.uuid}/").content.decode()

    assert "1,000 recipes or more were left out" in page
    assert f"/recipes/{own.uuid}/edit/" in page
    assert "This is the nearest plan." in page


# --- Meals --------------------------------------------------------------------------------------------------


@pytest.fixture
def plan(person):
    return MealPlanFactory(owner=person)


def address(plan, meal, action=""):
    return f"/meals/{plan.uuid}/meals/{meal.pk}/{action}"


def test_a_meal_s_page_offers_what_else_fits(client, plan):
    kitchen()
    meal = plan.meals.get(day=0, slot=0)

    page = client.get(address(plan, meal)).content.decode()

    assert re.findall(r'aria-label="Take (\w+)', page) == ["Breakfast"] * 5


def test_one_of_them_is_taken(client, plan):
    meal, other = plan.meals.get(day=0, slot=0), DishFactory(title="Waffles")

    client.post(address(plan, meal, "put/"), {"recipe": other.uuid, "portion": "1.5"})
    refused = client.post(address(plan, meal, "put/"), {"recipe": "waffles"})

    meal.refresh_from_db()
    assert (meal.title, meal.portion) == ("Waffles", 1.5)
    assert refused.url == address(plan, meal)


def test_leftovers_become_what_is_cooked_instead(client, plan):
    cooked, eaten = plan.meals.get(day=0, slot=2), plan.meals.get(day=1, slot=1)
    PlannedMeal.objects.filter(pk=eaten.pk).update(leftover_of=cooked, recipe=cooked.recipe)
    other = DishFactory(title="Waffles")

    client.post(address(plan, eaten, "put/"), {"recipe": other.uuid})

    assert set(plan.meals.filter(recipe=other).values_list("pk", flat=True)) == {cooked.pk, eaten.pk}


def test_two_meals_change_places(client, plan):
    meal = plan.meals.get(day=0, slot=1)

    client.post(address(plan, meal, "move/"), {"place": "1-2"})

    assert plan.meals.get(day=1, slot=2).pk == meal.pk
    assert plan.meals.get(day=0, slot=1).title == "Dish of 1-2"


def test_a_meal_that_moves_to_where_it_is_stays(client, plan):
    meal = plan.meals.get(day=0, slot=1)

    client.post(address(plan, meal, "move/"), {"place": "0-1"})

    assert plan.meals.get(day=0, slot=1).pk == meal.pk


def test_what_is_eaten_before_it_is_cooked_is_no_leftover(client, plan):
    cooked, eaten = plan.meals.get(day=0, slot=2), plan.meals.get(day=1, slot=1)
    PlannedMeal.objects.filter(pk=eaten.pk).update(leftover_of=cooked)

    client.post(address(plan, eaten, "move/"), {"place": "0-1"})

    eaten.refresh_from_db()
    assert (eaten.day, eaten.slot, eaten.leftover_of) == (0, 1, None)


def test_a_place_that_there_is_not_is_refused(client, plan):
    meal = plan.meals.get(day=0, slot=1)

    client.post(address(plan, meal, "move/"), {"place": "7-1"})

    assert plan.meals.get(day=0, slot=1).pk == meal.pk


def test_a_locked_meal_stays(client, plan):
    meal = plan.meals.get(day=0, slot=1)

    client.post(address(plan, meal, "lock/"), {"on": "1"})
    moved = client.post(address(plan, meal, "move/"), {"place": "1-1"}, follow=True).content.decode()
    swapped = client.post(address(plan, meal, "swap/"), follow=True).content.decode()

    assert "A locked meal does not move. Unlock it first." in moved
    assert "This meal is locked. Unlock it first." in swapped
    assert "This meal is locked. Unlock it first." in client.get(address(plan, meal)).content.decode()
    assert plan.meals.get(day=0, slot=1).pk == meal.pk


def test_a_script_gets_the_plan_and_the_words(client, plan):
    meal = plan.meals.get(day=0, slot=1)

    answer = client.post(
        address(plan, meal, "move/"), {"place": "1-1"}, headers={"HX-Request": "true", "HX-Request-Type": "partial"}
    ).content.decode()

    assert "<html" not in answer
    assert 'data-place="1-1"' in answer
    assert "Dish of 0-1 is moved." in answer


def test_a_portion_is_changed(client, plan):
    meal = plan.meals.get(day=0, slot=1)

    client.post(address(plan, meal, "portion/"), {"portion": "1.25"})
    client.post(address(plan, meal, "portion/"), {"portion": "much"})

    meal.refresh_from_db()
    assert meal.portion == 1.25


def test_a_meal_is_cooked_and_not(client, plan, person):
    meal, today = plan.meals.get(day=0, slot=1), timezone.localdate()

    client.post(address(plan, meal, "cooked/"), {"on": ""})
    client.post(address(plan, meal, "cooked/"), {"on": today + timedelta(days=2)})
    assert not Cooked.objects.exists()
    client.post(address(plan, meal, "cooked/"), {"on": today})
    assert Cooked.objects.get(owner=person).recipe == meal.recipe
    assert "cooked" in client.get(f"/meals/{plan.uuid}/").content.decode()
    client.post(address(plan, meal, "cooked/"), {"undo": "1"})
    assert not Cooked.objects.exists()


def test_a_meal_of_another_plan_is_not_there(client, plan, person):
    other = MealPlanFactory(owner=person)

    assert client.get(address(plan, other.meals.first())).status_code == 404
    assert client.post(address(plan, other.meals.first(), "lock/")).status_code == 404


def test_the_planner_swaps_a_meal(client, plan, person):
    kitchen()
    meal = plan.meals.get(day=0, slot=0)

    asked = client.post(address(plan, meal, "swap/"))
    work(person)

    assert client.get(asked.url).url == f"/meals/{plan.uuid}/"
    meal.refresh_from_db()
    assert meal.title.startswith("Breakfast")


# --- Plans --------------------------------------------------------------------------------------------------


def test_deleting_a_plan_can_be_undone(client, plan):
    page = client.post(f"/meals/{plan.uuid}/delete/", follow=True).content.decode()
    assert f'action="/meals/{plan.uuid}/restore/"' in page
    assert client.get(f"/meals/{plan.uuid}/").status_code == 404

    client.post(f"/meals/{plan.uuid}/restore/")

    assert client.get(f"/meals/{plan.uuid}/").status_code == 200


@pytest.mark.parametrize(("seed", "same"), [("same", True), ("new", False)])
def test_a_plan_is_made_again(seed, same, client, plan, person):
    kitchen()

    client.post(f"/meals/{plan.uuid}/again/", {"seed": seed})
    job = work(person)

    made = MealPlan.objects.exclude(pk=plan.pk).get()
    assert job.result_url == f"/meals/{made.uuid}/"
    assert (made.wishes["seed"] == 0) is same
    assert made.wishes["targets"] == TARGETS


def test_no_process_that_serves_pages_loads_the_solver():
    look = (
        "import django; django.setup(); import sys; import project.wsgi; from django.urls import get_resolver;"
        " get_resolver().url_patterns; import apps.nutrition.public, apps.nutrition.services, apps.nutrition.tasks;"
        " print(sorted(name for name in sys.modules if name.split('.')[0] in ('highspy', 'numpy')))"
    )

    said = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"


@pytest.mark.parametrize("column", ["deleted_at", "hidden_at"])
def test_a_planned_meal_does_not_lead_to_a_recipe_that_is_out_of_sight(client, person, plan, column):
    meal = plan.meals.first()
    page, recipe = f"/meals/{plan.uuid}/meals/{meal.pk}/", f"/recipes/{meal.recipe.uuid}/"
    before = client.get(page).content.decode()

    setattr(meal.recipe, column, timezone.now())
    meal.recipe.save()

    assert f'href="{recipe}"' in before
    assert client.get(recipe).status_code == 404
    assert f'href="{recipe}"' not in client.get(page).content.decode()
