"""
Sessions in PostgreSQL, read through Redis for speed, and complete without it.

Django's cached_db fails with Redis, and a sign-out while Redis is away would be undone when it is back with the
session still cached. So Redis's faults are passed over here, and it keeps a session for minutes only.
"""

import logging
import re
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.cached_db import KEY_PREFIX
from django.contrib.sessions.backends.cached_db import SessionStore as CachedStore
from django.core.cache import BaseCache, caches

from .away import REDIS_AWAY, Rest

__all__ = ["KEY_PREFIX", "SessionStore"]

CACHED_SECONDS = 300

logger = logging.getLogger(__name__)

rest = Rest()
_made_here = re.compile(r"[a-z0-9]{32}").fullmatch


class _WhereItAnswers:
    """A cache that has nothing and keeps nothing while its server is away."""

    def __init__(self, cache: BaseCache) -> None:
        self._cache = cache

    def get(self, key: str) -> Any:
        return None if rest else self._attempt("get", key)

    def set(self, key: str, value: Any, timeout: float) -> None:
        if not rest:
            self._attempt("set", key, value, min(timeout, CACHED_SECONDS))

    def delete(self, key: str) -> None:
        # Tried in any case: a sign-out that Redis did not hear of is worth waiting for.
        self._attempt("delete", key)

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def _attempt(self, method: str, *args: Any) -> Any:
        try:
            return getattr(self._cache, method)(*args)
        except REDIS_AWAY as fault:
            if rest.begin():
                logger.warning("The session cache is away (%s); PostgreSQL answers alone.", type(fault).__name__)
            return None


class SessionStore(CachedStore):
    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self._cache = _WhereItAnswers(caches[settings.SESSION_CACHE_ALIAS])

    def save(self, must_create: bool = False) -> None:
        super().save(must_create)
        if rest:
            # Redis may not have heard of it, and would go on to answer with what the session was before.
            self._cache.delete(self.cache_key)

    def _validate_session_key(self, key: str) -> bool:
        """Whether Django made it. What a cookie may hold instead, a zero byte say, the database refuses to look up."""
        return bool(key and _made_here(key))
