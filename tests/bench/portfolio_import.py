"""
What it costs to bring in a file of many lines: the dry run, the booking and the undoing, with their database.

    python -m tests.bench.portfolio_import [LINES]

Its own PostgreSQL and Redis, in a temporary folder. Seconds of wall time and of CPU of this process, and the
largest memory that it ever had. The file has 200 instruments in euros over ten years; every seventh line is a sale.
"""

import io
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from .measure import engines, steward_environment

LINES = 100_000


class Watched:
    """What a job reports to, here without anybody who watches."""

    def say(self, message: str) -> None: ...

    def report(self, done: float, total: float = 100, message: str | None = None) -> None: ...

    def checkpoint(self, state: dict[str, Any]) -> None: ...


def a_file(lines: int) -> bytes:
    first = date(2015, 1, 1)
    rows = ["Date,Type,Symbol,Quantity,Price,Fee,Currency"]
    for number in range(lines):
        on = first + timedelta(days=number * 3600 // lines)
        kind = "Sell" if number // 200 % 7 == 6 else "Buy"
        rows.append(
            f"{on},{kind},SYM{number % 200},{1 + number % 3 if kind == 'Buy' else 1},{50 + number % 90}.25,1.5,EUR"
        )
    return "\n".join(rows).encode()


def timed(what: str, act: Callable[[], Any]) -> Any:
    wall, cpu = time.perf_counter(), time.process_time()
    found = act()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what:12}{wall:9.1f} s{cpu:9.1f} s CPU{memory:9.0f} MB", flush=True)
    return found


def main() -> None:
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
    with engines() as started, tempfile.TemporaryDirectory() as media:
        os.environ.update(steward_environment(started, started.postgres.url))
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.MEDIA_ROOT = media
        call_command("migrate", verbosity=0)
        measure(lines)


def measure(lines: int) -> None:
    from django.contrib.auth import get_user_model

    from apps.portfolio import tasks
    from apps.portfolio.services import imports, open_account

    # No worker runs here: the new figures are measured by portfolio_db.
    tasks.update_portfolio_metrics.apply_async_on_commit = lambda **_: None
    person = get_user_model().objects.create_user("measured@example.org")
    account = open_account(owner=person, name="Broker", currency="EUR")
    content = a_file(lines)
    print(f"{lines:,} lines, {len(content) / 1e6:.1f} MB")
    taken = timed(
        "taken",
        lambda: imports.open_import(owner=person, account=account, upload=io.BytesIO(content), filename="many.csv"),
    )
    imports.begin_check(brought_in=taken, preset=taken.preset, settings={})
    timed("dry run", lambda: imports.check_import(import_id=taken.pk, progress=Watched()))
    imports.begin_booking(brought_in=taken)
    timed("booked", lambda: imports.book_import(import_id=taken.pk, progress=Watched()))
    taken.refresh_from_db()
    print(taken.counts)
    again = imports.open_import(owner=person, account=account, upload=io.BytesIO(content), filename="again.csv")
    imports.begin_check(brought_in=again, preset=again.preset, settings={})
    timed("same again", lambda: imports.check_import(import_id=again.pk, progress=Watched()))
    imports.begin_undo(brought_in=taken)
    timed("undone", lambda: imports.undo_import(import_id=taken.pk, progress=Watched()))


if __name__ == "__main__":
    main()
