"""What is told to those who watch a job, through Redis. Losing it is harmless: the state is in PostgreSQL."""

import logging
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings
from redis import Redis, RedisError

from project.lib.streams import events
from workers import heartbeat

log = logging.getLogger(__name__)


@cache
def connection() -> Redis:
    return Redis.from_url(
        settings.REDIS_STATE_URL, socket_connect_timeout=1, socket_timeout=1, health_check_interval=30
    )


def tell(job_uuid: object, kind: str, data: Mapping[str, Any]) -> None:
    try:
        events.append(connection(), events.job_topic(job_uuid), kind, data)
    except RedisError as fault:
        log.warning("Those who watch job %s were not told that it is %s: %s", job_uuid, kind, fault)


def begin_anew(job_uuid: object) -> None:
    """A job that is tried again has a new story; its old one ended."""
    try:
        events.forget(connection(), events.job_topic(job_uuid))
    except RedisError as fault:
        log.warning("The events of job %s could not be dropped: %s", job_uuid, fault)


def worker_seen(queue: str) -> float | None:
    """
    When a worker last said that it serves the queue, in seconds since 1970.

    :raises RedisError: when Redis is away
    """
    said = connection().get(heartbeat.key(queue))
    return float(said) if said else None
