"""
Doing a job: take its lease, do the work under a watch, and write down how it ended.

Nobody else touches a running job's row than the holder of its lease; every write names the holder, so a worker that
lost its lease changes nothing any more.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import FrameType
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils import timezone
from prometheus_client import Counter, Histogram

from project.lib.errors import DomainError

from .. import queries
from ..clients import events
from ..models import Checkpoint, Job
from .kinds import ATTEMPTS
from .leases import LEASE, RENEW_SECONDS, new_holder, repeating

# How often a running job looks whether it was cancelled; people are promised two seconds.
LOOK_SECONDS = 0.7
# Code that swallowed the interruption is interrupted again.
INSIST_SECONDS = 5.0
# Progress reaches those who watch at most this often.
TELL_SECONDS = 0.2

SOMETHING_WENT_WRONG = "Something went wrong on our side. It has been noted; you can try again."
TOOK_TOO_LONG = "This took longer than it may, so it was stopped. Trying again goes on from where it was."

FINISHED = Counter("steward_jobs_finished_total", "Jobs that ended", ["kind", "state"])
SECONDS = Histogram(
    "steward_job_seconds", "How long an attempt at a job took", ["kind"], buckets=(0.1, 0.5, 1, 5, 15, 60, 300, 900)
)

log = logging.getLogger(__name__)


class Interrupted(KeyboardInterrupt):
    """
    Raised in the middle of a job's work, wherever it is.

    A KeyboardInterrupt, because `except Exception` lets it pass and psycopg cancels the running statement for it.
    """


class Cancelled(Interrupted):
    """The person asked to stop."""


class LeaseLost(Interrupted):
    """Another worker has the job now, or it is gone: nothing that this one does counts any more."""


class Progress:
    """What a job's function is given: it reports through it, and finds there what an earlier attempt committed."""

    def __init__(self, job: Job, holder: str) -> None:
        self.uuid = job.uuid
        self.owner_id = job.owner_id
        self.attempts = job.attempts
        self.holder = holder
        self.percent, self.message = job.progress, job.message
        #: What the last committed checkpoint said; empty at the first attempt.
        self.state: dict[str, Any] = dict(job.checkpoint.state)
        self._job = job
        self._unsaved = False
        self._renewed = time.monotonic()
        self._told = 0.0
        self._reason: type[Interrupted] | None = None
        self._interrupted = 0.0
        self._armed = False

    def report(self, done: float, total: float = 100, message: str | None = None) -> None:
        """So much of so much is done. Cheap: call it for every row."""
        percent = max(0, min(100, int(100 * done / total))) if total else None
        self._show(percent, message)

    def say(self, message: str) -> None:
        """What is being done, where nobody knows how much is left."""
        self._show(self.percent, message)

    def emit(self, kind: str, data: Mapping[str, Any]) -> None:
        """An event of the job's own kind, for those who watch it now; it is not kept in PostgreSQL."""
        self.check()
        events.tell(self.uuid, kind, data)

    def checkpoint(self, state: dict[str, Any]) -> None:
        """
        Write down how far the work reaches, in the transaction of that work: either both are kept or none.

        :raises LeaseLost: another worker took the job over, so this transaction must not be committed
        """
        self.check()
        if not Checkpoint.objects.filter(job_id=self._job.pk, holder=self.holder).update(state=state):
            raise LeaseLost
        self.state = dict(state)

    def check(self) -> None:
        """Stop here if the job is to stop. The watch interrupts anyway, except outside a process's main thread."""
        if self._reason:
            raise self._reason()

    def _show(self, percent: int | None, message: str | None) -> None:
        self.check()
        if message is not None:
            self.message = message[:300]
        self.percent = percent
        self._unsaved = True
        now = time.monotonic()
        if now - self._told >= TELL_SECONDS:
            self._told = now
            shown = {"state": "running", "label": "Running", "progress": percent, "message": self.message}
            events.tell(self.uuid, "progress", {**shown, "result_url": "", "error": ""})

    # --- The watch ---

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Renew the lease and look for a cancel beside the work, and interrupt the work when it is to stop."""
        main = threading.current_thread() is threading.main_thread()
        before = signal.signal(signal.SIGUSR2, self._on_signal) if main else None
        self._armed = main
        try:
            with repeating(self._look, every=LOOK_SECONDS):
                try:
                    yield
                finally:
                    self._armed = False
        finally:
            self._armed = False
            if main:
                signal.signal(signal.SIGUSR2, before or signal.SIG_DFL)

    def _look(self) -> None:
        mine = Job.objects.filter(pk=self._job.pk, lease_holder=self.holder)
        row = mine.values("cancel_requested_at").first()
        if row is None:
            self._interrupt(LeaseLost)
        elif row["cancel_requested_at"]:
            self._interrupt(Cancelled)
        elif self._unsaved or time.monotonic() - self._renewed > RENEW_SECONDS:
            self._unsaved = False
            mine.update(
                lease_expires_at=timezone.now() + LEASE, progress=self.percent, message=self.message
            )  # fmt: skip
            self._renewed = time.monotonic()

    def _interrupt(self, reason: type[Interrupted]) -> None:
        self._reason = reason
        now = time.monotonic()
        if self._armed and now - self._interrupted > INSIST_SECONDS:
            self._interrupted = now
            # To the main thread itself, so that a system call it waits in returns at once.
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGUSR2)

    def _on_signal(self, signum: int, frame: FrameType | None) -> None:  # noqa: ARG002 (a signal handler's signature)
        if self._armed and self._reason:
            raise self._reason()


def perform(job_uuid: str, body: Callable[..., str | None], *, transient: tuple[type[Exception], ...]) -> None:
    """
    Do the job, unless somebody else does or did: a message may be delivered more than once.

    An error that is no refusal is raised again after it was written down, so that it reaches Sentry and FailedTask.
    """
    holder = new_holder()
    job = take(job_uuid, holder, now=timezone.now())
    if job is None:
        return
    progress = Progress(job, holder)
    tell(job, "progress")
    began = time.monotonic()
    try:
        with progress.watched():
            result_url = body(progress, **job.arguments)
    except Cancelled:
        new_connection()
        end(progress, Job.State.CANCELLED)
    except LeaseLost:
        new_connection()
        log.warning("Job %s is no longer this worker's", job_uuid)
    except SystemExit:  # The worker was told to stop.
        new_connection()
        put_back(progress, due_at=timezone.now(), counts=False)
        raise
    except DomainError as refusal:
        end(progress, Job.State.FAILED, error=refusal.detail)
    except SoftTimeLimitExceeded:
        new_connection()
        end(progress, Job.State.FAILED, error=TOOK_TOO_LONG)
        raise
    except transient as fault:
        if job.attempts >= ATTEMPTS:
            end(progress, Job.State.FAILED, error=SOMETHING_WENT_WRONG)
            raise
        log.warning("Job %s is tried again later: %s", job_uuid, fault)
        put_back(progress, due_at=timezone.now() + timedelta(seconds=5 * 4**job.attempts), counts=True)
    except Exception:
        end(progress, Job.State.FAILED, error=SOMETHING_WENT_WRONG)
        raise
    else:
        end(progress, Job.State.DONE, result_url=result_url or "")
    finally:
        SECONDS.labels(job.kind).observe(time.monotonic() - began)


@transaction.atomic
def take(job_uuid: str, holder: str, *, now: datetime) -> Job | None:
    """The job with its lease in our hands; None where it is not waiting to be done."""
    job = Job.objects.select_for_update(no_key=True).filter(uuid=job_uuid).first()
    if job is None or job.state != Job.State.QUEUED or job.due_at > now:
        return None
    job.state, job.started_at, job.attempts = Job.State.RUNNING, now, job.attempts + 1
    job.lease_holder, job.lease_expires_at = holder, now + LEASE
    job.save(update_fields=["state", "started_at", "attempts", "lease_holder", "lease_expires_at"])
    # Waits for a transaction in which an earlier holder may still be writing; reads what it committed.
    job.checkpoint, _ = Checkpoint.objects.select_for_update().get_or_create(job=job)
    job.checkpoint.holder = holder
    job.checkpoint.save(update_fields=["holder"])
    return job


def end(work: Progress, state: Job.State, *, error: str = "", result_url: str = "") -> None:
    percent = 100 if state == Job.State.DONE else work.percent
    words = {"error": error[:500], "result_url": result_url, "progress": percent}
    if job := _leave(work, state=state, finished_at=timezone.now(), **words):
        FINISHED.labels(job.kind, state.value).inc()
        tell(job, state.value)


def put_back(work: Progress, *, due_at: datetime, counts: bool) -> None:
    """The job waits again. The sweep enqueues it, for the message in hand may be gone with this worker."""
    attempts = work.attempts if counts else work.attempts - 1
    if job := _leave(work, state=Job.State.QUEUED, due_at=due_at, enqueued_at=None, attempts=attempts):
        tell(job, "queued")


def _leave(work: Progress, **last: Any) -> Job | None:
    """Give up the lease with these last words; None where it was no longer ours."""
    mine = Job.objects.filter(uuid=work.uuid, lease_holder=work.holder)
    left = mine.update(message=work.message, lease_holder="", lease_expires_at=None, **last)
    return Job.objects.get(uuid=work.uuid) if left else None


def tell(job: Job, kind: str) -> None:
    events.tell(job.uuid, kind, queries.state_from(job).event())


def new_connection() -> None:
    """After an interruption, which may have struck inside Django's own handling of a transaction."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.connection is not None:
        connection.connection.close()
    del connections[DEFAULT_DB_ALIAS]
