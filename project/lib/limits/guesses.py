"""
Wrong passwords and codes: each makes the next try at the same account from the same place wait longer.

The delay is one place's own (a network, or a browser that the account knows), so nobody makes the owner wait. How many
tries strangers have together is for the policies to say (policies.py).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from ..away import REDIS_AWAY
from . import known
from .client_address import client_network
from .counters import Usage, rest
from .policies import Rate
from .ratelimit import RateLimited, refused_total

NAME = "wrong-guess"
# A few typing errors are free; then 2, 4, 8 … seconds, up to a quarter of an hour.
FREE = 5
LONGEST_SECONDS = 15 * 60
REMEMBERED_SECONDS = 24 * 3600
MOST_HERE = 10_000

# Failures and the time until which to wait, while Redis is away. The oldest give way.
_here: dict[str, tuple[int, float]] = {}


def delay_after(failures: int) -> int:
    """Seconds to wait after so many failures in a row."""
    return 0 if failures <= FREE else min(2 ** min(failures - FREE, 30), LONGEST_SECONDS)


@dataclass(frozen=True)
class Guess:
    """One try at a secret of an account; say how it went."""

    key: str

    def failed(self) -> None:
        if self.key:
            _somewhere(_count, lambda: _count_here(self.key), self.key)

    def succeeded(self) -> None:
        if self.key:
            _somewhere(lambda redis, key: redis.delete(key, f"{key}:wait"), lambda: None, self.key)
            _here.pop(self.key, None)


def begin(request: HttpRequest, secret: str, account: str) -> Guess:
    """
    Begin a try at an account's `secret` ("password", "code").

    :raises RateLimited: the last failure from here is too recent
    """
    if not settings.RATE_LIMITS_ENABLED:
        return Guess("")
    where = known.place(request, account) or f"network:{client_network(request)}"
    key = f"guess:{secret}:{known.digest(f'{known.spelled(account)} {where}')}"
    wait = _somewhere(lambda redis, name: max(0, redis.ttl(f"{name}:wait")), lambda: _wait_here(key), key)
    if wait:
        refused_total.labels(NAME).inc()
        raise RateLimited(Usage(NAME, Rate(1, wait), 2, int(time.time()) + wait))
    return Guess(key)


def _somewhere(in_redis: Callable[[Any, str], Any], here: Callable[[], Any], key: str) -> Any:
    """In Redis, or in this process's memory while it is away."""
    try:
        if rest:
            raise ConnectionError("Redis was away a moment ago")
        client: Any = caches["ratelimit"].client  # type: ignore[attr-defined]
        return in_redis(client.get_client(write=True), str(client.make_key(key)))
    except REDIS_AWAY:
        rest.begin()
        return here()


def _count(redis: Any, key: str) -> None:
    with redis.pipeline() as steps:
        failures, _ = steps.incr(key).expire(key, REMEMBERED_SECONDS).execute()
    if delay := delay_after(failures):
        redis.set(f"{key}:wait", 1, ex=delay)


def _count_here(key: str) -> None:
    failures = _here.pop(key, (0, 0.0))[0] + 1
    _here[key] = (failures, time.time() + delay_after(failures))
    while len(_here) > MOST_HERE:
        _here.pop(next(iter(_here)), None)


def _wait_here(key: str) -> int:
    return max(0, -int((time.time() - _here.get(key, (0, 0.0))[1]) // 1))
