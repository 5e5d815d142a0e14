"""What a person's training comes to just now."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from ..models import Routine, TrainingSession

LATEST = 50


@dataclass(frozen=True, slots=True)
class Summary:
    """`this_week` counts sessions since Monday; `routine` is the one they follow, `is_training_day` by its days."""

    open_session: UUID | None
    open_name: str
    last_name: str
    last_at: datetime | None
    this_week: int
    routine: UUID | None
    routine_name: str
    is_training_day: bool
    trained_today: bool


def summary(user: Any, today: date) -> Summary:
    """In two statements."""
    latest = TrainingSession.objects.for_user(user).order_by("-started_at", "-id")
    rows = list(latest.values_list("uuid", "name", "started_at", "ended_at")[:LATEST])
    monday = today - timedelta(days=today.weekday())
    days = [timezone.localtime(started).date() for _, _, started, ended in rows if ended]
    going_on = next(((uuid, name) for uuid, name, _, ended in rows if ended is None), (None, ""))
    over = next(((name, started) for _, name, started, ended in rows if ended), ("", None))
    followed = Routine.objects.mine(user).filter(is_followed=True).values_list("uuid", "name", "weekdays").first()
    routine, routine_name, weekdays = followed or (None, "", [])
    return Summary(
        open_session=going_on[0],
        open_name=going_on[1],
        last_name=over[0],
        last_at=over[1],
        this_week=sum(day >= monday for day in days),
        routine=routine,
        routine_name=routine_name,
        is_training_day=today.weekday() in weekdays,
        trained_today=today in days,
    )
