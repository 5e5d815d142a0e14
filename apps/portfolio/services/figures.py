"""Having figures made anew: for one person, and for all whom prices, rates or a new day made old."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q

from workers.queues import BULK

from .. import tasks
from ..models import Outdated, Standing
from .sample import bring_sample_market_to

BATCH = 200


def update_portfolio_metrics_of(*, user_id: int) -> bool:
    """False where there was nothing to do, or nobody any more to do it for."""
    from . import valuation

    user = get_user_model().objects.filter(pk=user_id).first()
    return user is not None and valuation.update_portfolio_metrics(user=user)


def value_outdated() -> int:
    """
    Everyone whose figures are marked or of another day, one after another, each in a transaction of its own; how many.

    Cut short and begun again, it goes on with those that are left.
    """
    from . import valuation

    people, last, done = _outdated_people(), 0, 0
    while batch := list(people.filter(pk__gt=last).order_by("pk")[:BATCH]):
        for user in batch:
            done += valuation.update_portfolio_metrics(user=user)
        last = batch[-1].pk
    return done


def begin_day() -> None:
    """The sample market goes on, and everyone's figures are made for the new day, behind their own work."""
    bring_sample_market_to(datetime.now(UTC).date())
    tasks.value_outdated.apply_async(queue=BULK)


def _outdated_people() -> Any:
    # The earliest zone decides: whoever has no new day yet has nothing to do and is passed over quickly.
    today = datetime.now(UTC).date()
    return get_user_model().objects.filter(
        Q(pk__in=Outdated.objects.values("owner")) | Q(pk__in=Standing.objects.filter(as_of__lt=today).values("owner"))
    )
