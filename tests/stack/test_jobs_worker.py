"""A real worker does jobs and tasks: people are told, can stop it, and nothing is done twice."""

import sys
import threading
import time
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from apps.jobs.models import FailedTask, Job, PeriodicRun
from apps.jobs.public import cancel, replay_failed, retry
from apps.jobs.services import jobs
from project.lib.testing import UserFactory
from project.lib.watching import request_id
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


@pytest.fixture(scope="module", autouse=True)
def one_worker(django_db_setup, django_db_blocker):
    """For all the tests here, which leave it alone."""
    with django_db_blocker.unblock(), a_worker() as process:
        yield process


def test_a_job_is_done_and_leaves_a_link_to_its_result(ada):
    job = begin(sample_jobs.quick, ada, word="apple")

    done = eventually(lambda: ended(job))

    assert (done.state, done.progress, done.result_url) == ("done", 100, "/words/apple/")


def test_a_job_of_a_transaction_that_rolls_back_never_starts(ada):
    with transaction.atomic():
        begin(sample_jobs.quick, ada, word="never")
        transaction.set_rollback(True)
    last = begin(sample_jobs.quick, ada, word="after")
    eventually(lambda: ended(last))

    assert traced() == ["after"]
    assert Job.objects.count() == 1


@pytest.mark.parametrize("kind", [sample_jobs.spin, sample_jobs.long_statement], ids=lambda kind: kind.name)
def test_a_cancel_takes_effect_inside_one_long_step(kind, ada):
    job = begin(kind, ada)
    eventually(traced)

    asked = cancel(user=ada, job_uuid=job.uuid)

    stopped = eventually(lambda: ended(job), within=UNHURRIED)
    again = begin(sample_jobs.quick, ada, word="the worker is well")
    assert asked.state == "running"
    assert stopped.state == "cancelled"
    assert stopped.finished_at - stopped.cancel_requested_at < timedelta(seconds=UNHURRIED)
    assert eventually(lambda: ended(again)).state == "done"


def test_a_cancelled_statement_no_longer_runs_in_the_database(ada):
    job = begin(sample_jobs.long_statement, ada)
    eventually(traced)
    cancel(user=ada, job_uuid=job.uuid)
    eventually(lambda: ended(job), within=10)

    with transaction.get_connection().cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(60)%%' AND state = 'active'"
        )
        assert cursor.fetchone() == (0,)


def test_retry_goes_on_from_the_last_committed_batch(ada):
    job = begin(sample_jobs.batches, ada, count=3, die_after=1)
    failed = eventually(lambda: ended(job))

    retry(user=ada, job_uuid=job.uuid)

    assert eventually(lambda: Job.objects.filter(uuid=job.uuid, state="done").first())
    assert failed.state == "failed"
    assert "Something went wrong" in failed.error
    assert traced() == ["batch 0", "batch 1", "batch 2"]


def test_a_refusal_is_shown_in_its_own_words_and_is_no_failed_task(ada):
    job = begin(sample_jobs.refuse, ada)

    refused = eventually(lambda: ended(job))

    assert refused.error == "The file is gone: upload it again."
    assert not FailedTask.objects.exists()


def test_a_job_started_while_the_broker_is_away_is_found_by_the_sweep(ada):
    code = (
        "from django.contrib.auth import get_user_model as u; from apps.jobs.public import start;"
        "from tests.stack.sample_jobs import quick;"
        "start(quick, owner=u().objects.get(), title='Late', arguments={'word': 'late'})"
    )
    began = time.monotonic()
    with running(sys.executable, "manage.py", "shell", "-c", code, REDIS_BROKER_URL="redis://127.0.0.1:1/0") as process:
        assert process.wait(60) == 0, process.output
    took = time.monotonic() - began
    job = Job.objects.get()
    left_alone = (job.state, job.enqueued_at)
    Job.objects.update(due_at=timezone.now() - timedelta(seconds=10))

    jobs.sweep()

    assert left_alone == ("queued", None)
    assert took < 30
    assert eventually(lambda: Job.objects.filter(state="done").exists())


def test_a_job_whose_process_died_between_commit_and_enqueue_is_found_by_the_sweep(ada):
    with transaction.atomic():
        job = begin(sample_jobs.quick, ada, word="late")
        transaction.get_connection().run_on_commit.clear()
    Job.objects.update(due_at=timezone.now() - timedelta(seconds=10))

    jobs.sweep()

    assert eventually(lambda: ended(job)).state == "done"


def test_the_request_id_travels_into_the_task():
    request_id.begin("from-a-request-1")
    sample_jobs.say_request_id.delay()

    eventually(traced)

    assert traced() == ["from-a-request-1"]


def test_a_failed_task_is_kept_without_its_secrets_and_can_be_run_again():
    request_id.begin("from-a-request-2")
    sample_jobs.fail.delay(number=7)
    sample_jobs.fail.delay(number=8, address="17 Acacia Avenue")
    eventually(lambda: FailedTask.objects.count() == 2)

    counted = replay_failed()

    eventually(lambda: FailedTask.objects.count() == 3)
    secret = FailedTask.objects.get(replayable=False)
    assert counted == (1, 1)
    assert (secret.kwargs["number"], secret.queue, secret.request_id) == (8, "default", "from-a-request-2")
    assert "Acacia" not in f"{secret.kwargs} {secret.error} {secret.traceback}"
    assert "ValueError: number 8" in secret.traceback


def test_a_periodic_task_knocked_at_twice_is_done_once():
    for _ in range(4):
        sample_jobs.count.delay()
    eventually(lambda: PeriodicRun.objects.filter(name="sample.count", succeeded_at__isnull=False))
    sample_jobs.count.delay()
    sample_jobs.say_request_id.delay()
    eventually(lambda: len(traced()) >= 2)

    assert traced().count("counted") == 1


def test_the_app_is_steward_s_in_every_thread_of_a_web_process():
    found = []
    thread = threading.Thread(target=lambda: found.append(jobs.current_app.main))

    thread.start()
    thread.join()

    assert found == ["steward"]
