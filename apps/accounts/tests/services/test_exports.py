"""A copy of everything: what is in it, who gets it, and for how long."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import timedelta

import pytest
from celery import current_app
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError
from django.db.models import QuerySet
from django.utils import timezone

from apps.accounts.domain.consents import Purpose
from apps.accounts.domain.events import Event
from apps.accounts.models import AuditEvent, Export
from apps.accounts.services import audit, consents, export_archive, exports
from apps.jobs import public as jobs
from apps.jobs.tests.factories import JobFactory
from project.lib import privacy, retention
from project.lib.errors import NotThere
from project.lib.testing import UserFactory, clock

from ..factories import ExportFactory

pytestmark = pytest.mark.django_db


def made_for(person):
    """An export as the worker makes it."""
    export = exports.request(person=person)
    job = jobs.state_of(user=person, job_uuid=export.job_uuid)
    current_app.tasks[job.kind].apply(kwargs={"job_uuid": str(job.uuid)}, throw=True)
    export.refresh_from_db()
    return export


class Unwatched:
    def report(self, *_):
        """Nobody looks."""


def opened(export):
    return zipfile.ZipFile(io.BytesIO(default_storage.open(str(export.file)).read()))


def test_it_holds_every_table_in_two_forms_with_checksums_that_hold():
    person = UserFactory(name="Ada")
    JobFactory(owner=person, title="An import")
    consents.give(person=person, purpose=Purpose.TERMS, version=Purpose.TERMS.wording.version)

    with opened(made_for(person)) as archive:
        names = set(archive.namelist())
        (account,) = json.loads(archive.read("data/accounts-user.json"))
        jobs = list(csv.DictReader(io.StringIO(archive.read("spreadsheets/jobs-job.csv").decode("utf-8-sig"))))
        sums = dict(reversed(line.split("  ")) for line in archive.read("SHA256SUMS").decode().splitlines())
        actual = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in names - {"SHA256SUMS"}}

    assert account["name"] == "Ada"
    assert "password" not in account
    assert "An import" in [job["title"] for job in jobs]
    assert sums == actual
    assert "README.html" in names


def test_the_readme_says_what_is_there():
    with opened(made_for(UserFactory(name="Ada & Bo", email="ada@example.org"))) as archive:
        readme = archive.read("README.html").decode()

    assert "Ada &amp; Bo (ada@example.org)" in readme
    assert "Your account: name, address and preferences" in readme
    assert 'href="data/accounts-user.json"' in readme


def test_the_history_is_in_it_in_clear():
    person = UserFactory()
    audit.record(Event.SIGNED_IN, subject=person, details={"network": "192.0.2.0/24"})

    with opened(made_for(person)) as archive:
        history = json.loads(archive.read("data/your-history.json"))

    assert history[0]["details"] == {"network": "192.0.2.0/24"}


def test_files_lie_beside_the_rows_and_one_that_is_lost_keeps_nobody_from_the_others(monkeypatch):
    name = default_storage.save("photos/a.txt", ContentFile(b"a photo"))
    held = [
        privacy.HeldFile("accounts.Photo", pk, "file", where, default_storage) for pk, where in ((7, name), (8, "x"))
    ]
    monkeypatch.setattr(privacy, "files", lambda person: held)

    with opened(made_for(UserFactory())) as archive:
        media = [entry for entry in archive.namelist() if entry.startswith("media/")]
        content = archive.read(media[0])

    assert media == [f"media/accounts-photo/7/{name.rpartition('/')[2]}"]
    assert content == b"a photo"


def test_a_text_is_no_formula_in_a_spreadsheet_and_itself_in_the_data():
    person = UserFactory(name="=1+1")

    with opened(made_for(person)) as archive:
        sheet = archive.read("spreadsheets/accounts-user.csv").decode()
        (row,) = json.loads(archive.read("data/accounts-user.json"))

    assert "'=1+1" in sheet
    assert row["name"] == "=1+1"


@pytest.mark.parametrize(
    ("value", "cell"),
    [(None, ""), ("-5 kg", "'-5 kg"), (-5, "-5"), (True, "true"), ({"a": [1]}, '{"a": [1]}'), (b"\x00", "AA==")],
)
def test_a_cell_is_what_a_spreadsheet_can_show(value, cell):
    assert export_archive._cell(value) == cell


def test_what_json_has_no_form_for_is_written_as_text():
    assert json.loads(json.dumps({"range": range(2)}, cls=export_archive.Encoder)) == {"range": "range(0, 2)"}


def test_it_is_the_person_s_own_and_nobody_else_s():
    person, other = UserFactory(), UserFactory(name="Somebody else")
    JobFactory(owner=other, title="Another's import")

    with opened(made_for(person)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())

    assert b"Somebody else" not in everything
    assert b"Another's import" not in everything


def test_only_one_is_made_at_a_time():
    person = UserFactory()
    exports.request(person=person)

    with pytest.raises(exports.ExportRunning):
        exports.request(person=person)
    exports.request(person=UserFactory())


def test_after_one_failed_another_may_be_asked_for():
    person = UserFactory()
    failed = ExportFactory(user=person, job_uuid=JobFactory(owner=person, failed=True).uuid)

    assert exports.request(person=person) != failed


def test_made_again_it_stays_as_it_was():
    person = UserFactory()
    export = made_for(person)

    class Again:
        def report(self, *_):
            pytest.fail("there was nothing to do")

    exports.make(export_id=export.pk, progress=Again())

    assert Export.objects.get().sha256 == export.sha256


def test_the_link_is_its_owner_s_for_seven_days():
    person = UserFactory()
    token = exports.link_token(ExportFactory(user=person, made=True))

    assert exports.opened(token=token, person=person).user == person
    assert AuditEvent.objects.for_user(person).first().name == "export_downloaded"
    with pytest.raises(NotThere):
        exports.opened(token=token, person=UserFactory())
    with clock(timezone.now() + timedelta(days=7, minutes=1)), pytest.raises(NotThere):
        exports.opened(token=token, person=person)


@pytest.mark.parametrize("token", ["", "nonsense", "a:b:c"])
def test_a_forged_link_opens_nothing(token):
    with pytest.raises(NotThere):
        exports.opened(token=token, person=UserFactory())


def test_a_copy_that_is_not_done_is_not_there():
    export = ExportFactory()

    with pytest.raises(NotThere):
        exports.opened(token=exports.link_token(export), person=export.user)


def test_after_seven_days_the_file_is_gone(django_capture_on_commit_callbacks):
    old, young = ExportFactory(made=True), ExportFactory(made=True)
    Export.objects.filter(pk=old.pk).update(asked_at=timezone.now() - timedelta(days=8))

    with django_capture_on_commit_callbacks(execute=True):
        retention.purge("accounts.Export", now=timezone.now(), held=())

    assert list(Export.objects.all()) == [young]
    assert not default_storage.exists(str(old.file))
    assert default_storage.exists(str(young.file))


@pytest.fixture
def stored(monkeypatch):
    """The names of the files that are stored meanwhile."""
    names, real = [], exports.media.keep
    monkeypatch.setattr(exports.media, "keep", lambda *given: names.append(real(*given)) or names[-1])
    return names


def test_a_copy_whose_row_cannot_be_written_leaves_no_file(monkeypatch, stored):
    export = exports.request(person=UserFactory())

    def away(*_, **__):
        raise OperationalError("away")

    monkeypatch.setattr(QuerySet, "update", away)
    with pytest.raises(OperationalError):
        exports.make(export_id=export.pk, progress=Unwatched())

    assert stored
    assert not default_storage.exists(stored[0])


def test_whoever_left_while_it_was_made_leaves_no_file(stored):
    person = UserFactory()
    export = exports.request(person=person)

    class Leaving:
        def report(self, done, *_):
            Export.objects.filter(pk=export.pk).delete()

    exports.make(export_id=export.pk, progress=Leaving())

    assert stored
    assert not default_storage.exists(stored[0])
