"""When a periodic task is due, and what keeps two from doing it."""

from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone

from apps.jobs import tasks
from apps.jobs.models import PeriodicRun
from apps.jobs.public import schedule_seen_at
from apps.jobs.services.periodic import run_if_due
from workers import schedule

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def knock(done, **options):
    return run_if_due("sample", lambda: done.append(1), every=HOUR, **options)


def test_a_second_knock_before_it_is_due_does_nothing():
    done = []

    answers = [knock(done), knock(done)]

    assert answers == [True, False]
    assert len(done) == 1


def test_it_is_due_again_after_its_time():
    done = []
    knock(done)
    PeriodicRun.objects.update(started_at=timezone.now() - HOUR)

    assert knock(done)


def test_a_live_lease_keeps_others_out_and_a_dead_one_does_not():
    done = []
    now = timezone.now()
    PeriodicRun.objects.create(name="sample", lease_holder="dead", lease_expires_at=now + timedelta(seconds=5))

    alive = knock(done)
    PeriodicRun.objects.update(lease_expires_at=now)
    dead = knock(done)

    assert (alive, dead) == (False, True)


def test_a_failure_is_written_down_and_tried_at_the_next_knock():
    def broken():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        run_if_due("sample", broken, every=HOUR)

    run = PeriodicRun.objects.get()
    assert (run.error, run.lease_holder, run.succeeded_at) == ("ValueError: no", "", None)
    assert knock([])


def test_a_worker_that_stops_gives_its_lease_back():
    def stopped():
        raise SystemExit

    with pytest.raises(SystemExit):
        run_if_due("sample", stopped, every=HOUR)

    assert PeriodicRun.objects.get().lease_holder == ""
    assert knock([])


def test_the_sweep_tells_that_schedule_and_worker_are_there():
    before = schedule_seen_at()

    tasks.sweep()

    assert before is None
    assert timezone.now() - schedule_seen_at() < timedelta(minutes=1)


def test_every_task_of_the_schedule_exists():
    current_app.loader.import_default_modules()

    assert set(schedule.EVERY) <= set(current_app.tasks)
