"""Figures are made once, made anew in part after a change, and then are what they would be made from nothing."""

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest

from apps.portfolio import services
from apps.portfolio.models import Activity, Holding, HoldingSeries, Outdated, Standing, TotalSeries
from apps.portfolio.queries.kept import FIGURES, Days, Sums
from apps.portfolio.services.valuation import update_portfolio_metrics
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, bought, paid_in, priced, rated, sold
from project.lib.testing import UserFactory, clock

pytestmark = pytest.mark.django_db

NOW = "2025-12-01T12:00:00Z"
DAY = date(2024, 3, 1)


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock(NOW):
        yield


def holding_of(account, instrument=None, currency="EUR"):
    return Holding.objects.get(account=account, instrument=instrument, currency=currency)


def all_figures(user):
    """Everything that is kept of a person, in a form that can be compared."""
    columns = ("account_id", "instrument_id", "currency", "first_on", "value", "fx_gain", "entries")
    days = {row[:3]: Days.read(*row[3:]) for row in HoldingSeries.objects.for_user(user).values_list(*columns)}
    total = TotalSeries.objects.get(owner=user)
    held = {
        (row["account_id"], row["instrument_id"], row["currency"]): row
        for row in Holding.objects.for_user(user).values()
    }
    for row in held.values():
        del row["id"], row["version"]
    return days, Sums.read(total.first_on, total.sums), held


def assert_same(one, other):
    days, sums, held = one
    other_days, other_sums, other_held = other
    assert held == other_held
    assert days.keys() == other_days.keys()
    for key, kept in days.items():
        np.testing.assert_allclose(kept.value, other_days[key].value, atol=1e-6)
        np.testing.assert_allclose(kept.fx_gain, other_days[key].fx_gain, atol=1e-6)
    first = max(sums.first, other_sums.first)
    for name in FIGURES:
        np.testing.assert_allclose(
            getattr(sums, name)[first - sums.first :], getattr(other_sums, name)[first - other_sums.first :], atol=1e-6
        )


def made_from_nothing(user):
    Standing.objects.filter(owner=user).update(as_of=None)
    update_portfolio_metrics(user=user)
    return all_figures(user)


@pytest.fixture
def household():
    """Two accounts in two currencies, three instruments, and a bit of everything."""
    rated("USD")
    owner = UserFactory()
    euros, dollars = AccountFactory(owner=owner), AccountFactory(owner=owner, currency="USD")
    shares, fund, foreign = (priced(InstrumentFactory(currency=code)) for code in ("EUR", "EUR", "USD"))
    paid_in(euros, 10_000)
    paid_in(dollars, 5_000)
    bought(euros, shares, 10, DAY, fee=Decimal("1.50"))
    bought(euros, foreign, 7, DAY)
    bought(dollars, foreign, 5, DAY + timedelta(days=3), price="101")
    bought(euros, fund, 4, DAY + timedelta(days=5))
    sold(euros, shares, 3, DAY + timedelta(days=90), price="104")
    services.record_activity(
        owner=owner, account=euros, kind="dividend", on=DAY + timedelta(days=100), instrument=shares,
        amount=Decimal("12.34"), tax=Decimal("2.34"),
    )  # fmt: skip
    services.record_activity(
        owner=owner, account=euros, to_account=dollars, kind="transfer", on=DAY + timedelta(days=110),
        amount=Decimal(500), settled_in="USD", rate=Decimal("1.30"),
    )  # fmt: skip
    services.record_activity(owner=owner, account=euros, kind="interest", on=DAY, amount=Decimal("3.21"))
    update_portfolio_metrics(user=owner)
    return euros, dollars, shares, fund, foreign


def test_a_holding_is_worth_its_units_at_the_last_price(household):
    euros, _, shares, *_ = household

    held = holding_of(euros, shares)

    last_price = Decimal("100") + Decimal((date(2025, 12, 1) - date(2024, 1, 1)).days) / 100
    assert (held.quantity, held.market_value, held.price_on) == (7, 7 * last_price, date(2025, 12, 1))
    assert held.cost == Decimal("1001.5") * 7 / 10
    assert held.realised == 3 * 104 - Decimal("1001.5") * 3 / 10
    assert (held.income, held.taxes) == (Decimal("12.34"), Decimal("2.34"))


def test_cash_is_exact(household):
    euros, dollars, *_ = household

    assert holding_of(dollars, currency="USD").quantity == 5000 - 505 + 650
    cash = holding_of(euros)
    assert cash.income == Decimal("3.21")
    assert cash.market_value == cash.quantity


def test_the_sum_over_the_days_ends_at_the_sum_of_the_holdings(household):
    owner = household[0].owner

    _, sums, _ = all_figures(owner)

    assert sums.value[-1] == pytest.approx(float(Holding.objects.for_user(owner).worth()), abs=1e-6)
    assert float(sums.inflow.sum() - sums.outflow.sum()) == pytest.approx(10_000 + 5_000 / 1.25, abs=1e-6)


def test_a_second_run_does_nothing(household):
    owner = household[0].owner
    before = all_figures(owner)

    assert update_portfolio_metrics(user=owner) is False

    assert_same(all_figures(owner), before)
    assert not Outdated.objects.for_user(owner).exists()


def change_a_purchase(household):
    euros, _, shares, *_ = household
    bought(euros, shares, 2, DAY + timedelta(days=30), price="99.5", fee=Decimal(1))


def change_something_before_everything(household):
    euros, _, _, fund, _ = household
    bought(euros, fund, 1, date(2024, 1, 2))


def change_cash_between_accounts(household):
    euros, dollars, *_ = household
    services.record_activity(
        owner=euros.owner, account=dollars, to_account=euros, kind="transfer", on=DAY + timedelta(days=200),
        amount=Decimal(100), settled_in="EUR",
    )  # fmt: skip


def change_shares_between_accounts(household):
    euros, dollars, *_, foreign = household
    services.record_activity(
        owner=euros.owner, account=euros, to_account=dollars, kind="transfer", on=DAY + timedelta(days=200),
        instrument=foreign, quantity=Decimal(7),
    )  # fmt: skip


def change_one_security_into_another(household):
    euros, _, shares, *_ = household
    services.record_activity(
        owner=euros.owner, account=euros, kind="spin_off", on=DAY + timedelta(days=200), instrument=shares,
        into=priced(InstrumentFactory(), price="20"), ratio_new=1, ratio_old=2, share=Decimal("0.1"),
    )  # fmt: skip


def change_by_deleting(household):
    _, dollars, *_, foreign = household
    services.delete_activity(activity=dollars.activities.get(instrument=foreign))


def change_back_into_the_first_security(household):
    owner = household[0].owner
    change_one_security_into_another(household)
    update_portfolio_metrics(user=owner)
    services.delete_activity(activity=Activity.objects.for_user(owner).get(kind="spin_off"))


def change_by_selling_all(household):
    euros, _, _, fund, _ = household
    sold(euros, fund, 4, DAY + timedelta(days=50))


def change_by_a_split(household):
    euros, *_, foreign = household
    services.record_activity(
        owner=euros.owner, account=euros, kind="split", on=DAY + timedelta(days=60), instrument=foreign, ratio_new=3,
        ratio_old=1,
    )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        change_a_purchase, change_something_before_everything, change_cash_between_accounts,
        change_shares_between_accounts, change_one_security_into_another, change_back_into_the_first_security,
        change_by_deleting, change_by_selling_all, change_by_a_split,
    ],
)  # fmt: skip
def test_after_a_change_the_figures_are_those_made_from_nothing(change, household):
    owner = household[0].owner

    change(household)
    assert update_portfolio_metrics(user=owner) is True

    assert_same(all_figures(owner), made_from_nothing(owner))
