"""
Events of something that goes on for a while, kept in Redis for those who come late or come back.

A topic is a Redis Stream of typed events, and a channel of the same name that announces each of them. The stream
process (project/asgi.py) reads both; this module writes. The state itself lives in PostgreSQL: when Redis loses a
topic, a reader is told to ask there.
"""

import json
from collections.abc import Mapping
from typing import Any

from redis import Redis

# With these the story is over, and a reader may leave. Their data is the final state.
TERMINAL = frozenset({"done", "failed", "cancelled"})

KEPT_EVENTS = 5000
OPEN_SECONDS = 24 * 3600  # since the last event
ENDED_SECONDS = 3600

# One step, so that nobody sees an announcement of an event that is not in the stream, nor misses one that is.
APPEND = """
local id = redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[1], '*', 'type', ARGV[2], 'data', ARGV[3])
redis.call('EXPIRE', KEYS[1], ARGV[4])
redis.call('PUBLISH', KEYS[1], id .. ' ' .. ARGV[2] .. ' ' .. ARGV[3])
return id
"""


def job_topic(job_uuid: object) -> str:
    return f"events:job:{job_uuid}"


def append(redis: "Redis", topic: str, kind: str, data: Mapping[str, Any]) -> str:
    """The event's id, by which a reader who comes back says where to go on."""
    lifetime = ENDED_SECONDS if kind in TERMINAL else OPEN_SECONDS
    script = redis.register_script(APPEND)
    event_id = script(keys=[topic], args=[KEPT_EVENTS, kind, json.dumps(data, separators=(",", ":")), lifetime])
    return event_id.decode() if isinstance(event_id, bytes) else str(event_id)


def forget(redis: "Redis", topic: str) -> None:
    """Begin the topic anew; whoever still watches it is told to ask for the state."""
    redis.delete(topic)
