"""Which failed tasks can be run again, from the command and from the admin."""

from types import SimpleNamespace

import pytest
import redis
from celery import Celery
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse

from apps.jobs.models import FailedTask, Job
from apps.jobs.services import failures
from project.embedded.server import free_port
from project.lib.errors import Unavailable
from project.lib.testing import UserFactory

from ..factories import JobFactory

pytestmark = pytest.mark.django_db


def fail(*, name="sample.fail", sensitive=(), **kwargs):
    sender = SimpleNamespace(name=name, sensitive=sensitive, request=SimpleNamespace(delivery_info={}))
    try:
        raise ValueError(f"went wrong with {kwargs}")
    except ValueError as fault:
        failures.keep(sender=sender, task_id=str(kwargs), exception=fault, kwargs=kwargs, einfo=f"trace of {kwargs}")
    return FailedTask.objects.get(task_id=str(kwargs))


def without_broker():
    app = Celery("nobody", set_as_current=False, broker=f"redis://127.0.0.1:{free_port()}/0")
    app.conf.task_publish_retry = False
    return app


@pytest.mark.parametrize("name", ["password", "new_password", "token", "api_key", "otp", "reset_token"])
def test_what_is_named_like_a_secret_is_never_stored(name):
    row = fail(**{name: "correct horse"})

    assert "correct horse" not in f"{row.kwargs} {row.error} {row.traceback}"
    assert not row.replayable


def test_a_value_that_json_cannot_carry_is_kept_as_words():
    row = fail(when=object)

    assert row.kwargs["when"] == "<class 'object'>"


def test_a_task_is_run_again_once():
    row = fail(number=1)
    queue = redis.Redis.from_url(settings.REDIS_BROKER_URL)
    before = queue.llen(row.queue)

    counted = [failures.replay(ids=[row.pk]), failures.replay(ids=[row.pk])]

    assert counted == [(1, 0), (0, 0)]
    assert queue.llen(row.queue) == before + 1


@pytest.mark.parametrize("command", [False, True])
def test_what_the_broker_does_not_take_can_be_replayed_later(command, monkeypatch):
    row = fail(number=1)

    monkeypatch.setattr(failures, "current_app", without_broker())

    with pytest.raises(CommandError if command else Unavailable, match="is away"):
        call_command("replay_failed", "--all") if command else failures.replay()

    row.refresh_from_db()
    assert row.replayed_at is None


def test_a_failed_job_is_retried_rather_than_its_message_repeated(django_capture_on_commit_callbacks):
    job = JobFactory(failed=True)
    fail(job_uuid=str(job.uuid))

    with django_capture_on_commit_callbacks(execute=True):
        failures.replay()

    assert Job.objects.get(pk=job.pk).state == "queued"


def test_the_command_says_what_it_did(capsys):
    fail(number=1)
    fail(name="sample.other", number=2)

    call_command("replay_failed", "--name", "sample.other")

    assert capsys.readouterr().out == "1 enqueued again.\n"
    assert FailedTask.objects.filter(replayed_at=None).count() == 1


def test_the_command_fails_where_something_cannot_be_run_again():
    fail(password="correct horse")

    with pytest.raises(CommandError, match="withheld"):
        call_command("replay_failed", "--all")


def test_staff_run_a_task_again_from_the_admin(client):
    client.force_login(UserFactory(administrator=True))
    row = fail(number=1)

    page = client.post(
        reverse("admin:jobs_failedtask_changelist"), {"action": "run_again", "_selected_action": [row.pk]}, follow=True
    )

    row.refresh_from_db()
    assert "1 tasks were enqueued again." in page.content.decode()
    assert row.replayed_at
