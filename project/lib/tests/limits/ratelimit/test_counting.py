"""How requests are counted, in many threads and without Redis."""

import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import caches
from django.test import Client, RequestFactory
from django_ratelimit.core import get_usage

from project.embedded.server import free_port
from project.embedded.valkey import Valkey
from project.lib.limits import counters
from project.lib.limits.policies import TABLE
from project.settings.base import redis_cache

from .asking import FOODS, statuses, tripped

pytestmark = pytest.mark.urls("project.lib.tests.limits.urls")


# --- Counting -----------------------------------------------------------------------------------------------


def test_threads_count_exactly():
    def ask(_):
        return Client().get("/page").status_code

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(80)))

    assert answers.count(200) == 10


def test_all_policies_of_a_request_take_one_round_trip(client, monkeypatch):
    sent = []
    pool = caches["ratelimit"].client.get_client(write=True).connection_pool
    send = pool.connection_class.send_packed_command

    def counted(connection, command, check_health=True):
        sent.append(command)
        return send(connection, command, check_health)

    client.get(FOODS)
    monkeypatch.setattr(pool.connection_class, "send_packed_command", counted)

    client.get(FOODS)

    assert len(sent) == 1


def test_django_ratelimit_reads_the_same_counters(client):
    statuses(4, lambda: client.get("/page"))
    request = RequestFactory().get("/page")

    usage = get_usage(request, group="ip-burst", key=lambda *_: "address:127.0.0.1", rate="10/10s")

    assert usage["count"] == 4


def test_no_counter_outlives_its_window_by_more_than_the_grace(client):
    client.get("/page")
    cache = caches["ratelimit"]

    left = sorted(cache.ttl(key) for key in cache.keys("*"))

    assert len(left) == 3
    assert left[0] <= 10 + counters.GRACE_SECONDS
    assert left[-1] <= 3600 + counters.GRACE_SECONDS


# --- Without Redis ------------------------------------------------------------------------------------------


@pytest.fixture
def stoppable(tmp_path, settings):
    """A Redis of this test's own behind the limits, and a way to stop it."""
    server = Valkey(tmp_path, free_port(), "secret", throwaway=True)
    server.prepare()
    process = subprocess.Popen(server.command, stdout=subprocess.DEVNULL)
    server.wait()
    settings.CACHES = {**settings.CACHES, "ratelimit": redis_cache(server.url, "rl")}

    def stop():
        process.kill()
        process.wait(timeout=10)

    yield stop
    stop()


@pytest.mark.django_db
def test_reads_stay_open_when_redis_stops(client, stoppable, signed_in):
    assert tripped(20, lambda: client.get("/page")) == (11, "ip-burst")

    stoppable()

    assert set(statuses(30, lambda: client.get("/page"))) == {200}
    assert set(statuses(30, lambda: client.get(FOODS))) == {200}
    assert set(statuses(40, lambda: signed_in.get("/page"))) == {200}


@pytest.mark.django_db
def test_guessing_passwords_stays_limited_when_redis_stops(client, stoppable, person):
    stoppable()

    guess = {"login": "ada@example.org", "password": "wrong"}

    assert tripped(20, lambda: client.post("/admin/login/", guess)) == (6, "login")


@pytest.mark.parametrize("name", ["register", "reset", "refresh", "export"])
def test_what_guards_an_account_counts_in_the_process_when_redis_stops(client, stoppable, name):
    stoppable()

    rate = next(policy.rate.count for policy in TABLE if policy.name == name)

    assert tripped(50, lambda: client.post(f"/named/{name}")) == (rate + 1, name)


def test_while_redis_is_away_it_is_asked_once_a_second_and_then_used_again(client, stoppable, settings, monkeypatch):
    asked = []
    in_redis = counters._in_redis
    monkeypatch.setattr(counters, "_in_redis", lambda *a: asked.append(1) or in_redis(*a))
    stoppable()

    statuses(20, lambda: client.get("/page"))
    settings.CACHES = {**settings.CACHES, "ratelimit": settings.CACHES["default"]}
    counters.rest.end()

    assert len(asked) == 1
    assert tripped(20, lambda: client.get("/page")) == (11, "ip-burst")


def test_the_counter_of_a_process_is_bounded():
    counter = counters.ProcessCounter(most=100)

    for number in range(10_000):
        counter.add(f"key {number}")

    assert len(counter._counts) == 100
    assert counter.add("key 9999") == 2


@pytest.mark.urls("project.urls")
def test_an_account_that_no_text_can_name_is_counted_all_the_same(client):
    replies = [client.post("/sign-in/", '{"login": "\\ud800"}', content_type="application/json") for _ in range(6)]

    assert [reply.status_code for reply in replies] == [422] * 5 + [429]
