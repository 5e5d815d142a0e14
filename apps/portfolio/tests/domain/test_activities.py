"""What an activity must say, and how it is told what is missing."""

from decimal import Decimal

import pytest

from apps.portfolio.domain.activities import Activity, BadActivity, Kind, checked, in_ledger_order

from ..cases import act, day


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"kind": "buy", "quantity": 0, "price": 1}, "quantity", "above zero"),
        ({"kind": "sell", "quantity": 1}, "price", "price of one unit"),
        ({"kind": "buy", "quantity": 1, "price": 1, "symbol": ""}, "symbol", "which security"),
        ({"kind": "buy", "quantity": 1, "price": 1, "currency": ""}, "currency", "which currency"),
        ({"kind": "buy", "quantity": 1, "price": 1, "fee": -1}, "fee", "below zero"),
        ({"kind": "buy", "quantity": 1, "price": "NaN"}, "price", "a number"),
        ({"kind": "buy", "quantity": 1, "price": 1, "rate": 0}, "rate", "above zero"),
        ({"kind": "deposit", "amount": 0}, "amount", "above zero"),
        ({"kind": "dividend", "amount": -5}, "amount", "below zero"),
        ({"kind": "fee"}, "amount", "not be zero"),
        ({"kind": "split"}, "ratio", "for each one before"),
        ({"kind": "bonus"}, "quantity", "how many new units"),
        ({"kind": "spin_off", "ratio": 1, "share": "0.1"}, "into", "other security"),
        ({"kind": "spin_off", "ratio": 1, "into": "NEW"}, "share", "from 0 to 1"),
        ({"kind": "merger", "ratio": 1, "into": "ACME"}, "into", "other security"),
        ({"kind": "merger", "ratio": 1, "into": "NEW", "share": 2}, "share", "at most 1"),
        ({"kind": "transfer", "quantity": 1}, "to_account", "into which account"),
        ({"kind": "transfer", "quantity": 1, "account": "A", "to_account": "A"}, "to_account", "another account"),
        ({"kind": "transfer", "to_account": "B"}, "quantity", "above zero"),
        ({"kind": "transfer", "symbol": "", "to_account": "B"}, "amount", "above zero"),
        ({"kind": "sell", "quantity": 2, "price": 1, "lots": (("a", Decimal(1)),)}, "lots", "do not sum"),
    ],
)
def test_what_is_missing_is_told_with_the_row(fields, field, sentence):
    with pytest.raises(BadActivity) as refused:
        act(fields.pop("kind"), 0, row="Row 7", **fields)

    assert refused.value.detail.startswith("Row 7 (")
    assert sentence in refused.value.detail
    assert f"Row 7.{field}" in refused.value.fields


def test_a_line_without_a_name_is_still_told_apart():
    with pytest.raises(BadActivity, match=r"Activity \(buy of ACME on 2024-01-01\)"):
        act("buy", 0)


def test_an_amount_stands_for_a_price_and_wins_over_a_rounded_one():
    by_amount = act("buy", 0, quantity=3, amount=10)
    both = act("buy", 0, quantity=3, price="3.33", amount=10)

    assert by_amount.gross == both.gross == 10
    assert by_amount.unit_price == Decimal(10) / 3


@pytest.mark.parametrize("kind", ["fee", "tax", "interest"])
def test_a_refund_has_a_minus(kind):
    assert act(kind, 0, amount=-5).amount == -5


def test_activities_go_by_day_then_order_then_as_they_came():
    last, first, second, third = (
        act("deposit", 1, amount=1, row="last"),
        act("deposit", 0, amount=1, row="first", order=-1),
        act("deposit", 0, amount=1, row="second"),
        act("deposit", 0, amount=1, row="third"),
    )

    assert in_ledger_order([last, second, third, first]) == [first, second, third, last]


def test_checking_gives_the_activity_back():
    split = Activity(Kind.SPLIT, day(0), symbol="ACME", ratio=2)

    assert checked(split) is split
