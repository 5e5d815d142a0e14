"""Every table with a person's rows is registered, handed out, and empty of them after erasure (SEC-16)."""

import base64
import io
import logging
import os
import shutil
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.usersessions.models import UserSession
from celery import current_app
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.utils import timezone

from apps.accounts import tasks
from apps.accounts.models import Export
from apps.accounts.services import erasure, exports
from apps.jobs.clients import events
from apps.jobs.models import FailedTask, Job
from project.lib import cache, privacy
from project.lib.testing import UserFactory
from project.lib.watching.logs import JsonFormatter

from .personal_rows import Filler, Marks
from .where_marks_stand import Dumped, empty_redis, in_files, in_redis

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("/", "/settings/", "/settings/privacy/", "/jobs/", "/api/v1/jobs", "/api/dashboard/overview")


def test_every_table_of_people_is_registered():
    assert privacy.unregistered() == [], "register them in the app's personal_data.py"


@pytest.mark.django_db
def test_erasing_again_does_no_harm():
    person = UserFactory()
    Filler(person, Marks("zqxmark")).fill()
    privacy.erase(person)

    assert set(privacy.erase(person).values()) == {0}


# --- One person in everything that Steward keeps, and then in nothing -------------------------------------------------


@cache.memoize("marked", domain="marks")
def remembered(user, mark):
    return f"of this person: {mark}"


def leave_traces(person, marks):
    """What lies outside of the registered tables: session, cache, stream, failed task, an administrator's log."""
    client = Client()
    client.force_login(person)
    session = client.session
    # As every sign-in does; the client's short cut passes it by.
    UserSession.objects.create(user=person, session_key=session.session_key, ip="192.0.2.7", user_agent="a browser")
    session["note"] = marks.new("session", secret=True)
    session.save()
    for page in PAGES:
        assert client.get(page).status_code == 200, page
    remembered(person, marks.new("cache", secret=True))
    job = Job.objects.for_user(person).first()
    events.tell(job.uuid, "progress", {"message": marks.new("stream", secret=True)})
    FailedTask.objects.create(
        task_id=f"task-{person.pk}",
        name="accounts.erase_departed",
        queue="maintenance",
        kwargs={"user_id": person.pk},
        error=f"Nobody takes mails for {marks.new('failed task', secret=True)}",
    )
    LogEntry.objects.log_actions(UserFactory(administrator=True).pk, [person], CHANGE, [], single_object=True)
    return client


def copy_of(person):
    """The archive, as the worker makes it and the person opens it: each name with its content."""
    job = Job.objects.get(uuid=exports.request(person=person).job_uuid)
    current_app.tasks[job.kind].apply(kwargs={"job_uuid": str(job.uuid)}, throw=True)
    export = Export.objects.get(job_uuid=job.uuid)
    with default_storage.open(str(export.file)) as file, zipfile.ZipFile(io.BytesIO(file.read())) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def leave(person):
    erasure.release(person=person)
    erasure.request(person=person)
    get_user_model().objects.filter(pk=person.pk).update(erase_at=timezone.now() - timedelta(minutes=1))
    return erasure.perform_due()


@pytest.fixture
def logged():
    """Every line that is logged meanwhile, as it is written."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(JsonFormatter())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def mails_arrive(monkeypatch):
    """As with a worker that runs: nothing waits in the queue for fourteen days."""
    monkeypatch.setattr(tasks.send_mail, "apply_async", tasks.send_mail.apply)


@pytest.fixture
def folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.ERASURES_FILE = tmp_path / "erasures.list"
    return tmp_path


@pytest.fixture
def restored():
    """A second database, for a backup that is restored."""
    database = Dumped(f"{connection.settings_dict['NAME']}_restored")
    database.drop()
    yield database
    database.drop()


def replay_erasures(database, folder, settings):
    """As an operator does after a restore: the real command, on the restored database and files."""
    keys = ",".join(f"{key_id}={base64.b64encode(key).decode()}" for key_id, key in settings.FIELD_KEYS.items())
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "project.settings.dev",
        "DJANGO_SECRET_KEY": settings.SECRET_KEY,
        "FIELD_KEYS": keys,
        "DATABASE_URL": database.url,
        "REDIS_URL": settings.REDIS_STATE_URL,
        "MEDIA_URL": f"file://{folder}",
        "ERASURES_FILE": str(settings.ERASURES_FILE),
    }
    command = [sys.executable, "manage.py", "replay_erasures"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.django_db(transaction=True)
def test_a_person_gets_everything_and_leaves_nothing_not_even_in_a_backup(
    folders, restored, logged, settings, mails_arrive
):
    empty_redis()
    database = Dumped(connection.settings_dict["NAME"])
    media, backup, backup_media = folders / "media", folders / "backup.sql", folders / "backup_media"
    theirs, others = Marks("zqxmark"), Marks("zqother")
    person, other, sessions = UserFactory(), UserFactory(), []
    for who, marks in ((person, theirs), (other, others)):
        Filler(who, marks).fill()
        who.refresh_from_db()
        sessions.append(leave_traces(who, marks).session.session_key)

    handed_out = copy_of(person).decode(errors="replace")
    backup.write_text(database.dump())
    shutil.copytree(media, backup_media)
    rows_of_other, files_of_other = database.lines_with(others.prefix), in_files(others.prefix, media)

    # The copy holds each mark but those of secrets, and nothing of anybody else.
    found = {mark for mark in theirs.columns if mark in handed_out}
    assert {theirs.columns[mark] for mark in theirs.columns.keys() - found - theirs.secret} == set()
    assert {theirs.columns[mark] for mark in found & theirs.secret} == set()
    assert others.prefix not in handed_out
    # The marks are where they are looked for; else what follows would show nothing.
    assert all((database.lines_with(theirs.prefix), in_redis(theirs.prefix), in_files(theirs.prefix, media)))

    assert leave(person) == 1

    assert database.lines_with(theirs.prefix) == []
    assert in_redis(theirs.prefix) == []
    assert in_files(theirs.prefix, media) == []
    assert theirs.prefix not in logged.getvalue()
    # In its table a session is compressed, so it is looked for by its key.
    assert list(Session.objects.filter(pk__in=sessions).values_list("pk", flat=True)) == sessions[1:]
    assert database.lines_with(others.prefix) == rows_of_other
    assert in_files(others.prefix, media) == files_of_other

    restored.restore(backup)
    assert restored.lines_with(theirs.prefix)
    assert replay_erasures(restored, backup_media, settings) == "1 people were erased again."

    assert restored.lines_with(theirs.prefix) == []
    assert in_files(theirs.prefix, backup_media) == []
    assert restored.lines_with(others.prefix) == rows_of_other
    assert in_files(others.prefix, backup_media)
