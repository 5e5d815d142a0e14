"""Alerts of what a person's figures say: drift, drawdown, old prices."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from apps.portfolio.models import Alert, Instrument, Standing, TotalSeries, Watch
from apps.portfolio.services import load_sample, record_activity, update_portfolio_metrics_of
from apps.portfolio.services.alerts import set_alert, watch_alerts
from apps.portfolio.services.targets import set_targets
from apps.portfolio.tests.factories import AccountFactory, AlertFactory, InstrumentFactory, bought, paid_in, sold
from project.lib.testing import UserFactory, clock, statements

from .events import closes, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def half_in_shares(ada):
    set_targets(owner=ada, by="kind", targets={"share": Decimal("0.5"), "bond": Decimal("0.5")})


@pytest.fixture
def spread(account):
    """Securities of two kinds, worth 500 each."""
    paid_in(account, 2000, date(2024, 5, 1))
    shares, bonds = InstrumentFactory(kind="share"), InstrumentFactory(kind="bond")
    for instrument in (shares, bonds):
        closes(instrument, "100", date(2024, 5, 2))
        bought(account, instrument, 5, date(2024, 5, 2))
    return shares, bonds


def test_the_kind_that_is_furthest_from_its_target_is_told(ada, half_in_shares, spread):
    shares, _ = spread
    set_alert(owner=ada, kind="drift", limit=Decimal(10))
    update_portfolio_metrics_of(user_id=ada.pk)
    assert watch_alerts() == 0

    closes(shares, "200")
    update_portfolio_metrics_of(user_id=ada.pk)

    assert watch_alerts() == 1
    assert texts() == ["Share is 16.7 points away from your target; you set 10."]


def test_a_kind_without_a_target_shall_be_nothing(ada, half_in_shares, spread, account):
    gold = InstrumentFactory(kind="commodity")
    closes(gold, "300", date(2024, 5, 2))
    bought(account, gold, 5, date(2024, 5, 2))
    set_alert(owner=ada, kind="drift", limit=Decimal(10))
    update_portfolio_metrics_of(user_id=ada.pk)

    assert watch_alerts() == 1
    assert texts() == ["Commodity is 60 points away from your target; you set 10."]


def test_a_drift_of_nothing_and_from_nothing_is_unknown(ada, half_in_shares, account, spread):
    set_alert(owner=ada, kind="drift", limit=Decimal(1))
    assert watch_alerts() == 0

    set_targets(owner=ada, by="kind", targets={})
    update_portfolio_metrics_of(user_id=ada.pk)

    assert watch_alerts() == 0


def test_a_drawdown_that_paying_out_does_not_cause(ada, account):
    paid_in(account, 2000, date(2024, 5, 1))
    shares = InstrumentFactory()
    closes(shares, "100", date(2024, 5, 2))
    bought(account, shares, 10, date(2024, 5, 2))
    set_alert(owner=ada, kind="drawdown", limit=Decimal(20))
    record_activity(owner=ada, account=account, kind="withdrawal", on=date(2024, 5, 3), amount=Decimal(1000))
    update_portfolio_metrics_of(user_id=ada.pk)
    assert watch_alerts() == 0

    closes(shares, "75")
    update_portfolio_metrics_of(user_id=ada.pk)

    assert watch_alerts() == 1
    assert texts() == ["Everything you own lies 25% below its highest; you set 20%."]


def test_a_drawdown_of_debts_and_of_nothing_is_unknown(ada, account):
    set_alert(owner=UserFactory(), kind="drawdown", limit=Decimal(20))
    set_alert(owner=ada, kind="drawdown", limit=Decimal(20))
    paid_in(account, 100, date(2024, 5, 1))
    record_activity(owner=ada, account=account, kind="fee", on=date(2024, 5, 2), amount=Decimal(500))
    update_portfolio_metrics_of(user_id=ada.pk)
    assert TotalSeries.objects.exists()

    assert watch_alerts() == 0


def test_stale_prices_are_told_for_each_security_and_begin_anew_once_sold(ada, account):
    paid_in(account, 5000, date(2024, 5, 1))
    old, fresh = InstrumentFactory(symbol="OLD"), InstrumentFactory(symbol="FRESH")
    closes(old, "100", date(2024, 5, 24))
    closes(fresh, "100", date(2024, 5, 31))
    for instrument in (old, fresh):
        bought(account, instrument, 5, date(2024, 5, 2))
    set_alert(owner=ada, kind="stale", limit=Decimal(10))
    set_alert(owner=ada, kind="stale", limit=Decimal(10), instrument=fresh)
    update_portfolio_metrics_of(user_id=ada.pk)

    assert watch_alerts() == 1
    assert texts() == ["The last price of OLD is of 24 May 2024, 10 days before your figures."]
    sold(account, old, 5, date(2024, 6, 3))
    update_portfolio_metrics_of(user_id=ada.pk)
    assert watch_alerts() == 0
    assert set(Watch.objects.values_list("state", flat=True)) == {"armed"}
    with clock("2024-06-11T12:00:00Z"):
        update_portfolio_metrics_of(user_id=ada.pk)
        assert watch_alerts() == 2


def test_only_people_with_new_figures_are_looked_at_again(ada, account):
    paid_in(account, 100, date(2024, 5, 1))
    set_alert(owner=ada, kind="drawdown", limit=Decimal(20))
    update_portfolio_metrics_of(user_id=ada.pk)
    watch_alerts()

    with clock("2024-06-03T13:00:00Z"):
        watch_alerts()
        with statements() as sent:
            watch_alerts()
    assert len(sent) == 1
    with clock("2024-06-03T13:05:00Z"):
        Standing.objects.update(valued_at=timezone.now() - timedelta(minutes=1))
        watch_alerts()
        assert Alert.objects.get().looked_at == timezone.now()


@pytest.mark.parametrize("people", [1, 8])
def test_a_batch_costs_the_same_however_many_it_holds(people):
    for _ in range(people):
        account = AccountFactory()
        set_alert(owner=account.owner, kind="drawdown", limit=Decimal(20))
        set_targets(owner=account.owner, by="kind", targets={"share": Decimal(1)})
        set_alert(owner=account.owner, kind="drift", limit=Decimal(1))
        set_alert(owner=account.owner, kind="stale", limit=Decimal(7))
        set_alert(owner=account.owner, kind="dividend")
        AlertFactory(owner=account.owner)

    with statements() as sent:
        watch_alerts()

    assert len(sent) <= 16


def test_the_sample_household_can_be_watched():
    ada = UserFactory(base_currency="GBP")
    load_sample(ada)
    set_alert(owner=ada, kind="price", instrument=Instrument.objects.get(symbol="MWLD"), limit=Decimal(1))
    set_alert(owner=ada, kind="drawdown", limit=Decimal("0.01"))
    set_targets(owner=ada, by="kind", targets={"bond": Decimal(1)})
    set_alert(owner=ada, kind="drift", limit=Decimal(1))

    assert watch_alerts() == 3
