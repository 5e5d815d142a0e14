"""Work that repeats: done once each time it falls due, however many beats knock and workers listen."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from workers.schedule import EVERY

from ..models import PeriodicRun
from .leases import LEASE, RENEW_SECONDS, new_holder, repeating

# Two knocks are never quite as far apart as they should be.
SLACK = 0.75


def periodic(name: str, **options: Any) -> Callable[[Callable[[], None]], Any]:
    """
    Make a function a task of workers/schedule.py.

        @periodic("portfolio.refresh_prices")
        def refresh_prices() -> None:
            from . import services
            services.refresh_prices()
    """

    def define(body: Callable[[], None]) -> Any:
        def knock() -> None:
            run_if_due(name, body, every=EVERY[name])

        knock.__doc__ = body.__doc__
        return shared_task(name=name, **options)(knock)

    return define


def run_if_due(name: str, body: Callable[[], None], *, every: timedelta) -> bool:
    """Whether this call did the work: it was due, and nobody else is at it."""
    holder = new_holder()
    if not _take(name, holder, every=every, now=timezone.now()):
        return False
    mine = PeriodicRun.objects.filter(name=name, lease_holder=holder)
    free = {"lease_holder": "", "lease_expires_at": None}
    try:
        with repeating(lambda: _renew(mine), every=RENEW_SECONDS):
            body()
    except Exception as fault:
        mine.update(failed_at=timezone.now(), error=f"{type(fault).__name__}: {fault}"[:500], **free)
        raise
    except BaseException:  # The worker stops: due again at the next knock.
        mine.update(**free)
        raise
    mine.update(succeeded_at=timezone.now(), error="", **free)
    return True


def _renew(mine) -> None:
    mine.update(lease_expires_at=timezone.now() + LEASE)


@transaction.atomic
def _take(name: str, holder: str, *, every: timedelta, now: datetime) -> bool:
    PeriodicRun.objects.get_or_create(name=name)
    run = PeriodicRun.objects.select_for_update().get(name=name)
    if (run.lease_expires_at and run.lease_expires_at > now) or not is_due(run, every=every, now=now):
        return False
    run.lease_holder, run.lease_expires_at, run.started_at = holder, now + LEASE, now
    run.save(update_fields=["lease_holder", "lease_expires_at", "started_at"])
    return True


def is_due(run: PeriodicRun, *, every: timedelta, now: datetime) -> bool:
    """What never succeeded, or did not succeed when it was last started, is due at every knock."""
    if run.started_at is None or run.succeeded_at is None or run.succeeded_at < run.started_at:
        return True
    return now >= run.started_at + every * SLACK
