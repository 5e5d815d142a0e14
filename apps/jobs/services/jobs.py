"""What people and programs do with jobs: start, cancel, try again; and what keeps them going."""

import logging
import uuid
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from celery import current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError
from redis import RedisError

from project.lib.errors import Conflict, NotThere

from ..clients import broker, events
from ..models import Checkpoint, Job
from ..queries import JobState, state_from
from .kinds import ATTEMPTS, JobKind
from .running import FINISHED, tell

WORKER_LOST = "Steward was stopped several times before this was finished. You can try again."

# Enqueuing takes milliseconds; a job that is still in no queue after this was left behind.
GRACE = timedelta(seconds=5)
# A message that waits longer than this may have been lost with Redis. Sent twice, it does no harm.
LOST_AFTER = timedelta(minutes=5)
SWEEP_AT_ONCE = 500

log = logging.getLogger(__name__)


class NotOpen(Conflict):
    code = "job_ended"


class NotEnded(Conflict):
    code = "job_not_ended"


@transaction.atomic
def start(kind: JobKind, *, owner, title: str, arguments: dict[str, Any] | None = None) -> Job:
    """
    Begin a job when the present transaction is committed; never, when it is rolled back.

    Arguments are ids and plain values, never secrets: they are kept, so that the job can be run again.
    """
    job = Job.objects.create(owner=owner, kind=kind.name, queue=kind.queue, title=title, arguments=arguments or {})
    Checkpoint.objects.create(job=job)
    transaction.on_commit(partial(enqueue, job), robust=True)
    return job


def enqueue(job: Job) -> None:
    """Where the broker is away the job stays as it is, and the sweep enqueues it later."""
    tell(job, "queued")
    try:
        # Said here too: by its name alone Celery does not know, and would wait for the result store when it is away.
        current_app.send_task(job.kind, kwargs={"job_uuid": str(job.uuid)}, queue=job.queue, ignore_result=True)
    except (BrokerError, RedisError, OSError) as fault:
        log.warning("Job %s could not be enqueued yet: %s", job.uuid, fault)
    else:
        Job.objects.filter(pk=job.pk).update(enqueued_at=timezone.now())


def _locked(user, job_uuid: uuid.UUID) -> Job:
    found = Job.objects.for_user(user).select_for_update(no_key=True).filter(uuid=job_uuid).first()
    if found is None:
        raise NotThere("There is no such task of yours.")
    return found


@transaction.atomic
def cancel(*, user, job_uuid: uuid.UUID) -> JobState:
    """
    A waiting job is cancelled at once, a running one within two seconds. Safe to repeat.

    :raises NotThere: it is not this person's
    :raises NotOpen: it has ended in another way
    """
    job = _locked(user, job_uuid)
    now = timezone.now()
    if job.state == Job.State.QUEUED:
        _end(job, Job.State.CANCELLED, now=now)
    elif job.state == Job.State.RUNNING:
        job.cancel_requested_at = job.cancel_requested_at or now
        job.save(update_fields=["cancel_requested_at"])
    elif job.state != Job.State.CANCELLED:
        raise NotOpen("This has already ended.")
    return state_from(job)


@transaction.atomic
def retry(*, user, job_uuid: uuid.UUID) -> JobState:
    """
    Do a failed or cancelled job again, from its last checkpoint.

    :raises NotThere: it is not this person's
    :raises NotEnded: it is waiting or running, or it succeeded
    """
    return state_from(_begin_again(_locked(user, job_uuid)))


@transaction.atomic
def retry_any(*, job_uuid: str) -> None:
    """For operators: whoever owns the job. One that did not fail is left alone."""
    job = Job.objects.select_for_update(no_key=True).filter(uuid=job_uuid).first()
    if job and state_from(job).can_retry:
        _begin_again(job)


def _begin_again(job: Job) -> Job:
    if not state_from(job).can_retry:
        raise NotEnded("Only what failed or was cancelled can be tried again.")
    job.state, job.error, job.message, job.attempts = Job.State.QUEUED, "", "", 0
    job.due_at, job.enqueued_at, job.finished_at, job.cancel_requested_at = timezone.now(), None, None, None
    job.save()
    transaction.on_commit(partial(events.begin_anew, job.uuid), robust=True)
    transaction.on_commit(partial(enqueue, job), robust=True)
    return job


def _end(job: Job, state: Job.State, *, now: datetime, error: str = "") -> None:
    job.state, job.error, job.finished_at = state, error, now
    job.lease_holder, job.lease_expires_at = "", None
    job.save(update_fields=["state", "error", "finished_at", "lease_holder", "lease_expires_at"])
    FINISHED.labels(job.kind, state.value).inc()
    transaction.on_commit(partial(tell, job, state.value), robust=True)


def sweep() -> None:
    """Take up the jobs whose worker died, and enqueue those that are in no queue."""
    now = timezone.now()
    with transaction.atomic():
        for job in Job.objects.abandoned(now=now).select_for_update(no_key=True, skip_locked=True)[:SWEEP_AT_ONCE]:
            if job.cancel_requested_at:
                _end(job, Job.State.CANCELLED, now=now)
            elif job.attempts >= ATTEMPTS:
                _end(job, Job.State.FAILED, now=now, error=WORKER_LOST)
            else:
                log.warning("The worker %s of job %s is gone; the job is run again", job.lease_holder, job.uuid)
                job.state, job.lease_holder, job.lease_expires_at = Job.State.QUEUED, "", None
                job.due_at, job.enqueued_at = now - GRACE - timedelta(seconds=1), None
                job.save(update_fields=["state", "lease_holder", "lease_expires_at", "due_at", "enqueued_at"])
    for job in Job.objects.waiting_in_no_queue(now=now, grace=GRACE, lost_after=LOST_AFTER)[:SWEEP_AT_ONCE]:
        enqueue(job)


def take_up_everything() -> None:
    """
    What workers that are gone had in hand is done again at once, jobs and plain tasks alike.

    Only where no worker runs: a Steward that starts on a broker of its own need not wait for leases and timeouts.
    """
    Job.objects.filter(state=Job.State.RUNNING).update(lease_expires_at=timezone.now())
    sweep()
    broker.put_back_all()
