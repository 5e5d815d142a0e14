"""Each dependency, asked while it is there and while it is not."""

from collections import namedtuple
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connection
from redis.exceptions import ConnectionError as RedisAway

from apps.operations.queries import health
from project.embedded.server import free_port
from project.lib.health import Strained, Unwell
from project.settings.base import redis_cache


@pytest.mark.django_db
def test_the_database_tells_its_connections_and_that_nothing_is_pending():
    figures = health.database()

    assert 1 <= figures["pool"]["used"] <= figures["pool"]["limit"]
    assert figures["pending_migrations"] == []


@pytest.mark.django_db(transaction=True)
def test_pending_migrations_are_named():
    newest = sorted(health.newest_migrations())[0]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = %s AND name = %s RETURNING applied", newest)
        (applied,) = cursor.fetchone()

    try:
        with pytest.raises(Unwell, match="pending") as caught:
            health.database()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)", [*newest, applied])

    assert caught.value.figures["pending_migrations"] == [".".join(newest)]


@pytest.mark.django_db
def test_connections_that_run_out_are_a_strain(monkeypatch):
    monkeypatch.setattr(health, "MOST_CONNECTIONS_SHARE", 0.0)

    with pytest.raises(Strained, match="nearly used up"):
        health.database()


@pytest.mark.parametrize("alias", ["default", "pages"])
def test_a_redis_that_answers_is_well(alias):
    assert health.cache_server(alias) == {}


def test_a_redis_that_is_away_raises(settings):
    settings.CACHES = settings.CACHES | {"pages": redis_cache(f"redis://127.0.0.1:{free_port()}/0", "x")}

    with pytest.raises(RedisAway):
        health.cache_server("pages")


def test_the_broker_is_asked(settings):
    assert health.broker() == {}

    settings.REDIS_BROKER_URL = f"redis://127.0.0.1:{free_port()}/0"

    with pytest.raises(RedisAway):
        health.broker()


def test_a_queue_without_a_worker_is_named(monkeypatch):
    seen = dict.fromkeys(health.QUEUES, datetime(2026, 11, 21, 9, 0, tzinfo=UTC))
    monkeypatch.setattr(health.jobs, "worker_seen_at", seen.get)

    assert health.workers()["last_seen"]["bulk"] == "2026-11-21T09:00:00+00:00"

    seen["bulk"] = None

    with pytest.raises(Unwell, match="no worker serves bulk"):
        health.workers()


def test_a_full_disk_is_told(monkeypatch):
    assert health.disk()["free_bytes"] > 0

    usage = namedtuple("usage", "total used free")(10**12, 10**12, 10**6)
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _: usage)

    with pytest.raises(Unwell, match="nearly full"):
        health.disk()


def test_the_checks_cover_every_redis_role():
    names = {check.name for check in health._health._checks}

    assert names == {"database", "redis-state", "redis-cache", "redis-broker", "workers", "disk"}
    assert [check.name for check in health._health._checks if check.essential] == ["database"]
    assert settings.DATABASES["default"]["OPTIONS"]["connect_timeout"] == 5, "the check must not change the settings"
