"""
Looking at alerts: in batches, each in one transaction that holds its alerts, so two looks at once say nothing twice.

Mails leave when a batch is committed, one to a person with all that is new to them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q
from django.utils import timezone

from apps.accounts import public as accounts
from project.lib import cache
from project.lib.person import speaking_to

from ...domain.alerts import (
    Condition,
    State,
    age_condition,
    drawdown_condition,
    drift_condition,
    price_condition,
    speaks,
    step,
)
from ...models import Activity, Alert, Notice, Standing, Watch
from ...queries.measures import Reading, Readings, dividends, readings
from .keeping import DOMAIN
from .words import said_of, said_of_dividend

BATCH = 200
# Figures bear the time at which their making began, and are there when it ended: look back so far.
LATE = timedelta(minutes=15)
# An import of old years is no news.
NEWS = timedelta(days=30)


def watch_alerts() -> int:
    """Look at every alert whose measure may have changed since it was last looked at; how many notices that made."""
    said, last = 0, 0
    while keys := list(_due().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        said += _look_at(keys)
        last = keys[-1]
    return said


def _due() -> Any:
    """A price changes without its person's figures; everything else changes with them."""
    made_since = Q(owner__in=_valued_since())
    return Alert.objects.awake().filter(Q(kind=Alert.Kind.PRICE) | Q(looked_at=None) | made_since)


def _valued_since() -> Any:
    return Standing.objects.filter(owner=OuterRef("owner"), valued_at__gte=OuterRef("looked_at") - LATE).values("owner")


@transaction.atomic
def _look_at(keys: list[int]) -> int:
    # Whoever else looks at some of them has them in hand.
    held = Alert.objects.awake().filter(pk__in=keys).select_for_update(skip_locked=True, of=("self",))
    alerts = list(held.select_related("owner", "instrument").order_by("pk"))
    now = timezone.now()
    notices = [*_begun(alerts, readings(alerts)), *_paid(alerts)]
    # Should an event ever come twice, the table refuses it: one notice for an event.
    Notice.objects.bulk_create(notices)
    Alert.objects.filter(pk__in=[alert.pk for alert in alerts]).update(looked_at=now)
    _tell(notices)
    return len(notices)


# --- Conditions -------------------------------------------------------------------------------------------------------


def _begun(alerts: list[Alert], measured: Readings) -> Iterator[Notice]:
    watches = {
        (watch.alert_id, watch.instrument_id): watch
        for watch in Watch.objects.filter(alert__in=[alert.pk for alert in alerts])
    }
    changed: list[Watch] = []
    new: list[Watch] = []
    for alert in alerts:
        there = set()
        for reading in measured.get(alert.pk, ()):
            key = (alert.pk, reading.instrument.pk if reading.instrument else None)
            there.add(key)
            watch = watches.get(key) or Watch(alert=alert, instrument=reading.instrument)
            before, after = State(watch.state), step(State(watch.state), _condition(alert, reading), reading.measure)
            watch.state = after.value
            if speaks(before, after):
                watch.times += 1
                yield _notice(alert, reading, f"{key[1] or ''}:{watch.times}")
            if watch.pk is None:
                new.append(watch)
            elif before is not after:
                changed.append(watch)
        # What is not held any more has no stale price: it begins anew, should it come back.
        gone = [watch for key, watch in watches.items() if key[0] == alert.pk and key not in there]
        for watch in gone:
            if watch.state == State.FIRED.value:
                watch.state = State.ARMED.value
                changed.append(watch)
    Watch.objects.bulk_create(new)
    Watch.objects.bulk_update(changed, ["state", "times"])


def _condition(alert: Alert, reading: Reading) -> Condition:
    limit = reading.limit_of(alert)
    if alert.kind == Alert.Kind.PRICE:
        return price_condition(limit, below=alert.below)
    conditions = {
        Alert.Kind.DRIFT: drift_condition, Alert.Kind.DRAWDOWN: drawdown_condition, Alert.Kind.STALE: age_condition,
    }  # fmt: skip
    return conditions[Alert.Kind(alert.kind)](limit)


def _notice(alert: Alert, reading: Reading, event: str) -> Notice:
    with speaking_to(alert.owner):
        text = said_of(alert, reading)
    return Notice(
        owner=alert.owner, alert=alert, instrument=reading.instrument or alert.instrument, event=event, text=text[:300]
    )


# --- Dividends --------------------------------------------------------------------------------------------------------


def _paid(alerts: list[Alert]) -> list[Notice]:
    since = timezone.now().date() - NEWS
    found = dividends(alerts, since)
    told = set(
        Notice.objects.filter(alert__in={alert.pk for alert, _ in found}).values_list("alert", "event") if found else ()
    )
    return [
        _dividend_notice(alert, activity) for alert, activity in found if (alert.pk, str(activity.uuid)) not in told
    ]


def _dividend_notice(alert: Alert, activity: Activity) -> Notice:
    with speaking_to(alert.owner):
        text = said_of_dividend(activity)
    return Notice(
        owner=alert.owner, alert=alert, instrument=activity.instrument, event=str(activity.uuid), text=text[:300]
    )


# --- Telling ----------------------------------------------------------------------------------------------------------


def _tell(notices: Iterable[Notice]) -> None:
    """In the app at once; by mail those that want it, all of a person in one."""
    mails: dict[Any, list[str]] = defaultdict(list)
    for notice in notices:
        cache.bump(notice.owner, DOMAIN)
        if notice.alert.by_email:
            mails[notice.owner].append(notice.text)
    for person, sentences in mails.items():
        accounts.write_to(person, "portfolio/letters/alerts.txt", sentences=sentences)
