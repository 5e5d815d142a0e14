"""Starting, cancelling and retrying; what the sweep does; what is dropped."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.jobs.models import Job
from apps.jobs.public import state_of
from apps.jobs.services import jobs
from project.lib import retention
from project.lib.errors import NotThere
from project.lib.testing import UserFactory, scanned

from ..factories import JobFactory

pytestmark = pytest.mark.django_db


def test_a_waiting_job_is_cancelled_at_once():
    job = JobFactory()

    state = jobs.cancel(user=job.owner, job_uuid=job.uuid)

    assert state.state == "cancelled"
    assert state.finished_at


def test_a_running_job_is_asked_to_stop_and_asking_twice_does_no_harm():
    job = JobFactory(running=True)

    jobs.cancel(user=job.owner, job_uuid=job.uuid)
    first = Job.objects.get(pk=job.pk).cancel_requested_at
    jobs.cancel(user=job.owner, job_uuid=job.uuid)

    job.refresh_from_db()
    assert (job.state, job.cancel_requested_at) == ("running", first)


def test_what_has_ended_is_not_cancelled():
    job = JobFactory(done=True)

    with pytest.raises(jobs.NotOpen):
        jobs.cancel(user=job.owner, job_uuid=job.uuid)


@pytest.mark.parametrize("state", ["done", "running"])
def test_only_what_failed_or_was_cancelled_is_tried_again(state):
    job = JobFactory(**{state: True})

    with pytest.raises(jobs.NotEnded):
        jobs.retry(user=job.owner, job_uuid=job.uuid)


def test_a_stranger_s_job_is_not_there():
    job = JobFactory(failed=True)

    for act in (jobs.cancel, jobs.retry):
        with pytest.raises(NotThere):
            act(user=UserFactory(), job_uuid=job.uuid)
    assert state_of(user=UserFactory(), job_uuid=job.uuid) is None


def test_the_sweep_takes_up_what_a_dead_worker_left():
    past = timezone.now() - timedelta(seconds=1)
    lost = JobFactory(running=True, lease_expires_at=past)
    cancelled = JobFactory(running=True, lease_expires_at=past, cancel_requested_at=past)
    hopeless = JobFactory(running=True, lease_expires_at=past, attempts=3)
    healthy = JobFactory(running=True)

    jobs.sweep()

    states = {job: Job.objects.get(pk=job.pk).state for job in (lost, cancelled, hopeless, healthy)}
    assert list(states.values()) == ["queued", "cancelled", "failed", "running"]
    assert Job.objects.get(pk=lost.pk).enqueued_at
    assert Job.objects.get(pk=hopeless.pk).error == jobs.WORKER_LOST


def test_the_sweep_enqueues_what_is_in_no_queue_and_leaves_the_rest():
    now = timezone.now()
    minutes = timedelta(minutes=1)
    never = JobFactory(due_at=now - minutes)
    lost = JobFactory(due_at=now - 9 * minutes, enqueued_at=now - 9 * minutes)
    waiting = JobFactory(due_at=now - minutes, enqueued_at=now - minutes)
    later = JobFactory(due_at=now + minutes)

    jobs.sweep()

    times = [Job.objects.get(pk=job.pk).enqueued_at for job in (never, lost, waiting, later)]
    assert times[0] >= now
    assert times[1] >= now
    assert times[2:] == [waiting.enqueued_at, None]


def test_what_ended_a_month_ago_is_dropped():
    old = timezone.now() - timedelta(days=31)
    JobFactory(done=True, finished_at=old)
    kept = [JobFactory(done=True), JobFactory(created_at=old)]

    dropped = retention.purge("jobs.Job", now=timezone.now(), held=())

    assert dropped == 1
    assert set(Job.objects.all()) == set(kept)


def test_the_sweep_reads_no_more_than_what_is_open():
    Job.objects.bulk_create(JobFactory.build_batch(3000, owner=UserFactory(), done=True))
    now, seconds = timezone.now(), timedelta(seconds=5)

    abandoned = Job.objects.abandoned(now=now)
    unsent = Job.objects.waiting_in_no_queue(now=now, grace=seconds, lost_after=seconds)

    assert scanned(abandoned) | scanned(unsent) == set()


def test_where_no_worker_runs_a_running_job_need_not_wait_for_its_lease():
    job = JobFactory(running=True)

    jobs.take_up_everything()

    job.refresh_from_db()
    assert (job.state, job.lease_holder) == ("queued", "")
    assert job.enqueued_at
