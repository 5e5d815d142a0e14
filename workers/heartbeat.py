"""Each worker says every few seconds, in Redis, that it serves its queues. Readiness reads it."""

import logging
import time
from typing import Any

import redis
from celery import bootsteps
from django.conf import settings

EVERY_SECONDS = 5
FORGOTTEN_AFTER_SECONDS = 60

log = logging.getLogger(__name__)


def key(queue: str) -> str:
    return f"worker:seen:{queue}"


class Heartbeat(bootsteps.StartStopStep):
    """Runs in the worker's main process, in its event loop: a worker that hangs there falls silent."""

    requires = {"celery.worker.components:Timer"}

    def start(self, worker: Any) -> None:
        self.redis = redis.Redis.from_url(
            settings.REDIS_STATE_URL, socket_timeout=1, socket_connect_timeout=1, single_connection_client=True
        )
        self.beat = worker.timer.call_repeatedly(EVERY_SECONDS, self.touch, (worker,), priority=10)
        self.touch(worker)

    def stop(self, worker: Any) -> None:  # noqa: ARG002 (Celery passes it)
        self.beat.cancel()

    def touch(self, worker: Any) -> None:
        try:
            pipe = self.redis.pipeline(transaction=False)
            for queue in worker.app.amqp.queues.consume_from:
                pipe.set(key(queue), time.time(), ex=FORGOTTEN_AFTER_SECONDS)
            pipe.execute()
        except redis.RedisError as fault:
            log.warning("The worker could not say that it is alive: %s", fault)
