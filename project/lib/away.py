"""How a database, Redis or broker that is away makes itself known."""

import time

from django.db import InterfaceError, OperationalError
from django_redis.exceptions import ConnectionInterrupted
from kombu.exceptions import OperationalError as BrokerError
from redis import exceptions as redis

# A full Redis refuses writes and a promoted replica may be read-only for a moment: away, for whoever must write.
REDIS_AWAY = (
    redis.ConnectionError,
    redis.TimeoutError,
    redis.OutOfMemoryError,
    redis.ReadOnlyError,
    ConnectionInterrupted,
    OSError,
)
DATABASE_AWAY = (OperationalError, InterfaceError)


def is_away(error: BaseException | None) -> bool:
    """True where trying again later may work, because the fault lies in what Steward depends on."""
    away = (*DATABASE_AWAY, *REDIS_AWAY, BrokerError)
    # OSError is too wide here: a missing file is a fault of ours.
    return isinstance(error, away) and (not isinstance(error, OSError) or isinstance(error, ConnectionError))


class Rest:
    """After a failure nobody asks again for a while, so that not every request waits for a time-out."""

    def __init__(self, seconds: float = 1.0) -> None:
        self._seconds = seconds
        self._until = 0.0

    def __bool__(self) -> bool:
        return time.monotonic() < self._until

    def begin(self) -> bool:
        """True for the first of a row of failures: the one worth a line in the log."""
        first = not self
        if first:
            self._until = time.monotonic() + self._seconds
        return first

    def end(self) -> None:
        self._until = 0.0
