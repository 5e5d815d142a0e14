"""What a person trained: sessions, what they did last time, and their records."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Prefetch, Q, QuerySet

from project.lib.errors import NotThere

from ..domain.records import Best, Lifted, best
from ..models import Exercise, LoggedSet, TrainingSession

SETS = Prefetch("sets", LoggedSet.objects.select_related("exercise").order_by("id"))


def sessions(user: Any) -> QuerySet[TrainingSession]:
    """The latest first."""
    return TrainingSession.objects.for_user(user).order_by("-started_at", "-id")


def with_sets(found: QuerySet[TrainingSession]) -> QuerySet[TrainingSession]:
    return found.select_related("workout", "routine").prefetch_related(SETS)


def session(user: Any, uuid: UUID) -> TrainingSession:
    """:raises NotThere: it is not theirs"""
    found = with_sets(sessions(user)).filter(uuid=uuid).first()
    if found is None:
        raise NotThere("There is no such session.")
    return found


def open_session(user: Any) -> TrainingSession | None:
    return sessions(user).filter(ended_at=None).first()


def logged_set(user: Any, uuid: UUID, pk: int) -> LoggedSet:
    """:raises NotThere: it is not theirs"""
    found = LoggedSet.objects.filter(session__owner=user, session__uuid=uuid, pk=pk).first()
    if found is None:
        raise NotThere("There is no such set.")
    return found


def last_time(user: Any, exercises: Iterable[Exercise], *, before: TrainingSession) -> dict[int, list[LoggedSet]]:
    """By exercise, the sets of the latest session before this one that has any; in two statements."""
    latest = (
        LoggedSet.objects.filter(session__owner=user, exercise__in=list(exercises))
        .filter(session__started_at__lt=before.started_at)
        .order_by("exercise_id", "-session__started_at")
        .distinct("exercise_id")
        .values_list("exercise_id", "session_id")
    )
    pairs = Q(pk=None)
    for exercise_id, session_id in latest:
        pairs |= Q(exercise_id=exercise_id, session_id=session_id)
    found: dict[int, list[LoggedSet]] = defaultdict(list)
    for each in LoggedSet.objects.filter(pairs).select_related("session").order_by("id"):
        found[each.exercise_id].append(each)
    return found


def records(user: Any, exercise: Exercise) -> Best:
    """The best of all that they logged of an exercise, in two statements."""
    sets = LoggedSet.objects.filter(session__owner=user, exercise=exercise)
    heaviest = sets.filter(weight_kg__gt=0, reps__gt=0).values("reps").annotate(weight=Max("weight_kg"))
    most = sets.aggregate(reps=Max("reps"), seconds=Max("seconds"), metres=Max("metres"))
    return best(
        [Lifted(int(row["reps"] or 0), row["weight"]) for row in heaviest],
        most_reps=most["reps"],
        longest_seconds=most["seconds"],
        furthest_metres=most["metres"],
    )


def history(user: Any, exercise: Exercise, *, most: int = 50) -> list[LoggedSet]:
    """The latest sets of an exercise, the newest first."""
    found = LoggedSet.objects.filter(session__owner=user, exercise=exercise).select_related("session")
    return list(found.order_by("-session__started_at", "-id")[:most])


def sets_of_muscles(user: Any, *, since: datetime) -> dict[str, int]:
    """How many sets each muscle was trained with, as what an exercise is for, most first."""
    rows = (
        LoggedSet.objects.filter(session__owner=user, logged_at__gte=since)
        .values(muscles=F("exercise__muscles"))
        .annotate(sets=Count("id"))
    )
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        for muscle in row["muscles"]:
            counts[muscle] += row["sets"]
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
