"""
Which parts of Steward are used, and by how many people, without keeping who they are.

Each process adds up for a few seconds and then tells Redis: uses per day and route, and a HyperLogLog per day and
route. A person goes into that sketch under a word that is made with the day and the secret key, so neither the sketch
nor a copy of it can be asked about anybody, and two days cannot be joined. apps.operations rolls days into a table.
"""

import atexit
import hmac
import logging
import threading
import time
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django_redis import get_redis_connection
from prometheus_client import Counter

from ..away import REDIS_AWAY

logger = logging.getLogger(__name__)

FLUSH_SECONDS = 5.0
MOST_WAITING = 20_000
KEPT = timedelta(days=4)

LOST = Counter("steward_usage_lost", "Uses that were not counted because Redis was away.")


def uses_key(day: date) -> str:
    return f"use:{day:%Y%m%d}"


def people_key(day: date, route: str = "") -> str:
    return f"use:{day:%Y%m%d}:people:{route}"


def word_for(person_id: Any, day: date) -> bytes:
    key = f"steward.usage {day} {settings.SECRET_KEY}".encode()
    return hmac.digest(key, str(person_id).encode(), "sha256")[:12]


class Usage:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting = 0
        self._uses: dict[tuple[date, str], int] = defaultdict(int)
        self._people: dict[tuple[date, str], set[bytes]] = defaultdict(set)
        self._flushed_at = time.monotonic()

    def count(self, route: str, person_id: Any) -> None:
        """One use of a route by somebody who is signed in."""
        day = datetime.now(UTC).date()
        word = word_for(person_id, day)
        with self._lock:
            if self._waiting < MOST_WAITING:
                self._waiting += 1
                self._uses[day, route] += 1
                self._people[day, route].add(word)
            else:
                LOST.inc()
            due = time.monotonic() - self._flushed_at >= FLUSH_SECONDS
        if due:
            self.flush()

    def flush(self) -> None:
        with self._lock:
            uses, people = self._uses, self._people
            self._uses, self._people = defaultdict(int), defaultdict(set)
            waiting, self._waiting = self._waiting, 0
            self._flushed_at = time.monotonic()
        if not uses:
            return
        try:
            _send(uses, people)
        except REDIS_AWAY:
            # The figures may have a gap; a page may not wait for them.
            LOST.inc(waiting)
            logger.warning("%s uses were not counted: Redis is away", waiting)


def _send(uses: dict[tuple[date, str], int], people: dict[tuple[date, str], set[bytes]]) -> None:
    pipe = get_redis_connection("default").pipeline(transaction=False)
    for (day, route), times in uses.items():
        pipe.hincrby(uses_key(day), route, times)
        pipe.expire(uses_key(day), KEPT)
        for key in (people_key(day, route), people_key(day)):
            pipe.pfadd(key, *people[day, route])
            pipe.expire(key, KEPT)
    pipe.execute()


usage = Usage()
atexit.register(usage.flush)
