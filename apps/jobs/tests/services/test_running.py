"""How an attempt at a job ends, in this process; tests/stack does it with workers that are really killed."""

import signal
import threading
import time
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection
from django.utils import timezone

from apps.jobs.models import Job
from apps.jobs.services import jobs, running
from apps.jobs.services.kinds import ATTEMPTS, TRANSIENT
from apps.jobs.tests.factories import JobFactory
from project.lib.errors import DomainError

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting():
    return JobFactory(arguments={"count": 3}, due_at=timezone.now() - timedelta(seconds=1))


def do(job, body):
    running.perform(str(job.uuid), body, transient=TRANSIENT)
    job.refresh_from_db()


def test_work_that_ends_is_done_with_its_result(waiting):
    def body(progress, *, count):
        for number in range(count):
            progress.report(number, count, f"row {number}")
        return "/result/"

    do(waiting, body)

    assert (waiting.state, waiting.progress, waiting.message) == ("done", 100, "row 2")
    assert (waiting.result_url, waiting.lease_holder, waiting.attempts) == ("/result/", "", 1)


def test_a_refusal_is_said_in_its_own_words(waiting):
    def body(progress, *, count):
        raise DomainError("This file has no rows.")

    do(waiting, body)

    assert (waiting.state, waiting.error) == ("failed", "This file has no rows.")


def test_a_fault_of_ours_is_not_explained_but_reported(waiting):
    def body(progress, *, count):
        raise KeyError("secret detail")

    with pytest.raises(KeyError):
        do(waiting, body)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.error) == ("failed", running.SOMETHING_WENT_WRONG)


def test_a_passing_fault_is_tried_again_later_and_not_for_ever(waiting):
    def body(progress, *, count):
        raise ConnectionError

    do(waiting, body)
    assert (waiting.state, waiting.attempts) == ("queued", 1)
    assert waiting.due_at > timezone.now()

    Job.objects.update(attempts=ATTEMPTS - 1, due_at=timezone.now())
    with pytest.raises(ConnectionError):
        do(waiting, body)
    waiting.refresh_from_db()
    assert waiting.state == "failed"


def test_too_long_is_said_plainly(waiting):
    def body(progress, *, count):
        raise SoftTimeLimitExceeded

    with pytest.raises(SoftTimeLimitExceeded):
        do(waiting, body)

    waiting.refresh_from_db()
    assert waiting.error == running.TOOK_TOO_LONG


def test_a_worker_that_is_told_to_stop_puts_the_job_back_uncounted(waiting):
    def body(progress, *, count):
        raise SystemExit

    with pytest.raises(SystemExit):
        do(waiting, body)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts, waiting.lease_holder) == ("queued", 0, "")


def after(seconds, act):
    def wait_and_act():
        time.sleep(seconds)
        try:
            act()
        finally:
            connection.close()

    threading.Thread(target=wait_and_act, daemon=True).start()


def test_a_cancel_strikes_in_the_middle_of_the_work(waiting):
    def body(progress, *, count):
        after(0.2, lambda: Job.objects.update(cancel_requested_at=timezone.now()))
        while True:
            pass

    do(waiting, body)

    assert waiting.state == "cancelled"


def test_a_cancel_ends_the_statement_that_runs(waiting):
    def body(progress, *, count):
        after(0.2, lambda: Job.objects.update(cancel_requested_at=timezone.now()))
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(60)")

    do(waiting, body)

    assert waiting.state == "cancelled"


def test_a_worker_that_lost_its_lease_changes_nothing_any_more(waiting):
    def body(progress, *, count):
        Job.objects.update(lease_holder="another", message="theirs")
        while True:
            # The interruption strikes while this sleeps: in coverage's own bookkeeping of a call it would leave a lock
            # behind that nobody opens again.
            time.sleep(0.01)
            progress.check()

    do(waiting, body)

    assert (waiting.state, waiting.lease_holder, waiting.message) == ("running", "another", "theirs")


def test_a_second_delivery_does_nothing(waiting):
    done = []
    do(waiting, lambda progress, *, count: done.append(1))

    do(waiting, lambda progress, *, count: done.append(2))

    assert done == [1]


def test_the_next_attempt_begins_where_the_last_committed(waiting):
    def breaks(progress, *, count):
        progress.checkpoint({"row": 7})
        raise ConnectionError

    def goes_on(progress, *, count):
        return f"/from/{progress.state['row']}/"

    do(waiting, breaks)
    Job.objects.update(due_at=timezone.now())
    do(waiting, goes_on)

    assert (waiting.state, waiting.result_url) == ("done", "/from/7/")


def test_the_signal_handler_is_given_back(waiting):
    before = signal.getsignal(signal.SIGUSR2)

    do(waiting, lambda progress, *, count: None)

    assert signal.getsignal(signal.SIGUSR2) == before


def test_a_job_whose_worker_died_is_taken_up_by_the_sweep(waiting):
    Job.objects.update(
        state="running", attempts=1, lease_holder="dead", lease_expires_at=timezone.now() - timedelta(seconds=1)
    )

    jobs.sweep()

    waiting.refresh_from_db()
    assert (waiting.state, waiting.lease_holder) == ("queued", "")
