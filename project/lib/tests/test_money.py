"""Money, mostly as properties. No database."""

from decimal import Decimal

import pytest
from babel.core import get_global
from babel.numbers import format_currency, format_decimal
from hypothesis import assume, example, given
from hypothesis import strategies as st

from project.lib.money import (
    CURRENCIES,
    CurrencyMismatch,
    Money,
    NotAnAmount,
    UnknownCurrency,
    decimals,
    parse,
    smallest,
)

currencies = st.sampled_from(sorted(CURRENCIES))
decimal_amounts = st.decimals(min_value=-(10**15), max_value=10**15, places=6)
euros = st.builds(Money, decimal_amounts, st.just("EUR"))
weights = st.lists(st.integers(0, 10**6) | st.decimals(0, 10**6, places=4), min_size=1, max_size=20).filter(any)


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


# --- What an amount is ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("amount", [1.0, 1, "1", True, None])
def test_only_a_decimal_is_an_amount(amount):
    with pytest.raises(TypeError, match="Decimal"):
        Money(amount, "EUR")


@pytest.mark.parametrize("amount", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_no_amount(amount):
    with pytest.raises(NotAnAmount):
        Money(Decimal(amount), "EUR")


@pytest.mark.parametrize("code", ["", "eur", "XXX", "XAU", "BTC", "EURO", "€"])
def test_only_a_currency_is_a_currency(code):
    with pytest.raises(UnknownCurrency):
        Money(Decimal(1), code)


def test_every_currency_is_one_that_can_be_shown():
    assert set(get_global("all_currencies")) >= CURRENCIES


# --- Rounding -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "places"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("RSD", 2), ("ISK", 0)])
def test_decimals_are_those_of_iso_4217(code, places):
    assert decimals(code) == places


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [("0.005", "0.01"), ("0.015", "0.02"), ("0.025", "0.03"), ("-0.005", "-0.01"), ("1.0049", "1.00")],
)
def test_half_a_cent_goes_up(exact, rounded):
    assert eur(exact).rounded() == eur(rounded)


@given(decimal_amounts, currencies)
def test_rounding_moves_by_half_a_unit_at_most_and_only_once(amount, code):
    rounded = Money(amount, code).rounded()

    assert abs(rounded.amount - amount) <= smallest(code) / 2
    assert rounded.rounded() == rounded
    assert -int(rounded.amount.as_tuple().exponent) == decimals(code)


# --- Arithmetic -----------------------------------------------------------------------------------------------


@given(euros, euros, euros)
def test_sums_do_not_depend_on_order(a, b, c):
    assert (a + b) + c == a + (b + c)
    assert a + b == b + a
    assert a - b == -(b - a)
    assert Money.total([a, b, c], "EUR") == a + b + c


@given(euros, st.integers(-1000, 1000))
def test_multiplying_is_adding_often(a, times):
    assert times * a == a * times
    assert a * times == Money.total([a if times > 0 else -a] * abs(times), "EUR")


@pytest.mark.parametrize(
    "work",
    [
        lambda a, b: a + b,
        lambda a, b: a - b,
        lambda a, b: a < b,
        lambda a, b: a >= b,
        lambda a, b: a.ratio(b),
        lambda a, b: Money.total([a, b], "EUR"),
    ],
)
def test_two_currencies_do_not_mix(work):
    with pytest.raises(CurrencyMismatch, match="EUR and USD"):
        work(eur("1"), Money(Decimal(1), "USD"))


def test_the_same_number_of_another_currency_is_not_equal():
    assert eur("1") != Money(Decimal(1), "USD")
    assert eur("1.0") == eur("1.00")


@pytest.mark.parametrize(
    "work",
    [
        lambda a: a * 1.5,
        lambda a: a / 1.5,
        lambda a: a * True,
        lambda a: a + 1,
        lambda a: a < 1,
        lambda a: a * a,
        lambda a: sum([a, a]),
        lambda a: a.allocate([0.5, 0.5]),
    ],
)
def test_floats_and_bare_numbers_are_refused(work):
    with pytest.raises(TypeError):
        work(eur("1"))


def test_a_part_of_a_whole():
    assert eur("25").ratio(eur("100")) == Decimal("0.25")
    assert eur("10") / 4 == eur("2.5")
    assert abs(eur("-1")) == eur("1")
    assert not eur("0.00")
    assert str(eur("1.50")) == "1.50 EUR"


# --- Sharing --------------------------------------------------------------------------------------------------


@given(decimal_amounts, currencies, weights)
@example(Decimal("0.01"), "EUR", [1, 1, 1])
@example(Decimal("-100"), "EUR", [1, 1, 1])
def test_shares_sum_exactly_and_are_fair_to_a_unit(amount, code, weighed):
    money = Money(amount, code)

    shares = money.allocate(weighed)

    assert Money.total(shares, code) == money.rounded()
    for share, weight in zip(shares, weighed, strict=True):
        fair = money.rounded().amount * Decimal(weight) / sum(map(Decimal, weighed))
        assert abs(share.amount - fair) < smallest(code) + Decimal("1e-9")
        assert weight or not share


def test_the_largest_remainders_come_first():
    assert eur("100").allocate([1, 1, 1]) == [eur("33.34"), eur("33.33"), eur("33.33")]
    assert eur("0.05").allocate([Decimal("0.3"), Decimal("0.7")]) == [eur("0.02"), eur("0.03")]
    assert Money(Decimal(10), "JPY").allocate([1, 2]) == [Money(Decimal(3), "JPY"), Money(Decimal(7), "JPY")]


@pytest.mark.parametrize("weighed", [[], [0], [0, 0], [1, -1], [-1]])
def test_weights_must_weigh_something(weighed):
    with pytest.raises(ValueError, match="weights"):
        eur("1").allocate(weighed)


# --- Reading what people type ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "locale", "amount"),
    [
        ("1234.5", "en-GB", "1234.5"),
        ("1,234.50", "en-GB", "1234.5"),
        ("1234,5", "de-DE", "1234.5"),
        ("1.234,50", "de-DE", "1234.5"),
        ("1.234", "de-DE", "1234"),
        ("1’234.50", "de-CH", "1234.5"),
        ("1'234.50", "de-CH", "1234.5"),
        ("1 234,50", "fr-FR", "1234.5"),
        ("1\u202f234,50", "fr-FR", "1234.5"),
        ("1\xa0234,50 €", "fr-FR", "1234.5"),
        ("12,34,567.50", "en-IN", "1234567.5"),
        ("EUR 12.50", "en-GB", "12.5"),
        ("€12.50", "en-GB", "12.5"),
        ("-12.50", "en-GB", "-12.5"),
        ("\u221212.50", "en-GB", "-12.5"),
        (" 12. ", "en-GB", "12"),
        ("0", "en-GB", "0"),
    ],
)
def test_an_amount_is_read_as_its_writer_meant_it(text, locale, amount):
    assert parse(text, "EUR", locale=locale) == eur(amount)


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("", "en-GB"),
        ("1,5", "en-GB"),  # 1.5 to some, 15 to nobody
        ("1.5", "de-DE"),
        ("1,234.50", "de-DE"),
        ("12,34", "en-GB"),
        ("1,2345", "en-GB"),
        ("1.2.3", "en-GB"),
        ("1e5", "en-GB"),
        ("NaN", "en-GB"),
        ("٣", "en-GB"),
        ("0x10", "en-GB"),
        ("1,,000", "en-GB"),
        ("--1", "en-GB"),
        ("12.345", "en-GB"),
        ("1" * 19, "en-GB"),
        ("twelve", "en-GB"),
        ("$12", "en-GB"),
    ],
)
def test_what_might_be_misread_is_refused(text, locale):
    with pytest.raises(NotAnAmount):
        parse(text, "EUR", locale=locale)


def test_the_refusal_shows_how_to_write_it():
    with pytest.raises(NotAnAmount, match="such as 1234,55"):
        parse("1.5", "EUR", locale="de-DE")
    with pytest.raises(NotAnAmount, match="JPY has no decimals"):
        parse("1.5", "JPY")


@given(
    st.decimals(min_value=-(10**12), max_value=10**12, places=2),
    st.sampled_from(
        ["en-GB", "en-US", "en-IN", "de-DE", "de-CH", "fr-FR", "sv-SE", "pl-PL", "es-ES", "pt-BR", "it-IT"]
    ),
)
def test_what_is_shown_can_be_typed_back(amount, locale):
    language = locale.replace("-", "_")

    assert parse(format_decimal(amount, locale=language), "EUR", locale=locale) == Money(amount, "EUR")
    shown = format_currency(amount, "EUR", locale=language)
    assume(not shown.startswith(("-", "\u2212")))  # some put the sign before the currency
    assert parse(shown, "EUR", locale=locale) == Money(amount, "EUR")


@given(st.text(max_size=30), st.sampled_from(["en-GB", "de-DE"]))
def test_anything_typed_is_an_amount_or_refused(text, locale):
    try:
        parsed = parse(text, "EUR", locale=locale)
    except NotAnAmount:
        return

    assert parsed.rounded() == parsed
