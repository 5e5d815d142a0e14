"""Rates by day, crossed and turned round."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.portfolio.domain.fx import Rates
from apps.portfolio.domain.quotes import MissingRate, Quotes

from ..cases import START, day, quotes

D = Decimal
RATES = Rates(
    {
        ("EUR", "USD"): quotes({0: D("1.1"), 5: D("1.25")}),
        ("EUR", "CHF"): quotes({0: D("0.95")}),
        ("USD", "XAU"): quotes({0: D("0.0005")}),
        ("CHF", "JPY"): quotes({0: D(150)}),
        ("USD", "JPY"): quotes({0: D(140)}),
    }
)


def at(number):
    return day(number).toordinal()


def test_a_rate_holds_until_the_next():
    assert [RATES.at("EUR", "USD", at(number)) for number in (0, 4, 5, 99)] == [
        D("1.1"),
        D("1.1"),
        D("1.25"),
        D("1.25"),
    ]


def test_a_rate_is_turned_round_and_crossed():
    assert RATES.at("USD", "EUR", at(5)) == D("0.8")
    assert RATES.at("USD", "CHF", at(5)) == D("0.76")
    assert RATES.at("XAU", "EUR", at(5)) == 1600
    assert RATES.at("EUR", "EUR", at(5)) == 1


def test_among_equally_short_ways_the_pivot_is_taken():
    over = {pivot: Rates(RATES._quotes, pivot=pivot).at("EUR", "JPY", at(0)) for pivot in ("CHF", "USD")}

    assert over == {"CHF": D("142.5"), "USD": D(154)}


def test_what_is_not_connected_or_not_yet_known_is_an_error():
    with pytest.raises(MissingRate, match="leads from EUR to SEK"):
        RATES.at("EUR", "SEK", at(0))
    with pytest.raises(MissingRate, match="from EUR to USD is known on or before 2023-12-31"):
        RATES.at("EUR", "USD", at(-1))


def test_booked_rates_serve_where_no_other_does():
    booked = {("EUR", "SEK"): quotes({0: D(11)}), ("EUR", "USD"): quotes({0: D(2)})}

    extended = RATES.with_fallback(booked)

    assert extended.at("EUR", "SEK", at(0)) == 11
    assert extended.at("EUR", "USD", at(0)) == D("1.1")
    assert RATES.with_fallback({("EUR", "USD"): quotes({0: D(2)})}) is RATES


@given(st.dictionaries(st.integers(-20, 60), st.decimals("0.01", "99", places=4), min_size=1), st.integers(0, 20))
def test_the_days_filled_are_the_rates_known_on_each(points, length):
    rates = Rates({("USD", "EUR"): quotes(points)})

    filled = rates.filled("USD", "EUR", at(0), at(length))

    assert len(filled) == length + 1
    for number, rate in enumerate(filled):
        if min(points) <= number:
            assert rate == pytest.approx(float(rates.at("USD", "EUR", at(number))))
        else:
            assert np.isnan(rate)


def test_quotes_are_exact_to_fifteen_digits():
    assert RATES.at("EUR", "USD", at(0)) == D("1.1")
    assert Quotes.of({START: D("123456789.123456")}).last_known(date.max.toordinal()) == (at(0), 123456789.123456)
