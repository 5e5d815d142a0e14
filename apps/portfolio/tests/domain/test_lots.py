"""Which lots leave first, what they cost, and that nothing is left of what is gone."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.portfolio.domain.activities import BadActivity
from apps.portfolio.domain.lots import Method, Oversold

from ..cases import act, day, histories, keep, kept

BUYS = [
    act("buy", 0, quantity=10, price=10, row="cheap"),
    act("buy", 1, quantity=10, price=30, row="dear"),
    act("buy", 2, quantity=10, price=20, row="middling"),
]


def sold(method, *sales):
    return kept(*BUYS, *sales, method=method).ledger


def gains(ledger):
    return [(closed.lot, closed.quantity, closed.gain.base) for closed in ledger.closed]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("fifo", [("cheap", 10, 300), ("dear", 5, 50)]),
        ("lifo", [("middling", 10, 200), ("dear", 5, 50)]),
        ("hifo", [("dear", 10, 100), ("middling", 5, 100)]),
        ("average", [("cheap", 10, 200), ("dear", 5, 100)]),
    ],
)
def test_each_method_takes_its_lots(method, expected):
    ledger = sold(method, act("sell", 3, quantity=15, price=40))

    assert gains(ledger) == expected


def test_chosen_lots_go_by_name_or_by_day():
    ledger = sold(
        "chosen", act("sell", 3, quantity=12, price=40, lots=(("dear", Decimal(4)), ("2024-01-03", Decimal(8))))
    )

    assert gains(ledger) == [("dear", 4, 40), ("middling", 8, 160)]
    assert [lot.units for lot in ledger.books["", "ACME"].lots] == [10, 6, 2]


def test_chosen_lots_must_be_named_unless_all_goes():
    with pytest.raises(BadActivity, match="say which lots"):
        sold("chosen", act("sell", 3, quantity=15, price=40))

    assert len(sold("chosen", act("sell", 3, quantity=30, price=40)).closed) == 3


def test_a_chosen_lot_that_holds_too_little_is_refused():
    with pytest.raises(Oversold, match="cheap does not hold 11"):
        sold("fifo", act("sell", 3, quantity=11, price=40, lots=(("cheap", Decimal(11)),)))


@pytest.mark.parametrize("method", list(Method))
def test_selling_more_than_is_held_is_refused_by_name(method):
    with pytest.raises(Oversold, match=r"Row 9 .*you hold 30, so 31 cannot leave") as refused:
        sold(method, act("sell", 3, quantity=31, price=40, row="Row 9"))

    assert "Row 9.quantity" in refused.value.fields


def test_selling_before_buying_on_one_day_is_refused_and_the_other_order_is_not():
    buy, sell = act("buy", 0, quantity=1, price=10), act("sell", 0, quantity=1, price=11)

    assert kept(buy, sell).ledger.closed[0].gain.base == 1
    with pytest.raises(Oversold):
        kept(sell, buy)


def test_closing_and_opening_again_on_one_day_begins_a_new_lot():
    ledger = kept(
        act("buy", 0, quantity=1, price=10),
        act("sell", 5, quantity=1, price=15),
        act("buy", 5, quantity=2, price=14),
    ).ledger

    (lot,) = ledger.books["", "ACME"].lots
    assert (lot.acquired_on, lot.cost.base) == (day(5), 28)


def test_fees_and_taxes_count_in_cost_and_proceeds_and_the_gross_gain_leaves_them_out():
    (closed,) = kept(
        act("buy", 0, quantity=10, price=10, fee=3, tax=2),
        act("sell", 9, quantity=10, price=12, fee=4, tax=1),
    ).ledger.closed

    assert (closed.cost.base, closed.proceeds.base, closed.gain.base) == (105, 115, 10)
    assert closed.gross_gain.base == 20
    assert closed.days_held == 9


def test_a_short_sale_gains_when_it_is_bought_back_for_less():
    ledger = kept(act("short", 0, quantity=10, price=50, fee=5), act("cover", 9, quantity=4, price=40, fee=2)).ledger

    (closed,) = ledger.closed
    assert closed.short
    assert closed.gain.base == Decimal("198") - 162
    assert ledger.books["", "ACME"].quantity == -6


def test_buying_back_more_than_is_owed_is_refused():
    with pytest.raises(Oversold, match="you owe 1, so you cannot buy back 2"):
        kept(act("short", 0, quantity=1, price=50), act("cover", 1, quantity=2, price=40))


# --- Splits ---------------------------------------------------------------------------------------------------


def test_a_split_keeps_cost_and_date_and_is_exact_in_thirds():
    ledger = kept(
        act("buy", 0, quantity=10, price=30),
        act("split", 1, ratio="1/3"),
        act("split", 2, ratio=3),
        act("sell", 3, quantity=10, price=40),
    ).ledger

    (closed,) = ledger.closed
    assert (closed.quantity, closed.gain.base, closed.acquired_on) == (10, 100, day(0))
    assert ledger.books["", "ACME"].lots == []


def test_what_no_decimal_can_say_is_sold_whole_by_its_rounded_quantity():
    found = kept(
        act("buy", 0, quantity=10, price=30), act("split", 1, ratio="1/3"), act("sell", 2, quantity="3.3333", price=90)
    )

    assert found.ledger.books["", "ACME"].lots == []
    assert found.outcome().end == found.ledger.cash["", "EUR"]


def test_a_split_entered_for_each_account_counts_once():
    ledger = kept(
        act("buy", 0, quantity=1, price=10, account="A"),
        act("buy", 0, quantity=1, price=10, account="B"),
        act("split", 1, ratio=2, account="A"),
        act("split", 1, ratio=2, account="B"),
    ).ledger

    assert [book.quantity for book in ledger.books.values()] == [2, 2]


# --- Properties -----------------------------------------------------------------------------------------------


@given(histories(), st.sampled_from(["lifo", "hifo", "average"]))
def test_methods_agree_on_realised_and_unrealised_together(history, method):
    fifo, other = keep(history).ledger, keep(history, method=method).ledger

    def total(ledger):
        realised = sum((closed.gain.base for closed in ledger.closed), Decimal(0))
        return realised - sum((book.cost.base for book in ledger.books.values()), Decimal(0))

    assert abs(total(fifo) - total(other)) < Decimal("1e-20")


@given(
    st.lists(st.tuples(st.decimals("0.00001", "1000", places=5), st.decimals("0.01", "999", places=2)), min_size=1),
    st.sampled_from(["fifo", "lifo", "hifo", "average"]),
    st.lists(st.integers(1, 9), min_size=1, max_size=4),
)
def test_nothing_is_left_of_a_full_sale_in_parts(buys, method, parts):
    activities = [act("buy", 0, quantity=quantity, price=price, fee=1) for quantity, price in buys]
    left = sum(quantity for quantity, _ in buys)
    for part in parts:
        some = (left * part / 10).quantize(Decimal("0.00001"))
        if 0 < some < left:
            activities.append(act("sell", 1, quantity=some, price=5))
            left -= some

    found = kept(*activities, act("sell", 2, quantity=left, price=5), method=method)

    assert found.ledger.books["", "ACME"].lots == []
    costs = sum((closed.cost.base for closed in found.ledger.closed), Decimal(0))
    assert abs(costs - sum(quantity * price + 1 for quantity, price in buys)) < Decimal("1e-20")
    assert found.daily.value_on(found.securities, day(30)) == 0
    assert found.series(found.securities).value[-1] == 0
