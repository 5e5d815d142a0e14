"""Leases: whoever does the work says so for a few seconds at a time, and a dead worker stops saying it."""

import logging
import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, connection

# With a sweep every 15 s, a dead worker's job is seen within 35 s.
LEASE = timedelta(seconds=20)
RENEW_SECONDS = 5.0

log = logging.getLogger(__name__)


def new_holder() -> str:
    """Unique to this run, and telling to whoever looks into the table."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"


@contextmanager
def repeating(act: Callable[[], None], *, every: float) -> Iterator[None]:
    """
    Call `act` every so many seconds while the body runs, in a thread with a database connection of its own.

    Of its own, so that it neither waits for the transaction of the work nor becomes part of it.
    """
    if connection.in_atomic_block:
        # Only in tests: no other connection can see what this transaction has written.
        yield
        return
    over = threading.Event()

    def repeat() -> None:
        while not over.wait(every):
            try:
                act()
            except DatabaseError as fault:
                # The next call tries again; if it takes too long, the lease runs out and the fences hold.
                log.warning("A lease could not be looked at: %s", fault)
                connection.close()
        connection.close()

    thread = threading.Thread(target=repeat, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=5)
