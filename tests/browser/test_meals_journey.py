"""From targets to a week that is planned, changed, shopped for and eaten, and a workout: in one go, with a worker."""

import pytest

from apps.nutrition.models import DiaryEntry, Ingredient, MealPlan, PantryLot, Recipe
from apps.nutrition.tests.factories import FoodFactory, kitchen
from apps.training.models import TrainingSession
from apps.training.tests.factories import LineFactory
from project.lib import cache
from project.lib.testing import UserFactory
from tests.stack.processes import worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TARGETS = {"energy": "2000", "protein": "100", "carbohydrate": "250", "fat": "66"}
# Of work behind the page, on a machine that has other things to do.
UNHURRIED = 60_000


@pytest.fixture
def person(transactional_db):
    cache.forget(None)
    kitchen()
    for place, recipe in enumerate(Recipe.objects.order_by("id")):
        food = FoodFactory(name=f"Food {place:02}")
        Ingredient.objects.create(recipe=recipe, place=0, text=f"100 g food {place:02}", food=food, grams=100)
    return UserFactory(name="Ada Lovelace")


@pytest.fixture
def workout(transactional_db):
    return LineFactory(workout__name="Push", exercise__name="Bench press", sets=1).workout


def aim(page, origin):
    for nutrient, amount in TARGETS.items():
        page.goto(f"{origin}/diary/targets/")
        page.get_by_label("Nutrient").select_option(nutrient)
        page.get_by_label("Amount").fill(amount)
        page.get_by_role("button", name="Aim at it from today").click()
        page.get_by_text("from today on").first.wait_for()


def plan(page, origin):
    page.goto(f"{origin}/meals/plan/")
    assert page.get_by_label("Energy (kcal)").input_value() == "2000"
    page.get_by_role("button", name="Plan", exact=True).click()
    see_it(page)
    return page.url


def see_it(page):
    """A plan that was made at once is there; of one that takes longer a page says when it is."""
    result = page.get_by_role("link", name="See the result")
    made = page.locator("steward-plan")
    result.or_(made).first.wait_for()
    if not made.count():
        result.click()
    made.wait_for()


def swap(page, place):
    """Another dish in the place of the one that stands there, chosen by a worker."""
    page.locator(f"[data-place='{place}'] .plan-dish").click()
    page.get_by_role("button", name="Let Steward choose").click()
    see_it(page)


def dish(page, place):
    return page.locator(f"[data-place='{place}'] .plan-dish").inner_text()


def move(page):
    """Two dinners change places: dragged, and then back by keyboard."""
    # The whole week in view: while the mouse is down nothing may scroll.
    page.set_viewport_size({"width": 1280, "height": 4000})
    day = next(day for day in range(6) if dish(page, f"{day}-3") != dish(page, f"{day + 1}-3"))
    one, other = f"{day}-3", f"{day + 1}-3"
    before = dish(page, one), dish(page, other)
    page.drag_and_drop(f"[data-place='{one}']", f"[data-place='{other}']")
    page.locator(f"[data-place='{other}'] .plan-dish", has_text=before[0]).wait_for()
    assert dish(page, one) == before[1]
    page.locator(f"[data-place='{other}'] .plan-dish").press("Alt+ArrowUp")
    page.locator(f"[data-place='{one}'] .plan-dish", has_text=before[0]).wait_for()
    assert dish(page, other) == before[1]


def shop(desk, phone):
    """Ticked on the phone, it is ticked at the desk without a reload; then it goes into the pantry."""
    desk.get_by_role("button", name="Shopping list").click()
    desk.locator("steward-shopping").wait_for()
    phone.goto(desk.url)
    phone.locator(".buy-tick").first.click()
    phone.locator(".buy-tick[aria-pressed='true']").wait_for()
    desk.locator(".buy-tick[aria-pressed='true']").wait_for()
    phone.get_by_role("button", name="Put 1 into the pantry").click()
    phone.get_by_text("in the pantry").first.wait_for()


def train(page, origin, workout):
    page.goto(f"{origin}/training/workouts/{workout.uuid}/")
    page.get_by_role("button", name="Start this workout").click()
    page.get_by_label("Weight").fill("60")
    page.get_by_label("Repetitions").fill("8")
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Finish the session").click()
    page.get_by_text("The session is saved.").wait_for()


def test_a_week_is_aimed_at_planned_changed_shopped_for_and_eaten_and_a_workout_logged(person, workout, visit):
    with worker(), visit(person) as desk, visit(person, width=390) as phone:
        desk.page.set_default_timeout(UNHURRIED)
        phone.page.set_default_timeout(UNHURRIED)
        aim(desk.page, desk.origin)
        address = plan(desk.page, desk.origin)
        first = dish(desk.page, "0-3")
        swap(desk.page, "0-3")
        swapped = dish(desk.page, "0-3")
        move(desk.page)
        desk.page.get_by_role("button", name="Log the day").first.click()
        desk.page.get_by_text("in your diary").first.wait_for()
        shop(desk.page, phone.page)
        train(phone.page, phone.origin, workout)
        desk.page.goto(f"{desk.origin}/diary/")
        diary = desk.page.locator("main").inner_text()
        # The pages of the tasks ask for event streams, which do not run here.
        for seen in (desk, phone):
            seen.complaints[:] = [words for words in seen.complaints if not words.startswith("Failed to load resource")]

    made = MealPlan.objects.get()
    assert address.endswith(f"/meals/{made.uuid}/")
    assert first != swapped
    assert DiaryEntry.objects.for_user(person).count() == 4
    assert all(entry.name in diary for entry in DiaryEntry.objects.for_user(person))
    assert PantryLot.objects.for_user(person).count() == 1
    assert TrainingSession.objects.for_user(person).get().sets.count() == 1
