"""The rules of progression, case by case."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.training.domain.progression import Attempt, Proposal, Rule, Target, propose, step_for

TARGET = Target(sets=3, low=8, high=12)
STEP = Decimal("2.5")


def at(weight, *reps):
    return Attempt(None if weight is None else Decimal(weight), reps)


@pytest.mark.parametrize(
    ("rule", "attempts", "weight", "reps", "why"),
    [
        (Rule.LINEAR, [], None, 8, "not done this yet"),
        (Rule.NONE, [at(60, 12, 12, 12)], "60", 8, "same as last time"),
        (Rule.LINEAR, [at(60, 8, 8, 8)], "62.5", 8, "step more weight"),
        (Rule.LINEAR, [at(60, 8, 8, 7)], "60", 8, "same again"),
        (Rule.LINEAR, [at(60, 8, 8)], "60", 8, "same again"),
        (Rule.LINEAR, [at(60, 7, 7, 7)] * 3, "54", 8, "a tenth less"),
        (Rule.LINEAR, [at(60, 7, 7, 7), at(60, 7, 7, 7), at("57.5", 8, 8, 8)], "60", 8, "same again"),
        (Rule.LINEAR, [at(60, 7, 7, 7), at(60, 7, 7, 7), at(60, 8, 8, 8)], "60", 8, "same again"),
        (Rule.DOUBLE, [at(60, 8, 8, 8)], "60", 9, "One repetition more"),
        (Rule.DOUBLE, [at(60, 12, 11, 10)], "60", 11, "up to 12"),
        (Rule.DOUBLE, [at(60, 12, 12, 12)], "62.5", 8, "step more weight"),
        (Rule.DOUBLE, [at(None, 12, 12, 12)], None, 13, "one repetition more"),
        (Rule.DOUBLE, [at(None, 5, 5, 5)] * 3, None, 8, "do what you can"),
    ],
)
def test_what_comes_next(rule, attempts, weight, reps, why):
    found = propose(rule, TARGET, attempts, step_kg=STEP)

    assert (found.weight_kg, found.reps) == (None if weight is None else Decimal(weight), reps)
    assert why in found.why


def test_legs_take_larger_steps():
    assert step_for(["quadriceps", "glutes"], STEP) == 5
    assert step_for(["chest"], STEP) == STEP


@given(
    rule=st.sampled_from(list(Rule)),
    attempts=st.lists(
        st.builds(
            Attempt,
            st.none() | st.decimals(1, 400, places=2),
            st.lists(st.integers(1, 30), min_size=1, max_size=6).map(tuple),
        ),
        max_size=5,
    ),
)
def test_a_proposal_is_never_more_than_a_step_up_nor_below_a_deload(rule, attempts):
    found = propose(rule, TARGET, attempts, step_kg=STEP)

    assert isinstance(found, Proposal)
    assert found.why
    assert found.reps >= 1
    if found.weight_kg is not None:
        last = attempts[0].weight_kg
        quarter = Decimal("0.25")
        assert last * Decimal("0.9") - quarter <= found.weight_kg <= last + STEP + quarter
