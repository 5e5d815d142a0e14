"""How somebody's training goes: when they trained, what, and the best of each exercise."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max
from django.db.models.functions import TruncDate, TruncWeek

from ..domain.records import Best, Lifted, best
from ..models import LoggedSet, TrainingSession


@dataclass(frozen=True, slots=True)
class BestOf:
    exercise: str
    uuid: UUID
    sets: int
    best: Best


def sets_of_days(user: Any, *, since: datetime) -> dict[date, int]:
    """How many sets each day had, in the person's zone."""
    sets = LoggedSet.objects.filter(session__owner=user, session__started_at__gte=since)
    rows = sets.values(day=TruncDate("session__started_at")).annotate(count=Count("id"))
    return {row["day"]: row["count"] for row in rows}


def days_trained(user: Any) -> list[date]:
    """Every day with a session, in the person's zone."""
    found = TrainingSession.objects.for_user(user).values_list(TruncDate("started_at"), flat=True)
    return list(found.order_by().distinct())


def sets_of_weeks(user: Any, *, since: datetime) -> dict[str, dict[date, int]]:
    """By muscle and Monday, how many sets trained it, as what an exercise is for; the most trained muscle first."""
    rows = (
        LoggedSet.objects.filter(session__owner=user, session__started_at__gte=since)
        .values(week=TruncWeek("session__started_at"), muscles=F("exercise__muscles"))
        .annotate(count=Count("id"))
    )
    found: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        for muscle in row["muscles"]:
            found[muscle][row["week"].date()] += row["count"]
    return dict(sorted(found.items(), key=lambda item: (-sum(item[1].values()), item[0])))


def best_of_exercises(user: Any, *, since: datetime, most: int = 12) -> list[BestOf]:
    """The exercises with a weight that were done most, each with its records since then; in one statement."""
    rows = (
        LoggedSet.objects.filter(session__owner=user, session__started_at__gte=since, weight_kg__gt=0, reps__gt=0)
        .values("exercise__name", "exercise__uuid", "reps")
        .annotate(weight=Max("weight_kg"), count=Count("id"))
    )
    lifted: dict[tuple[str, UUID], list[Lifted]] = defaultdict(list)
    counts: dict[tuple[str, UUID], int] = defaultdict(int)
    for row in rows:
        key = (row["exercise__name"], row["exercise__uuid"])
        lifted[key].append(Lifted(row["reps"] or 0, row["weight"]))
        counts[key] += row["count"]
    chosen = sorted(counts, key=lambda key: (-counts[key], key[0]))[:most]
    return [BestOf(name, uuid, counts[name, uuid], best(lifted[name, uuid])) for name, uuid in chosen]
