"""What people and programs read about jobs."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from .models import WAITING_SINCE, FailedTask, Job, PeriodicRun


@dataclass(frozen=True, slots=True)
class JobState:
    """A job as its owner sees it."""

    uuid: uuid.UUID
    kind: str
    title: str
    state: str
    progress: int | None
    message: str
    result_url: str
    error: str
    cancel_requested_at: datetime | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.state in {Job.State.QUEUED, Job.State.RUNNING}

    @property
    def can_retry(self) -> bool:
        return self.state in {Job.State.FAILED, Job.State.CANCELLED}

    @property
    def is_stopping(self) -> bool:
        return self.state == Job.State.RUNNING and self.cancel_requested_at is not None

    @property
    def label(self) -> str:
        return "Being cancelled" if self.is_stopping else str(Job.State(self.state).label)

    def event(self) -> dict[str, Any]:
        """What a watcher is told: always the whole of what a progress bar shows."""
        return {
            "state": self.state,
            "label": self.label,
            "progress": self.progress,
            "message": self.message,
            "result_url": self.result_url,
            "error": self.error,
        }


def state_from(job: Job) -> JobState:
    return JobState(**{name: getattr(job, name) for name in JobState.__dataclass_fields__})


def jobs_of(user) -> QuerySet[Job]:
    """The person's work, to be read page by page: what runs first, then what ended last."""
    return Job.objects.for_user(user).running_first()


def job_of(user, job_uuid: uuid.UUID) -> JobState | None:
    found = Job.objects.for_user(user).filter(uuid=job_uuid).first()
    return state_from(found) if found else None


def open_and_recent(user, *, each: int) -> tuple[list[JobState], list[JobState]]:
    """The open jobs and the last ended ones, in one statement."""
    mine = Job.objects.for_user(user)
    some_open = mine.filter(listed_at__gte=WAITING_SINCE).running_first()[:each]
    some_ended = mine.filter(listed_at__lt=WAITING_SINCE).running_first()[:each]
    both = some_open.union(some_ended, all=True).order_by("-listed_at", "-id")
    return parted(map(state_from, both))


def parted(rows: Iterable[JobState]) -> tuple[list[JobState], list[JobState]]:
    """What may still change, and what has ended."""
    rows = list(rows)
    return [row for row in rows if row.is_open], [row for row in rows if not row.is_open]


def failures_waiting() -> int:
    return FailedTask.objects.filter(replayed_at=None).count()


def last_success(name: str) -> datetime | None:
    """When the periodic task last succeeded."""
    return PeriodicRun.objects.filter(name=name).values_list("succeeded_at", flat=True).first()
