"""What a person measured of their body."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from project.lib.errors import NotThere

from ..domain.body import Body
from ..models import Measurement


def measurements(user: Any, kind: Body | None = None, since: date | None = None) -> QuerySet[Measurement]:
    """The latest first."""
    found = Measurement.objects.for_user(user).kept()
    if kind:
        found = found.filter(kind=kind)
    if since:
        found = found.filter(on__gte=since)
    return found.order_by("-on", "-id")


def series(user: Any, kind: Body, since: date | None = None) -> list[tuple[date, Decimal]]:
    """Every day and its figure, in order."""
    return list(measurements(user, kind, since).order_by("on").values_list("on", "value"))


def latest(user: Any) -> dict[Body, Measurement]:
    """The last figure of each kind that was ever measured, in the order of the kinds."""
    rows = Measurement.objects.for_user(user).kept().order_by("kind", "-on").distinct("kind")
    found = {Body(row.kind): row for row in rows}
    return {kind: found[kind] for kind in Body if kind in found}


def measurement(user: Any, uuid: UUID) -> Measurement:
    """:raises NotThere: it is not theirs, or deleted"""
    return _one(Measurement.objects.for_user(user).kept(), uuid)


def deleted_measurement(user: Any, uuid: UUID) -> Measurement:
    """Or one that is back already. :raises NotThere: it is not theirs"""
    return _one(Measurement.objects.for_user(user), uuid)


def _one(rows: QuerySet[Measurement], uuid: UUID) -> Measurement:
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise NotThere("There is no such measurement.")
    return found
