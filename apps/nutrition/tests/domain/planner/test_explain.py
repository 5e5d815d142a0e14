"""What is said about the impossible, and what comes nearest to it."""

import time
from dataclasses import replace

from apps.nutrition.domain.planner import explain, planner, solve
from apps.nutrition.domain.planner.explain import smallest_conflict
from apps.nutrition.domain.planner.instance import Instance
from apps.nutrition.domain.planner.planner import make_plan
from apps.nutrition.domain.planner.rules import (
    DayLimit,
    GroupLimit,
    Label,
    Leftover,
    Locked,
    OncePerDay,
    UseLimit,
    WeekLimit,
)
from apps.nutrition.tests.domain.planner.factories import dish, person

SALTY = dish("salty", "dinner", sodium=900, labels=frozenset(["vegan"]))
MILD = dish("mild", "dinner", sodium=700)


def request(*candidates, days=1, slots=("dinner",), rules=()) -> Instance:
    return Instance(candidates, ("day",) * days, slots, (person(day=600 * len(slots)),), rules)


def test_one_rule_alone_may_be_too_much():
    limit = DayLimit("sodium_mg", "max", 500)
    answer = make_plan(request(SALTY, MILD, rules=(UseLimit(1), limit, Label("vegan"))))

    assert answer.conflict.rules == (limit,)
    assert answer.conflict.sentence() == "No plan can keep this rule: Each day: sodium at most 500 mg."


def test_of_several_conflicts_the_smallest_is_told():
    # Three dinners, of one dish at most once each: two rules less than the three of labels, sodium and fibre.
    three = (Label("vegan"), DayLimit("sodium_mg", "max", 800), DayLimit("fibre_g", "min", 1))
    one = UseLimit(0)

    answer = make_plan(request(SALTY, MILD, rules=(*three, one)))

    assert answer.conflict.rules == (one,)
    assert answer.conflict.smallest


def test_a_diet_is_named_but_never_broken():
    rules = (Label("vegan"), DayLimit("sodium_mg", "max", 800))

    answer = make_plan(request(SALTY, MILD, rules=rules))

    assert set(answer.conflict.rules) == set(rules)
    assert answer.broken == (rules[1],)
    assert answer.plan[0][0].candidate == 0


def test_the_nearest_plan_stretches_limits_as_little_as_can_be():
    rules = (DayLimit("sodium_mg", "max", 600), WeekLimit("cost", "max", 2), GroupLimit("min", 1))

    answer = make_plan(request(SALTY, MILD, replace(MILD, id="fine", preference=0.9), rules=rules[:2]))

    assert answer.plan[0][0].candidate == 1
    assert set(answer.broken) == set(rules[:2])


def test_a_limit_of_the_table_is_stretched_once_however_many_sit_at_it():
    # 90 % too many minutes cost less than a dish too often, but twice 90 % would not.
    slow, spent = dish("slow", "dinner", minutes=190), dish("spent", "dinner", minutes=10)
    rules = (DayLimit("minutes", "max", 100), UseLimit(0, "spent"))
    alone = request(slow, spent, rules=rules)
    household = replace(alone, people=(*alone.people, *(person(name, day=600) for name in ("Bo", "Cy"))))

    assert make_plan(alone).broken == rules[:1]
    assert make_plan(household).broken == rules[:1]


def test_a_locked_meal_that_the_diet_forbids_is_given_up():
    lock = Locked(0, 0, "dinner", "mild")

    answer = make_plan(request(SALTY, MILD, rules=(Label("vegan"), lock)))

    assert set(answer.conflict.rules) == {Label("vegan"), lock}
    assert answer.broken == (lock,)
    assert "“mild” is locked" in answer.conflict.sentence()


def test_firm_rules_are_given_up_one_at_a_time():
    slots = ("lunch", "dinner")
    link = Leftover((0, 0), (0, 1), slots)
    locks = (Locked(0, 0, "lunch", "wrap"), Locked(0, 1, "dinner", "mild"))

    answer = make_plan(request(dish("wrap", "lunch"), MILD, slots=slots, rules=(*locks, link)))

    assert answer.broken == (link,)


def test_slots_without_a_dish_are_named():
    answer = make_plan(request(MILD, slots=("breakfast", "dinner")))

    assert answer.plan is None
    assert answer.conflict.sentence() == "No dish is given for breakfast."


def test_slots_of_whose_dishes_too_little_is_known_are_named_with_what_is_needed():
    unknown = replace(dish("toast", "breakfast", cost=None), labels=frozenset())
    instance = replace(request(unknown, MILD, slots=("breakfast", "dinner")), budget=20.0)

    answer = make_plan(instance)

    assert answer.plan is None
    assert answer.conflict.sentence() == (
        "No dish given for breakfast has all the values that are needed: energy, cost."
    )


def test_no_plan_at_all_where_no_dish_keeps_the_diet():
    answer = make_plan(request(MILD, rules=(Label("free_of_nuts"),)))

    assert answer.plan is None
    assert answer.conflict.sentence() == "No plan can keep this rule: Only dishes known to be free of nuts."


def test_counts_that_only_whole_meals_break_are_found_out():
    # Half of each would do: three units of fish from dishes that count two rows each, on an odd number of days.
    pairs = [dish(name, "dinner", group=name[0]) for name in ("ab", "bc", "ca")]
    limits = tuple(GroupLimit("max", 1, group) for group in "abc")

    answer = make_plan(request(*pairs, days=4, rules=limits))

    assert answer.status == "impossible"
    assert set(answer.conflict.rules) == set(limits)


def test_once_a_day_is_a_rule_like_others():
    bowl = dish("bowl", "lunch", "dinner")

    answer = make_plan(request(bowl, slots=("lunch", "dinner"), rules=(OncePerDay(),)))

    assert answer.conflict.rules == (OncePerDay(),)
    assert answer.broken == (OncePerDay(),)


def test_a_set_of_rules_that_could_not_be_tried_to_the_end_leaves_a_doubt(monkeypatch):
    # Two of three limits can be kept together. Where that is not found out, the three may not be the smallest set.
    pairs = [dish(name, "dinner", group=name[0]) for name in ("ab", "bc", "ca")]
    instance = request(*pairs, days=4, rules=tuple(GroupLimit("max", 1, group) for group in "abc"))
    proved = smallest_conflict(instance, until=time.monotonic() + 10)

    monkeypatch.setattr(solve, "MOST_MENUS", 0)
    monkeypatch.setattr(solve.Search, "_choose_of_known", lambda _: None)
    doubted = smallest_conflict(instance, until=time.monotonic() + 10)

    assert (proved.rules, proved.smallest) == (instance.rules, True)
    assert (doubted.rules, doubted.smallest) == (instance.rules, False)


def test_an_impossible_request_is_answered_in_the_time_given(monkeypatch):
    asked = {}
    for name in ("smallest_conflict", "nearest"):
        real = getattr(planner, name)
        monkeypatch.setattr(
            planner,
            name,
            lambda *given, until, real=real, name=name: asked.update({name: until}) or real(*given, until=until),
        )
    instance = replace(request(SALTY, rules=(DayLimit("sodium_mg", "max", 500),)), seconds=8.0)
    start = time.monotonic()

    make_plan(instance)

    assert start + 3.9 < asked["smallest_conflict"] < asked["nearest"] < start + 8.1


def test_without_time_the_conflict_is_all_rules_and_says_so(monkeypatch):
    instance = request(SALTY, rules=(DayLimit("sodium_mg", "max", 500), UseLimit(1)))
    monkeypatch.setattr(explain.time, "monotonic", lambda: 1.0)

    conflict = smallest_conflict(instance, until=0.0)

    assert (conflict.rules, conflict.smallest) == (instance.rules, False)
