"""Saying that a person's figures are outdated, and having them made anew."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import F

from project.lib import cache
from workers.queues import BULK, INTERACTIVE

from .. import tasks
from ..models import Outdated, Standing
from ..queries.holdings import DOMAIN

# The name of the lock on one person's figures, as the first of the two numbers of an advisory lock.
_LOCK = 0x706F7274


def hold_figures(user: Any) -> None:
    """Until the transaction ends, nobody else makes figures of the person."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, user.pk])


def changed(user: Any, *, strands: Iterable[int | None] = (), everything: bool = False) -> None:
    """
    Call it in the transaction of the change: the person's data has a new version, and these strands are made anew
    at once and before others' work.
    """
    marks = [Outdated(owner=user, instrument_id=strand) for strand in set(strands)]
    if everything:
        marks = [Outdated(owner=user, everything=True)]
    Outdated.objects.bulk_create(marks)
    new_version(user)
    tasks.update_portfolio_metrics.apply_async_on_commit(kwargs={"user_id": user.pk}, queue=INTERACTIVE)


def new_version(user: Any) -> None:
    """Of what is shown, where no figure changes: a name, a label."""
    if not Standing.objects.for_user(user).update(version=F("version") + 1):
        Standing.objects.get_or_create(owner=user, defaults={"version": 1})
    cache.bump(user, DOMAIN)


def mark_holders(instrument_id: int, *, value: bool = True) -> None:
    """
    Everyone who ever had the instrument, each to be valued once, behind people's own work.

    :param value: False where the caller calls `value_marked` after several
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO portfolio_outdated (owner_id, instrument_id, everything)
            SELECT owner_id, %(instrument)s, false
            FROM portfolio_activity WHERE instrument_id = %(instrument)s
            UNION
            SELECT owner_id, %(instrument)s, false
            FROM portfolio_activity WHERE into_id = %(instrument)s
            """,
            {"instrument": instrument_id},
        )
    if value:
        value_marked()


def value_marked() -> None:
    tasks.value_outdated.apply_async_on_commit(queue=BULK)


def mark_everyone(*, value: bool = True) -> None:
    """Exchange rates reach into every figure."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO portfolio_outdated (owner_id, everything) SELECT owner_id, true FROM portfolio_standing"
        )
    if value:
        value_marked()
