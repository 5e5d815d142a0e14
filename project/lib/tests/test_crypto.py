"""Secrets at rest, in a real table, looked at with plain SQL (ACC-09, ACC-10, ACC-11)."""

import base64
import os

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection, models, transaction
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from project.lib.crypto import DoesNotOpen, EncryptedTextField, NoKey, Sealed, fingerprint, reencrypt, seal, unseal
from project.settings.env import BadEnvironment, load

SECRET = "sk-live-0123456789 ünï"  # pragma: allowlist secret


@pytest.fixture
def keys(settings):
    settings.FIELD_KEYS = {"old": os.urandom(32)}
    return settings


@pytest.fixture
def drawers(db):
    """A model with two secrets, and its table."""
    with isolate_apps("apps.accounts"):

        class Drawer(models.Model):  # noqa: DJ008
            owner_number = models.BigIntegerField()
            secret = EncryptedTextField(scope="owner_number", null=True)
            other = EncryptedTextField(scope="owner_number", null=True)

            class Meta:
                app_label = "accounts"

        with connection.schema_editor() as editor:
            editor.create_model(Drawer)
        yield Drawer


def stored(drawer, column="secret"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM accounts_drawer WHERE id = %s", [drawer.pk])  # noqa: S608
        return cursor.fetchone()[0]


def store(drawer, column, value):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE accounts_drawer SET {column} = %s WHERE id = %s", [value, drawer.pk])  # noqa: S608


# --- Sealing --------------------------------------------------------------------------------------------------


@given(st.text(), st.text(min_size=1))
def test_what_is_sealed_opens(text, about):
    assert unseal(seal(text, about=about), about=about) == text


@given(st.text(), st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_one_altered_byte_and_it_does_not_open(text, where, change):
    version, key_id, encoded = seal(text, about="here").token.split(":")
    raw = bytearray(base64.b64decode(encoded))
    raw[where % len(raw)] ^= change

    with pytest.raises(DoesNotOpen):
        unseal(Sealed(f"{version}:{key_id}:{base64.b64encode(raw).decode()}"), about="here")


@pytest.mark.parametrize("token", ["", "plain text", "1:test:", "1:test:!!", "1:test:AAAA", "1:test:AAAA:AAAA"])
def test_what_was_never_sealed_does_not_open(token):
    with pytest.raises(DoesNotOpen):
        unseal(Sealed(token), about="here")


def test_it_opens_only_as_what_it_was_sealed_for():
    sealed = seal(SECRET, about="here")

    with pytest.raises(DoesNotOpen):
        unseal(sealed, about="there")


def test_the_same_text_never_looks_the_same():
    assert seal(SECRET, about="here") != seal(SECRET, about="here")


def test_another_installation_s_key_of_the_same_name_does_not_open_it(keys):
    sealed = seal(SECRET, about="here")
    keys.FIELD_KEYS = {"old": os.urandom(32)}

    with pytest.raises(DoesNotOpen):
        unseal(sealed, about="here")


# --- The field ------------------------------------------------------------------------------------------------


def test_the_table_holds_ciphertext_and_the_instance_text(drawers, keys):
    drawer = drawers.objects.create(owner_number=1, secret=SECRET)

    assert stored(drawer).startswith("1:old:")
    assert "sk-live" not in stored(drawer)
    assert drawer.secret == SECRET
    assert drawers.objects.get().secret == SECRET


def test_nothing_stays_nothing(drawers):
    drawer = drawers.objects.create(owner_number=1)

    assert stored(drawer) is None
    assert drawers.objects.get(secret__isnull=True).secret is None


def test_without_a_key_nothing_is_written(drawers, settings):
    settings.FIELD_KEYS = {}

    with pytest.raises(NoKey, match="FIELD_KEYS"), transaction.atomic():
        drawers.objects.create(owner_number=1, secret=SECRET)

    assert not drawers.objects.exists()


def test_a_row_whose_key_is_gone_loads_and_saves_but_does_not_open(drawers, settings):
    drawer = drawers.objects.create(owner_number=1, secret=SECRET)
    before = stored(drawer)
    settings.FIELD_KEYS = {}

    found = drawers.objects.get()
    found.save()

    assert stored(drawer) == before
    with pytest.raises(NoKey):
        _ = found.secret


def test_a_value_moved_to_another_row_or_column_does_not_open(drawers):
    mine = drawers.objects.create(owner_number=1, secret=SECRET)
    theirs = drawers.objects.create(owner_number=2)
    store(theirs, "secret", stored(mine))
    store(mine, "other", stored(mine))

    with pytest.raises(DoesNotOpen):
        _ = drawers.objects.get(owner_number=2).secret
    with pytest.raises(DoesNotOpen):
        _ = drawers.objects.get(owner_number=1).other


def test_lists_and_dumps_never_hold_text(drawers):
    drawer = drawers.objects.create(owner_number=1, secret=SECRET)

    listed = drawers.objects.values_list("secret", flat=True)[0]
    dumped = serializers.serialize("json", [drawer])

    assert isinstance(listed, Sealed)
    assert "sk-live" not in repr(listed) + repr(drawers.objects.values()[0]) + dumped


def test_writing_past_the_instance_is_refused(drawers):
    drawer = drawers.objects.create(owner_number=1, secret=SECRET)
    before = stored(drawer)
    drawer.secret = "new"  # pragma: allowlist secret

    with pytest.raises(TypeError, match="set it on the instance"), transaction.atomic():
        drawers.objects.update(secret="plain")  # pragma: allowlist secret
    with pytest.raises(TypeError, match="set it on the instance"), transaction.atomic():
        drawers.objects.bulk_update([drawer], ["secret"])
    with pytest.raises(FieldError):
        drawers.objects.filter(secret=SECRET).exists()

    assert stored(drawer) == before


def test_many_at_once_are_sealed_too(drawers):
    drawers.objects.bulk_create(drawers(owner_number=number, secret=f"sk-live-{number}") for number in range(3))

    assert [drawer.secret for drawer in drawers.objects.order_by("owner_number")] == [
        "sk-live-0",
        "sk-live-1",
        "sk-live-2",
    ]
    assert not any("sk-live" in stored(drawer) for drawer in drawers.objects.all())


def test_a_deferred_value_is_fetched_and_opened(drawers):
    drawers.objects.create(owner_number=1, secret=SECRET)

    assert drawers.objects.defer("secret").get().secret == SECRET


def test_a_value_must_be_bound_to_something(drawers):
    with pytest.raises(ValueError, match="owner_number must be set"):
        drawers(secret=SECRET).save()

    assert drawers._meta.get_field("secret").check() == []
    nowhere = EncryptedTextField(scope="nowhere")
    nowhere.set_attributes_from_name("secret")
    nowhere.model = drawers
    assert "nowhere" in nowhere.check()[0].msg


def test_migrations_keep_what_it_is_bound_to():
    *_, arguments = EncryptedTextField(scope="owner_number", null=True).deconstruct()

    assert arguments == {"scope": "owner_number", "null": True}


# --- Rotation -------------------------------------------------------------------------------------------------


def test_rotation_moves_every_value_to_the_current_key(drawers, keys):
    drawers.objects.bulk_create(drawers(owner_number=number, secret=f"secret {number}") for number in range(5))
    drawers.objects.create(owner_number=5)
    keys.FIELD_KEYS = {"new": os.urandom(32), **keys.FIELD_KEYS}

    assert reencrypt(drawers.objects.all(), "secret", batch=2).changed == 5
    assert reencrypt(drawers.objects.all(), "secret", batch=2).changed == 0

    keys.FIELD_KEYS = {"new": keys.FIELD_KEYS["new"]}
    assert [drawer.secret for drawer in drawers.objects.order_by("owner_number")] == [
        *(f"secret {number}" for number in range(5)),
        None,
    ]


# --- The setting ----------------------------------------------------------------------------------------------

KEY = base64.b64encode(bytes(range(32))).decode()


def test_the_keys_are_read_in_order():
    assert list(load({"FIELD_KEYS": f"b={KEY},a={KEY}"}).field_keys) == ["b", "a"]


@pytest.mark.parametrize("value", ["nonsense", f"a={KEY[:-4]}", "a=$$$", f"={KEY}", f"a b={KEY}", f"a={KEY},a={KEY}"])
def test_a_key_that_cannot_be_used_is_refused_at_start_without_being_shown(value):
    with pytest.raises(BadEnvironment, match="FIELD_KEYS") as refused:
        load({"FIELD_KEYS": value})

    assert KEY[:8] not in str(refused.value)


def test_a_fingerprint_tells_the_same_from_the_same_key_alone(settings):
    settings.FIELD_KEYS = {"new": os.urandom(32), "old": os.urandom(32)}

    now = fingerprint("ada", about="test")

    assert now == fingerprint("ada", about="test", key_id="new")
    assert now.startswith("new:")
    assert now != fingerprint("bo", about="test")
    assert now != fingerprint("ada", about="else")
    assert now.split(":")[1] != fingerprint("ada", about="test", key_id="old").split(":")[1]


def test_without_its_key_there_is_no_fingerprint(settings):
    settings.FIELD_KEYS = {}

    with pytest.raises(NoKey):
        fingerprint("ada", about="test")
