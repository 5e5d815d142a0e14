"""Personal API keys: made, shown once, recognised by their digest, revoked."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from project.lib.errors import Conflict, DomainError, NotThere

from ..domain.events import Event
from ..models import ApiKey, User
from . import audit

# By this people, and programs that look for leaked secrets, know what it is.
PREFIX = "stw_"
HINT_LETTERS = 10
MOST_KEYS = 50
USED_EVERY = timedelta(minutes=5)


class KeyRefused(DomainError):
    """No key of ours, or one that was revoked, has expired, or whose account is closed: all read the same."""

    code = "key_invalid"
    status = 401
    headers: ClassVar[dict[str, str]] = {"WWW-Authenticate": 'Bearer realm="steward", error="invalid_token"'}


class NoSuchKey(NotThere):
    code = "no_such_key"


class TooManyKeys(Conflict):
    code = "too_many_keys"


class NoSuchScope(DomainError):
    code = "no_such_scope"


@dataclass(frozen=True)
class Area:
    """An app that keys can be let into: its label, and what they find there."""

    label: str
    covers: str

    @property
    def read(self) -> str:
        return f"{self.label}:read"

    @property
    def write(self) -> str:
        return f"{self.label}:write"


def areas() -> list[Area]:
    """Every app that says in its AppConfig what a key finds there (`api_covers`)."""
    said = ((config.label, getattr(config, "api_covers", "")) for config in apps.get_app_configs())
    return sorted((Area(label, covers) for label, covers in said if covers), key=lambda area: area.label)


def every_scope() -> list[str]:
    return [scope for area in areas() for scope in (area.read, area.write)]


@transaction.atomic
def create_key(
    *, person: User, name: str, scopes: Sequence[str], expires_at: datetime | None = None
) -> tuple[ApiKey, str]:
    """
    A new key, and its text, which is kept nowhere: it is shown to the person this once.

    :raises NoSuchScope: naming a scope that there is not
    :raises TooManyKeys: the person has as many as anybody may
    """
    if unknown := sorted(set(scopes) - set(every_scope())):
        message = f"There is no scope {', '.join(unknown)}."
        raise NoSuchScope(message, fields={"scopes": [message]})
    User.objects.select_for_update().get(pk=person.pk)
    if ApiKey.objects.for_user(person).live().count() >= MOST_KEYS:
        raise TooManyKeys(f"You have {MOST_KEYS} keys. Revoke one that you no longer use.")
    text = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        person=person,
        name=name,
        hint=text[:HINT_LETTERS],
        digest=_digest(text),
        scopes=sorted(set(scopes)),
        expires_at=expires_at,
    )
    audit.record(Event.KEY_CREATED, subject=person, details=_described(key))
    return key, text


@transaction.atomic
def revoke_key(*, person: User, uuid: UUID) -> ApiKey:
    """
    May be repeated.

    :raises NoSuchKey: the person has none of this id
    """
    key = ApiKey.objects.for_user(person).select_for_update().filter(uuid=uuid).first()
    if key is None:
        raise NoSuchKey("There is no such key of yours.")
    if key.revoked_at is None:
        key.revoked_at = timezone.now()
        key.save(update_fields=["revoked_at"])
        audit.record(Event.KEY_REVOKED, subject=person, details=_described(key))
    return key


def revoke_all(*, person: User) -> int:
    """How many keys they had. What it is part of writes the event down."""
    return ApiKey.objects.for_user(person).live().update(revoked_at=timezone.now())


def key_of(text: str) -> ApiKey:
    """
    The key that a program sent, with its person: one statement, and a second every five minutes.

    :raises KeyRefused: it opens nothing
    """
    # By the digest of 256 random bits: how long the look-up takes tells nobody anything.
    found = ApiKey.objects.live().select_related("person").filter(digest=_digest(text), person__is_active=True).first()
    if found is None:
        raise KeyRefused("This API key is not valid. It may have been revoked, or be too old.")
    now = timezone.now()
    if found.used_at is None or now - found.used_at >= USED_EVERY:
        ApiKey.objects.filter(pk=found.pk, used_at=found.used_at).update(used_at=now)
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def _described(key: ApiKey) -> dict[str, object]:
    return {"name": key.name, "hint": key.hint, "scopes": key.scopes, "expires_at": key.expires_at}
