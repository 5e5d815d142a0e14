"""Wishes, what a day aims at by default, and how the planner is asked."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.planner.reading import read
from apps.nutrition.domain.plans.asking import Dish, Kept, names, request, to_use_up
from apps.nutrition.domain.plans.defaults import REFERENCE, aim
from apps.nutrition.domain.plans.wishes import SLOTS, TARGETS, BadWish, Wishes, checked

AIMS = {"energy_kcal": 2000.0, "protein_g": 100.0, "carbohydrate_g": 250.0, "fat_g": 66.7}
VALUES = {"energy_kcal": 500.0, "protein_g": 20.0, "carbohydrate_g": 60.0, "fat_g": 15.0}
DISHES = [
    Dish(key, "Soup", frozenset({"breakfast", "lunch", "dinner", "snack"}), VALUES, "legumes", uses={7: 80.0})
    for key in (1, 2)
]


@given(
    days=st.integers(1, 14), meals=st.sampled_from([*SLOTS]), people=st.integers(1, 8), seed=st.integers(0, 2**31 - 1)
)
def test_every_wish_that_is_in_bounds_can_be_asked(days, meals, people, seed):
    wishes = checked(Wishes(AIMS, days=days, meals=meals, people=people, seed=seed, leftovers=True))

    instance = read(request(wishes, DISHES, pantry=[Kept(7, 400, until=2), Kept(8, 100)]))

    assert (len(instance.days), instance.slots) == (days, wishes.slots)
    assert Wishes.from_kept(wishes.kept()) == wishes


def test_each_wish_out_of_bounds_is_named():
    wishes = Wishes({"energy_kcal": 1, "salt": 1}, days=0, diet="air", free_of=("dust",), training_days=(14,))

    with pytest.raises(BadWish) as refused:
        checked(wishes)

    expected = {"days", "diet", "free_of", "training_days", "targets", *TARGETS}
    assert set(refused.value.fields) == expected


def test_dishes_of_the_same_title_are_told_apart():
    assert names(DISHES) == {1: "Soup", 2: "Soup (2)"}


def test_limits_training_and_the_pantry_are_part_of_the_request():
    wishes = Wishes(
        AIMS, days=3, people=2, most_sodium_mg=2300, least_fibre_g=25, training_days=(1,), training_kcal=200
    )

    asked = request(wishes, DISHES, pantry=[Kept(7, 400, until=1), Kept(9, 50, until=30)])

    assert asked["limits"]["day"] == {"sodium_mg": {"max": 2300}, "fibre_g": {"min": 25}}
    assert asked["days"] == ["rest", "training", "rest"]
    assert asked["targets_by_kind"]["training"]["carbohydrate_g"] == 300
    assert asked["candidates"][0]["pantry"] == {"7 by 1": 160.0}
    assert [(each["worth"], each["until"]) for each in asked["pantry"]] == [(1.0, 1), (0.3, 2)]


lots = st.lists(st.builds(Kept, st.integers(1, 3), st.integers(1, 900), st.none() | st.integers(0, 20)), max_size=12)


@given(lots=lots, days=st.integers(1, 14))
def test_every_lot_of_a_food_counts_and_is_due_with_all_that_goes_off_before_it(lots, days):
    due = to_use_up(lots, days=days)

    def lasts(each):
        return days if each.until is None else min(each.until, days)

    assert len({(each.food, each.until) for each in due}) == len(due)
    assert [lasts(each) for each in due] == sorted(lasts(each) for each in due)
    for each in due:
        assert each.grams == sum(lot.grams for lot in lots if lot.food == each.food and lasts(lot) <= lasts(each))
    for food in {lot.food for lot in lots}:
        assert max(each.grams for each in due if each.food == food) == sum(x.grams for x in lots if x.food == food)


def test_an_older_lot_is_used_first_and_the_newer_is_still_worth_something():
    asked = request(Wishes(AIMS, days=3), DISHES, pantry=[Kept(7, 900), Kept(7, 100, until=1)])

    assert [(each["item"], each["amount"], each["worth"], each["until"]) for each in asked["pantry"]] == [
        ("7 by 1", 100, 1.0, 1),
        ("7", 1000, 0.3, 2),
    ]
    assert asked["candidates"][0]["pantry"] == {"7 by 1": 80.0, "7": 80.0}


@pytest.mark.parametrize("goal", [None, "lose", "keep", "gain"])
def test_a_profile_gives_targets_that_add_up(goal):
    found = aim(sex="female", age_years=35, height_m=1.68, activity="moderate", goal=goal).targets

    energy = 4 * found["protein_g"] + 4 * found["carbohydrate_g"] + 9 * found["fat_g"]
    assert energy == pytest.approx(found["energy_kcal"], rel=0.01)
    assert checked(Wishes(found)).targets == found


def test_less_is_planned_for_who_wants_to_lose_weight():
    lose, keep, gain = (
        aim(sex="male", age_years=50, height_m=1.8, activity=None, goal=goal).targets["energy_kcal"]
        for goal in ("lose", "keep", "gain")
    )

    assert lose < keep < gain


@pytest.mark.parametrize("unknown", [{"sex": None}, {"age_years": None}, {"height_m": None}, {"age_years": 17}])
def test_without_a_profile_the_aim_is_that_of_labels(unknown):
    told = {"sex": "male", "age_years": 40, "height_m": 1.8, "activity": "light", "goal": "keep"}

    assert aim(**told | unknown).targets == REFERENCE


def test_what_an_older_release_kept_is_read():
    assert Wishes.from_kept({"targets": AIMS, "days": 3, "mood": "good"}) == replace(Wishes(AIMS), days=3)
