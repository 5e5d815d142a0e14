"""Workers that are killed, or told to stop: nothing is lost, and what was begun goes on."""

import os
import signal
import sys
import time

import psutil
import pytest
from django.utils import timezone

from apps.jobs.clients import broker
from apps.jobs.models import Job
from apps.jobs.public import worker_seen_at
from apps.jobs.services import jobs
from project.lib.testing import UserFactory
from tests.stack import sample_jobs
from tests.stack.job_story import a_worker, begin, clean_redis, ended, traced
from tests.stack.processes import UNHURRIED, eventually, running

pytestmark = [pytest.mark.stack, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def nothing_waits():
    clean_redis()


@pytest.fixture
def ada():
    return UserFactory(name="Ada")


def test_two_deliveries_of_one_job_do_it_once(ada):
    job = begin(sample_jobs.nap, ada, seconds=1)
    jobs.enqueue(Job.objects.get(uuid=job.uuid))
    jobs.enqueue(Job.objects.get(uuid=job.uuid))

    with a_worker():
        eventually(lambda: ended(job))
        last = begin(sample_jobs.quick, ada, word="after")
        eventually(lambda: ended(last))

    assert traced() == ["nap begins", "nap ends", "after"]


def test_a_killed_worker_s_job_is_seen_within_a_minute_and_goes_on_from_its_last_batch(ada):
    beat = (sys.executable, "-m", "celery", "-A", "workers.app", "beat")
    with running(*beat), a_worker() as first:
        job = begin(sample_jobs.batches, ada, count=6, pause=0.3)
        eventually(lambda: "batch 1" in traced())
        first.kill()
        killed = time.monotonic()
        with a_worker():
            eventually(lambda: Job.objects.get(uuid=job.uuid).attempts == 2, within=60)
            seen = time.monotonic() - killed
            done = eventually(lambda: ended(job))

    assert seen < 60
    assert done.state == "done"
    assert Job.objects.get(uuid=job.uuid).checkpoint.state["batches"] == list(range(6))


def test_a_job_that_keeps_killing_its_worker_ends_with_a_plain_sentence(ada):
    job = begin(sample_jobs.nap, ada, seconds=60)

    for _ in range(3):
        Job.objects.filter(uuid=job.uuid).update(due_at=timezone.now())
        with a_worker() as lost:
            jobs.enqueue(Job.objects.get(uuid=job.uuid))
            eventually(lambda: Job.objects.get(uuid=job.uuid).state == "running")
            lost.kill()
        Job.objects.filter(uuid=job.uuid).update(lease_expires_at=timezone.now())
        sample_jobs.traces().delete("unacked", "unacked_index", "bulk")
        jobs.sweep()

    ended_job = ended(job)
    assert ended_job.state == "failed"
    assert ended_job.error == jobs.WORKER_LOST


@pytest.mark.parametrize(
    ("kind", "number"),
    [(sample_jobs.nap, signal.SIGTERM), (sample_jobs.spin, signal.SIGTERM), (sample_jobs.nap, signal.SIGQUIT)],
    ids=["nap-TERM", "spin-TERM", "nap-QUIT"],
)
def test_a_worker_told_to_stop_is_gone_in_time_and_its_job_runs_at_the_next_start(kind, number, ada):
    arguments = {"seconds": 20} if kind is sample_jobs.nap else {}
    with a_worker(SOFT_SHUTDOWN_SECONDS="3") as first:
        job = begin(kind, ada, **arguments)
        eventually(traced)
        asked = time.monotonic()
        first.send(number)
        eventually(lambda: not first.alive_in_group(), within=UNHURRIED)
        took = time.monotonic() - asked

    waiting = Job.objects.get(uuid=job.uuid)
    assert took < UNHURRIED
    assert (waiting.state, waiting.attempts) == ("queued", 0)
    # On a busy machine the worker may be gone before it handed everything back; a start of ./run does the rest.
    broker.put_back_all()
    with a_worker():
        eventually(lambda: Job.objects.get(uuid=job.uuid).state == "running")


def test_a_plain_task_is_handed_back_when_the_worker_stops(ada):
    with a_worker(SOFT_SHUTDOWN_SECONDS="3") as first:
        sample_jobs.plain_nap.delay(5)
        eventually(traced)
        first.stop(5)

    broker.put_back_all()
    with a_worker():
        eventually(lambda: "plain nap ends" in traced())

    assert traced() == ["plain nap begins", "plain nap begins", "plain nap ends"]


def test_a_worker_says_that_it_is_there():
    before = worker_seen_at("chat")

    with a_worker(queues="chat"):
        seen = eventually(lambda: worker_seen_at("chat"))

    assert before is None
    assert abs((timezone.now() - seen).total_seconds()) < 60
    assert worker_seen_at("bulk") is None


def test_a_killed_child_does_not_take_its_worker_with_it(ada):
    with a_worker(processes=1) as process:
        job = begin(sample_jobs.spin, ada)
        eventually(traced)
        os.kill(psutil.Process(process.pid).children()[0].pid, signal.SIGKILL)
        other = begin(sample_jobs.quick, ada, word="still served")

        assert eventually(lambda: ended(other)).state == "done"
        assert Job.objects.get(uuid=job.uuid).state == "running"  # until its lease runs out
