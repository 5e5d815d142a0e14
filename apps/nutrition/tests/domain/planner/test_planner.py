"""The planner against the list of all plans, and what a request may ask for, one thing at a time."""

import itertools
from dataclasses import replace

import pytest

from apps.nutrition.domain.planner import solve
from apps.nutrition.domain.planner.instance import Instance, Person, Stock
from apps.nutrition.domain.planner.master import Master
from apps.nutrition.domain.planner.planner import make_plan
from apps.nutrition.domain.planner.rules import (
    Avoided,
    DayLimit,
    GroupLimit,
    Leftover,
    Locked,
    NearTargets,
    OncePerDay,
    UseLimit,
    WeekLimit,
)
from apps.nutrition.domain.planner.scoring import broken, day_totals, misses, score
from apps.nutrition.tests.domain.planner.factories import best_by_listing, dish, person, small_request


def names(instance, plan):
    return [[instance.candidates[serving.candidate].id for serving in day] for day in plan]


def week_of(*candidates, days=7, slots=("dinner",), **more) -> Instance:
    return Instance(candidates, ("day",) * days, slots, (person(day=600 * len(slots)),), **more)


# --- Proofs -----------------------------------------------------------------------------------------------------------


SEEDS = range(25)
IMPOSSIBLE = (0, 1, 2, 5, 7, 8, 10, 11, 13, 14, 16, 17, 19, 22)


@pytest.mark.parametrize("seed", [seed for seed in SEEDS if seed not in IMPOSSIBLE])
def test_the_answer_is_the_best_of_all_plans(seed):
    instance = small_request(seed)
    best = best_by_listing(instance)

    answer = make_plan(instance)

    assert answer.status == "optimal"
    assert answer.parts.objective == pytest.approx(best.objective, abs=1e-6)
    assert answer.bound <= best.objective + 1e-9
    assert broken(instance, answer.plan) == ()


@pytest.mark.parametrize("seed", IMPOSSIBLE)
def test_no_plan_is_given_where_there_is_none(seed):
    instance = small_request(seed)

    assert best_by_listing(instance) is None
    assert make_plan(instance).status == "impossible"


@pytest.mark.parametrize("seed", IMPOSSIBLE)
def test_a_conflict_is_real_and_needs_each_of_its_rules(seed):
    instance = small_request(seed)
    answer = make_plan(instance)
    rules = answer.conflict.rules

    alone = best_by_listing(replace(instance, rules=rules))
    without_one = [best_by_listing(replace(instance, rules=tuple(r for r in rules if r != rule))) for rule in rules]

    assert rules
    assert alone is None
    assert None not in without_one
    assert all(rule.firmness != "never" for rule in answer.broken)


@pytest.mark.parametrize("seed", range(0, 25, 4))
def test_the_same_seed_gives_the_same_plan(seed):
    instance = replace(small_request(seed), seed=7)

    assert make_plan(instance) == make_plan(instance)


@pytest.mark.parametrize("looks", [0, 2, 4, 6])
def test_when_the_time_is_over_the_bound_still_holds(looks, monkeypatch):
    instance = week_of(*(dish(f"dish {n}", "dinner", energy=500.0 + 30 * n) for n in range(9)), rules=(UseLimit(1),))
    best = make_plan(instance)

    # A second passes with each look at the clock.
    monkeypatch.setattr("apps.nutrition.domain.planner.solve.time.monotonic", itertools.count().__next__)
    hurried = make_plan(replace(instance, seconds=looks + 0.5))

    assert best.status == "optimal"
    assert (hurried.status, hurried.plan) == ("unknown", None)
    assert hurried.bound <= best.parts.objective + 1e-9


def test_a_gap_that_is_good_enough_ends_the_search():
    instance = week_of(*(dish(f"dish {n}", "dinner", energy=500.0 + 30 * n) for n in range(9)), rules=(UseLimit(1),))

    answer = make_plan(replace(instance, gap=0.5))

    assert 0 <= answer.gap <= 0.5


# --- What a request may ask for ---------------------------------------------------------------------------------------


def test_a_dish_is_not_used_more_often_than_allowed():
    good, fair = dish("good", "dinner"), dish("fair", "dinner", energy=650.0)
    instance = week_of(good, fair, dish("poor", "dinner", energy=900.0), rules=(UseLimit(4),))

    plan = names(instance, make_plan(instance).plan)

    assert (plan.count(["good"]), plan.count(["fair"])) == (4, 3)


def test_in_two_weeks_the_limits_of_a_week_count_for_each():
    good, fair = dish("good", "dinner"), dish("fair", "dinner", energy=650.0)
    instance = week_of(good, fair, days=14, rules=(UseLimit(4, "good"), GroupLimit("min", 0)))

    plan = names(instance, make_plan(instance).plan)

    assert [plan[:7].count(["good"]), plan[7:].count(["good"])] == [4, 4]


def test_a_minimum_brings_a_group_to_the_table():
    instance = week_of(dish("stew", "dinner"), dish("cod", "dinner", energy=900.0, group="fish"))
    instance = replace(instance, rules=(GroupLimit("min", 2, "fish"),))

    plan = names(instance, make_plan(instance).plan)

    assert plan.count(["cod"]) == 2


def test_weekly_minutes_are_kept():
    quick, slow = dish("quick", "dinner", energy=900.0, minutes=10), dish("slow", "dinner", minutes=60)
    instance = week_of(quick, slow, rules=(WeekLimit("minutes", "max", 220),))

    answer = make_plan(instance)

    assert names(instance, answer.plan).count(["slow"]) == 3
    assert sum(day_totals(instance, answer.plan, day)[6] for day in range(7)) == 220


def test_training_days_have_targets_of_their_own():
    instance = Instance(
        (dish("plain", "dinner"), dish("large", "dinner", energy=900.0)),
        ("rest", "training", "rest"),
        ("dinner",),
        (person(rest=600, training=900),),
    )

    assert names(instance, make_plan(instance).plan) == [["plain"], ["large"], ["plain"]]


def test_everyone_at_the_table_counts():
    # For Ada alone 600 is right; with Bo, who eats half and needs 450, the larger dish serves both better.
    light, large = dish("light", "dinner"), dish("large", "dinner", energy=750.0)
    alone = week_of(light, large, days=1)
    together = replace(alone, people=(person(day=600), person("Bo", 0.5, day=450), person("Cy", 0.5, day=450)))

    assert names(alone, make_plan(alone).plan) == [["light"]]
    assert names(together, make_plan(together).plan) == [["large"]]


def test_limits_of_a_day_hold_for_each_person():
    salty, mild = dish("salty", "dinner", sodium=900), dish("mild", "dinner", energy=900.0, sodium=400)
    instance = week_of(salty, mild, days=1, rules=(DayLimit("sodium_mg", "max", 1000),))
    with_bo = replace(instance, people=(*instance.people, person("Bo", 2.0, day=1200)))

    assert names(instance, make_plan(instance).plan) == [["salty"]]
    assert names(with_bo, make_plan(with_bo).plan) == [["mild"]]


def test_targets_may_be_made_a_rule():
    liked, near = dish("liked", "dinner", energy=640.0), dish("near", "dinner", energy=620.0, preference=0.4)
    instance = week_of(liked, near, days=1)

    assert names(instance, make_plan(instance).plan) == [["liked"]]
    instance = replace(instance, rules=(NearTargets(0.05),))
    assert names(instance, make_plan(instance).plan) == [["near"]]


def test_a_locked_meal_stays_and_the_others_make_up_for_it():
    instance = week_of(
        dish("feast", "lunch", energy=900.0),
        dish("bowl", "lunch", "dinner"),
        dish("salad", "dinner", energy=300.0),
        days=1,
        slots=("lunch", "dinner"),
        rules=(Locked(0, 0, "lunch", "feast"),),
    )

    assert names(instance, make_plan(instance).plan) == [["feast", "salad"]]


def test_a_meal_is_swapped_for_the_next_best_while_the_rest_stays():
    instance = week_of(
        dish("stew", "dinner"), dish("soup", "dinner", energy=640.0), dish("pie", "dinner", energy=900.0)
    )
    settled = tuple(Locked(day, 0, "dinner", "stew") for day in range(6))
    instance = replace(instance, rules=(*settled, Avoided(6, 0, "dinner", "stew")))

    assert names(instance, make_plan(instance).plan) == [["stew"]] * 6 + [["soup"]]


def test_leftovers_are_eaten_where_they_were_planned_and_cooked_once():
    instance = week_of(
        dish("stew", "dinner", minutes=50),
        dish("roast", "dinner", energy=650.0, minutes=40),
        dish("wrap", "lunch", minutes=5),
        days=2,
        slots=("lunch", "dinner"),
        rules=(Leftover((0, 1), (1, 0), ("dinner", "lunch")),),
    )

    answer = make_plan(instance)
    plan = names(instance, answer.plan)

    assert plan[0][1] == plan[1][0]
    assert day_totals(instance, answer.plan, 1)[6] == 50  # the dinner alone


def test_leftovers_of_a_locked_dinner_are_that_dinner():
    instance = week_of(dish("stew", "dinner"), dish("wrap", "lunch"), days=2, slots=("lunch", "dinner"))
    chain = (Leftover((0, 1), (1, 0), ("dinner", "lunch")), Leftover((1, 0), (1, 1), ("lunch", "dinner")))
    instance = replace(instance, rules=(Locked(0, 1, "dinner", "stew"), *chain))

    assert names(instance, make_plan(instance).plan) == [["wrap", "stew"], ["stew", "stew"]]


def test_what_expires_is_used_in_time_and_only_as_much_as_there_is():
    stew = dish("stew", "dinner")
    greens = dish("greens", "dinner", energy=620.0, pantry={"spinach": 100})
    instance = week_of(stew, greens, stock=(Stock("spinach", 200, 1.0, until=2),))

    answer = make_plan(instance)
    plan = names(instance, answer.plan)

    assert (plan[:3].count(["greens"]), plan[3:].count(["greens"])) == (2, 0)
    assert answer.parts.pantry == -1


def test_no_dish_stands_twice_on_one_day_where_that_is_asked():
    bowl, wrap = dish("bowl", "lunch", "dinner"), dish("wrap", "lunch", "dinner", energy=650.0)
    twice = week_of(bowl, wrap, days=1, slots=("lunch", "dinner"))
    once = replace(twice, rules=(OncePerDay(),))

    assert names(twice, make_plan(twice).plan) == [["bowl", "bowl"]]
    assert sorted(names(once, make_plan(once).plan)[0]) == ["bowl", "wrap"]


def test_portions_reach_targets_that_whole_ones_miss():
    instance = week_of(dish("bowl", "dinner", energy=480.0), days=1, portions=(1.0, 1.25))

    answer = make_plan(instance)

    assert answer.plan[0][0].portion == 1.25
    assert answer.parts.objective == 0


def test_alike_days_are_ordered_so_that_dishes_do_not_follow_themselves():
    instance = week_of(dish("stew", "dinner"), dish("soup", "dinner"), days=4, rules=(UseLimit(2),))

    plan = names(instance, make_plan(instance).plan)

    assert all(today != tomorrow for today, tomorrow in itertools.pairwise(plan))


def test_a_dish_of_which_a_limited_value_is_unknown_is_left_out():
    unknown = dish("unknown", "dinner", sodium=None)
    instance = week_of(unknown, dish("known", "dinner", energy=900.0), days=1)
    limited = replace(instance, rules=(DayLimit("sodium_mg", "max", 1000),))

    assert names(instance, make_plan(instance).plan) == [["unknown"]]
    assert names(limited, make_plan(limited).plan) == [["known"]]
    assert make_plan(limited).left_out == 1


def test_the_budget_is_paid_for_the_whole_table():
    cheap, dear = dish("cheap", "dinner", energy=620.0, cost=1), dish("dear", "dinner", cost=3)
    alone = week_of(cheap, dear, days=1, budget=3.0)
    family = replace(alone, people=(person(day=600), person("Bo", day=600), person("Cy", day=600)))

    assert names(alone, make_plan(alone).plan) == [["dear"]]
    assert names(family, make_plan(family).plan) == [["cheap"]]
    assert score(family, make_plan(family).plan).budget == 0


# --- Cuts -------------------------------------------------------------------------------------------------------------


def test_a_cut_is_named_and_the_bound_holds_for_all_dishes():
    dishes = [dish(f"dish {n}", "dinner", energy=500.0 + 10 * n, group="ab"[n % 2]) for n in range(20)]
    whole = week_of(*dishes, days=3, rules=(UseLimit(1),))

    best = make_plan(whole)
    cut = make_plan(replace(whole, pools={"dinner": 4}))

    assert (cut.cut.kept, cut.cut.of) == ({"dinner": 4}, {"dinner": 20})
    assert cut.bound <= best.parts.objective + 1e-9 <= cut.parts.objective + 2e-9
    assert cut.bound_in_pools == pytest.approx(cut.parts.objective)


def test_a_cut_takes_up_the_prices_of_the_proof(monkeypatch):
    priced = []
    monkeypatch.setattr(solve, "Master", lambda *given: priced.append(given) or Master(*given))
    dishes = [dish(f"dish {n}", "dinner", energy=500.0 + 10 * n) for n in range(20)]

    answer = make_plan(week_of(*dishes, days=3, rules=(UseLimit(1),), pools={"dinner": 4}))

    assert answer.cut.kept == {"dinner": 4}
    assert len(priced) == 1


def test_what_the_pools_cannot_do_all_dishes_may():
    dishes = [dish(f"dish {n}", "dinner", energy=600.0 + n) for n in range(6)]
    instance = week_of(*dishes, days=3, rules=(UseLimit(1),), pools={"dinner": 2})

    answer = make_plan(instance)

    assert answer.status == "optimal"
    assert answer.cut is None


# --- Too much to look at ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "status"),
    [
        ("menus.MOST_FOUND", "optimal"),
        ("solve.MOST_MENUS", "optimal"),
        ("halves.MOST_PAIRS", "feasible"),
        ("halves.MOST_HALVES", "unknown"),
    ],
)
def test_where_menus_are_too_many_to_list_the_bound_still_holds(place, status, monkeypatch):
    meals = [dish(f"{slot} {n}", slot, energy=450.0 + 35 * n) for slot in ("lunch", "dinner") for n in range(9)]
    instance = week_of(*meals, slots=("lunch", "dinner"), rules=(UseLimit(1),), seconds=3.0)
    best = make_plan(instance)

    monkeypatch.setattr(f"apps.nutrition.domain.planner.{place}", 4)
    answer = make_plan(instance)

    assert (best.status, answer.status) == ("optimal", status)
    assert answer.bound <= best.parts.objective + 1e-9


def test_many_dishes_in_many_portions_come_near_the_bound_in_little_time():
    shares = {"breakfast": 450.0, "lunch": 700.0, "dinner": 700.0, "snack": 200.0}
    meals = [
        dish(
            f"{slot} {n}",
            slot,
            energy=energy * (0.7 + 0.013 * n),
            protein=energy * (0.03 + 0.0007 * (n * 7 % 48)),
            preference=0.5,
        )
        for slot, energy in shares.items()
        for n in range(48)
    ]
    targets = {"energy_kcal": 2000.0, "protein_g": 95.0}
    instance = replace(
        week_of(*meals, slots=(*shares,), rules=(UseLimit(2), OncePerDay()), seconds=20.0, gap=0.01),
        portions=(0.5, 0.75, 1.0, 1.25, 1.5, 2.0), people=(Person("Ada", {"day": targets}),),
    )  # fmt: skip

    answer = make_plan(instance)

    assert answer.gap <= 0.01
    assert broken(instance, answer.plan) == ()
    assert max(abs(rel) for *_, rel in misses(instance, answer.plan)) <= 0.05
