"""
Connections for `client.py`: to addresses that were checked, and never beyond a deadline.

Checking happens where the connection is made, on the very address that it is made to, so a name that
resolves differently a moment later gains nothing. Imports httpcore: keep it out of web processes.
"""

import ssl
import time
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

import httpcore
import httpx

from .addresses import permitted

MOST_ADDRESSES = 3


@cache
def tls() -> ssl.SSLContext:
    """The trusted roots, read once: that costs more than a request."""
    return httpx.create_ssl_context()


class Deadline:
    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    def left(self) -> float:
        return self._at - time.monotonic()

    def within(self, timeout: float | None) -> float:
        """
        The shorter of a timeout and the time left.

        :raises httpcore.ReadTimeout: none is left
        """
        left = self.left()
        if left <= 0:
            raise httpcore.ReadTimeout("the total time is up")
        return left if timeout is None else min(timeout, left)


class TimedStream(httpcore.NetworkStream):
    """A stream whose every read and write also ends at the deadline, so that a slow drip cannot outlast it."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.within(timeout))
        return TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    def __init__(self, deadline: Deadline, allow: Collection[str]) -> None:
        self._deadline, self._allow = deadline, allow
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        seconds = self._deadline.within(timeout)
        addresses = permitted(host, port, allow=self._allow, seconds=seconds)[:MOST_ADDRESSES]
        failure: Exception = httpcore.ConnectError("no address")
        for address in addresses:
            try:
                stream = self._network.connect_tcp(
                    address, port, self._deadline.within(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                failure = failed
            else:
                return TimedStream(stream, self._deadline)
        raise failure


def pool(deadline: Deadline, allow: Collection[str]) -> httpcore.ConnectionPool:
    return httpcore.ConnectionPool(
        ssl_context=tls(), network_backend=GuardedBackend(deadline, allow), max_connections=1, retries=0
    )
