"""Alerts of prices and dividends: what begins is told once, to the right person, here and by mail."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from celery import current_app
from django.core import mail

from apps.portfolio import tasks
from apps.portfolio.models import Watch
from apps.portfolio.queries.alerts import unseen
from apps.portfolio.services import delete_activity, record_activity, undo
from apps.portfolio.services.alerts import see_notices, set_alert, watch_alerts, watching
from apps.portfolio.tests.factories import AlertFactory, InstrumentFactory, bought
from project.lib.testing import UserFactory, clock

from .events import TODAY, closes, news, paid, texts

pytestmark = pytest.mark.django_db


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


# --- Dividends --------------------------------------------------------------------------------------------------------


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
