"""Alerts: what begins is told once, to the right person, here and by mail."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from celery import current_app
from django.core import mail
from django.utils import timezone

from apps.portfolio import tasks
from apps.portfolio.models import Alert, Instrument, Notice, Standing, TotalSeries, Watch
from apps.portfolio.queries.alerts import notices_of, unseen
from apps.portfolio.services import (
    delete_activity,
    load_sample,
    record_activity,
    set_prices,
    undo,
    update_portfolio_metrics_of,
)
from apps.portfolio.services.alerts import (
    BadAlert,
    change_alert,
    delete_alert,
    pause_alert,
    restore_alert,
    resume_alert,
    see_notices,
    set_alert,
    watch_alerts,
    watching,
)
from apps.portfolio.tests.factories import AccountFactory, AlertFactory, InstrumentFactory, bought, paid_in, sold
from project.lib.errors import NotThere
from project.lib.testing import UserFactory, clock, statements

pytestmark = pytest.mark.django_db

TODAY = date(2024, 6, 3)


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock("2024-06-03T12:00:00Z"):
        yield


def closes(instrument, price, on=TODAY):
    set_prices(instrument=instrument, closes={on: Decimal(price)}, source="test")


def texts():
    return list(Notice.objects.order_by("id").values_list("text", flat=True))


# --- Prices -----------------------------------------------------------------------------------------------------------


def test_a_price_is_told_once_and_again_only_after_it_was_back_by_the_margin():
    alert = AlertFactory(instrument__symbol="ABC")
    said = []
    for days, price in enumerate(["99", "100", "101", "99.5", "100", "98", "100"]):
        closes(alert.instrument, price, TODAY + timedelta(days=days))
        said += [watch_alerts(), watch_alerts()]

    assert said == [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]
    assert texts() == [
        "ABC closed at €100.00 on 4 Jun 2024, at or above your €100.00.",
        "ABC closed at €100.00 on 9 Jun 2024, at or above your €100.00.",
    ]


def test_a_split_is_no_fall_of_the_price(ada, account, shares):
    bought(account, shares, 10, TODAY - timedelta(days=9), price="100")
    AlertFactory(owner=ada, instrument=shares, below=True, limit=Decimal(90))
    split = {"kind": "split", "instrument": shares, "ratio_new": 4, "ratio_old": 1}
    with clock("2024-06-10T12:00:00Z"):
        record_activity(owner=ada, account=account, on=date(2024, 6, 5), **split)
        closes(shares, "25", date(2024, 6, 5))
        after_the_split = watch_alerts()
        closes(shares, "22", date(2024, 6, 6))
        watch_alerts()

    assert after_the_split == 0
    assert texts() == [f"{shares.symbol} closed at €22.00 on 6 Jun 2024, at or below your €22.50."]


def test_a_price_below_and_one_that_nobody_knows():
    falling, _unknown = AlertFactory(below=True, instrument__currency="GBX"), AlertFactory()
    closes(falling.instrument, "99.5")

    assert watch_alerts() == 1

    assert "99.5\u00a0GBX" in texts()[0]
    assert "at or below your 100\u00a0GBX" in texts()[0]


def test_two_who_look_at_once_say_it_once(monkeypatch):
    alert = AlertFactory()
    closes(alert.instrument, "100")
    watch_alerts()

    # As if the first look had not been seen: the event has its name already.
    Watch.objects.update(state="armed", times=0)
    with pytest.raises(Exception, match="notice_once_for_an_event"):
        watch_alerts()


# --- Figures of the whole ---------------------------------------------------------------------------------------------


@pytest.fixture
def ada():
    return UserFactory()


@pytest.fixture
def account(ada):
    return AccountFactory(owner=ada)


def test_a_drift_from_a_target(ada, account):
    paid_in(account, 1000, date(2024, 5, 1))
    shares = InstrumentFactory(kind="share")
    closes(shares, "100", date(2024, 5, 2))
    bought(account, shares, 5, date(2024, 5, 2))
    set_alert(owner=ada, kind="drift", asset_kind="share", target=Decimal(55), limit=Decimal(10))
    set_alert(owner=ada, kind="drift", asset_kind="cash", target=Decimal(50), limit=Decimal(10))
    set_alert(owner=ada, kind="drift", asset_kind="bond", target=Decimal(5), limit=Decimal(10))
    update_portfolio_metrics_of(user_id=ada.pk)
    assert watch_alerts() == 0

    closes(shares, "200")
    update_portfolio_metrics_of(user_id=ada.pk)

    assert watch_alerts() == 2
    assert texts() == [
        "Share: 11.7 points away from your target of 55% of everything.",
        "Cash: 16.7 points away from your target of 50% of everything.",
    ]


def test_securities_that_count_as_cash_are_with_the_cash(ada, account):
    paid_in(account, 1000, date(2024, 5, 1))
    fund = InstrumentFactory(kind="cash")
    closes(fund, "100", date(2024, 5, 2))
    bought(account, fund, 5, date(2024, 5, 2))
    set_alert(owner=ada, kind="drift", asset_kind="cash", target=Decimal(100), limit=Decimal(1))
    update_portfolio_metrics_of(user_id=ada.pk)

    assert watch_alerts() == 0


def test_a_drift_of_nothing_is_unknown(ada):
    set_alert(owner=ada, kind="drift", asset_kind="share", target=Decimal(55), limit=Decimal(10))

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
        set_alert(owner=account.owner, kind="drift", asset_kind="share", target=Decimal(1), limit=Decimal(1))
        set_alert(owner=account.owner, kind="stale", limit=Decimal(7))
        set_alert(owner=account.owner, kind="dividend")
        AlertFactory(owner=account.owner)

    with statements() as sent:
        watch_alerts()

    assert len(sent) <= 16


# --- Dividends --------------------------------------------------------------------------------------------------------


def paid(account, instrument, on=TODAY, amount="12.5"):
    return record_activity(
        owner=account.owner, account=account, kind="dividend", on=on, instrument=instrument, amount=Decimal(amount)
    )


@pytest.fixture
def shares(account):
    shares = InstrumentFactory(symbol="ABC")
    paid_in(account, 5000, date(2024, 1, 1))
    bought(account, shares, 5, date(2024, 1, 2))
    return shares


def news(account):
    update_portfolio_metrics_of(user_id=account.owner.pk)
    return watch_alerts()


def test_each_dividend_is_told_once_whatever_becomes_of_it(ada, account, shares):
    set_alert(owner=ada, kind="dividend")
    with clock("2024-06-03T12:01:00Z"):
        activity = paid(account, shares)
        assert news(account) == 1
        batch = delete_activity(activity=activity)
        undo(owner=ada, batch=batch)
        assert news(account) == 0
        paid(account, shares)
        assert news(account) == 1

    assert texts()[0] == "ABC paid €12.50 on 3 Jun 2024, before tax."


def test_what_was_recorded_before_and_what_is_old_is_no_news(ada, account, shares):
    with clock("2024-06-03T11:00:00Z"):
        paid(account, shares)
    set_alert(owner=ada, kind="dividend", instrument=shares)
    set_alert(owner=ada, kind="dividend", instrument=InstrumentFactory())
    paid(account, shares, on=date(2024, 3, 1))

    assert news(account) == 0


# --- Telling ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)  # mails leave once it is committed
def test_all_that_is_new_to_a_person_goes_into_one_mail(monkeypatch):
    sending = current_app.tasks["accounts.send_mail"]
    monkeypatch.setattr(sending, "apply_async", sending.apply)
    ada, bob = UserFactory(), UserFactory()
    for owner, by_email in ((ada, True), (ada, True), (ada, False), (bob, True)):
        closes(AlertFactory(owner=owner, by_email=by_email).instrument, "100")

    tasks.watch_alerts()

    assert sorted(message.to[0] for message in mail.outbox) == sorted([ada.email, bob.email])
    to_ada = next(message for message in mail.outbox if message.to == [ada.email])
    assert to_ada.subject == "Steward: 2 of your alerts"
    assert to_ada.body.count("closed at") == 2
    assert unseen(ada) == 3
    assert see_notices(owner=ada) == 3
    assert (unseen(ada), see_notices(owner=ada)) == (0, 0)


def test_who_was_shut_out_is_told_nothing():
    alert = AlertFactory(owner__is_active=False)
    closes(alert.instrument, "100")

    assert watch_alerts() == 0


def test_many_are_looked_at_batch_by_batch(monkeypatch):
    monkeypatch.setattr(watching, "BATCH", 2)
    for _ in range(5):
        closes(AlertFactory().instrument, "100")

    assert watch_alerts() == 5


# --- Keeping ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "said", "field"),
    [
        ("price", {"limit": Decimal(1)}, "instrument"),
        ("price", {"limit": None, "instrument": True}, "limit"),
        ("price", {"limit": Decimal(0), "instrument": True}, "limit"),
        ("drift", {"asset_kind": "gold", "target": Decimal(1), "limit": Decimal(1)}, "asset_kind"),
        ("drift", {"asset_kind": "share", "target": Decimal(101), "limit": Decimal(1)}, "target"),
        ("drift", {"asset_kind": "share", "target": None, "limit": Decimal(1)}, "target"),
        ("drift", {"asset_kind": "share", "target": Decimal(1), "limit": Decimal(101)}, "limit"),
        ("drawdown", {"limit": Decimal(-1)}, "limit"),
        ("stale", {"limit": Decimal("1.5")}, "limit"),
        ("stale", {"limit": Decimal(10000)}, "limit"),
    ],
)
def test_what_cannot_be_watched_is_refused(kind, said, field):
    if said.get("instrument"):
        said = {**said, "instrument": InstrumentFactory()}

    with pytest.raises(BadAlert) as refused:
        set_alert(owner=UserFactory(), kind=kind, **said)

    assert list(refused.value.fields) == [field]


def test_what_another_kind_would_need_is_left_out(ada):
    alert = set_alert(
        owner=ada, kind="drawdown", limit=Decimal(5), below=True, asset_kind="share", target=Decimal(5),
        instrument=InstrumentFactory(),
    )  # fmt: skip

    alert.refresh_from_db()
    assert (alert.below, alert.asset_kind, alert.target, alert.instrument) == (False, "", None, None)


def test_what_is_somebody_elses_cannot_be_watched(ada):
    with pytest.raises(NotThere):
        set_alert(owner=ada, kind="price", limit=Decimal(1), instrument=InstrumentFactory(owner=UserFactory()))


def test_there_are_not_any_number_of_them(ada, monkeypatch):
    monkeypatch.setattr("apps.portfolio.services.alerts.keeping.MOST", 1)
    set_alert(owner=ada, kind="dividend")

    with pytest.raises(BadAlert):
        set_alert(owner=ada, kind="dividend")


def test_another_condition_arms_it_again_and_another_way_of_telling_does_not():
    alert = AlertFactory()
    closes(alert.instrument, "100")
    watch_alerts()

    change_alert(alert=alert, by_email=False)
    assert watch_alerts() == 0
    change_alert(alert=alert, limit=Decimal(90))
    assert watch_alerts() == 1


def test_a_paused_one_says_nothing(ada, account, shares):
    alert = set_alert(owner=ada, kind="dividend")
    pause_alert(alert=alert)
    with clock("2024-06-03T12:01:00Z"):
        paid(account, shares)
        assert news(account) == 0
    with clock("2024-06-03T12:02:00Z"):
        resume_alert(alert=alert)
        assert news(account) == 0
        paid(account, shares)
        assert news(account) == 1


def test_a_deleted_one_is_out_of_sight_until_it_is_brought_back(ada):
    alert = AlertFactory(owner=ada)
    closes(alert.instrument, "100")
    watch_alerts()

    delete_alert(alert=alert)
    assert (watch_alerts(), notices_of(ada).count(), unseen(ada)) == (0, 0, 0)
    with pytest.raises(NotThere):
        restore_alert(owner=UserFactory(), alert=alert)
    restore_alert(owner=ada, alert=alert)
    assert (watch_alerts(), notices_of(ada).count()) == (0, 1)


def test_the_sample_household_can_be_watched():
    ada = UserFactory(base_currency="GBP")
    load_sample(ada)
    set_alert(owner=ada, kind="price", instrument=Instrument.objects.get(symbol="MWLD"), limit=Decimal(1))
    set_alert(owner=ada, kind="drawdown", limit=Decimal("0.01"))
    set_alert(owner=ada, kind="drift", asset_kind="etf", target=Decimal(0), limit=Decimal(1))

    assert watch_alerts() == 3
