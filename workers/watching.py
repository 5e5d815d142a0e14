"""
What workers are watched by: figures of tasks, how long they waited, logs as JSON lines, and errors to Sentry.

Imported for its connections to Celery's signals, wherever the Celery app is.
"""

import os
import time
from typing import Any

from celery import signals
from prometheus_client import Counter, Histogram

from project.lib.watching import metrics

from .queue_figures import ENQUEUED_AT

LONG_SECONDS = (0.01, 0.05, 0.1, 0.5, 1.0, 3.0, 10.0, 30.0, 60.0, 300.0, 900.0)

RUNTIME = Histogram(
    "steward_task_seconds", "Time a task ran, by its name and how it ended.", ["task", "outcome"], buckets=LONG_SECONDS
)
WAITED = Histogram(
    "steward_task_wait_seconds", "Time from a task's call to its start, by queue.", ["queue"], buckets=LONG_SECONDS
)
UNREADABLE = Counter("steward_task_messages_refused", "Messages that no task of this release understands.")

_began: dict[str, float] = {}


@signals.before_task_publish.connect
def stamp(headers: dict[str, Any] | None = None, **_: Any) -> None:
    """A retry is a new message with the old headers, and waits from now."""
    if headers is not None:
        headers[ENQUEUED_AT] = time.time()


@signals.task_prerun.connect
def task_begins(task_id: str, task: Any, **_: Any) -> None:
    _began[task_id] = time.perf_counter()
    request = task.request
    enqueued_at = (request.headers or {}).get(ENQUEUED_AT) or request.get(ENQUEUED_AT)
    if enqueued_at and not request.is_eager:
        queue = (request.delivery_info or {}).get("routing_key") or "unknown"
        WAITED.labels(queue).observe(max(0.0, time.time() - enqueued_at))


@signals.task_postrun.connect
def task_ended(task_id: str, task: Any, state: str | None = None, **_: Any) -> None:
    began = _began.pop(task_id, None)
    if began is not None:
        RUNTIME.labels(task.name, (state or "unknown").lower()).observe(time.perf_counter() - began)
    metrics.process.tell()


@signals.task_unknown.connect
@signals.task_rejected.connect
def message_refused(**_: Any) -> None:
    UNREADABLE.inc()


@signals.worker_init.connect
def worker_begins(**_: Any) -> None:
    metrics.sweep()


@signals.worker_process_shutdown.connect
def child_ends(pid: int | None = None, **_: Any) -> None:
    """In the child itself, which counts nothing after this. One that was killed is swept up at the next start."""
    metrics.process_ended(pid or os.getpid())


@signals.setup_logging.connect
def keep_the_logging_of_settings(**_: Any) -> None:
    """That something listens here stops Celery from putting its own handlers in place of ours."""
