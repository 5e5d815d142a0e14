"""
What a night costs: everyone's figures made for a new day, over the seed of `manage.py seed_demo`.

    python -m tests.bench.portfolio --people 10000

Its own PostgreSQL and Redis, in a temporary folder. First all figures are made for the first time; then a night has
passed, and they are made again. CPU of this process and of PostgreSQL, what PostgreSQL wrote to its log (WAL), and the
bytes of kept days a person has, as they lie on the disk.
"""

import os
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any

from .measure import Engines, engines, steward_environment


def measure(people: int) -> None:
    with engines() as started:
        os.environ.update(steward_environment(started, started.postgres.url))
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        Night(started, people).run()


class Night:
    def __init__(self, started: Engines, people: int) -> None:
        from apps.portfolio import tasks
        from project.lib.seeding import PEOPLE

        # No worker runs here: what a change would ask of one is measured by itself.
        tasks.value_outdated.apply_async_on_commit = lambda **_: None
        self.started, self.people, self.part = started, people, Fraction(people, PEOPLE)

    def run(self) -> None:
        from django.utils import timezone

        from apps.portfolio.models import Activity, Standing
        from apps.portfolio.services import value_outdated

        print(f"{'':34}{'people':>8}{'wall s':>9}{'CPU app s':>11}{'CPU db s':>10}{'WAL MB':>9}{'ms/person':>11}")
        self._line("seed of people and ledgers", self._seed)
        self._line("first figures", value_outdated)
        Standing.objects.update(as_of=timezone.localdate() - timedelta(days=1))
        self._line("a night later", value_outdated)
        kept = sorted(self._kept())
        print(f"\n{Activity.objects.count():,} activities; kept on disk a person, kB: "
              f"median {statistics.median(kept) / 1e3:.0f}, p95 {kept[len(kept) * 95 // 100] / 1e3:.0f}, "
              f"largest {kept[-1] / 1e3:.0f}; in all {sum(kept) / 1e6:.0f} MB")  # fmt: skip

    def _seed(self) -> int:
        from django.utils import timezone

        from project.lib.registry import seeders
        from project.lib.seeding import Scale

        scale = Scale(self.part, timezone.localdate())
        for name, seed in seeders:
            if name in ("people", "portfolios"):
                for _ in seed(scale):
                    pass
        return scale.people

    def _kept(self) -> list[int]:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("""
                SELECT series.bytes + pg_column_size(total.sums) FROM (
                    SELECT owner_id, sum(
                        pg_column_size(value) + pg_column_size(fx_gain) + pg_column_size(entries) + pg_column_size(cash)
                    ) AS bytes
                    FROM portfolio_holdingseries GROUP BY owner_id
                ) series JOIN portfolio_totalseries total USING (owner_id)
            """)
            return [int(row[0]) for row in cursor.fetchall()]

    def _line(self, name: str, act: Callable[[], Any]) -> None:
        wal, db, cpu, wall = self._wal(), self.started.database.cpu_ms(), time.process_time(), time.perf_counter()
        people = act()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        db = (self.started.database.cpu_ms() - db) / 1000
        each = (cpu + db) * 1000 / max(1, people)
        print(f"{name:34}{people:8,}{wall:9.1f}{cpu:11.1f}{db:10.1f}{(self._wal() - wal) / 1e6:9.0f}{each:11.1f}",
              flush=True)  # fmt: skip

    def _wal(self) -> int:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")
            return int(cursor.fetchone()[0])
