"""A person's alerts and what those told them."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from project.lib.cache import memoize
from project.lib.errors import NotThere

from ..models import Alert, Notice


def alerts_of(user: Any) -> QuerySet[Alert]:
    """The newest first, with what each is about."""
    return Alert.objects.for_user(user).kept().select_related("instrument").order_by("-id")


def alert_of(user: Any, uuid: UUID) -> Alert:
    """:raises NotThere:"""
    return _the(alerts_of(user), uuid)


def deleted_alert_of(user: Any, uuid: UUID) -> Alert:
    """One that may be brought back, or was not deleted at all.

    :raises NotThere:
    """
    return _the(Alert.objects.for_user(user), uuid)


def _the(rows: QuerySet[Alert], uuid: UUID) -> Alert:
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise NotThere("There is no such alert.")
    return found


def notices_of(user: Any) -> QuerySet[Notice]:
    """The newest first; those of alerts that were deleted are out of sight."""
    rows = Notice.objects.for_user(user).filter(alert__deleted_at=None)
    return rows.select_related("alert", "instrument").order_by("-id")


@memoize("portfolio_unseen_notices", domain="alerts", seconds=3600)
def unseen(user: Any) -> int:
    return Notice.objects.for_user(user).filter(seen_at=None, alert__deleted_at=None).count()
