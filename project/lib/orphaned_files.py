"""
Files that no row names: left behind by a crash, or by a write that was undone, after the file was stored.

Only folders that a table of `privacy.py` has for its files are looked through, and only names that `media.keep` gives.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain

from django.apps import apps
from django.core.files.storage import default_storage

from . import privacy

# The row of a file is written within seconds of it.
AFTER = timedelta(days=1)

_kept_name = re.compile(r"[0-9a-f]{32}\.\w+").fullmatch


def found(*, now: datetime) -> Iterator[str]:
    """The names of all that are a day old."""
    columns: dict[str, list[tuple[str, str]]] = {}
    for label, table in privacy.tables:
        for field, folder in table.files.items():
            columns.setdefault(folder, []).append((label, field))
    for folder, named_by in columns.items():
        for part in _listed(folder)[0]:
            inside = f"{folder}/{part}"
            names = {f"{inside}/{name}" for name in _listed(inside)[1] if _kept_name(name)}
            orphans = names - _named(names, named_by)
            yield from (name for name in sorted(orphans) if _stored_before(name, now - AFTER))


def sweep(*, now: datetime) -> int:
    """Delete them; how many there were."""
    swept = 0
    for name in found(now=now):
        default_storage.delete(name)
        swept += 1
    return swept


def _listed(folder: str) -> tuple[list[str], list[str]]:
    """Folders and files; none where nothing was ever stored."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []
    return folders, files


def _named(names: set[str], named_by: list[tuple[str, str]]) -> set[str]:
    # By the base manager: a row that its person deleted with a way back names its file still.
    rows = (
        apps.get_model(label)._base_manager.filter(**{f"{field}__in": names}).values_list(field, flat=True)
        for label, field in named_by
    )
    return set(chain.from_iterable(rows))


def _stored_before(name: str, moment: datetime) -> bool:
    try:
        return default_storage.get_modified_time(name) < moment
    except FileNotFoundError:  # Somebody else has just deleted it.
        return False
