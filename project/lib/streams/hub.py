"""
One Redis reader per process for any number of watchers.

The hub subscribes to the channels of the topics that somebody watches. A watcher has a mailbox; where announcements
may have been missed (at the start, after Redis was away, when the mailbox overflowed) the mailbox says `behind`,
and the watcher reads on in the topic's stream from the last event it has seen. So nothing is lost and no queue grows.
"""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

MAILBOX_EVENTS = 100
READERS = 8
LONGEST_PAUSE_SECONDS = 5.0
SUBSCRIBE_AT_ONCE = 500
READ_AT_ONCE = 1000

# Subscribed to always: a subscription to nothing cannot be listened to.
ALWAYS = b"events:hub"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Event:
    id: str
    kind: str
    data: bytes

    @property
    def position(self) -> tuple[int, int]:
        return position(self.id)


def position(event_id: str) -> tuple[int, int]:
    """Where an event stands; Redis counts 10-9 before 10-10."""
    moment, _, number = event_id.partition("-")
    return int(moment), int(number or 0)


class Mailbox:
    """What one watcher has not taken yet."""

    __slots__ = ("_arrived", "_events", "behind")

    def __init__(self) -> None:
        self._events: deque[Event] = deque()
        self._arrived = asyncio.Event()
        self.behind = False

    def put(self, event: Event) -> None:
        if len(self._events) >= MAILBOX_EVENTS:
            self.fall_behind()
        elif not self.behind:
            self._events.append(event)
            self._arrived.set()

    def fall_behind(self) -> None:
        # What waits here is in the stream too.
        self._events.clear()
        self.behind = True
        self._arrived.set()

    async def wait(self, seconds: float) -> bool:
        """Whether there is something to do within that time."""
        if self._events or self.behind:
            return True
        self._arrived.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._arrived.wait()
        except TimeoutError:
            return False
        return True

    def take(self) -> Iterator[Event]:
        while self._events:
            yield self._events.popleft()


class Hub:
    def __init__(self, redis_url: str) -> None:
        pool = BlockingConnectionPool.from_url(
            redis_url, max_connections=READERS + 1, timeout=10, socket_connect_timeout=2, socket_keepalive=True,
            health_check_interval=15, retry=Retry(NoBackoff(), 0), protocol=2,
        )  # fmt: skip
        self._redis: Redis = Redis(connection_pool=pool)
        self._pubsub: PubSub | None = None
        self._watchers: dict[bytes, set[Mailbox]] = {}
        self._announced: set[bytes] = set()

    @property
    def connected(self) -> bool:
        return ALWAYS in self._announced

    @contextmanager
    def _mailbox(self, topic: bytes) -> Iterator[Mailbox]:
        mailbox = Mailbox()
        self._watchers.setdefault(topic, set()).add(mailbox)
        try:
            yield mailbox
        finally:
            self._watchers[topic].discard(mailbox)
            if not self._watchers[topic]:
                del self._watchers[topic]

    async def follow(self, topic: str, after: str, silence: float) -> AsyncGenerator[Event | None, None]:
        """
        Every event of the topic later than `after` (all, where it is empty), then each as it comes.

        None after so many seconds of silence. An event of kind "resync" says that there may be a gap which Redis can
        no longer fill: whoever reads this should ask for the state elsewhere.
        """
        name = topic.encode()
        last = position(after) if after else (0, 0)
        with self._mailbox(name) as mailbox:
            try:
                await self._subscribe(name, mailbox)
                while True:
                    if not await mailbox.wait(silence):
                        yield None
                        continue
                    if mailbox.behind:
                        # Cleared first: what arrives while the stream is read waits in the mailbox.
                        mailbox.behind = False
                        try:
                            missed = await self._read_after(name, last)
                        except (RedisError, OSError, TimeoutError):
                            mailbox.fall_behind()
                            yield None
                            await asyncio.sleep(1)
                            continue
                        if len(missed) >= READ_AT_ONCE:
                            mailbox.fall_behind()
                    else:
                        missed = list(mailbox.take())
                    for event in missed:
                        if event.kind == "resync":
                            yield event
                        elif event.position > last:
                            last = event.position
                            yield event
            finally:
                await self._unsubscribe(name, mailbox)

    async def _read_after(self, topic: bytes, last: tuple[int, int]) -> list[Event]:
        pipe = self._redis.pipeline(transaction=True)
        pipe.xrange(topic, count=1)
        pipe.xrange(topic, min=f"({last[0]}-{last[1]}", count=READ_AT_ONCE)
        first, entries = await pipe.execute()
        events = [Event(entry.decode(), values[b"type"].decode(), values[b"data"]) for entry, values in entries]
        gone = not first or (last > (0, 0) and position(first[0][0].decode()) > last)
        return [Event("", "resync", b"{}"), *events] if gone else events

    # --- The one reader ---

    async def run(self) -> None:
        """Until cancelled: listen, and begin again with growing pauses when Redis is away."""
        pause = 0.1
        while True:
            try:
                async with self._redis.pubsub() as pubsub:
                    topics = [ALWAYS, *self._watchers]
                    for start in range(0, len(topics), SUBSCRIBE_AT_ONCE):
                        await pubsub.subscribe(*topics[start : start + SUBSCRIBE_AT_ONCE])
                    self._pubsub = pubsub
                    # Those who came while the first were being subscribed.
                    for topic in self._watchers.keys() - set(topics):
                        await pubsub.subscribe(topic)
                    while True:
                        message = await pubsub.get_message(timeout=5)
                        pause = 0.1
                        if message:
                            self._deliver(message)
            except (RedisError, OSError) as fault:
                log.warning("The event reader lost Redis: %s", fault)
            finally:
                self._pubsub = None
                self._announced.clear()
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    def _deliver(self, message: dict[str, Any]) -> None:
        topic: bytes = message["channel"]
        mailboxes = self._watchers.get(topic, ())
        if message["type"] == "subscribe":
            # From here on announcements come; what happened before is in the stream.
            self._announced.add(topic)
            for mailbox in mailboxes:
                mailbox.fall_behind()
        elif message["type"] == "unsubscribe":
            self._announced.discard(topic)
        elif message["type"] == "message":
            event_id, kind, data = message["data"].split(b" ", 2)
            event = Event(event_id.decode(), kind.decode(), data)
            for mailbox in mailboxes:
                mailbox.put(event)

    async def _subscribe(self, topic: bytes, mailbox: Mailbox) -> None:
        if topic in self._announced:
            mailbox.fall_behind()
        elif self._pubsub is not None:
            await self._tell(self._pubsub.subscribe, topic)

    async def _unsubscribe(self, topic: bytes, mailbox: Mailbox) -> None:
        if self._watchers.get(topic) == {mailbox} and self._pubsub is not None:
            self._announced.discard(topic)
            await self._tell(self._pubsub.unsubscribe, topic)

    @staticmethod
    async def _tell(command: Callable[[bytes], Awaitable[None]], topic: bytes) -> None:
        try:
            await command(topic)
        except (RedisError, OSError):
            # The reader notices too, and subscribes to whatever is watched when Redis is back.
            return
