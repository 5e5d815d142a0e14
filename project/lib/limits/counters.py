"""
Counters of requests: in Redis, in one round trip; in the process's own memory while Redis is away.

They are django-ratelimit's counters, its windows and its keys, so that its `get_usage` reads what is counted here.
They are not counted through it, because it takes two round trips for each policy, and while Redis is away it either
answers 500 or refuses everyone. A window starts and ends at a fixed time that differs from key to key; across an
edge up to twice the rate may pass.
"""

import hashlib
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django_ratelimit.core import _get_window, _make_cache_key
from prometheus_client import Counter
from redis.exceptions import NoScriptError

from ..away import REDIS_AWAY, Rest
from .policies import Policy, Rate, WhenAway

logger = logging.getLogger(__name__)

uncounted_total = Counter(
    "steward_rate_limit_redis_away_total", "Policies applied while Redis was away, by what they did", ["mode"]
)

# A counter outlives its window by this much, for clocks that differ between machines.
GRACE_SECONDS = 5


def short_digest(data: bytes) -> Any:
    """django-ratelimit's key digest at 96 bits: a key in Redis is 24 letters instead of 64."""
    return hashlib.blake2b(data, digest_size=12)


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of a policy one client has used in the present window."""

    policy: str
    rate: Rate
    count: int
    ends_at: int

    @property
    def exceeded(self) -> bool:
        return self.count > self.rate.count

    @property
    def seconds_left(self) -> int:
        return max(1, self.ends_at - int(time.time()))


class ProcessCounter:
    """Counts in this process's memory while Redis is away. The oldest keys give way, so it cannot grow."""

    def __init__(self, most: int = 10_000) -> None:
        self._most = most
        self._counts: dict[str, int] = {}

    def add(self, key: str) -> int:
        # Keys hold the time that their window ends, so a count is never carried over. pop and [] are atomic.
        count = self._counts.pop(key, 0) + 1
        self._counts[key] = count
        while len(self._counts) > self._most:
            self._counts.pop(next(iter(self._counts)), None)
        return count

    def clear(self) -> None:
        self._counts.clear()


here = ProcessCounter()
rest = Rest()


@dataclass(frozen=True, slots=True)
class Counted:
    """One counter: a policy, at the rate that holds for this client, and whom it counts."""

    policy: Policy
    rate: Rate
    value: str

    def window_end(self) -> int:
        return int(_get_window(self.value, self.rate.seconds))

    def key(self, window: int) -> str:
        rate = (self.rate.count, self.rate.seconds)
        return str(_make_cache_key(self.policy.name, window, rate, self.value, None))


# One script for all counters of a request: a third of the processor time of a pipeline of SET and INCR (measured),
# and no counter can be left without its end.
_SCRIPT = """
local counts = {}
for position, key in ipairs(KEYS) do
  counts[position] = redis.call('INCR', key)
  if counts[position] == 1 then redis.call('EXPIRE', key, ARGV[position]) end
end
return counts
"""
_SCRIPT_ID = hashlib.sha1(_SCRIPT.encode()).hexdigest()  # noqa: S324 (Redis names scripts so)


def _in_redis(keys: Sequence[str], ends: Sequence[int]) -> list[int]:
    now = int(time.time())
    client: Any = caches["ratelimit"].client  # type: ignore[attr-defined]
    redis = client.get_client(write=True)
    given = [*(client.make_key(key) for key in keys), *(end - now + GRACE_SECONDS for end in ends)]
    try:
        return list(redis.evalsha(_SCRIPT_ID, len(keys), *given))
    except NoScriptError:
        return list(redis.eval(_SCRIPT, len(keys), *given))


def count(counters: Sequence[Counted]) -> list[Usage]:
    """Count one request on each, in one round trip; while Redis is away, as each policy says."""
    ends = [counted.window_end() for counted in counters]
    keys = [counted.key(end) for counted, end in zip(counters, ends, strict=True)]
    counts: list[int | None]
    try:
        if rest:
            raise ConnectionError("Redis was away a moment ago")
        counts = list(_in_redis(keys, ends))
    except REDIS_AWAY as fault:
        if rest.begin():
            logger.warning("Rate limits are counted without Redis: %s", fault)
        counts = [_without_redis(counted, key) for counted, key in zip(counters, keys, strict=True)]
    return [
        Usage(counted.policy.name, counted.rate, number, end)
        for counted, number, end in zip(counters, counts, ends, strict=True)
        if number is not None
    ]


def _without_redis(counted: Counted, key: str) -> int | None:
    mode = counted.policy.when_away
    uncounted_total.labels(mode.value).inc()
    return here.add(key) if mode is WhenAway.LOCAL else None
