"""Sealing every protected value again, after a new key was put first in FIELD_KEYS."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from project.lib import crypto

from ..domain.events import Event
from . import audit, second_factor


def encrypted_fields() -> Iterator[tuple[type[models.Model], crypto.EncryptedTextField]]:
    """Every encrypted field that there is, by the registry of models: no list to forget one on."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.local_concrete_fields:
            if isinstance(field, crypto.EncryptedTextField):
                yield model, field


def rotate_field_keys() -> Iterator[tuple[str, int]]:
    """
    Seal again, under the first key of FIELD_KEYS, what older keys sealed: `app.Model.field` and how many changed.

    Works in batches, each its own transaction; may be stopped at any time and run again, and goes on where it was.

    :raises NoKey: FIELD_KEYS is empty, or lacks a key that sealed something
    """
    total = 0
    for model, field in encrypted_fields():
        rows: models.QuerySet[Any] = model._base_manager.all()
        changed = crypto.reencrypt(rows, field.name)
        total += changed
        yield f"{model._meta.label}.{field.name}", changed
    # The seeds of second factors lie inside the JSON of a library's table.
    seeds = second_factor.reseal()
    yield "mfa.Authenticator.data", seeds
    total += seeds
    if total:
        audit.record(Event.FIELD_KEYS_ROTATED)
