"""
Secrets at rest: AES-256-GCM under a key ring, in a model field that never stores, lists or dumps plain text.

Every value names the key that sealed it, so keys can be rotated, and is bound to its table, column and row, so a
sealed value that is copied elsewhere does not open. Without a key nothing is written (REQUIREMENTS C-14).
"""

import base64
import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core import checks
from django.db import models, transaction
from django.db.models.query_utils import DeferredAttribute

from .errors import Unavailable

if TYPE_CHECKING:
    TextField = models.TextField[Any, Any]
else:
    TextField = models.TextField

NONCE_BYTES = 12
ALTERED = "A protected value was altered or moved and cannot be read."


class NoKey(Unavailable):
    code = "no_encryption_key"


class DoesNotOpen(Unavailable):
    code = "secret_does_not_open"


@dataclass(frozen=True)
class Sealed:
    """What the database holds: format, key id and ciphertext, as text."""

    token: str = field(repr=False)

    @property
    def key_id(self) -> str:
        """Empty where it is not written as we write it: then it does not open either."""
        parts = self.token.split(":")
        return parts[1] if len(parts) == 3 else ""


def current_key_id() -> str:
    """
    The first key of FIELD_KEYS: what is written now is sealed with it.

    :raises NoKey: there is none
    """
    for key_id in settings.FIELD_KEYS:
        return str(key_id)
    raise NoKey("Steward has no key to protect this with, so it was not saved. An administrator must set FIELD_KEYS.")


def seal(text: str, *, about: str) -> Sealed:
    """
    Encrypt under the current key.

    :param about: what the value belongs to; the same words are needed to open it
    :raises NoKey: there is no key, and nothing may be stored
    """
    key_id = current_key_id()
    return Sealed(f"1:{key_id}:{_encrypt(_ring_key(key_id), text, about)}")


def unseal(sealed: Sealed, *, about: str) -> str:
    """
    :raises NoKey: the key that sealed it is no longer in FIELD_KEYS
    :raises DoesNotOpen: it was altered, or belongs to something else
    """
    try:
        _, key_id, encoded = sealed.token.split(":")
    except ValueError as fault:
        raise DoesNotOpen(ALTERED) from fault
    return _decrypt(_ring_key(key_id), encoded, about)


def fingerprint(text: str, *, about: str, key_id: str = "") -> str:
    """
    A keyed digest, `id:hex`: the same for the same text under the same key, and telling nothing without the key.

    :param key_id: the key to use; without it the current one
    :raises NoKey: there is no such key
    """
    key_id = key_id or current_key_id()
    derived = HKDF(SHA256(), 32, salt=None, info=about.encode()).derive(_ring_key(key_id))
    return f"{key_id}:{hmac.digest(derived, text.encode(), 'sha256').hex()}"


def new_key() -> str:
    """A key of its own for somebody's records, as text to be kept in an EncryptedTextField."""
    return base64.b64encode(os.urandom(32)).decode()


def seal_under(key: str, text: str, *, about: str) -> str:
    """Encrypt under a key of `new_key`: who destroys the key has destroyed what it sealed."""
    return _encrypt(base64.b64decode(key), text, about)


def unseal_under(key: str, sealed: str, *, about: str) -> str:
    """
    :raises DoesNotOpen: it was altered, or sealed under another key or about something else
    """
    return _decrypt(base64.b64decode(key), sealed, about)


def _encrypt(key: bytes, text: str, about: str) -> str:
    nonce = os.urandom(NONCE_BYTES)
    ciphertext = _cipher(key, about).encrypt(nonce, text.encode(), about.encode())
    return base64.b64encode(nonce + ciphertext).decode()


def _decrypt(key: bytes, encoded: str, about: str) -> str:
    try:
        raw = base64.b64decode(encoded, validate=True)
        return _cipher(key, about).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], about.encode()).decode()
    except (InvalidTag, ValueError) as fault:
        raise DoesNotOpen(ALTERED) from fault


def _ring_key(key_id: str) -> bytes:
    key: bytes | None = settings.FIELD_KEYS.get(key_id)
    if key is None:
        raise NoKey(f"The key {key_id!r} that protects this value is not in FIELD_KEYS.")
    return key


def _cipher(key: bytes, about: str) -> AESGCM:
    # A key of its own for each record (ACC-10), so that random nonces stay far from their limit.
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=about.encode()).derive(key))


class EncryptedAttribute(DeferredAttribute):
    """Opens a sealed value when it is read, so that rows load, and are saved again, without their keys."""

    field: "EncryptedTextField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        return unseal(value, about=self.field.about(instance)) if isinstance(value, Sealed) else value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(TextField):
    """
    Text that is sealed in the database and plain on the instance.

    :param scope: the field of the same row that the value is bound to; set before saving, and never changed after

    `values()` and dumps give `Sealed`, never text. `update()`, `bulk_update()` and filters by value are refused:
    set the attribute and save.
    """

    descriptor_class = EncryptedAttribute

    def __init__(self, *args: Any, scope: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"scope": self.scope}

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        named = {name for item in self.model._meta.concrete_fields for name in (item.name, item.attname)}
        if self.scope in named and self.scope != self.name:
            return super().check(**kwargs)
        return [*super().check(**kwargs), checks.Error(f"scope {self.scope!r} is no other field of the row", obj=self)]

    def about(self, instance: models.Model) -> str:
        row = getattr(instance, self.scope)
        if row is None:
            raise ValueError(f"{self.scope} must be set before {self.name}, which is bound to it")
        return f"{self.model._meta.label_lower}.{self.name}:{row}"

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002 (Django's signature)
        value = model_instance.__dict__.get(self.attname)
        return value if value is None or isinstance(value, Sealed) else seal(value, about=self.about(model_instance))

    def get_prep_value(self, value: Any) -> str | None:
        if value is None or isinstance(value, Sealed):
            return value.token if value else None
        raise TypeError(f"{self.name} is encrypted for its row: set it on the instance and save")

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Sealed | None:  # noqa: ARG002
        return None if value is None else Sealed(value)

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.pre_save(obj, False)) or ""


@dataclass(slots=True)
class Resealed:
    """How many values of a column changed their key; and of which rows the value does not open, and why."""

    changed: int = 0
    refused: dict[Any, str] = field(default_factory=dict)


def reencrypt(queryset: models.QuerySet[Any], name: str, *, batch: int = 200) -> Resealed:
    """Seal again, under the current key, what older keys sealed. May be stopped and repeated."""
    current = current_key_id()

    def reseal(row: models.Model) -> bool:
        if row.__dict__[name].key_id == current:
            return False
        setattr(row, name, getattr(row, name))
        row.save(update_fields=[name])
        return True

    return reseal_each(queryset.exclude(**{f"{name}__isnull": True}), reseal, batch=batch)


def reseal_each(rows: models.QuerySet[Any], reseal: Callable[[Any], bool], *, batch: int = 200) -> Resealed:
    """
    Walk over rows in batches, each its own transaction; a value that does not open keeps no other from its new key.

    :param reseal: seals a row's value again where it needs to be, and says whether it did
    """
    done, last = Resealed(), None
    rows = rows.order_by("pk").select_for_update(of=("self",))
    while True:
        with transaction.atomic():
            found = list((rows if last is None else rows.filter(pk__gt=last))[:batch])
            for row in found:
                try:
                    done.changed += reseal(row)
                except (DoesNotOpen, NoKey) as fault:
                    done.refused[row.pk] = fault.detail
        if not found:
            return done
        last = found[-1].pk
