"""Ranges and summaries: sliced from what is kept, and the same as the arithmetic says of the whole ledger."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from django.db import connection

from apps.portfolio import services
from apps.portfolio.domain.daily import Daily
from apps.portfolio.domain.ledger import Ledger
from apps.portfolio.models import Activity, Holding, Standing
from apps.portfolio.queries import figures, holdings, ranges
from apps.portfolio.queries.market import market_for
from apps.portfolio.queries.strands import lines_of
from apps.portfolio.services import load_sample
from apps.portfolio.services.valuation import update_portfolio_metrics
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, bought, paid_in, priced
from project.lib.testing import UserFactory, clock, statements

pytestmark = pytest.mark.django_db

TODAY = date(2025, 6, 2)


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock("2025-06-02T12:00:00Z"):
        yield


@pytest.fixture
def person():
    """With the sample household's money."""
    person = UserFactory()
    load_sample(person)
    return person


def daily_of(person):
    lines = lines_of(person, Activity.objects.for_user(person))
    return Daily(Ledger(lines.lines, market_for(lines), lines.terms), TODAY)


def assert_same_series(one, other):
    for name in ("value", "inflow", "outflow", "income", "fee", "tax", "fx_gain"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), atol=1e-6, err_msg=name)


@pytest.mark.parametrize(
    ("first", "last"), [(date(2021, 1, 4), TODAY), (date(2023, 6, 1), date(2023, 6, 30)), (date(2020, 1, 1), TODAY)]
)
def test_a_range_of_everything_is_what_the_ledger_says(first, last, person):
    daily = daily_of(person)

    kept = figures.kept(person).sums.series(first, last)

    assert_same_series(kept, daily.series(daily.rows(lambda holding: True), first, last))


def test_a_range_of_one_account_is_what_the_ledger_says(person):
    daily = daily_of(person)
    account = services.open_account(owner=person, name="Empty", currency="EUR")
    chosen = Holding.objects.for_user(person).get(instrument__symbol="LUMF").account

    kept = figures.kept(person, accounts=(chosen.pk, account.pk)).sums.series(date(2021, 1, 1), TODAY)

    rows = daily.rows(lambda holding: holding.account == chosen.name)
    assert_same_series(kept, daily.series(rows, date(2021, 1, 1), TODAY))


def test_a_range_of_one_instrument_is_what_the_ledger_says(person):
    daily = daily_of(person)
    instrument = Holding.objects.for_user(person).get(instrument__symbol="NWSO").instrument
    services.set_labels(owner=person, instrument=instrument, names=["Bold"])

    kept = figures.kept(person, instrument=instrument.pk).sums.series(date(2022, 1, 1), TODAY)

    rows = daily.rows(lambda holding: holding.name == "NWSO")
    assert_same_series(kept, daily.series(rows, date(2022, 1, 1), TODAY))
    assert_same_series(kept, figures.kept(person, label="bold").sums.series(date(2022, 1, 1), TODAY))


def test_the_parts_of_a_range_add_up_to_the_cent(person):
    found = ranges.performance(person, date(2023, 1, 1), date(2023, 12, 31))

    parts = found["parts"]
    assert parts["start"] + parts["net_flow"] + parts["gain"] == parts["end"]
    assert parts["gain"] == parts["price_gain"] + parts["fx_gain"] + parts["income"] - parts["fees"] - parts["taxes"]
    assert found["twr"] is not None
    assert found["problems"] == {}


def test_ranges_are_cut_to_what_is_known_and_refused_backwards(person):
    found = ranges.values(person, None, date(2030, 1, 1))

    assert (found["days"][0], found["days"][-1]) == (date(2021, 1, 4), TODAY)
    assert len(found["days"]) == len(found["value"]) == len(found["invested"]) <= figures.MOST_POINTS
    with pytest.raises(figures.BadRange):
        ranges.performance(person, date(2024, 1, 2), date(2024, 1, 1))
    with pytest.raises(figures.NothingYet):
        ranges.values(UserFactory())


def test_what_is_remembered_asks_nothing_until_something_changes(person):
    connection.run_on_commit.clear()  # as if committed: what is being written is never remembered
    first = ranges.performance(person, None, None)
    with statements() as sent:
        assert ranges.performance(person, None, None) == first
        holdings.summary(person)
        holdings.summary(person)
    assert len(sent) <= 3, sent

    services.record_activity(
        owner=person, account=Activity.objects.for_user(person).first().account, kind="deposit", on=TODAY,
        amount=Decimal(1000),
    )  # fmt: skip
    update_portfolio_metrics(user=person)
    again = ranges.performance(person, None, None)
    assert again["parts"]["inflow"] > first["parts"]["inflow"]


def test_income_by_month_and_by_instrument_are_the_same_money(person):
    found = ranges.income(person, date(2022, 1, 1), date(2022, 12, 31))

    assert [month["month"].month for month in found["months"]] == list(range(1, 13))
    total = sum(month["income"] for month in found["months"])
    assert sum(part["income"] for part in found["instruments"]) == pytest.approx(total)
    assert {"KSTE", "LUMF", ""} <= {part["symbol"] for part in found["instruments"]}


def test_the_total_in_sql_is_the_sum_of_the_rows(person):
    rows = holdings.holdings_table(person)

    found = holdings.summary(person)

    assert found["value"] == sum(row.holding.market_value for row in rows)
    assert sum(row.weight for row in rows) == pytest.approx(1)
    assert found["value"] == pytest.approx(Decimal(figures.kept(person).sums.value[-1]))
    assert sum(account.worth or 0 for account in holdings.account_totals(person)) == found["value"]


def test_the_gain_of_the_last_day_is_that_of_the_kept_days(person):
    sums = figures.kept(person).sums

    found = holdings.summary(person)

    gain = sums.value[-1] - sums.value[-2] - sums.inflow[-1] + sums.outflow[-1]
    assert gain
    assert found["day_gain"] == pytest.approx(gain)
    assert found["day_return"] == pytest.approx(gain / (sums.value[-2] + sums.inflow[-1]))


def test_the_table_costs_the_same_however_long(person):
    with statements() as sent:
        shown = [(row.holding.instrument, row.holding.account.name, row.labels, row.unrealised, row.is_stale)
                 for row in holdings.holdings_table(person)]  # fmt: skip

    assert len(sent) == 2, sent
    symbols = [instrument.symbol for instrument, *_ in shown if instrument]
    assert "ALDR" not in symbols
    assert "ALDR" in [row.holding.instrument.symbol for row in holdings.holdings_table(person, closed=True)
                      if row.holding.instrument]  # fmt: skip


def test_a_table_of_a_portfolio_has_its_accounts_only(person):
    bank = Holding.objects.for_user(person).filter(instrument=None, account__kind="bank").get()
    portfolio = services.open_portfolio(owner=person, name="Bank", accounts=[bank.account])

    (row,) = holdings.holdings_table(person, portfolio=portfolio)

    assert row.holding == bank
    assert [other.holding for other in holdings.holdings_table(person, accounts=[bank.account])] == [bank]


@pytest.mark.parametrize("by", [*holdings.ALLOCATIONS, "label"])
def test_everything_is_somewhere_in_an_allocation(by, person):
    for held in Holding.objects.for_user(person).exclude(instrument=None):
        services.set_labels(owner=person, instrument=held.instrument, names=["Mine"])

    parts = holdings.allocation(person, by)

    whole = Holding.objects.for_user(person).worth()
    if by == "label":
        whole -= Holding.objects.for_user(person).filter(instrument=None).worth()
    assert sum(part["value"] for part in parts) == whole


def test_a_price_that_nobody_knows_is_not_taken_for_nothing():
    account = AccountFactory()
    paid_in(account, 1000)
    bought(account, priced(InstrumentFactory(), days=100), 1, date(2024, 1, 10))
    update_portfolio_metrics(user=account.owner)
    Holding.objects.filter(instrument__isnull=False).update(market_value=None)

    (unknown,) = [row for row in holdings.holdings_table(account.owner) if row.holding.instrument]
    found = holdings.summary(account.owner)

    assert (unknown.unrealised, unknown.weight, unknown.is_stale) == (None, None, True)
    assert (found["unknown"], found["stale"], found["unrealised"]) == (1, 1, 0)


def test_before_anything_was_recorded_all_is_nothing():
    person = UserFactory()

    found = holdings.summary(person)

    assert (found["value"], found["as_of"], found["day_gain"], found["has_accounts"]) == (0, None, None, False)
    assert holdings.allocation(person, "kind") == []
    update_portfolio_metrics(user=person)
    assert ranges.performance(person, None, None)["parts"]["end"] == 0
    assert Standing.objects.get().as_of == TODAY
