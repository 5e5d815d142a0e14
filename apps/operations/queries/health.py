"""What Steward depends on, and how each is looked at."""

import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.core.cache import caches
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from apps.jobs import public as jobs
from project.lib.health import Check, Health, Report, Strained, Unwell
from workers.queues import NAMES as QUEUES

LEAST_FREE_BYTES = 512 * 1024 * 1024
LEAST_FREE_SHARE = 0.05
MOST_CONNECTIONS_SHARE = 0.8

# Of sessions that are somebody else's PostgreSQL tells little more than their database.
CONNECTIONS = """
    SELECT count(*), current_setting('max_connections')::int, to_regclass('django_migrations') IS NOT NULL
    FROM pg_stat_activity WHERE datid IS NOT NULL
"""


@cache
def newest_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of every app of this release; the files do not change while the process runs."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def database() -> Mapping[str, Any]:
    """
    A connection of its own: the request's may be in a transaction, and one that was kept may work a little longer.

    A release whose migrations have not run cannot answer pages either, so the same look asks for those.
    """
    connection = connections["default"].copy()
    # A check has a second. libpq counts in whole ones and takes 1 for 2.
    connection.settings_dict["OPTIONS"] = connection.settings_dict["OPTIONS"] | {"connect_timeout": 2}
    try:
        with connection.cursor() as cursor:
            cursor.execute(CONNECTIONS)
            used, limit, migrated = cursor.fetchone()
            applied: set[tuple[str, str]] = set()
            if migrated:
                cursor.execute("SELECT app, name FROM django_migrations")
                applied = set(cursor.fetchall())
    finally:
        connection.close()
    pending = sorted(f"{app}.{name}" for app, name in newest_migrations() - applied)
    figures = {"pool": {"used": used, "limit": limit}, "pending_migrations": pending}
    if pending:
        raise Unwell("migrations are pending", **figures)
    if used > MOST_CONNECTIONS_SHARE * limit:
        raise Strained("connections are nearly used up", **figures)
    return figures


def cache_server(alias: str) -> Mapping[str, Any]:
    caches[alias].client.get_client().ping()  # type: ignore[attr-defined]
    return {}


def broker() -> Mapping[str, Any]:
    client = redis.Redis.from_url(settings.REDIS_BROKER_URL, socket_timeout=1, socket_connect_timeout=1)
    try:
        client.ping()
    finally:
        client.close()
    return {}


def workers() -> Mapping[str, Any]:
    """Every queue has a worker that said so within the last minute."""
    seen = {queue: jobs.worker_seen_at(queue) for queue in QUEUES}
    figures = {"last_seen": {queue: at and at.isoformat(timespec="seconds") for queue, at in seen.items()}}
    if silent := [queue for queue, at in seen.items() if at is None]:
        raise Unwell(f"no worker serves {', '.join(silent)}", **figures)
    return figures


def disk() -> Mapping[str, Any]:
    folder = Path(settings.VAR)
    usage = shutil.disk_usage(folder if folder.exists() else folder.parent)
    figures = {"free_bytes": usage.free, "total_bytes": usage.total}
    if usage.free < min(LEAST_FREE_BYTES, LEAST_FREE_SHARE * usage.total):
        raise Unwell("the disk is nearly full", **figures)
    return figures


# Only what no page works without is essential: every instance shares the same Redis and workers, so counting those
# would take all of them out of service at once. docs/operations.md has the whole table.
_health = Health(
    [
        Check("database", database, essential=True),
        Check("redis-state", lambda: cache_server("default")),
        Check("redis-cache", lambda: cache_server("pages")),
        Check("redis-broker", broker),
        Check("workers", workers),
        Check("disk", disk),
    ]
)


def health_report() -> Report:
    return _health.report()
