"""The states of an alert: it speaks once for an event, and again only after that was over by a margin."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from apps.portfolio.domain.alerts import (
    Condition,
    State,
    age_condition,
    drawdown_condition,
    drift_condition,
    price_condition,
    speaks,
    step,
)

figures = st.decimals("0", "200", places=2)
conditions = st.builds(Condition, st.decimals("1", "100", places=2), st.decimals("0", "20", places=2), st.booleans())
measures = st.lists(st.none() | figures, max_size=60)


def looks(condition, seen, state=State.ARMED):
    """Each look: the state before, what was measured, and the state after."""
    for measure in seen:
        after = step(state, condition, measure)
        yield state, measure, after
        state = after


@given(conditions, measures)
def test_between_two_times_that_it_speaks_the_condition_has_ended_by_the_margin(condition, seen):
    ended = True
    for before, measure, after in looks(condition, seen):
        if measure is not None and condition.has_ended(measure):
            ended = True
        if speaks(before, after):
            assert ended
            ended = False


@given(conditions, measures)
def test_it_speaks_only_while_the_condition_holds(condition, seen):
    assert all(condition.holds(measure) for before, measure, after in looks(condition, seen) if speaks(before, after))


@given(conditions, measures)
def test_it_never_misses_a_beginning_while_it_is_armed(condition, seen):
    for before, measure, after in looks(condition, seen):
        if before is State.ARMED and measure is not None and condition.holds(measure):
            assert speaks(before, after)


@given(conditions, measures, st.integers(1, 5))
def test_looking_again_at_the_same_says_nothing_more(condition, seen, times):
    once = sum(speaks(before, after) for before, _, after in looks(condition, seen))
    often = [measure for measure in seen for _ in range(times)]

    assert sum(speaks(before, after) for before, _, after in looks(condition, often)) == once


@given(conditions, measures)
def test_what_is_unknown_changes_nothing(condition, seen):
    known = [measure for measure in seen if measure is not None]
    states = [after for _, measure, after in looks(condition, seen) if measure is not None]

    assert states == [after for _, _, after in looks(condition, known)]


@given(conditions, figures)
def test_a_condition_never_holds_and_has_ended_at_once(condition, measure):
    assert not (condition.holds(measure) and condition.has_ended(measure))


@given(conditions, figures, figures)
def test_trembling_within_the_margin_says_nothing(condition, one, other):
    assume(not condition.has_ended(one) and not condition.has_ended(other))

    found = list(looks(condition, [one, other] * 10, State.FIRED))

    assert {after for _, _, after in found} == {State.FIRED}


@pytest.mark.parametrize(
    ("condition", "begins", "lasts", "over"),
    [
        (price_condition(Decimal(100), below=False), "100", "99.01", "99"),
        (price_condition(Decimal(100), below=True), "100", "100.99", "101"),
        (drift_condition(Decimal(5)), "5", "4.01", "4"),
        (drawdown_condition(Decimal(20)), "20", "16.01", "16"),
        (age_condition(Decimal(7)), "7", "6.5", "6"),
    ],
)
def test_each_kind_has_its_margin(condition, begins, lasts, over):
    states = [after for _, _, after in looks(condition, map(Decimal, (begins, lasts, over)))]

    assert states == [State.FIRED, State.FIRED, State.ARMED]
