"""What Celery's signals leave in the figures."""

import time

import pytest
from celery import signals
from prometheus_client import REGISTRY

from project.lib.watching import metrics
from workers import watching
from workers.app import app
from workers.queue_figures import ENQUEUED_AT


@app.task(name="tests.watched")
def watched(fails=False):
    if fails:
        raise ValueError("on purpose")


def seen(name, **labels):
    return REGISTRY.get_sample_value(name, labels) or 0


@pytest.mark.parametrize(("fails", "outcome"), [(False, "success"), (True, "failure")])
def test_a_run_is_timed_by_the_name_of_its_task_and_how_it_ended(fails, outcome):
    before = seen("steward_task_seconds_count", task="tests.watched", outcome=outcome)

    watched.apply(kwargs={"fails": fails})

    assert seen("steward_task_seconds_count", task="tests.watched", outcome=outcome) == before + 1


def test_the_time_in_the_queue_is_told_by_queue():
    class Request(dict):
        headers = {ENQUEUED_AT: time.time() - 5}
        delivery_info = {"routing_key": "bulk"}
        is_eager = False

    task = type("Task", (), {"request": Request(), "name": "tests.watched"})
    before = seen("steward_task_wait_seconds_sum", queue="bulk")

    watching.task_begins(task_id="x", task=task)
    watching.task_ended(task_id="x", task=task, state="SUCCESS")

    assert seen("steward_task_wait_seconds_sum", queue="bulk") - before == pytest.approx(5, abs=2)


def test_a_message_is_stamped_when_it_is_sent():
    headers = {ENQUEUED_AT: 1.0}

    watching.stamp(headers=headers)

    assert headers[ENQUEUED_AT] > 1.0


def test_a_message_that_nobody_understands_is_counted():
    before = seen("steward_task_messages_refused_total")

    watching.message_refused()

    assert seen("steward_task_messages_refused_total") == before + 1


def test_a_worker_sweeps_when_it_begins_and_a_child_folds_when_it_ends(monkeypatch):
    done = []
    monkeypatch.setattr(metrics, "sweep", lambda: done.append("swept"))
    monkeypatch.setattr(metrics, "process_ended", done.append)

    watching.worker_begins()
    watching.child_ends(pid=7, exitcode=0)

    assert done == ["swept", 7]


def test_celery_leaves_our_logging_alone():
    # Celery sets up its own handlers only where nothing listens to this signal.
    assert signals.setup_logging.receivers
