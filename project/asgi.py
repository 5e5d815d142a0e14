"""
The event streams, for gunicorn's `-k asgi` workers. Pages and the API are in wsgi.py.

A raw ASGI application, because an open stream through Django's handler keeps one thread. No Django here: a signed
ticket says what may be watched, and Redis holds what happened.

    GET /stream/jobs/<uuid>?ticket=…[&after=…]   text/event-stream
    GET /health                                  200 while Redis is being read, else 503
"""

import asyncio
import contextlib
import logging
import re
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from contextlib import aclosing
from typing import Any
from urllib.parse import parse_qs

from prometheus_client import Counter as CounterMetric
from prometheus_client import Gauge

from project.lib.streams import events, tickets
from project.lib.streams.hub import Event, Hub
from project.settings.env import Environment, environment

HEARTBEAT_SECONDS = 15
SLOWEST_SEND_SECONDS = 30
MOST_STREAMS = 10_000
MOST_PER_PERSON = 30

PATH = re.compile(r"/stream/jobs/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
EVENT_ID = re.compile(r"[0-9]{1,16}-[0-9]{1,16}")

OPEN = Gauge("steward_streams_open", "Event streams open now", multiprocess_mode="livesum")
SENT = CounterMetric("steward_stream_events_total", "Events sent to streams")
REFUSED = CounterMetric("steward_streams_refused_total", "Streams that were not opened", ["reason"])

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Headers = Iterable[tuple[bytes, bytes]]

log = logging.getLogger(__name__)


class SlowClient(Exception):
    """The client does not read, so its stream is given up; it may come back and go on from where it was."""


def wire(event: Event) -> bytes:
    """An event as EventSource reads it. Its data is JSON on one line."""
    place = b"id: %s\n" % event.id.encode() if event.id else b""
    return b"%sevent: %s\ndata: %s\n\n" % (place, event.kind.encode(), event.data)


class Streams:
    """The ASGI application."""

    def __init__(self, env: Environment) -> None:
        self._secret = env.secret_key
        self._hub = Hub(env.redis_for("state"))
        self._reader: asyncio.Task[None] | None = None
        self._open: Counter[str] = Counter()
        # Another origin may read a stream only where the stream is served from an origin of its own.
        self._page_origins: set[str] = set()
        if env.stream_origin:
            self._page_origins.update(env.cors_origins)
            if env.deploy_env == "development":
                self._page_origins.add(f"http://localhost:{env.port}")

    async def __call__(self, scope: Message, receive: Callable[[], Awaitable[Message]], send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, send)

    async def _live(self, receive: Callable[[], Awaitable[Message]], send: Send) -> None:
        await receive()
        self._reader = asyncio.create_task(self._hub.run())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._reader.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._reader
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope: Message, send: Send) -> None:
        if scope["path"] == "/health":
            await plain(send, 200 if self._hub.connected else 503, "ok" if self._hub.connected else "no Redis")
            return
        found = PATH.fullmatch(scope["path"])
        if not found:
            await plain(send, 404, "not found")
            return
        headers = dict(scope["headers"])
        cors = self._cors(headers.get(b"origin", b"").decode("latin-1"))
        if scope["method"] != "GET":
            await plain(send, 405, "method not allowed", [(b"allow", b"GET"), *cors])
            return
        query = parse_qs(scope["query_string"].decode("latin-1"))
        topic = events.job_topic(found[1])
        viewer = tickets.viewer_of(
            query.get("ticket", [""])[0], topic, secret=self._secret, now=time.time()
        )  # fmt: skip
        if viewer is None:
            REFUSED.labels("ticket").inc()
            await plain(send, 403, "the ticket is not valid for this stream, or no longer", cors)
        elif self._open.total() >= MOST_STREAMS:
            REFUSED.labels("process_full").inc()
            await plain(send, 503, "too many streams", [(b"retry-after", b"5"), *cors])
        elif self._open[viewer] >= MOST_PER_PERSON:
            REFUSED.labels("person_full").inc()
            await plain(send, 429, "you watch too much at once", [(b"retry-after", b"5"), *cors])
        else:
            after = headers.get(b"last-event-id", b"").decode("latin-1") or query.get("after", [""])[0]
            with self._counted(viewer):
                await self._stream(send, topic, after if EVENT_ID.fullmatch(after) else "", cors)

    def _cors(self, origin: str) -> list[tuple[bytes, bytes]]:
        if not self._page_origins:
            return []
        allowed = [(b"access-control-allow-origin", origin.encode())] if origin in self._page_origins else []
        return [(b"vary", b"Origin"), *allowed]

    @contextlib.contextmanager
    def _counted(self, viewer: str) -> Any:
        self._open[viewer] += 1
        OPEN.inc()
        try:
            yield
        finally:
            OPEN.dec()
            self._open[viewer] -= 1
            if not self._open[viewer]:
                del self._open[viewer]

    async def _stream(self, send: Send, topic: str, after: str, cors: Headers) -> None:
        headers = [
            (b"content-type", b"text/event-stream; charset=utf-8"),
            (b"cache-control", b"no-store"),
            (b"x-accel-buffering", b"no"),
            (b"x-content-type-options", b"nosniff"),
            *cors,
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        # Flushes the headers, and spreads the return of many clients after a restart.
        await self._write(send, b"retry: 2000\n\n")
        async with aclosing(self._hub.follow(topic, after, HEARTBEAT_SECONDS)) as happenings:
            async for event in happenings:
                if event is None:
                    await self._write(send, b": still here\n\n")
                    continue
                await self._write(send, wire(event))
                SENT.inc()
                if event.kind in events.TERMINAL:
                    break
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    @staticmethod
    async def _write(send: Send, body: bytes) -> None:
        try:
            async with asyncio.timeout(SLOWEST_SEND_SECONDS):
                await send({"type": "http.response.body", "body": body, "more_body": True})
        except TimeoutError as late:
            raise SlowClient from late


async def plain(send: Send, status: int, text: str, headers: Headers = ()) -> None:
    body = text.encode()
    size = str(len(body)).encode()
    kind = (b"content-type", b"text/plain; charset=utf-8")
    await send(
        {"type": "http.response.start", "status": status, "headers": [kind, (b"content-length", size), *headers]}
    )
    await send({"type": "http.response.body", "body": body, "more_body": False})


application = Streams(environment())
