"""Sealing every protected value again, after a new key was put first in FIELD_KEYS."""

from collections.abc import Callable, Iterator
from functools import partial

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


def rotate_field_keys() -> Iterator[tuple[str, crypto.Resealed]]:
    """
    Seal again, under the first key of FIELD_KEYS, what older keys sealed: `app.Model.field` and what became of it.

    Works in batches, each its own transaction; may be stopped at any time and run again, and goes on where it was.
    A value that does not open is left as it is, and told.

    :raises NoKey: FIELD_KEYS is empty
    """
    total = 0
    for label, reseal in _sealed():
        done = reseal()
        total += done.changed
        yield label, done
    if total:
        audit.record(Event.FIELD_KEYS_ROTATED)


def _sealed() -> Iterator[tuple[str, Callable[[], crypto.Resealed]]]:
    for model, field in encrypted_fields():
        yield f"{model._meta.label}.{field.name}", partial(crypto.reencrypt, model._base_manager.all(), field.name)
    # The seeds of second factors lie inside the JSON of a library's table.
    yield "mfa.Authenticator.data", second_factor.reseal
