"""Having figures made anew: for one person, and for all whom prices, rates or a new day made old."""

import logging
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from project.lib.person import speaking_to
from workers.queues import BULK

from .. import tasks
from ..models import Outdated, Standing
from . import marks
from .sample import bring_sample_market_to

BATCH = 200
# A day begins on the Line Islands, this long before it does at Greenwich.
EARLIEST_ZONE = timedelta(hours=14)

BROKEN = "Something went wrong on our side while your figures were made, so these are old. It has been noted."

log = logging.getLogger(__name__)


def update_portfolio_metrics_of(*, user_id: int) -> bool:
    """False where there was nothing to do, or nobody any more to do it for."""
    from . import valuation

    user = get_user_model().objects.filter(pk=user_id).first()
    return user is not None and valuation.update_portfolio_metrics(user=user)


def value_outdated() -> int:
    """
    Everyone whose figures are marked or of another day, one after another, each in a transaction of its own; how many.

    Cut short and begun again, it goes on with those that are left. A person whose figures cannot be made is passed
    over, so that the others have theirs.
    """
    people, last, done = _outdated_people(), 0, 0
    while batch := list(people.filter(pk__gt=last).order_by("pk")[:BATCH]):
        done += sum(_made_anew(user) for user in batch if user.is_marked or user.figures_of < _day_of(user))
        last = batch[-1].pk
    return done


def _made_anew(user: Any) -> bool:
    from . import valuation

    try:
        return valuation.update_portfolio_metrics(user=user)
    except (OperationalError, InterfaceError):
        raise  # The database is away: the task is tried again.
    except Exception:
        log.exception("The figures of person %s could not be made", user.pk)
        Standing.objects.filter(owner=user).update(problem=BROKEN)
        return False


def _day_of(user: Any) -> date:
    with speaking_to(user):
        return timezone.localdate()


def begin_day() -> None:
    """The sample market goes on, and everyone's figures are made for the new day, behind their own work."""
    bring_sample_market_to(datetime.now(UTC).date())
    tasks.value_outdated.apply_async(queue=BULK)


def _outdated_people() -> Any:
    """Also those who may have a new day: whether they do, their zone says."""
    newest_day = (datetime.now(UTC) + EARLIEST_ZONE).date()
    standing = Standing.objects.filter(owner=OuterRef("pk"))
    return (
        get_user_model()
        .objects.annotate(
            is_marked=Exists(Outdated.objects.filter(owner=OuterRef("pk"))), figures_of=standing.values("as_of")
        )
        .filter(Q(is_marked=True) | Q(figures_of__lt=newest_day))
    )


@transaction.atomic
def take_preferences(person: Any, changed: frozenset[str]) -> None:
    """In another base currency, every figure is another."""
    if "base_currency" in changed and Standing.objects.for_user(person).exists():
        marks.changed(person, everything=True)
