"""Weights by any label, concentration and warnings."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from apps.portfolio.domain.allocation import Limits, Piece, by_label, by_name, concentration, warnings, yearly_expenses

D = Decimal
PIECES = [
    Piece("World", D(600), {"region": {"America": D("0.7"), "Asia": D("0.2")}}, D("0.002")),
    Piece("Europe", D(300), {"region": {"Europe": D(1)}}, D("0.015")),
    Piece("Cash", D(100), {}),
]


def test_a_holding_counts_in_parts_and_what_has_no_label_is_said():
    slices = {part.label: (part.value, part.weight) for part in by_label(PIECES, "region")}

    assert slices == {
        "America": (420, D("0.42")),
        "Europe": (300, D("0.3")),
        "unlabelled": (160, D("0.16")),
        "Asia": (120, D("0.12")),
    }


def test_labels_that_sum_to_more_than_all_are_brought_back():
    assert [part.value for part in by_label([Piece("A", D(10), {"x": {"b": D(30), "a": D(70)}})], "x")] == [7, 3]


def test_one_security_in_two_accounts_is_one():
    assert next((part.label, part.weight) for part in by_name([*PIECES, PIECES[0]])) == ("World", D("0.75"))


def test_nothing_has_no_weights():
    assert by_name([Piece("A", D(0), {})])[0].weight == 0
    assert concentration([]).effective_holdings == 0


@given(st.integers(1, 30))
def test_equal_holdings_count_as_many_as_they_are(count):
    spread = concentration(by_name([Piece(str(number), D(8), {}) for number in range(count)]))

    assert abs(spread.effective_holdings - count) < D("1e-9")
    assert abs(spread.top_five - min(D(1), D(5) / count)) < D("1e-9")


def test_what_weighs_and_costs_much_is_warned_of():
    found = warnings(PIECES, fees=D(20), invested=D(1000))

    assert [(one.code, one.detail) for one in found] == [
        ("concentrated", "World is 60.0% of everything."),
        ("concentrated", "Europe is 30.0% of everything."),
        ("expensive_holding", "Europe costs 1.50% a year."),
        ("high_fees", "Fees took 2.00% of what was put in."),
    ]
    assert not warnings(PIECES, fees=D(20), invested=D(0), limits=Limits(D(1), D(1), D(1)))


def test_expenses_are_of_a_year_at_today_s_values():
    assert yearly_expenses(PIECES) == D("1.2") + D("4.5")
