"""Several people at one table: shares, and rules that are everybody's."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.foods.groups import ALLERGENS, DIETS
from apps.nutrition.domain.planner.reading import read
from apps.nutrition.domain.plans.asking import Dish, Kept, request
from apps.nutrition.domain.plans.table import EATER_KCAL, Eater, strictest
from apps.nutrition.domain.plans.wishes import BadWish, Wishes, checked
from apps.nutrition.tests.factories import TARGETS

eaters = st.builds(
    Eater,
    name=st.sampled_from(["Ben", "Cleo", "Dan"]),
    energy_kcal=st.none() | st.integers(*EATER_KCAL).map(float),
    diet=st.sampled_from(["", *DIETS]),
    free_of=st.lists(st.sampled_from(ALLERGENS), unique=True, max_size=3).map(tuple),
)
households = st.builds(
    lambda others, alike, energy, diet, more: Wishes(
        TARGETS | {"energy_kcal": float(energy)}, others=tuple(others), people=1 + len(others) + alike, diet=diet,
        training_days=(1,), training_kcal=more,
    ),
    others=st.lists(eaters, max_size=4), alike=st.integers(0, 3), energy=st.integers(800, 6000),
    diet=st.sampled_from(["", *DIETS]), more=st.integers(0, 2000),
)  # fmt: skip


@given(wishes=households, eaten=st.floats(0.5, 1.5), day=st.sampled_from([0, 1]))
def test_whoever_sits_at_the_table_comes_as_near_their_energy_as_the_planner(wishes, eaten, day):
    own = wishes.target_on(day)["energy_kcal"]

    for other, share in zip(wishes.others, wishes.shares_on(day), strict=True):
        theirs = own if other.energy_kcal is None else other.energy_kcal
        # Shares are hundredths of the planner's portion: half of one is what rounding may cost.
        assert abs(eaten * own * float(share) / theirs - eaten) <= 0.00501 * eaten * own / theirs


@given(wishes=households, day=st.sampled_from([0, 1]))
def test_what_is_cooked_is_the_sum_of_what_everybody_takes(wishes, day):
    alike = wishes.people - 1 - len(wishes.others)

    assert wishes.table_on(day) == 1 + alike + sum(wishes.shares_on(day))


@given(wishes=households)
def test_a_table_avoids_what_any_of_them_avoids_and_nothing_else(wishes):
    rules = [(wishes.diet, wishes.free_of), *((each.diet, each.free_of) for each in wishes.others)]

    assert wishes.avoided == {what for diet, free in rules for what in (*free, *DIETS.get(diet, ()))}


@given(wishes=households)
def test_a_household_is_kept_and_read_as_it_was(wishes):
    assert Wishes.from_kept(wishes.kept()) == wishes


def test_each_diet_leaves_out_all_that_a_milder_one_does():
    by_size = sorted(DIETS, key=lambda diet: len(DIETS[diet]))

    assert all(DIETS[milder] < DIETS[stricter] for milder, stricter in pairwise(by_size))
    assert strictest(["", "vegetarian", "pescatarian"]) == "vegetarian"


def test_the_planner_is_asked_for_what_everybody_takes_and_what_nobody_avoids():
    ben = Eater("Ben", 3000.0, "vegan", ("nuts",))
    wishes = Wishes(TARGETS, people=3, others=(ben,), free_of=("soy",), budget=50.0)
    dish = Dish(1, "Soup", frozenset({"breakfast", "lunch", "snack", "dinner"}), TARGETS, uses={7: 100.0}, cost=2.0)

    instance = read(request(wishes, [dish], pantry=[Kept(7, 1000)]))

    [candidate] = instance.candidates
    assert candidate.labels == {"vegan", "free_of_soy", "free_of_nuts"}
    assert candidate.pantry == {"7": 350.0}
    assert candidate.values[-1] == 7.0  # of one portion for everybody: 2 for each of 3.5


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (Eater("  "), "Give everybody a name"),
        (Eater("Ben", 100.0), "Ben: energy from 500 to 6000 kcal a day."),
        (Eater("Ben", diet="air"), "Ben: as diet one of"),
        (Eater("Ben", free_of=("dust",)), "Ben: free of some of"),
    ],
)
def test_what_cannot_be_meant_of_somebody_is_said_by_name(other, said):
    with pytest.raises(BadWish) as refused:
        checked(Wishes(TARGETS, people=2, others=(other,)))

    assert refused.value.fields["others"][0].startswith(said)


def test_nobody_more_is_described_than_sits_at_the_table():
    wishes = Wishes(TARGETS, people=2, others=(Eater("Ben"), Eater("Cleo")))

    with pytest.raises(BadWish) as refused:
        checked(wishes)

    assert refused.value.fields == {"people": ["You describe 2 besides yourself: say 3 or more."]}
    assert checked(replace(wishes, people=3)).people == 3
