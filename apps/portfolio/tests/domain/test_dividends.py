"""What came, what that is of the cost, and what to expect."""

from datetime import date
from decimal import Decimal

import pytest

from apps.portfolio.domain.dividends import Paid, cadence, forecast, history, later, yield_on_cost

from ..cases import act, day, kept

D = Decimal


def paid(*days, per_unit="1"):
    return [Paid(when, "", "ACME", D(10), D(8), D(per_unit)) for when in days]


QUARTERS = [date(2023, 3, 15), date(2023, 6, 15), date(2023, 9, 14), date(2023, 12, 15)]


def test_each_payment_is_told_by_unit_of_after_the_last_split():
    activities = [
        act("buy", 0, quantity=10, price=10),
        act("dividend", 1, amount=20, tax=3),
        act("split", 2, ratio=2),
        act("dividend", 3, amount=20, fee=1),
        act("sell", 4, quantity=20, price=6),
        act("dividend", 5, amount=5),
    ]

    found = history(kept(*activities).ledger, activities)

    assert [(one.on, one.gross, one.net, one.per_unit) for one in found] == [
        (day(1), 20, 17, 1),
        (day(3), 20, 19, 1),
        (day(5), 5, 5, None),
    ]


@pytest.mark.parametrize(
    ("days", "months"),
    [
        (QUARTERS, 3),
        ([date(2023, 1, 31), date(2023, 2, 28), date(2023, 3, 31)], 1),
        ([date(2022, 5, 2), date(2022, 11, 3), date(2023, 5, 2)], 6),
        ([date(2021, 6, 1), date(2022, 6, 15), date(2023, 5, 30)], 12),
        ([date(2023, 1, 1), date(2023, 1, 4)], None),
        ([date(2023, 1, 1)], None),
    ],
)
def test_the_cadence_is_told_from_the_gaps(days, months):
    assert cadence(days) == months


def test_the_next_year_is_expected_as_the_last_one_was():
    found = forecast(paid(*QUARTERS), D(7), date(2023, 12, 31))

    assert [one.on for one in found] == [date(2024, 3, 15), date(2024, 6, 15), date(2024, 9, 15), date(2024, 12, 15)]
    assert {one.gross for one in found} == {7}


def test_a_payment_of_the_season_counts_for_its_season():
    yearly = [
        *paid(date(2022, 6, 1), per_unit="3"),
        *paid(date(2022, 12, 1), per_unit="1"),
        *paid(date(2023, 6, 1), per_unit="4"),
    ]

    assert [one.gross for one in forecast(yearly, D(1), date(2023, 6, 2))] == [1, 4]


def test_after_a_split_as_much_money_is_expected_as_before_it():
    activities = [
        act("buy", 0, quantity=10, price=100),
        act("dividend", 30, amount=20),
        act("dividend", 212, amount=20),
        act("split", 300, ratio=2),
    ]
    payments = history(kept(*activities, last=300).ledger, activities)

    assert [one.gross for one in forecast(payments, D(20), day(300))] == [20, 20]


def test_nothing_is_expected_of_what_stopped_paying_or_is_gone():
    assert forecast(paid(*QUARTERS), D(7), date(2024, 6, 20)) == []
    assert forecast(paid(*QUARTERS), D(0), date(2023, 12, 31)) == []
    assert forecast([], D(7), date(2023, 12, 31)) == []
    assert forecast(paid(QUARTERS[0]), D(7), date(2023, 12, 31)) == []


def test_yield_on_cost_takes_the_last_twelve_months():
    payments = paid(date(2022, 12, 31), *QUARTERS)

    assert yield_on_cost(payments, D(400), date(2023, 12, 31)) == D("0.1")
    assert yield_on_cost(payments, D(0), date(2023, 12, 31)) is None
    assert yield_on_cost(payments, D(100), date(2024, 2, 29)) == D("0.4")


def test_a_month_later_is_the_same_day_or_the_last():
    assert later(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert later(date(2024, 3, 15), -12) == date(2023, 3, 15)
