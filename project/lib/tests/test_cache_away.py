"""What is remembered while the Redis that remembers it is away."""

import subprocess
from itertools import count

import pytest
from django.core.cache import caches

from project.embedded.server import free_port
from project.embedded.valkey import Valkey
from project.lib import cache
from project.lib.cache import bump, memoize
from project.settings.base import redis_cache

pytestmark = pytest.mark.django_db
ADA = 1


@pytest.fixture(autouse=True)
def _empty():
    caches["pages"].clear()
    cache.rest.end()
    cache._owed.clear()


@pytest.fixture
def runs():
    """How often it was computed."""
    computed = count(1)

    @memoize("test.runs", domain="test")
    def runs(user):
        return next(computed)

    return runs


@pytest.fixture
def server(tmp_path, settings):
    """A Redis of this test's own that can be stopped and started again."""

    class Server:
        valkey = Valkey(tmp_path, free_port(), "word", throwaway=True)

        def start(self):
            self.process = subprocess.Popen(self.valkey.command, stdout=subprocess.DEVNULL)
            self.valkey.wait()

        def stop(self):
            self.process.kill()
            self.process.wait(timeout=10)

    server = Server()
    server.valkey.prepare()
    server.start()
    settings.CACHES = {**settings.CACHES, "pages": redis_cache(server.valkey.url, "pages")}
    yield server
    server.stop()


def test_without_redis_everything_is_computed_and_nothing_fails(server, runs):
    runs(ADA)
    server.stop()

    answers = [runs(ADA) for _ in range(3)]

    assert answers == [2, 3, 4]


def test_redis_that_stops_during_the_computation_costs_nothing_but_the_keeping(server):
    @memoize("test.stopping", domain="test")
    def stopping(user):
        server.stop()
        return "fine"

    assert stopping(ADA) == "fine"


@pytest.mark.django_db(transaction=True)
def test_a_change_while_redis_is_away_is_told_when_it_is_back(server, runs):
    runs(ADA)
    kept = {key: cache._redis().get(key) for key in cache._redis().keys("*")}
    server.stop()

    bump(ADA, "test")
    server.start()
    for key, value in kept.items():
        cache._redis().set(key, value)
    cache.rest.end()

    assert runs(ADA) == 2
