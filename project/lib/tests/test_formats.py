"""What a person reads: figures and dates in their locale and zone."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from project.lib import formats
from project.lib.money import CURRENCIES, Money
from project.lib.testing import clock

NEWEST = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


def plain(text: str) -> str:
    """Without the spaces that do not break and the marks of direction, which are hard to tell in a test."""
    return text.translate({0xA0: " ", 0x202F: " ", 0x200F: None, 0x200E: None})


@pytest.mark.parametrize(
    ("locale", "amount", "currency", "shown"),
    [
        ("en-GB", "1234.5", "EUR", "€1,234.50"),
        ("de-DE", "1234.5", "EUR", "1.234,50 €"),
        ("fr-FR", "-1234.5", "EUR", "-1 234,50 €"),
        ("en-GB", "1234.5", "JPY", "JP¥1,235"),
        ("en-GB", "1.2345", "KWD", "KWD 1.235"),
        ("de-DE", "10.5", "RSD", "10,50 RSD"),
        ("en-US", "-0.5", "USD", "-$0.50"),
        ("xx-nowhere", "1", "GBP", "£1.00"),
    ],
)
def test_money_is_shown_with_the_decimals_of_its_currency(locale, amount, currency, shown):
    with formats.in_locale(locale):
        assert plain(formats.money(Money(Decimal(amount), currency))) == shown


@given(st.sampled_from(sorted(CURRENCIES)), st.sampled_from(["en-GB", "de-CH", "ja-JP", "ar-EG"]))
def test_every_currency_can_be_shown(currency, locale):
    with formats.in_locale(locale):
        assert "1" in formats.money(Money(Decimal(1), currency))


def test_a_gain_can_carry_its_sign():
    assert formats.money(Money(Decimal("1"), "EUR"), sign=True) == "+€1.00"
    assert formats.money(Money(Decimal("-1"), "EUR"), sign=True) == "-€1.00"
    assert formats.money(Money(Decimal("0.001"), "EUR"), sign=True) == "€0.00"


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Decimal("1234.5"), None, "1.234,5"),
        (Decimal("1234.5"), 2, "1.234,50"),
        (Decimal("0.125"), 2, "0,13"),
        (0.1 + 0.2, None, "0,3"),
        (7, None, "7"),
        (float("nan"), None, "–"),
        (Decimal("NaN"), 1, "–"),
        (None, 2, "–"),
    ],
)
def test_numbers(value, places, shown):
    with formats.in_locale("de-DE"):
        assert formats.number(value, places=places) == shown


@pytest.mark.parametrize(
    ("ratio", "places", "shown"),
    [(Decimal("0.1234"), 1, "12.3%"), (Decimal("0.00125"), 2, "0.13%"), (-0.5, 0, "-50%"), (None, 1, "–")],
)
def test_percentages(ratio, places, shown):
    assert formats.percent(ratio, places=places) == shown


def test_a_moment_is_shown_in_the_person_s_zone():
    with timezone.override("Europe/Berlin"), formats.in_locale("de-DE"):
        assert (formats.day(NEWEST), formats.clock(NEWEST)) == ("01.01.2027", "00:30")
    with timezone.override("America/New_York"), formats.in_locale("en-US"):
        assert plain(formats.moment(NEWEST)) == "Dec 31, 2026, 6:30 PM"


def test_a_day_is_a_day_in_every_zone():
    with timezone.override("Pacific/Kiritimati"):
        assert formats.day(date(2026, 12, 31)) == "31 Dec 2026"
    assert formats.day(date(2026, 12, 31), style="full") == "Thursday, 31 December 2026"
    assert formats.clock(time(9, 5)) == "09:05"


@pytest.mark.parametrize(
    ("away", "shown"),
    [
        (timedelta(seconds=-20), "just now"),
        (timedelta(minutes=-5), "5 minutes ago"),
        (timedelta(hours=-30), "1 day ago"),
        (timedelta(days=2), "in 2 days"),
        (timedelta(days=-40), "21 Nov 2026"),
    ],
)
def test_moments_near_now_are_told_by_their_distance(away, shown):
    assert formats.ago(NEWEST + away, now=NEWEST) == shown


def test_days_near_today_are_told_by_name():
    with clock("2026-11-21T23:30:00Z"), timezone.override("Europe/Berlin"):
        assert [formats.ago(date(2026, 11, number)) for number in (20, 21, 22, 23)] == [
            "2 days ago",
            "yesterday",
            "today",
            "tomorrow",
        ]


@pytest.mark.parametrize("show", [formats.money, formats.day, formats.clock, formats.moment, formats.ago])
def test_what_is_unknown_is_a_dash(show):
    assert show(None) == "–"


def test_templates_have_the_same():
    page = Template(
        "{% load formats %}{{ m|money }} {{ d|money:'USD' }} {{ m|signed_money }} {{ d|number:2 }} {{ d|percent }} "
        "{{ on|day }} {{ on|day:'short' }} {{ at|clock }} {{ at|moment }} {{ on|ago }} {{ nothing|money }}"
    )

    with clock("2026-11-21T12:00:00Z"):
        shown = page.render(
            Context(
                {
                    "m": Money(Decimal(2), "EUR"),
                    "d": Decimal("0.5"),
                    "on": date(2026, 11, 20),
                    "at": NEWEST,
                    "nothing": None,
                }
            )
        )

    assert shown == ("€2.00 US$0.50 +€2.00 0.50 50.0% 20 Nov 2026 20/11/2026 23:30 31 Dec 2026, 23:30 yesterday –")
