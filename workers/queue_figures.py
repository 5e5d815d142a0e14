"""How much work waits in the queues, and for how long the first of it has."""

import json
import logging
import time
from collections.abc import Iterable
from typing import Any

import redis
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from .queues import NAMES

# When a task was put into its queue: a header of the message.
ENQUEUED_AT = "steward_enqueued_at"

logger = logging.getLogger(__name__)


class Queues(Collector):
    """Asked at each scrape, from Redis itself, so that the figures are there while every worker is down."""

    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)

    def collect(self) -> Iterable[GaugeMetricFamily]:
        length = GaugeMetricFamily("steward_queue_length", "Tasks waiting in a queue.", labels=["queue"])
        oldest = GaugeMetricFamily("steward_queue_oldest_seconds", "Age of the first task waiting.", labels=["queue"])
        up = GaugeMetricFamily("steward_broker_up", "1 where the broker answers.")
        try:
            for name in NAMES:
                # kombu pushes at the head and takes from the tail.
                first: Any = self._redis.lindex(name, -1)
                length.add_metric([name], float(self._redis.llen(name)))
                oldest.add_metric([name], age(first, time.time()))
        except redis.RedisError as error:
            logger.warning("The broker does not answer: %s", type(error).__name__)
            up.add_metric([], 0)
            return [up]
        up.add_metric([], 1)
        return [up, length, oldest]


def age(message: bytes | None, now: float) -> float:
    """Zero where nothing waits, or where the message does not say since when."""
    if not message:
        return 0.0
    try:
        since = json.loads(message)["headers"][ENQUEUED_AT]
        return max(0.0, now - float(since))
    except (ValueError, KeyError, TypeError):
        return 0.0
