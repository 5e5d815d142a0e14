"""The figures of the queues, read from a real broker."""

import json

import pytest
import redis
from django.conf import settings
from prometheus_client import CollectorRegistry

from project.embedded.server import free_port
from workers.app import app
from workers.queue_figures import ENQUEUED_AT, Queues, age


@app.task(name="tests.nothing")
def nothing():
    pass


@pytest.fixture
def broker():
    client = redis.Redis.from_url(settings.REDIS_BROKER_URL)
    client.flushdb()
    yield client
    client.flushdb()


def figures(url):
    registry = CollectorRegistry()
    registry.register(Queues(url))
    return registry


def test_what_waits_is_counted_and_its_age_told(broker):
    nothing.apply_async(queue="bulk")
    nothing.apply_async(queue="bulk")
    first = json.loads(broker.lindex("bulk", -1))
    first["headers"][ENQUEUED_AT] -= 100
    broker.lset("bulk", -1, json.dumps(first))

    seen = figures(settings.REDIS_BROKER_URL)

    assert seen.get_sample_value("steward_queue_length", {"queue": "bulk"}) == 2
    assert seen.get_sample_value("steward_queue_length", {"queue": "chat"}) == 0
    assert seen.get_sample_value("steward_queue_oldest_seconds", {"queue": "bulk"}) >= 100
    assert seen.get_sample_value("steward_queue_oldest_seconds", {"queue": "chat"}) == 0
    assert seen.get_sample_value("steward_broker_up") == 1


def test_a_broker_that_is_away_is_told_and_nothing_else_is():
    seen = figures(f"redis://127.0.0.1:{free_port()}/0")

    assert seen.get_sample_value("steward_broker_up") == 0
    assert seen.get_sample_value("steward_queue_length", {"queue": "bulk"}) is None


@pytest.mark.parametrize("message", [None, b"", b"not json", b"[]", b"{}", b'{"headers": {}}'])
def test_a_message_that_does_not_say_since_when_has_no_age(message):
    assert age(message, 1000.0) == 0
