"""When a goal is reached, steadily and by drawn courses."""

from decimal import Decimal

import numpy as np
import pytest

from apps.portfolio.domain.projection import (
    BadPlan,
    Plan,
    independence_goal,
    projected,
    real_return,
    saving_needed,
    simulated,
)

PLAN = Plan(start=10_000, monthly_saving=500, yearly_return=0.05, goal=50_000, months=120)


def test_a_steady_return_compounds_to_its_year():
    found = projected(Plan(start=100, monthly_saving=0, yearly_return=0.1, goal=121, months=24))

    assert found.values[12] == pytest.approx(110)
    assert found.values[24] == pytest.approx(121)


def test_savings_come_at_the_end_of_each_month():
    assert projected(Plan(0, 100, 0.0, 250, 4)).values == (0, 100, 200, 300, 400)
    assert projected(Plan(0, 100, 0.0, 250, 4)).reached_after == 3
    assert projected(Plan(0, 100, 0.0, 500, 4)).reached_after is None
    assert projected(Plan(9, 100, 0.0, 9, 4)).reached_after == 0


@pytest.mark.parametrize("yearly_return", [0.0, 0.05, -0.02])
def test_what_is_needed_a_month_reaches_the_goal_in_the_last(yearly_return):
    needed = saving_needed(Plan(1000, 0, yearly_return, 50_000, 120))

    assert projected(Plan(1000, needed, yearly_return, 50_000, 120)).values[-1] == pytest.approx(50_000)


def test_nothing_is_needed_where_there_is_enough():
    assert saving_needed(Plan(1000, 0, 0.05, 900, 12)) == 0


def test_without_volatility_every_course_is_the_steady_one():
    found = simulated(PLAN, 0.0, np.random.default_rng(1), courses=3)

    assert found.percentiles[10][-1] == pytest.approx(projected(PLAN).values[-1])
    assert found.probability == (projected(PLAN).reached_after is not None)


def test_the_same_seed_draws_the_same_courses_and_another_does_not():
    first, again, other = (simulated(PLAN, 0.15, np.random.default_rng(seed)) for seed in (7, 7, 8))

    assert first == again
    assert first != other


def test_percentiles_rise_and_the_median_keeps_to_the_steady_return():
    found = simulated(Plan(100, 0, 0.05, 160, 120), 0.15, np.random.default_rng(3), courses=20_000)

    last = [values[-1] for values in found.percentiles.values()]
    assert last == sorted(last)
    assert found.percentiles[50][-1] == pytest.approx(100 * 1.05**10, rel=0.03)
    assert 0.3 < found.probability < 0.9
    assert len(found.percentiles[50]) == 11


def test_what_is_spent_names_the_goal():
    assert independence_goal(Decimal(20_000)) == 500_000
    assert real_return(0.05, 0.02) == pytest.approx(0.0294, abs=1e-4)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Plan(1, 1, -1, 1, 12),
        lambda: Plan(1, 1, 0, 1, 0),
        lambda: independence_goal(Decimal(1), Decimal(0)),
        lambda: simulated(PLAN, -0.1, np.random.default_rng(1)),
    ],
)
def test_an_impossible_plan_is_refused(make):
    with pytest.raises(BadPlan):
        make()
