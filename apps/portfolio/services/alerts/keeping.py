"""What a person does with their alerts."""

from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from project.lib import cache
from project.lib.errors import DomainError, NotThere

from ...models import Alert, Instrument, Notice, Target, Watch
from ..rules import own, refusal

# What the front page and the navigation say of notices is kept under this name.
DOMAIN = "alerts"
MOST = 200
_LARGEST = Decimal(10) ** 15


class BadAlert(DomainError):
    code = "bad_alert"


class Said(TypedDict, total=False):
    instrument: Instrument | None
    below: bool
    limit: Decimal | None
    by_email: bool


@transaction.atomic
def set_alert(*, owner: Any, kind: str, **said: Unpack[Said]) -> Alert:
    """
    Ask to be told of something. What already holds is told at the next look.

    :raises BadAlert: something that the kind needs is missing, or there are too many already
    """
    if Alert.objects.for_user(owner).kept().count() >= MOST:
        raise BadAlert(f"You have {MOST} alerts; delete some first.")
    alert = Alert(owner=owner, kind=kind, armed_at=timezone.now())
    _say(alert, said)
    alert.save()
    return alert


@transaction.atomic
def change_alert(*, alert: Alert, **said: Unpack[Said]) -> Alert:
    """
    Change what is given. With another condition it is armed again, as if it were new.

    :raises BadAlert:
    """
    alert = Alert.objects.select_for_update().get(pk=alert.pk)
    before = _condition(alert)
    _say(alert, said)
    if _condition(alert) != before:
        alert.armed_at = timezone.now()
        Watch.objects.filter(alert=alert).update(state="armed")
    alert.save()
    return alert


def _condition(alert: Alert) -> tuple[Any, ...]:
    return (alert.instrument_id, alert.below, alert.limit)


def _say(alert: Alert, said: Said) -> None:
    for name, value in said.items():
        setattr(alert, name, value)
    if alert.instrument is not None and alert.instrument.owner_id not in (None, alert.owner_id):
        raise NotThere("There is no such instrument.")
    _CHECKS[Alert.Kind(alert.kind)](alert)
    # What another kind would need says nothing here.
    if alert.kind != Alert.Kind.PRICE:
        alert.below = False
    if alert.kind in (Alert.Kind.DRIFT, Alert.Kind.DRAWDOWN):
        alert.instrument = None


def _check_price(alert: Alert) -> None:
    if alert.instrument is None:
        raise refusal(BadAlert, "instrument", "Say of what.")
    _between(alert.limit, Decimal(0), _LARGEST, "limit", "Write a price above zero.")


def _check_drift(alert: Alert) -> None:
    if not Target.objects.for_user(alert.owner).filter(portfolio=None, by=Target.By.KIND).exists():
        raise BadAlert("Set targets for kinds of assets first, on the page Rebalance.")
    _between(alert.limit, Decimal(0), Decimal(100), "limit", "Write points above 0, at most 100.")


def _check_drawdown(alert: Alert) -> None:
    _between(alert.limit, Decimal(0), Decimal(100), "limit", "Write percent above 0, at most 100.")


def _check_dividend(alert: Alert) -> None:
    alert.limit = None


def _check_stale(alert: Alert) -> None:
    _between(alert.limit, Decimal(0), Decimal(3650), "limit", "Write a number of days above 0, at most ten years.")
    if alert.limit != int(alert.limit or 0):
        raise refusal(BadAlert, "limit", "Write whole days.")


_CHECKS = {
    Alert.Kind.PRICE: _check_price,
    Alert.Kind.DRIFT: _check_drift,
    Alert.Kind.DRAWDOWN: _check_drawdown,
    Alert.Kind.DIVIDEND: _check_dividend,
    Alert.Kind.STALE: _check_stale,
}


def _between(value: Decimal | None, above: Decimal, most: Decimal, field: str, sentence: str) -> None:
    if value is None or not above < value <= most:
        raise refusal(BadAlert, field, sentence)


# --- Pausing and deleting ---------------------------------------------------------------------------------------------


def pause_alert(*, alert: Alert) -> None:
    Alert.objects.filter(pk=alert.pk, paused_at=None).update(paused_at=timezone.now())


def resume_alert(*, alert: Alert) -> None:
    """What happened meanwhile is not told afterwards: dividends count from now on."""
    Alert.objects.filter(pk=alert.pk, paused_at__isnull=False).update(paused_at=None, armed_at=timezone.now())


@transaction.atomic
def delete_alert(*, alert: Alert) -> None:
    """It can be brought back for thirty days; what it told goes out of sight with it."""
    Alert.objects.filter(pk=alert.pk).update(deleted_at=timezone.now())
    cache.bump(alert.owner, DOMAIN)


@transaction.atomic
def restore_alert(*, owner: Any, alert: Alert) -> None:
    """:raises NotThere: it is somebody else's"""
    own(owner, alert, "alert")
    Alert.objects.filter(pk=alert.pk).update(deleted_at=None)
    cache.bump(owner, DOMAIN)


@transaction.atomic
def see_notices(*, owner: Any) -> int:
    """They are not new any more; how many were."""
    seen = Notice.objects.for_user(owner).filter(seen_at=None).update(seen_at=timezone.now())
    if seen:
        cache.bump(owner, DOMAIN)
    return seen
