"""What was stored and is named by no row goes after a day; everything else stays."""

import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from project.lib import media, orphaned_files, privacy
from project.lib.registry import Registry
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
Profile = apps.get_model("accounts.Profile")


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(privacy, "tables", Registry())
    privacy.table("accounts.Profile", rows=Profile.objects.for_user, erase=privacy.delete(), files={"photo": "photos"})


def stored(folder="photos", *, old=True):
    name = media.keep(media.Taken(media.JPEG, io.BytesIO(b"x"), 1), folder)
    return aged(name) if old else name


def aged(name):
    then = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(default_storage.path(name), (then, then))
    return name


def test_where_nothing_was_ever_stored_nothing_is_found():
    assert list(orphaned_files.found(now=timezone.now())) == []


def test_only_what_no_row_names_goes():
    orphan, named = stored(), stored()
    Profile.objects.create(person=UserFactory(), photo=named)

    assert orphaned_files.sweep(now=timezone.now()) == 1

    assert not default_storage.exists(orphan)
    assert default_storage.exists(named)


def test_what_was_just_stored_may_get_its_row_yet():
    name = stored(old=False)

    assert orphaned_files.sweep(now=timezone.now()) == 0
    assert default_storage.exists(name)
    assert orphaned_files.sweep(now=timezone.now() + timedelta(hours=25)) == 1


def test_what_is_not_ours_to_judge_is_never_touched():
    of_another_version = stored("receipts")
    by_hand = aged(default_storage.save("photos/ab/holiday.jpg", ContentFile(b"x")))
    list_of_erasures = aged(default_storage.save("erasures.list", ContentFile(b"x")))

    assert orphaned_files.sweep(now=timezone.now()) == 0
    assert all(map(default_storage.exists, (of_another_version, by_hand, list_of_erasures)))


def test_what_somebody_else_deletes_meanwhile_is_no_fault(monkeypatch):
    name = stored()
    real = orphaned_files._named
    monkeypatch.setattr(
        orphaned_files, "_named", lambda *given: Path(default_storage.path(name)).unlink() or real(*given)
    )

    assert orphaned_files.sweep(now=timezone.now()) == 0
