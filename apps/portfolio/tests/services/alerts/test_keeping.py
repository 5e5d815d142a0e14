"""What a person does with their alerts."""

from decimal import Decimal

import pytest

from apps.portfolio.queries.alerts import notices_of, unseen
from apps.portfolio.services.alerts import (
    BadAlert,
    change_alert,
    delete_alert,
    pause_alert,
    restore_alert,
    resume_alert,
    set_alert,
    watch_alerts,
)
from apps.portfolio.services.targets import set_targets
from apps.portfolio.tests.factories import AlertFactory, InstrumentFactory
from project.lib.errors import NotThere
from project.lib.testing import UserFactory, clock

from .events import closes, news, paid

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "said", "field"),
    [
        ("price", {"limit": Decimal(1)}, "instrument"),
        ("price", {"limit": None, "instrument": True}, "limit"),
        ("price", {"limit": Decimal(0), "instrument": True}, "limit"),
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
    alert = set_alert(owner=ada, kind="drawdown", limit=Decimal(5), below=True, instrument=InstrumentFactory())

    alert.refresh_from_db()
    assert (alert.below, alert.instrument) == (False, None)


def test_a_drift_needs_targets_and_points(ada):
    with pytest.raises(BadAlert, match="Set targets for kinds of assets first"):
        set_alert(owner=ada, kind="drift", limit=Decimal(5))
    set_targets(owner=ada, by="kind", targets={"share": Decimal(1)})

    with pytest.raises(BadAlert) as refused:
        set_alert(owner=ada, kind="drift", limit=Decimal(101))

    assert list(refused.value.fields) == ["limit"]


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
