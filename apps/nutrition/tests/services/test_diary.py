"""What people write into their diary."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.nutrition import services
from apps.nutrition.models import DiaryEntry, FavouriteFood
from apps.nutrition.queries import diary as reads
from apps.nutrition.tests.factories import (
    DiaryEntryFactory,
    FoodFactory,
    FoodMeasureFactory,
    OwnFoodFactory,
    OwnRecipeFactory,
    RecipeFactory,
)
from project.lib.errors import NotThere
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def person():
    return UserFactory()


def energy(person, on=DAY):
    return reads.day_of(person, on).sums["energy"].amount


# --- Writing down -------------------------------------------------------------------------------------------


def test_a_food_is_written_down_in_grams_and_in_its_measures(person):
    food = FoodFactory(energy_kcal=200, iron_mg=None)
    slice_ = FoodMeasureFactory(food=food, label="slice", grams=30)

    grams = services.log_food(owner=person, on=DAY, meal="lunch", food=food, quantity=150)
    slices = services.log_food(owner=person, on=DAY, meal="lunch", food=food, quantity=2, measure=slice_)

    assert (grams.energy_kcal, grams.unit, grams.mass_g, grams.iron_mg) == (300, "g", 150, None)
    assert (slices.energy_kcal, slices.unit, slices.mass_g) == (120, "slice", 60)
    food.refresh_from_db()
    assert food.popularity == 2


def test_history_stays_as_it_was_when_a_food_or_a_recipe_changes_or_goes(person):
    food = OwnFoodFactory(owner=person, name="Bread", energy_kcal=200)
    recipe = OwnRecipeFactory(owner=person, title="Soup", energy_kcal=150, coverage={"energy": 0.5})
    services.log_food(owner=person, on=DAY, meal="lunch", food=food, quantity=100)
    services.log_recipe(owner=person, on=DAY, meal="lunch", recipe=recipe, servings=2)

    services.change_food(owner=person, food=food, amounts={"energy_kcal": 900})
    services.delete_food(owner=person, food=food)
    recipe.delete()

    day = reads.day_of(person, DAY)
    assert [entry.name for entry in day.meals[1].entries] == ["Bread", "Soup"]
    assert day.sums["energy"].amount == 500
    assert day.sums["energy"].coverage == pytest.approx(0.7)
    assert day.sums["energy"].missing == ("Soup",)


def test_a_note_by_hand_tells_what_is_known_and_leaves_the_rest_unknown(person):
    entry = services.quick_add(
        owner=person, on=DAY, meal="snack", name=" Cake ", amounts={"energy": 400, "fat": None, "protein": 0}
    )

    assert (entry.name, entry.energy_kcal, entry.fat_g, entry.protein_g, entry.unit) == ("Cake", 400, None, 0, "")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"amounts": {"energy": None}}, "energy"),
        ({"amounts": {"energy": 60_000}}, "energy"),
        ({"meal": "brunch"}, "meal"),
        ({"on": date(1999, 12, 31)}, "on"),
        ({"on": date(2100, 1, 1)}, "on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(person, wrong, field):
    note = {"owner": person, "on": DAY, "meal": "lunch", "name": "Cake", "amounts": {"energy": 400}}

    with pytest.raises(services.BadEntry) as no:
        services.quick_add(**note | wrong)

    assert list(no.value.fields) == [field]


@pytest.mark.parametrize("quantity", [0, -1, 1e6, float("nan")])
def test_an_amount_is_above_nothing_and_below_a_cartload(person, quantity):
    with pytest.raises(services.BadEntry):
        services.log_food(owner=person, on=DAY, meal="lunch", food=FoodFactory(), quantity=quantity)


def test_what_belongs_to_another_is_not_there(person):
    measure = FoodMeasureFactory()

    with pytest.raises(NotThere):
        services.log_food(owner=person, on=DAY, meal="lunch", food=OwnFoodFactory(), quantity=1)
    with pytest.raises(NotThere):
        services.log_food(owner=person, on=DAY, meal="lunch", food=FoodFactory(), quantity=1, measure=measure)
    with pytest.raises(NotThere):
        services.log_recipe(owner=person, on=DAY, meal="lunch", recipe=OwnRecipeFactory(), servings=1)


def test_a_day_has_an_end(person, monkeypatch):
    monkeypatch.setattr(services.diary, "MOST_OF_A_DAY", 2)
    DiaryEntryFactory.create_batch(2, owner=person, on=DAY)
    gone = DiaryEntryFactory(owner=person, on=DAY, deleted_at=timezone.now())
    other = DiaryEntryFactory(owner=person, on=DAY - timedelta(days=1))

    for more in (
        lambda: services.quick_add(owner=person, on=DAY, meal="lunch", name="Cake", amounts={"energy": 1}),
        lambda: services.change_entry(entry=other, on=DAY),
        lambda: services.restore_entry(entry=gone),
        lambda: services.copy_meals(owner=person, from_on=other.on, on=DAY),
    ):
        with pytest.raises(services.DayIsFull):
            more()


# --- Changing -----------------------------------------------------------------------------------------------


def test_another_amount_is_reckoned_from_what_was_written_down(person):
    food = FoodFactory(energy_kcal=200, iron_mg=None)
    slice_ = FoodMeasureFactory(food=food, label="slice", grams=30)
    entry = services.log_food(owner=person, on=DAY, meal="lunch", food=food, quantity=100)
    type(food).objects.filter(pk=food.pk).update(energy_kcal=900)

    in_slices = services.change_entry(entry=entry, quantity=2, measure=slice_)
    in_grams = services.change_entry(entry=in_slices, quantity=30, measure=None)

    assert (in_slices.energy_kcal, in_slices.mass_g, in_slices.iron_mg) == (120, 60, None)
    assert (in_grams.energy_kcal, in_grams.unit) == (60, "g")


def test_servings_change_and_an_entry_moves(person):
    entry = services.log_recipe(owner=person, on=DAY, meal="lunch", recipe=RecipeFactory(energy_kcal=300), servings=1)

    moved = services.change_entry(entry=entry, quantity=1.5, meal="dinner", on=DAY + timedelta(days=1))

    assert (moved.energy_kcal, moved.meal, moved.on) == (450, "dinner", DAY + timedelta(days=1))


def test_a_note_changes_its_words_and_amounts_and_nothing_else_does(person):
    note = services.quick_add(owner=person, on=DAY, meal="snack", name="Cake", amounts={"energy": 400, "fat": 9})
    eaten = services.log_food(owner=person, on=DAY, meal="lunch", food=FoodFactory(), quantity=100)

    changed = services.change_entry(entry=note, name="Pie", amounts={"energy": 350, "fat": None})

    assert (changed.name, changed.energy_kcal, changed.fat_g) == ("Pie", 350, None)
    with pytest.raises(services.BadEntry):
        services.change_entry(entry=eaten, name="Pie")


def test_a_measure_of_another_food_or_of_a_recipe_is_refused(person):
    measure = FoodMeasureFactory()
    eaten = services.log_food(owner=person, on=DAY, meal="lunch", food=FoodFactory(), quantity=100)
    cooked = services.log_recipe(owner=person, on=DAY, meal="lunch", recipe=RecipeFactory(), servings=1)

    for entry in (eaten, cooked):
        with pytest.raises(services.BadEntry):
            services.change_entry(entry=entry, quantity=1, measure=measure)


def test_what_was_deleted_does_not_count_until_it_is_restored(person):
    entry = DiaryEntryFactory(owner=person, on=DAY, energy_kcal=500)

    services.delete_entry(entry=entry)
    without = energy(person)
    services.restore_entry(entry=DiaryEntry.objects.get(pk=entry.pk))

    assert (without, energy(person)) == (0, 500)


# --- Copying ------------------------------------------------------------------------------------------------


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(["breakfast", "dinner"]), st.none() | st.floats(0, 3000)), min_size=1, max_size=6
    )
)
def test_copying_a_day_twice_doubles_what_it_brought(person, eaten):
    DiaryEntry.objects.all().delete()
    for meal, amount in eaten:
        DiaryEntryFactory(owner=person, on=DAY, meal=meal, energy_kcal=amount, protein_g=1)
    there = DAY + timedelta(days=3)

    for _ in range(2):
        services.copy_meals(owner=person, from_on=DAY, on=there)

    once, twice = reads.day_of(person, DAY), reads.day_of(person, there)
    assert twice.sums["protein"].amount == 2 * once.sums["protein"].amount
    if once.sums["energy"].amount is None:
        assert twice.sums["energy"].amount is None
    else:
        assert twice.sums["energy"].amount == pytest.approx(2 * once.sums["energy"].amount)
    assert [len(meal.entries) for meal in twice.meals] == [2 * len(meal.entries) for meal in once.meals]


def test_a_meal_becomes_another_and_a_copy_is_undone_as_one(person):
    DiaryEntryFactory(owner=person, on=DAY, meal="lunch", energy_kcal=500, deleted_at=None)
    DiaryEntryFactory(owner=person, on=DAY, meal="lunch", energy_kcal=100, deleted_at=timezone.now())
    DiaryEntryFactory(owner=person, on=DAY, meal="dinner", energy_kcal=700)

    copy = services.copy_meals(owner=person, from_on=DAY, from_meal="lunch", on=DAY, meal="dinner")
    [copied] = reads.copied(person, copy.copied_in)
    with_copy = energy(person)
    undone = services.undo_copy(owner=person, copied_in=copy.copied_in)

    assert copied.meal == "dinner"
    assert (with_copy, undone, energy(person)) == (1700, 1, 1200)


def test_nothing_to_copy_and_no_such_copy_are_said(person):
    DiaryEntryFactory(owner=person, on=DAY)

    with pytest.raises(services.BadEntry):
        services.copy_meals(owner=person, from_on=DAY - timedelta(days=1), on=DAY)
    with pytest.raises(services.BadEntry):
        services.copy_meals(owner=person, from_on=DAY, on=DAY, meal="brunch")
    with pytest.raises(NotThere):
        services.undo_copy(owner=person, copied_in=uuid4())


def test_the_same_again_is_as_its_food_is_now_and_as_it_was_where_that_is_gone(person):
    food = FoodFactory(energy_kcal=200)
    cup = FoodMeasureFactory(food=food, label="cup", grams=100)
    logged = [
        services.log_food(owner=person, on=DAY, meal="lunch", food=food, quantity=2, measure=cup),
        services.log_food(owner=person, on=DAY, meal="lunch", food=food, quantity=50),
        services.log_recipe(owner=person, on=DAY, meal="lunch", recipe=RecipeFactory(energy_kcal=300), servings=2),
        services.quick_add(owner=person, on=DAY, meal="lunch", name="Cake", amounts={"energy": 400}),
    ]
    type(food).objects.filter(pk=food.pk).update(energy_kcal=300)

    later = DAY + timedelta(days=1)
    again = [
        services.eat_again(owner=person, entry=reads.entry_of(person, entry.uuid), on=later, meal="snack")
        for entry in logged
    ]

    assert [(each.energy_kcal, each.quantity, each.unit) for each in again] == [
        (600, 2, "cup"), (150, 50, "g"), (600, 2, "serving"), (400, 1, ""),
    ]  # fmt: skip


def test_a_food_is_kept_at_hand_once_and_let_go(person):
    food = FoodFactory()

    for _ in range(2):
        services.favour_food(owner=person, food=food, favourite=True)
    there = FavouriteFood.objects.count()
    services.favour_food(owner=person, food=food, favourite=False)

    assert (there, FavouriteFood.objects.count()) == (1, 0)
