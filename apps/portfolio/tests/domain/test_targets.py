"""Targets of groups, and what they mean for securities."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.portfolio.domain.allocation import Piece
from apps.portfolio.domain.rebalancing import BadTarget
from apps.portfolio.domain.targets import group_drifts, of_securities

HALF = Decimal("0.5")


def piece(name, value, **labels):
    return Piece(name, Decimal(value), {"kind": {label: Decimal(part) for label, part in labels.items()}})


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=8), st.integers(1, 99))
def test_what_groups_shall_be_their_securities_come_to(values, percent):
    shares = [piece(f"S{at}", value, share="1") for at, value in enumerate(values)]
    weight = Decimal(percent) / 100

    found = of_securities([*shares, piece("FUND", 100, etf="1")], "kind", {"share": weight, "etf": 1 - weight})

    assert sum(found.values()) == pytest.approx(1)
    assert found["FUND"] == 1 - weight
    assert found["S0"] / weight == pytest.approx(Decimal(values[0]) / sum(values))


def test_what_counts_for_two_groups_gets_of_both():
    found = of_securities(
        [piece("BOTH", 100, a="0.5", b="0.5"), piece("ONE", 50, a="1")], "kind", {"a": HALF, "b": HALF}
    )

    assert found == {"BOTH": Decimal("0.75"), "ONE": Decimal("0.25")}


def test_a_group_of_which_nothing_is_held_cannot_be_aimed_at():
    with pytest.raises(BadTarget, match="You hold nothing of bond"):
        of_securities([piece("ONE", 50, share="1")], "kind", {"bond": Decimal(1)})


def test_without_targets_shares_alone_are_told():
    (drift,) = group_drifts([piece("ONE", 50, share="1")], "kind", {})

    assert (drift.name, drift.weight, drift.target) == ("share", 1, 0)
