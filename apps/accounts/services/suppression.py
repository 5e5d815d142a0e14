"""
Who was erased, in a file outside of the database: a backup that is restored brings people back, and this tells whom.

A line is a moment and a keyed digest of the person's uuid, so the file alone names nobody. It is only added to, and
reaches the disk before the erasure begins: an erasure that the list does not know of has not happened.
"""

import os
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from project.lib import crypto

ABOUT = "accounts.erased"
# A line that was cut off by a crash is passed over: what it announced did not happen.
_entries = re.compile(r"([A-Za-z0-9_-]{1,32}):([0-9a-f]{64})\b").findall


@dataclass(frozen=True)
class Suppressed:
    """The entries of a list, by the keys that made them."""

    entries: frozenset[str]
    key_ids: frozenset[str]

    def __contains__(self, person: uuid.UUID) -> bool:
        return any(
            crypto.fingerprint(str(person), about=ABOUT, key_id=key_id) in self.entries for key_id in self.key_ids
        )

    def __len__(self) -> int:
        return len(self.entries)


def remember(person: uuid.UUID) -> None:
    """
    Add a person to the list, and return once that is on the disk.

    :raises project.lib.crypto.NoKey: there is no key to do it with
    :raises OSError: the file cannot be written, so nobody may be erased now
    """
    path = Path(settings.ERASURES_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    line = f"\n{timezone.now():%Y-%m-%dT%H:%M:%SZ} {crypto.fingerprint(str(person), about=ABOUT)}\n"
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, line.encode())
        os.fsync(file)
    finally:
        os.close(file)
    # The name of a new file is in its folder, which is written on its own.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def listed(files: Iterable[Path]) -> Suppressed:
    """
    The people on these lists.

    :raises OSError: a file cannot be read
    """
    found = {entry for path in files for entry in _entries(path.read_text())}
    return Suppressed(frozenset(map(":".join, found)), frozenset(key_id for key_id, _ in found))
