"""The photos that a person took of their body, beside what they measured on the same days."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from project.lib.errors import NotThere

from ..domain.body import Body, Pose
from ..models import Measurement, ProgressPhoto

Figures = dict[Body, Decimal]


@dataclass(frozen=True, slots=True)
class PhotosOfADay:
    on: date
    photos: list[ProgressPhoto]
    figures: Figures


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two days: of each pose the photos of both, and of each kind that was measured on one of them both figures."""

    before: date
    after: date
    poses: list[tuple[Pose, list[ProgressPhoto], list[ProgressPhoto]]]
    figures: list[tuple[Body, Decimal | None, Decimal | None]]


def photos(user: Any, pose: Pose | None = None, since: date | None = None) -> QuerySet[ProgressPhoto]:
    """The latest first."""
    found = ProgressPhoto.objects.mine(user)
    if pose:
        found = found.filter(pose=pose)
    if since:
        found = found.filter(on__gte=since)
    return found.order_by("-on", "-id")


def days(user: Any) -> list[date]:
    """Those that have a photo, the latest first."""
    return list(photos(user).order_by("-on").values_list("on", flat=True).distinct())


def by_day(user: Any, rows: Collection[ProgressPhoto]) -> list[PhotosOfADay]:
    """Some photos in the order of their days, each day's in the order of the poses, with what was measured then."""
    of_day: dict[date, list[ProgressPhoto]] = defaultdict(list)
    for row in rows:
        of_day[row.on].append(row)
    figures = _figures(user, of_day)
    return [PhotosOfADay(on, sorted(each, key=_place), figures[on]) for on, each in of_day.items()]


def comparison(user: Any, before: date, after: date) -> Comparison:
    """In three statements at most."""
    rows = sorted(photos(user).filter(on__in=(before, after)), key=_place)
    figures = _figures(user, (before, after))
    return Comparison(
        before,
        after,
        poses=[
            (pose, _of(rows, pose, before), _of(rows, pose, after))
            for pose in Pose
            if any(row.pose == pose for row in rows)
        ],
        figures=[
            (kind, figures[before].get(kind), figures[after].get(kind))
            for kind in Body
            if kind in figures[before] or kind in figures[after]
        ],
    )


def photo(user: Any, uuid: UUID) -> ProgressPhoto:
    """:raises NotThere: it is not theirs, or deleted"""
    return _one(ProgressPhoto.objects.mine(user), uuid)


def deleted_photo(user: Any, uuid: UUID) -> ProgressPhoto:
    """Or one that is back already. :raises NotThere: it is not theirs"""
    return _one(ProgressPhoto.objects.for_user(user), uuid)


def _one(rows: QuerySet[ProgressPhoto], uuid: UUID) -> ProgressPhoto:
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise NotThere("There is no such photo.")
    return found


def _place(row: ProgressPhoto) -> tuple[int, int]:
    return list(Pose).index(Pose(row.pose)), row.pk


def _of(rows: list[ProgressPhoto], pose: Pose, on: date) -> list[ProgressPhoto]:
    return [row for row in rows if row.pose == pose and row.on == on]


def _figures(user: Any, on: Collection[date]) -> dict[date, Figures]:
    """In the order of the kinds."""
    rows = Measurement.objects.mine(user).filter(on__in=list(on)).values_list("on", "kind", "value")
    found = {(day, kind): value for day, kind, value in rows}
    return {day: {kind: found[day, kind] for kind in Body if (day, kind) in found} for day in on}
