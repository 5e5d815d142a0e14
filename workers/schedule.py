"""
What runs again and again, and how often.

Beat only knocks: whether a task is due is decided on its `PeriodicRun` row, under a lease. So two beats or two
workers do no harm, and what fell due while Steward was off runs at the next knock.
"""

from datetime import timedelta
from typing import Any

from .queues import MAINTENANCE

EVERY: dict[str, timedelta] = {
    # Finds jobs whose worker died, and those that were never enqueued. With a lease of 20 s, seen within 60 s.
    "jobs.sweep": timedelta(seconds=15),
    # Drops what is older than it may be (project/lib/retention.py), and erases whose time to undo it is over.
    "accounts.purge_expired": timedelta(hours=1),
    "accounts.erase_departed": timedelta(hours=1),
    # Prices of the new day, and figures of it for everyone, whatever their time zone.
    "portfolio.begin_day": timedelta(hours=1),
    # Looks at prices, and at the figures of whoever was valued since.
    "portfolio.watch_alerts": timedelta(minutes=5),
    # Asks providers for what is due; each instrument is due once in twenty hours.
    "portfolio.refresh_market": timedelta(hours=1),
    # Reads the whole catalogue; what changes it by much counts at once.
    "nutrition.count_recipes": timedelta(hours=12),
    "operations.roll_up_use": timedelta(hours=1),
}

# Nothing waits longer than this for its knock, so a daily task that fell due overnight runs soon after the start.
LONGEST_PAUSE = timedelta(minutes=5)


def beat_entries() -> dict[str, dict[str, Any]]:
    entries = {}
    for name, every in EVERY.items():
        pause = min(every, LONGEST_PAUSE)
        # A knock that was not answered before the next one is worth nothing.
        options = {"queue": MAINTENANCE, "expires": pause.total_seconds(), "ignore_result": True}
        entries[name] = {"task": name, "schedule": pause, "options": options}
    return entries
