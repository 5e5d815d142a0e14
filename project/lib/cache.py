"""
Remembering what is costly to compute: for one person until their data changes, or for everyone for a while.

Each value is kept beside the data version that it was computed under. Versions are random, so one that Redis has
forgotten is never met again, and a value is good only while its version stands. One thread computes; the others wait
for it. Shortly before the end one of them computes early, as in XFetch (Vattani, Chierichetti and Lowenstein 2015),
so that a popular value is never missing. While Redis is away everything is computed.
"""

import functools
import hashlib
import inspect
import logging
import math
import random
import secrets
import time
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from django.core.cache import caches
from django.db import transaction
from django_redis.cache import RedisCache
from prometheus_client import Counter
from redis import Redis

from project import __version__

from . import tagged_json
from .away import REDIS_AWAY, Rest

logger = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")

lookups_total = Counter("steward_cache_lookups_total", "Cache look-ups by their result", ["cache", "result"])

VERSION_SECONDS = 30 * 24 * 3600
# How long one thread may compute before another stops waiting for it.
LOCK_SECONDS = 30
LONGEST_OWED = 10_000

# A value that was computed under a version that has passed must not replace one of the present version.
_STORE = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('SET', KEYS[2], ARGV[2], 'EX', ARGV[3]) end"
_RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end"

rest = Rest()
# Versions that could not be changed because Redis was away: changed before it is read again.
_owed: dict[tuple[str, str], None] = {}


def _redis() -> "Redis":
    return cast("Redis", cast("Any", caches["pages"]).client.get_client(write=True))


def _full(key: str) -> str:
    return str(caches["pages"].make_key(key))


def _version_key(domain: str, whose: str) -> str:
    return _full(f"version:{domain}:{whose}")


def _whose(user: Any) -> str:
    return "everyone" if user is None else str(getattr(user, "pk", user))


# --- Versions -----------------------------------------------------------------------------------------------


class _Bump:
    """Change a version; equal to any other that changes the same one."""

    def __init__(self, domain: str, whose: str) -> None:
        self.of = (domain, whose)

    def __call__(self) -> None:
        _owed[self.of] = None
        _pay()
        while len(_owed) > LONGEST_OWED:
            _owed.pop(next(iter(_owed)), None)


def _pay() -> bool:
    """Change the versions that are owed; False while Redis is away."""
    try:
        for domain, whose in list(_owed):
            _redis().set(_version_key(domain, whose), secrets.token_hex(8), ex=VERSION_SECONDS)
            _owed.pop((domain, whose), None)
    except REDIS_AWAY as fault:
        if rest.begin():
            logger.warning("Redis is away; %d changes of data wait to be told: %s", len(_owed), fault)
        return False
    return True


def bump(user: Any, domain: str) -> None:
    """
    Say that a person's data of this domain changed (everyone's where `user` is None): call it where you write.

    It takes effect when the transaction commits, and never where it rolls back; until then the writing transaction
    itself computes anew. Should Redis be away at that moment, this process says it as soon as Redis is back; others
    may show the old value until its time is up.
    """
    transaction.on_commit(_Bump(domain, _whose(user)), robust=True)


def _is_changing(domain: str, whose: str) -> bool:
    """Whether the open transaction has written this data: neither to be read from the cache nor put there."""
    waiting = transaction.get_connection().run_on_commit
    return any(isinstance(entry[1], _Bump) and entry[1].of == (domain, whose) for entry in waiting)


# --- Values -------------------------------------------------------------------------------------------------


def _read(version_key: str, key: str) -> tuple[str, dict[str, Any] | None]:
    """The present version and, where there is one of that version, the entry."""
    redis = _redis()
    version, raw = cast("list[bytes | None]", redis.mget(version_key, key))
    if version is None:
        redis.set(version_key, secrets.token_hex(8), ex=VERSION_SECONDS, nx=True)
        version = cast("bytes | None", redis.get(version_key)) or b""
    try:
        entry = tagged_json.loads(raw) if raw else None
    except ValueError:
        entry = None
    return version.decode(), entry if entry and entry["version"] == version.decode() else None


def _is_due_early(entry: dict[str, Any]) -> bool:
    # XFetch with beta 1: the costlier the value and the nearer its end, the likelier.
    gap = entry["took"] * -math.log(1.0 - random.random())  # noqa: S311 (no secret)
    return bool(time.time() + gap >= entry["until"])


def _compute(version_key: str, key: str, version: str, seconds: int, make: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    value = make()
    entry = {
        "version": version,
        "took": time.perf_counter() - began,
        "until": time.time() + seconds,
        "value": value,
    }
    text = tagged_json.dumps(entry)
    try:
        _redis().eval(_STORE, 2, version_key, key, version, text, str(seconds))
    except REDIS_AWAY:
        rest.begin()
    # What comes back is what a later look-up will find, lists for tuples included.
    return tagged_json.loads(text)["value"]


def _wait(version_key: str, key: str, lock: str) -> dict[str, Any] | None:
    """The entry that another thread is computing; None where it gave up or the data changed meanwhile."""
    pause, deadline = 0.005, time.monotonic() + LOCK_SECONDS
    while time.monotonic() < deadline:
        time.sleep(pause)
        pause = min(pause * 1.5, 0.1)
        _, entry = _read(version_key, key)
        if entry or not _redis().exists(lock):
            return entry
    return None


def remembered(name: str, *, domain: str, whose: str, key: str, seconds: int, make: Callable[[], Any]) -> Any:
    """The value under this key, made where it is not there. What `make` raises is raised and not kept."""
    if _is_changing(domain, whose) or rest or (_owed and not _pay()):
        lookups_total.labels(name, "bypass").inc()
        return tagged_json.loads(tagged_json.dumps(make()))
    version_key, key = _version_key(domain, whose), _full(f"value:{__version__}:{name}:{whose}:{key}")
    token = secrets.token_hex(8)
    try:
        version, entry = _read(version_key, key)
        # The version is part of it: after a change nobody waits for what is computed from the data before.
        lock = f"{key}:{version}:lock"
        fresh = entry is not None and not _is_due_early(entry)
        mine = not fresh and bool(_redis().set(lock, token, ex=LOCK_SECONDS, nx=True))
        if mine and entry is None:
            # Another may have computed it and let go between our look and our lock.
            version, entry = _read(version_key, key)
            if entry:
                _release(lock, token)
                mine = False
        elif not (fresh or mine or entry):
            entry = _wait(version_key, key, lock)
    except REDIS_AWAY as fault:
        if rest.begin():
            logger.warning("Redis is away; %s is computed each time: %s", name, fault)
        lookups_total.labels(name, "bypass").inc()
        return tagged_json.loads(tagged_json.dumps(make()))
    if entry is not None and not mine:
        lookups_total.labels(name, "hit").inc()
        return entry["value"]
    lookups_total.labels(name, "early" if entry else "miss").inc()
    try:
        return _compute(version_key, key, version, seconds, make)
    finally:
        if mine:
            _release(lock, token)


def _release(lock: str, token: str) -> None:
    try:
        _redis().eval(_RELEASE, 1, lock, token)
    except REDIS_AWAY:
        rest.begin()


def memoize(name: str, *, domain: str, seconds: int = 300) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """
    Keep what a query function returns, by the arguments and, where its first is `user`, by person.

    `domain` names the data that it reads: a service that writes such data calls `bump(user, domain)`, or
    `bump(None, domain)` for what is the same for everyone. Values and arguments are plain: numbers, texts, dates,
    decimals, lists, dictionaries with text keys.
    """

    def keep(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)
        of_a_person = next(iter(signature.parameters), "") == "user"

        @functools.wraps(function)
        def recall(*args: P.args, **kwargs: P.kwargs) -> R:
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            said = list(bound.arguments.items())
            whose = _whose(said.pop(0)[1] if of_a_person else None)
            key = hashlib.blake2b(tagged_json.dumps(said).encode(), digest_size=16).hexdigest()
            made = functools.partial(function, *args, **kwargs)
            return cast("R", remembered(name, domain=domain, whose=whose, key=key, seconds=seconds, make=made))

        return recall

    return keep


def forget(user: Any) -> int:
    """
    Drop all that is kept of a person, for their erasure; how many keys there were.

    :raises redis.RedisError: Redis is away, and what it keeps of them is still there
    """
    redis, whose = _redis(), _whose(user)
    patterns = [_full(f"value:*:{whose}:*"), _version_key("*", whose)]
    keys = [key for pattern in patterns for key in redis.scan_iter(match=pattern, count=1000)]
    return int(redis.delete(*keys)) if keys else 0


class CountedRedisCache(RedisCache):
    """Django's cache on Redis whose look-ups move the hit ratio of its alias, those of many keys included."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        # Each alias keeps its keys under its own name.
        self._name = str(params.get("KEY_PREFIX", ""))

    def _count(self, hits: int, misses: int) -> None:
        lookups_total.labels(self._name, "hit").inc(hits)
        lookups_total.labels(self._name, "miss").inc(misses)

    def get(self, key: Any, default: Any = None, version: Any = None, client: Any = None) -> Any:
        missing = object()
        value = super().get(key, missing, version, client)
        self._count(int(value is not missing), int(value is missing))
        return default if value is missing else value

    def get_many(self, keys: Any, *args: Any, **kwargs: Any) -> Any:
        keys = list(keys)
        found = super().get_many(keys, *args, **kwargs)
        self._count(len(found), len(keys) - len(found))
        return found
