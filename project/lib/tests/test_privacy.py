"""The registry itself, on tables made for the test."""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, storages
from django.db import connection, models
from django.test.utils import isolate_apps

from project.lib import privacy
from project.lib.crypto import EncryptedTextField
from project.lib.registry import Registry
from project.lib.testing import UserFactory

User = get_user_model()


def empty_registry(monkeypatch):
    monkeypatch.setattr(privacy, "tables", Registry())
    monkeypatch.setattr(privacy, "stores", Registry())
    monkeypatch.setattr(privacy, "_not_personal", {})


@pytest.fixture
def made(monkeypatch):
    """Models that lead to a person in several ways, in an empty registry."""
    with isolate_apps("apps.accounts"):
        empty_registry(monkeypatch)  # after the app was made ready once more

        class Base(models.Model):
            class Meta:
                app_label = "accounts"
                abstract = True

        class Account(Base):  # noqa: DJ008
            owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
            note = models.CharField(max_length=20)
            key = EncryptedTextField(scope="owner_id", null=True)
            photo = models.FileField(blank=True)

        class Line(Base):  # noqa: DJ008
            account = models.ForeignKey(Account, on_delete=models.CASCADE)

        class Letter(Base):  # noqa: DJ008
            contact_email = models.EmailField()

        class Fruit(Base):  # noqa: DJ008
            name = models.CharField(max_length=20)

        yield {model.__name__: model for model in (Account, Line, Letter, Fruit)}


@pytest.fixture
def accounts(made, db):
    with connection.schema_editor() as editor:
        editor.create_model(made["Account"])
        editor.create_model(made["Line"])
    return made["Account"]


def register(model, erase, **more):
    privacy.table(model._meta.label, rows=lambda person: model.objects.filter(owner_id=person.pk), erase=erase, **more)


def test_every_way_to_a_person_is_found(made):
    assert privacy.unregistered(made.values()) == [
        "accounts.Account: leads to a person",
        "accounts.Line: leads to a person",
        "accounts.Letter: has contact_email",
    ]


def test_what_is_registered_or_explained_is_no_fault(made):
    register(made["Account"], privacy.delete(), files={"photo": "photos"})
    register(made["Line"], privacy.delete())
    privacy.not_personal("accounts.Letter", reason="Addresses of firms.")

    assert privacy.unregistered(made.values()) == []


def test_a_file_that_erasure_would_leave_behind_is_found(made):
    register(made["Account"], privacy.delete())

    assert privacy.unregistered([made["Account"]]) == ["accounts.Account: the files of photo are not registered"]


def test_rows_are_handed_out_in_batches_without_secrets(accounts, monkeypatch):
    person = UserFactory()
    monkeypatch.setattr(privacy, "BATCH", 2)
    for number in range(5):
        accounts.objects.create(owner_id=person.pk, note=f"note {number}", key="secret")
    accounts.objects.create(owner_id=UserFactory().pk, note="another's")
    register(accounts, privacy.delete(), leave_out=["photo"])

    ((name, rows),) = privacy.export(person)

    rows = list(rows)
    assert name == "accounts.Account"
    assert [row["note"] for row in rows] == [f"note {number}" for number in range(5)]
    assert set(rows[0]) == {"id", "owner_id", "note"}


@pytest.fixture
def in_memory(settings):
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    return storages["default"]


def with_photo(accounts, person):
    account = accounts(owner_id=person.pk, note="with a photo")
    account.photo.save("a", ContentFile(b"x"))
    return account


def test_deleting_takes_the_files_along(accounts, in_memory):
    person = UserFactory()
    account = with_photo(accounts, person)
    accounts.objects.create(owner_id=person.pk, note="without")
    register(accounts, privacy.delete(), files={"photo": "photos"})

    erased = privacy.erase(person)

    assert erased == {"accounts.Account": 2}
    assert not account.photo.storage.exists(account.photo.name)
    assert not in_memory.exists(account.photo.name)


def test_whatever_stops_the_rows_from_going_the_files_are_gone(accounts, in_memory):
    person = UserFactory()
    account = with_photo(accounts, person)
    register(accounts, privacy.Erasure(lambda rows: 1 / 0), files={"photo": "photos"})

    with pytest.raises(ZeroDivisionError):
        privacy.erase(person)

    assert accounts.objects.get() == account
    assert not in_memory.exists(account.photo.name)


def test_a_file_that_cannot_be_deleted_keeps_its_row_and_no_other_file(accounts, in_memory, monkeypatch):
    person = UserFactory()
    stuck, other = with_photo(accounts, person), with_photo(accounts, person)
    register(accounts, privacy.delete(), files={"photo": "photos"})
    delete = InMemoryStorage.delete

    def refuse(storage, name):
        if name == stuck.photo.name:
            raise OSError("read-only")
        delete(storage, name)

    monkeypatch.setattr(InMemoryStorage, "delete", refuse)

    with pytest.raises(ExceptionGroup, match="could not be deleted"):
        privacy.erase(person)

    assert accounts.objects.count() == 2
    assert not in_memory.exists(other.photo.name)


def test_rows_can_stay_without_the_person(accounts):
    person = UserFactory()
    accounts.objects.create(owner_id=person.pk, note="Ada's")
    register(accounts, privacy.anonymise(reason="Totals must stay right.", note=""))

    privacy.erase(person)

    assert accounts.objects.get().note == ""


def test_what_is_kept_is_kept_for_a_reason(accounts):
    person = UserFactory()
    accounts.objects.create(owner_id=person.pk, note="invoice")
    register(accounts, privacy.retain(reason="Tax law asks for ten years."))

    assert privacy.erase(person) == {"accounts.Account": 0}
    assert accounts.objects.get().note == "invoice"


@pytest.mark.parametrize(
    "unexplained",
    [
        lambda: privacy.retain(reason=""),
        lambda: privacy.anonymise(reason="", note=""),
        lambda: privacy.anonymise(reason="why"),
        lambda: privacy.not_personal("a.B", reason=""),
    ],
)
def test_keeping_without_a_reason_is_refused(unexplained):
    with pytest.raises(ValueError, match="say why"):
        unexplained()


@pytest.mark.django_db
def test_a_store_outside_the_tables_goes_too(monkeypatch):
    empty_registry(monkeypatch)
    person = UserFactory.build(pk=7)
    kept = {7: ["a note"]}
    privacy.store("notes", export=lambda person: kept[person.pk], erase=lambda person: len(kept.pop(person.pk)))

    assert [(name, list(rows)) for name, rows in privacy.export(person)] == [("notes", ["a note"])]
    assert privacy.erase(person) == {"notes": 1}
    assert kept == {}


def test_files_are_handed_out_unless_they_are_left_out(accounts):
    person = UserFactory()
    account = accounts.objects.create(owner_id=person.pk, note="with a photo", photo="photos/a.jpg")
    accounts.objects.create(owner_id=person.pk, note="without")
    register(accounts, privacy.delete(), files={"photo": "photos"})

    (held,) = privacy.files(person)
    register(accounts, privacy.delete(), files={"photo": "photos"}, leave_out=["photo"])

    assert (held.label, held.pk, held.field, held.name) == ("accounts.Account", account.pk, "photo", "photos/a.jpg")
    assert list(privacy.files(person)) == []


def test_what_is_kept_is_said_in_words(monkeypatch):
    empty_registry(monkeypatch)
    privacy.table("auth.Group", rows=lambda _: User.objects.none(), erase=privacy.delete(), about="your groups")
    privacy.table("auth.Permission", rows=lambda _: User.objects.none(), erase=privacy.retain(reason="Tax law."))

    assert privacy.kept() == [privacy.Kept("your groups", ""), privacy.Kept("permissions", "Tax law.")]
