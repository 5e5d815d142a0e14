"""What cannot be meant is refused, each fault at its field."""

from datetime import date
from decimal import Decimal

import pytest

from apps.accounts.domain.profile import NotMeant, Profile, age, check

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("born_on", "years"),
    [(date(2000, 3, 1), 26), (date(2000, 3, 2), 25), (date(2004, 2, 29), 22), (date(2025, 3, 2), 0)],
)
def test_an_age_is_in_full_years(born_on, years):
    assert age(born_on, TODAY) == years


def test_who_left_the_date_out_has_no_age():
    someone = Profile(name="Ada", locale="en-GB", time_zone="UTC", base_currency="EUR")

    assert someone.age_on(TODAY) is None


@pytest.mark.parametrize("born_on", [None, date(2010, 3, 1), date(1906, 3, 1)])
@pytest.mark.parametrize("height_cm", [None, Decimal(50), Decimal(272)])
def test_the_bounds_themselves_are_in(born_on, height_cm):
    check(today=TODAY, born_on=born_on, height_cm=height_cm)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"born_on": date(2010, 3, 2)}, "16 and older"),
        ({"born_on": date(1905, 2, 28)}, "more than 120 years ago"),
        ({"born_on": date(2026, 3, 2)}, "still to come"),
        ({"height_cm": Decimal("49.9")}, r"between 50 cm \(1 ft 7.7 in\) and 272 cm \(8 ft 11.1 in\)"),
        ({"height_cm": Decimal("272.1")}, "between 50 cm"),
    ],
)
def test_what_is_beyond_them_is_told_at_its_field(said, sentence):
    with pytest.raises(NotMeant, match=sentence) as refusal:
        check(today=TODAY, **said)

    assert list(refusal.value.fields) == list(said)


def test_every_fault_is_told_at_once():
    with pytest.raises(NotMeant) as refusal:
        check(today=TODAY, born_on=date(2020, 1, 1), height_cm=Decimal(3))

    assert set(refusal.value.fields) == {"born_on", "height_cm"}
