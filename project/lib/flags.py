"""
Switches for what is not for everybody yet: off, for staff, for a share of people, for all.

Code names a flag once, `declare("new-planner", "Plans meals with the new solver")`, and asks `enabled("new-planner",
user)`. Staff turn it in the admin; every process knows within five seconds, and asking costs no statement.
"""

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .away import is_away

logger = logging.getLogger(__name__)

KEEP_SECONDS = 5.0
NEVER = float("-inf")


class UndeclaredFlag(LookupError):
    """Code asks for a flag that no code declared: a slip of the pen, which must not read as "off"."""


@dataclass(frozen=True)
class Flag:
    name: str
    on: bool
    percentage: int = 100
    staff_only: bool = False


declared: dict[str, str] = {}


def declare(name: str, purpose: str) -> str:
    """Off until staff turn it on. Beside the code that asks, or in the app's AppConfig.ready."""
    declared[name] = purpose
    return name


def share_point(name: str, person_uuid: object) -> float:
    """
    Where a person stands between 0 and 100 for one flag.

    It never moves, so raising the percentage only adds people; and each flag draws its own lots, so it is not always
    the same people who go first.
    """
    digest = hashlib.sha256(f"{name}:{person_uuid}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 * 100


def holds(flag: Flag, user: Any) -> bool:
    if not flag.on or (flag.staff_only and not user.is_staff):
        return False
    if not user.is_authenticated:
        return flag.percentage == 100
    return share_point(flag.name, user.uuid) < flag.percentage


class Snapshot:
    """The flags as they stood at most five seconds ago. While the database is away the last ones hold."""

    def __init__(self) -> None:
        # apps.operations puts the reading of its table here.
        self.source: Callable[[], Iterable[Flag]] = tuple
        self._flags: dict[str, Flag] = {}
        self._read_at = NEVER
        self._reading = threading.Lock()

    def get(self, name: str) -> Flag | None:
        read_at = self._read_at
        # One thread reads and the others go on with what there is; only before the first reading is there nothing.
        if time.monotonic() - read_at >= KEEP_SECONDS and self._reading.acquire(blocking=read_at == NEVER):
            try:
                if self._read_at == read_at:
                    self._read()
            finally:
                self._reading.release()
        return self._flags.get(name)

    def _read(self) -> None:
        try:
            self._flags = {flag.name: flag for flag in self.source()}
        except Exception as error:
            if not is_away(error):
                raise
            logger.warning("Feature flags could not be read; the last ones hold")
        finally:
            # After a failure too: a page that works must not ask a database that is away each time.
            self._read_at = time.monotonic()

    def forget(self) -> None:
        """Read again at the next question: in the process that changed one, and in tests."""
        self._read_at = NEVER


snapshot = Snapshot()


def enabled(name: str, user: Any) -> bool:
    """
    Whether this person has what the flag is for.

    :raises UndeclaredFlag: for a name that no code declared
    """
    if name not in declared:
        raise UndeclaredFlag(f"No code declares the feature flag {name!r}: see project/lib/flags.py.")
    flag = snapshot.get(name)
    return flag is not None and holds(flag, user)
