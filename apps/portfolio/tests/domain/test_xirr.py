"""The money-weighted rate: against another implementation, and where Newton's method fails."""

from datetime import date, timedelta

import pytest
import pyxirr
from hypothesis import assume, given
from hypothesis import strategies as st

from apps.portfolio.domain.xirr import NoRate, OneSided, SeveralRates, xirr

START = date(2020, 1, 1)


def flows(*pairs):
    return [(START + timedelta(days=number), amount) for number, amount in pairs]


def test_a_year_has_365_days():
    assert xirr(flows((0, -100), (365, 110))) == pytest.approx(0.1)
    assert xirr(flows((0, -100), (730, 121))) == pytest.approx(0.1)


def test_the_example_of_spreadsheets():
    example = [
        (date(2008, 1, 1), -10000),
        (date(2008, 3, 1), 2750),
        (date(2008, 10, 30), 4250),
        (date(2009, 2, 15), 3250),
        (date(2009, 4, 1), 2750),
    ]

    assert xirr(example) == pytest.approx(0.373362535, abs=1e-8)


def test_a_near_total_loss_has_its_rate():
    assert xirr(flows((0, -1000), (365, 0.01))) == pytest.approx(-0.99999)
    assert xirr(flows((0, -1000), (30, -500), (400, 0.000001))) < -0.999999
    assert xirr(flows((0, -1000), (1, 0.01))) == -1


def test_a_doubling_overnight_has_its_rate():
    assert xirr(flows((0, -1), (1, 2))) == pytest.approx(2.0**365 - 1)


def test_flows_of_one_day_that_cancel_do_not_count():
    assert xirr(flows((0, -100), (9, 5), (9, -5), (365, 110))) == pytest.approx(0.1)


@pytest.mark.parametrize("one_sided", [[], [(0, -1)], [(0, -1), (9, -2)], [(0, 1), (9, 2)], [(0, 1), (0, -1)]])
def test_flows_of_one_sign_are_an_error(one_sided):
    with pytest.raises(OneSided, match="paid in and money paid out"):
        xirr(flows(*one_sided))


def test_no_rate_is_said():
    with pytest.raises(NoRate, match="No rate"):
        xirr(flows((0, -100), (365, 100), (730, -100)))


def test_several_rates_are_all_named():
    with pytest.raises(SeveralRates) as refused:
        xirr(flows((0, -1000), (365, 2500), (730, -1540)))

    assert refused.value.rates == pytest.approx([0.1, 0.4])


def test_a_rate_of_nothing_is_found():
    assert xirr(flows((0, -100), (50, -100), (365, 200))) == pytest.approx(0, abs=1e-12)


@given(
    st.lists(st.tuples(st.integers(0, 3000), st.floats(-10_000, -1)), min_size=1, max_size=30),
    st.floats(1, 100_000),
)
def test_it_is_the_rate_of_pyxirr(paid, got):
    assume(any(number < 3000 for number, _ in paid))
    these = flows(*paid, (3100, got))
    other = pyxirr.xirr([when for when, _ in these], [amount for _, amount in these])
    assume(other is not None)

    assert xirr(these) == pytest.approx(other, rel=1e-6, abs=1e-8)


@given(st.lists(st.tuples(st.integers(0, 4000), st.floats(-1000, 1000)), min_size=2, max_size=20))
def test_whatever_it_answers_brings_the_flows_to_zero(pairs):
    these = flows(*pairs)
    try:
        rate = xirr(these)
    except (NoRate, SeveralRates):
        return
    assume(-0.9999 < rate < 1e6)

    first = min(when for when, _ in these)
    worth = [amount * (1 + rate) ** (-(when - first).days / 365) for when, amount in these]
    assert abs(sum(worth)) <= 1e-6 * max(1.0, sum(map(abs, worth)))
