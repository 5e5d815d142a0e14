"""The pages of the diary."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from apps.nutrition import services
from apps.nutrition.models import DiaryEntry
from apps.nutrition.tests.factories import (
    DiaryEntryFactory,
    FoodFactory,
    FoodMeasureFactory,
    OwnFoodFactory,
    RecipeFactory,
)
from project.lib.testing import UserFactory, clock, statements

pytestmark = pytest.mark.django_db
DIARY = reverse("nutrition:diary")
ADD = reverse("nutrition:diary-add")
HTMX = {"HX-Request": "true"}
DAY = date(2026, 3, 2)
ON = {"on": "2026-03-02"}


@pytest.fixture(autouse=True)
def noon():
    with clock("2026-03-02T12:00:00Z"):
        yield


@pytest.fixture
def person(client):
    person = UserFactory(locale="en-GB")
    client.force_login(person)
    return person


def page(client, url, said=None, **more):
    return client.get(url, said or {}, **more).content.decode()


# --- A day --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 40])
def test_a_day_costs_the_same_however_much_was_eaten(rows, client, person):
    DiaryEntryFactory.create_batch(rows, owner=person, on=DAY, food=FoodFactory())

    with statements() as sent:
        client.get(DIARY)

    assert len(sent.beyond_sign_in()) <= 8


def test_a_day_shows_its_meals_what_they_come_to_and_what_nobody_knows(client, person):
    DiaryEntryFactory(owner=person, on=DAY, meal="lunch", name="Soup", energy_kcal=250, iron_mg=2)
    DiaryEntryFactory(owner=person, on=DAY, meal="dinner", name="Pizza", energy_kcal=750, iron_mg=None)
    DiaryEntryFactory(owner=UserFactory(), on=DAY, name="Somebody's secret")

    shown = page(client, DIARY)

    assert "<h1>Today</h1>" in shown
    assert "1,000 kcal" in shown
    assert "25% known" in shown
    assert "not told by Pizza" in shown
    assert "secret" not in shown


def test_an_empty_day_offers_what_was_eaten_the_day_before(client, person):
    DiaryEntryFactory(owner=person, on=DAY - timedelta(days=1), name="Porridge")

    empty = page(client, DIARY)
    answer = client.post(reverse("nutrition:diary-copy-here"), ON, follow=True)

    assert "Nothing is written down for this day" in empty
    shown = answer.content.decode()
    assert "Porridge" in shown
    assert "Copied: 1 entry." in shown


def test_days_lead_to_each_other_and_end_somewhere(client, person):
    yesterday = page(client, DIARY, {"on": "2026-03-01"})
    first = page(client, DIARY, {"on": "2000-01-01"})
    nonsense = page(client, DIARY, {"on": "soon"})

    assert "<h1>Yesterday</h1>" in yesterday
    assert f'rel="prev" href="{DIARY}?on=2026-02-28"' in yesterday
    assert 'rel="prev"' not in first
    assert "<h1>Today</h1>" in nonsense


def test_deleting_answers_htmx_with_the_day_and_a_way_back(client, person):
    entry = DiaryEntryFactory(owner=person, on=DAY, name="Cake")
    delete = reverse("nutrition:diary-delete", args=[entry.uuid])
    restore = reverse("nutrition:diary-restore", args=[entry.uuid])

    fragment = client.post(delete, headers=HTMX).content.decode()
    back = client.post(restore, follow=True).content.decode()

    assert fragment.lstrip().startswith('<div id="diary"')
    assert "Deleted: Cake." in fragment
    assert restore in fragment
    assert "Cake" in back


def test_a_restore_that_finds_no_room_says_so(client, person, monkeypatch):
    monkeypatch.setattr(services.diary, "MOST_OF_A_DAY", 1)
    DiaryEntryFactory(owner=person, on=DAY)
    gone = DiaryEntryFactory(owner=person, on=DAY)
    services.delete_entry(entry=gone)

    answer = client.post(reverse("nutrition:diary-restore", args=[gone.uuid]), follow=True)

    assert "A day holds 1 entries" in answer.content.decode()


# --- An entry -----------------------------------------------------------------------------------------------


def test_an_amount_is_changed_in_another_measure_and_moved(client, person):
    food = FoodFactory(name="Rye bread", energy_kcal=200)
    piece = FoodMeasureFactory(food=food, label="slice", grams=30)
    entry = services.log_food(owner=person, on=DAY, meal="lunch", food=food, quantity=100)
    url = reverse("nutrition:diary-entry", args=[entry.uuid])

    shown = page(client, url)
    client.post(url, {"quantity": "2", "unit": piece.pk, "meal": "dinner", "on": "2026-03-01"})

    entry.refresh_from_db()
    assert reverse("nutrition:food", args=[food.uuid]) in shown
    assert 'value="100"' in shown
    assert (entry.energy_kcal, entry.unit, entry.meal, entry.on) == (120, "slice", "dinner", date(2026, 3, 1))


def test_servings_a_note_and_what_lost_its_food_are_changed_too(client, person):
    cooked = services.log_recipe(owner=person, on=DAY, meal="lunch", recipe=RecipeFactory(energy_kcal=300), servings=1)
    note = services.quick_add(owner=person, on=DAY, meal="lunch", name="Cake", amounts={"energy": 400})
    food = OwnFoodFactory(owner=person, energy_kcal=200)
    orphan = services.log_food(owner=person, on=DAY, meal="lunch", food=food, quantity=100)
    services.delete_food(owner=person, food=food)
    when = {"meal": "lunch", "on": "2026-03-02"}

    for entry, said in (
        (cooked, {"quantity": "2"}),
        (note, {"name": "Pie", "energy": "350"}),
        (orphan, {"quantity": "50", "unit": "g"}),
    ):
        url = reverse("nutrition:diary-entry", args=[entry.uuid])
        assert client.get(url).status_code == 200
        assert client.post(url, {**said, **when}).status_code == 302

    energies = DiaryEntry.objects.order_by("id").values_list("name", "energy_kcal")
    assert [energy for _, energy in energies] == [600, 350, 100]
    assert energies[1][0] == "Pie"


def test_what_is_wrong_with_a_change_is_said_at_its_field(client, person):
    entry = services.log_food(owner=person, on=DAY, meal="lunch", food=FoodFactory(), quantity=100)
    url = reverse("nutrition:diary-entry", args=[entry.uuid])

    answers = [
        client.post(url, {"quantity": "0", "unit": "g", "meal": "lunch", "on": "2026-03-02"}),
        client.post(url, {"quantity": "much", "unit": "g", "meal": "lunch", "on": "2026-03-02"}),
        client.post(url, {"quantity": "1", "unit": "g", "meal": "lunch", "on": "1990-01-01"}),
    ]

    assert [answer.status_code for answer in answers] == [422] * 3
    assert "anything above 0" in answers[0].content.decode()
    assert "Write a number in digits" in answers[1].content.decode()
    assert "A diary begins in 2000" in answers[2].content.decode()


# --- Copying ------------------------------------------------------------------------------------------------


def test_a_meal_is_copied_to_another_day_and_the_copy_undone(client, person):
    DiaryEntryFactory(owner=person, on=DAY, meal="lunch", name="Soup")
    said = {"from": "2026-03-02", "copy-what": "lunch", "copy-to": "2026-03-05", "copy-meal": "dinner"}

    answer = client.post(reverse("nutrition:diary-copy"), said)
    copy = DiaryEntry.objects.get(on=date(2026, 3, 5))
    undone = client.post(reverse("nutrition:diary-copy-undo", args=[copy.copied_in]) + "?on=2026-03-05")

    assert answer.url == f"{DIARY}?on=2026-03-05"
    assert copy.meal == "dinner"
    assert undone.url == answer.url
    copy.refresh_from_db()
    assert copy.deleted_at is not None


def test_a_copy_of_nothing_or_to_nowhere_says_so(client, person):
    nothing = client.post(
        reverse("nutrition:diary-copy"), {"from": "2026-03-02", "copy-to": "2026-03-05"}, follow=True
    ).content.decode()
    nowhere = client.post(reverse("nutrition:diary-copy"), {"from": "2026-03-02"}, follow=True).content.decode()
    here = client.post(reverse("nutrition:diary-copy-here"), {**ON, "meal": "lunch"}, headers=HTMX).content.decode()

    assert "There is nothing to copy on that day." in nothing
    assert "Choose the day" in nowhere
    assert "There is nothing to copy on that day." in here


# --- Writing down -------------------------------------------------------------------------------------------


def test_the_meal_is_the_one_of_the_hour_unless_another_is_named(client, person):
    at_noon = page(client, ADD)
    named = page(client, ADD, {"on": "2026-03-01", "meal": "breakfast"})
    with clock("2026-03-02T23:00:00Z"):
        late = page(client, ADD)

    assert "<p>Lunch, today</p>" in at_noon
    assert "<p>Breakfast, yesterday</p>" in named
    assert "<p>Snacks, today</p>" in late


def test_foods_and_recipes_are_found_by_words_and_foods_by_bar_code(client, person):
    FoodFactory(name="Rye bread", barcode="4006381333931")
    RecipeFactory(title="Rye soup")

    by_words = page(client, ADD, {"words": "rye"})
    fragment = page(client, ADD, {"words": "4006381333931"}, headers=HTMX)
    nothing = page(client, ADD, {"words": "unobtainium"})

    assert "Rye bread" in by_words
    assert "Rye soup" in by_words
    assert fragment.lstrip().startswith('<div id="found"')
    assert "Rye bread" in fragment
    assert "Rye soup" not in fragment
    assert "Nothing is called that" in nothing


def test_what_is_eaten_often_at_a_meal_stands_first_and_is_added_with_one_click(client, person):
    food, other = FoodFactory(name="Porridge"), FoodFactory(name="Steak")
    for _ in range(2):
        services.log_food(owner=person, on=DAY, meal="breakfast", food=food, quantity=60)
    services.log_food(owner=person, on=DAY, meal="dinner", food=other, quantity=200)
    services.favour_food(owner=person, food=other, favourite=True)

    shown = page(client, ADD, {"meal": "breakfast"})
    latest = DiaryEntry.objects.filter(food=food).latest("id")
    again = client.post(reverse("nutrition:diary-again", args=[latest.uuid]), {"on": "2026-03-01", "meal": "snack"})

    assert shown.index("Porridge") < shown.index("Steak") < shown.index("Favourites")
    assert again.url == f"{DIARY}?on=2026-03-01"
    assert DiaryEntry.objects.get(on=date(2026, 3, 1)).mass_g == 60


def test_an_again_that_finds_no_room_says_so(client, person, monkeypatch):
    entry = DiaryEntryFactory(owner=person, on=DAY)
    monkeypatch.setattr(services.diary, "MOST_OF_A_DAY", 1)

    answer = client.post(reverse("nutrition:diary-again", args=[entry.uuid]), {**ON, "meal": "snack"}, follow=True)

    assert "A day holds 1 entries" in answer.content.decode()


def test_how_much_begins_with_a_portion_and_then_with_the_last_amount(client, person):
    food = FoodFactory(name="Cheese", energy_kcal=400)
    FoodMeasureFactory(food=food, label="cup", grams=120, counts=True)
    portion = FoodMeasureFactory(food=food, label="wedge", grams=25, counts=False)
    url = reverse("nutrition:diary-food", args=[food.uuid])

    first = page(client, url)
    answer = client.post(url, {"quantity": "3", "unit": portion.pk, "meal": "lunch", "on": "2026-03-02"}, follow=True)
    then = page(client, url)

    assert "100 kcal" in first
    assert "In your diary: Cheese." in answer.content.decode()
    assert "300 kcal" in then


def test_while_an_amount_is_typed_it_is_told_what_it_holds(client, person):
    food, recipe = FoodFactory(energy_kcal=400), RecipeFactory(energy_kcal=300)
    of_food = reverse("nutrition:diary-food", args=[food.uuid])
    of_recipe = reverse("nutrition:diary-recipe", args=[recipe.uuid])

    told = page(client, of_food, {"quantity": "50", "unit": "g"}, headers=HTMX)
    servings = page(client, of_recipe, {"quantity": "2"}, headers=HTMX)
    untold = page(client, of_food, {"quantity": "", "unit": "g"}, headers=HTMX)

    assert "200 kcal" in told
    assert "600 kcal" in servings
    assert "Write an amount" in untold


def test_servings_of_a_recipe_are_written_down_and_begin_with_the_last_time(client, person):
    recipe = RecipeFactory(energy_kcal=300)
    url = reverse("nutrition:diary-recipe", args=[recipe.uuid])

    client.post(url, {"quantity": "1.5", "meal": "dinner", "on": "2026-03-02"})

    assert DiaryEntry.objects.get().energy_kcal == 450
    assert 'value="1.5"' in page(client, url)


def test_a_refused_amount_is_said_at_its_field(client, person):
    url = reverse("nutrition:diary-food", args=[FoodFactory().uuid])

    answer = client.post(url, {"quantity": "0", "unit": "g", "meal": "lunch", "on": "2026-03-02"})

    assert answer.status_code == 422
    assert "anything above 0" in answer.content.decode()


def test_a_note_by_hand_is_added_and_what_it_lacks_is_said(client, person):
    quick = reverse("nutrition:diary-quick")

    added = client.post(quick, {"name": "Cake", "energy": "400", "meal": "snack", "on": "2026-03-02"})
    no_name = client.post(quick, {"energy": "400", "meal": "snack", "on": "2026-03-02"})
    no_energy = client.post(quick, {"name": "Cake", "meal": "snack", "on": "2026-03-02"})

    assert added.url == f"{DIARY}?on=2026-03-02"
    assert [no_name.status_code, no_energy.status_code] == [422, 422]
    assert "Say at least how much energy" in no_energy.content.decode()


def test_a_food_is_made_a_favourite_on_its_page(client, person):
    food = FoodFactory()
    about = reverse("nutrition:food", args=[food.uuid])

    client.post(reverse("nutrition:food-favourite", args=[food.uuid]), {"on": "1"})
    favoured = page(client, about)
    client.post(reverse("nutrition:food-favourite", args=[food.uuid]), {"on": "0"})

    assert "A favourite" in favoured
    assert "A favourite" not in page(client, about)
