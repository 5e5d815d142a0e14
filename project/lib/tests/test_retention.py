"""How long rows are kept: rules, batches, holds. On a table made for the test."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, models
from django.test.utils import isolate_apps
from django.utils import timezone
from prometheus_client import REGISTRY

from project.lib import retention
from project.lib.registry import Registry
from project.lib.testing import UserFactory

User = get_user_model()
pytestmark = pytest.mark.django_db
OLD = timedelta(days=40)


@pytest.fixture(autouse=True)
def _no_rules(monkeypatch):
    monkeypatch.setattr(retention, "rules", Registry())


@pytest.fixture
def notes():
    with isolate_apps("apps.accounts"):

        class Note(models.Model):  # noqa: DJ008
            owner = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
            ended_at = models.DateTimeField()

            class Meta:
                app_label = "accounts"

    with connection.schema_editor() as editor:
        editor.create_model(Note)
    return Note


def keep_notes_a_month(notes, **more):
    retention.rule(
        "notes",
        about="notes",
        keep=timedelta(days=30),
        reason="why",
        due=lambda end: notes.objects.filter(ended_at__lt=end),
        person="owner",
        **more,
    )


def old(notes, owner=None):
    return notes.objects.create(owner=owner, ended_at=timezone.now() - OLD)


def purged():
    return REGISTRY.get_sample_value("steward_purged_rows_total", {"rule": "notes"}) or 0


def test_what_is_over_is_dropped_in_batches_and_what_is_not_stays(notes, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    keep_notes_a_month(notes)
    young, before = notes.objects.create(ended_at=timezone.now()), purged()
    for _ in range(5):
        old(notes)

    dropped = retention.purge("notes", now=timezone.now(), held=())

    assert dropped == 5
    assert purged() == before + 5
    assert list(notes.objects.all()) == [young]


def test_rows_of_people_on_hold_stay_and_rows_of_nobody_do_not(notes):
    keep_notes_a_month(notes)
    held, _, _ = old(notes, UserFactory()), old(notes, UserFactory()), old(notes)

    dropped = retention.purge("notes", now=timezone.now(), held=[held.owner_id])

    assert dropped == 2
    assert list(notes.objects.all()) == [held]


def test_a_batch_that_fails_keeps_no_other(notes, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 1)
    stuck, _ = old(notes), old(notes)
    keep_notes_a_month(notes, drop=lambda rows: 1 / 0 if stuck in rows else retention.delete(rows))

    with pytest.raises(ExceptionGroup, match="Some of notes"):
        retention.purge("notes", now=timezone.now(), held=())

    assert list(notes.objects.all()) == [stuck]


def test_a_rule_may_make_its_own_transactions(notes):
    inside = []
    for together in (True, False):
        keep_notes_a_month(notes, drop=lambda _: inside.append(len(connection.savepoint_ids)) or 0, together=together)
        old(notes)
        retention.purge("notes", now=timezone.now(), held=())

    assert inside[0] == inside[1] + 1


def test_a_rule_may_do_something_else_than_delete(notes):
    seen = []
    keep_notes_a_month(notes, drop=lambda rows: seen.extend(rows) or len(rows))
    note = old(notes)

    assert retention.purge("notes", now=timezone.now(), held=()) == 1
    assert seen == [note]
    assert notes.objects.exists()
