"""The list of who left, outside of the database, and what is done again by it after a restore."""

import re
from pathlib import Path

import pytest
from celery import current_app
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from apps.accounts.models import LegalHold
from apps.accounts.services import erasure, suppression
from project.lib import crypto
from project.lib.testing import UserFactory

from .leaving import due, stick

User = get_user_model()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _list_of_its_own(settings, tmp_path):
    settings.ERASURES_FILE = tmp_path / "sub" / "erasures.list"


def test_the_list_knows_whom_it_was_told_and_names_nobody(settings):
    person = UserFactory()
    suppression.remember(person.uuid)

    listed = suppression.listed([settings.ERASURES_FILE])

    assert person.uuid in listed
    assert UserFactory().uuid not in listed
    assert len(listed) == 1
    text = Path(settings.ERASURES_FILE).read_text()
    assert str(person.uuid) not in text
    assert str(person.pk) not in re.sub(r"[0-9a-f]{64}|[\d-]+T[\d:]+Z", "", text)
    assert Path(settings.ERASURES_FILE).stat().st_mode & 0o077 == 0


def test_a_line_that_a_crash_cut_off_spoils_no_other(settings):
    first, second = UserFactory(), UserFactory()
    suppression.remember(first.uuid)
    with Path(settings.ERASURES_FILE).open("a") as file:
        file.write("2026-01-01T00:00:00Z test:abcdef")
    suppression.remember(second.uuid)

    listed = suppression.listed([settings.ERASURES_FILE])

    assert len(listed) == 2
    assert {first.uuid, second.uuid} <= {person.uuid for person in User.objects.all() if person.uuid in listed}


def test_nobody_is_erased_whom_the_list_could_not_be_told(settings, tmp_path):
    person = UserFactory()
    settings.FIELD_KEYS = {}

    with pytest.raises(crypto.NoKey):
        erasure.perform(person=person)

    assert User.objects.filter(pk=person.pk).exists()


def test_whoever_comes_back_with_a_backup_is_erased_again(capsys):
    person, other = UserFactory(), UserFactory()
    uuid, email = person.uuid, person.email
    erasure.perform(person=person)
    back = UserFactory(uuid=uuid, email=email)
    LegalHold.objects.create(user=back, reason="Long over.")

    call_command("replay_erasures", "--dry-run")
    call_command("replay_erasures")

    assert capsys.readouterr().out.splitlines() == ["1 people would be erased again.", "1 people were erased again."]
    assert list(User.objects.all()) == [other]


def test_who_cannot_be_erased_again_keeps_nobody_else_and_is_told_of(monkeypatch):
    people = [UserFactory() for _ in range(3)]
    for person in people:
        suppression.remember(person.uuid)
    stick(monkeypatch, people[0])

    with pytest.raises(CommandError, match="1 erasures stopped half-way; 2 were done"):
        call_command("replay_erasures")

    assert list(User.objects.all()) == people[:1]


def test_a_copy_of_the_list_will_do(settings, tmp_path, capsys):
    person = UserFactory()
    suppression.remember(person.uuid)
    copy = Path(settings.ERASURES_FILE).rename(tmp_path / "copy.list")

    with pytest.raises(CommandError, match="no list"):
        call_command("replay_erasures")
    call_command("replay_erasures", str(copy))

    assert not User.objects.exists()


def test_a_key_that_is_gone_stops_the_replay(settings):
    suppression.remember(UserFactory().uuid)
    settings.FIELD_KEYS = {"another": b"0" * 32}

    with pytest.raises(CommandError, match="not in FIELD_KEYS"):
        call_command("replay_erasures")


def test_the_hold_command(capsys):
    person = UserFactory(email="ada@example.org", name="Ada")

    call_command("legal_hold", "Ada@example.org", "--reason", "A dispute is open.")
    assert LegalHold.objects.get(user=person).reason == "A dispute is open."
    call_command("legal_hold", "ada@example.org", "--release")

    assert not LegalHold.objects.exists()
    assert capsys.readouterr().out.splitlines() == ["Ada is kept: A dispute is open.", "Ada is no longer kept."]
    with pytest.raises(CommandError, match="Nobody signs in"):
        call_command("legal_hold", "eve@example.org", "--release")


def test_the_schedule_erases_and_purges():
    due(UserFactory())

    current_app.tasks["accounts.erase_departed"]()
    current_app.tasks["accounts.purge_expired"]()

    assert not User.objects.exists()
