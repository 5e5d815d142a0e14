"""
Long work a person can watch, and work that repeats: all that other apps may use of it.

    @job(name="portfolio.import", queue="bulk")
    def import_file(progress, *, file_id: int) -> str: ...

    start(import_file, owner=user, title="Import of trades.csv", arguments={"file_id": file.pk})
"""

import uuid
from datetime import UTC, datetime
from typing import Any

from .clients import events
from .queries import JobState, failures_waiting, job_of, last_success, state_from
from .services import failures, jobs
from .services.kinds import JobKind, job
from .services.periodic import periodic
from .services.running import Cancelled, Interrupted, LeaseLost, Progress

__all__ = [
    "Cancelled", "Interrupted", "JobKind", "JobState", "LeaseLost", "Progress", "cancel", "failed_tasks_waiting",
    "job", "periodic", "replay_failed", "retry", "schedule_seen_at", "start", "state_of",
    "take_up_everything", "worker_seen_at",
]  # fmt: skip

cancel = jobs.cancel
retry = jobs.retry
replay_failed = failures.replay
take_up_everything = jobs.take_up_everything


def start(kind: JobKind, *, owner, title: str, arguments: dict[str, Any] | None = None) -> JobState:
    """Begin a job when the present transaction is committed. Without an owner it is the system's, seen by staff."""
    return state_from(jobs.start(kind, owner=owner, title=title, arguments=arguments))


def state_of(*, user, job_uuid: uuid.UUID) -> JobState | None:
    """None where there is no such job of this person."""
    return job_of(user, job_uuid)


def failed_tasks_waiting() -> int:
    """Tasks that failed for good and were not run again: what an operator should look at."""
    return failures_waiting()


def schedule_seen_at() -> datetime | None:
    """When the sweep last succeeded: it is due every 15 s, and needs the schedule, the broker and a worker."""
    return last_success("jobs.sweep")


def worker_seen_at(queue: str = "default") -> datetime | None:
    """
    When a worker last said that it serves the queue (they say so every 5 s); None after a minute of silence.

    :raises redis.RedisError: when Redis is away
    """
    said = events.worker_seen(queue)
    return datetime.fromtimestamp(said, UTC) if said else None
