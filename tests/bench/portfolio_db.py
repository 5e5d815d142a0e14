"""
What the portfolio costs with its database: 10 years of days, 5,000 activities, 200 holdings, and a list of 50,000.

    python -m tests.bench.portfolio_db [ROUNDS]

Its own PostgreSQL and Redis, in a temporary folder. Medians of milliseconds: CPU of this process and of PostgreSQL (in
steps of 10 ms, so over all rounds together), and wall time, which on a shared machine says little. Statements include
the look-ups of foreign keys, one for each row that is written.

`cold` makes every figure of a person and writes it; `one change` is what a worker does after a person recorded
something; `warm` is a range that is remembered; `any range` is one that is not. Then the bytes that are kept, and the
plans of the lists.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from .measure import Engines, engines, steward_environment

ROUNDS = 7
LIMITS = {"cold": 120.0, "one change": 25.0, "warm": 8.0}
LONG_LIST = 50_000


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with engines() as started:
        os.environ.update(steward_environment(started, started.postgres.url))
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        Bench(started, rounds).run()


class Bench:
    def __init__(self, started: Engines, rounds: int) -> None:
        from django.contrib.auth import get_user_model
        from django.db import connection
        from django.utils import timezone

        from apps.portfolio import tasks
        from apps.portfolio.services import seeding

        # No worker runs here: what a change would ask of one is measured by itself.
        tasks.update_portfolio_metrics.apply_async_on_commit = lambda **_: None
        self.started, self.rounds, self.today = started, rounds, timezone.localdate()
        scale = seeding.Scale()
        self.instruments = seeding.seed_market(scale=scale, until=self.today)
        self.person = get_user_model().objects.create_user("measured@example.org")
        self.account = seeding.seed(owner=self.person, scale=scale, instruments=self.instruments, until=self.today)
        self.lister = get_user_model().objects.create_user("lister@example.org")
        long = seeding.Scale(activities=LONG_LIST)
        seeding.seed(owner=self.lister, scale=long, instruments=self.instruments, until=self.today)
        connection.cursor().execute("VACUUM ANALYZE")

    def run(self) -> None:
        print(f"{'':34}{'CPU app':>9}{'CPU db':>9}{'wall':>9}{'p95':>9}{'SQL':>6}{'limit':>8}")
        self._valuation()
        self._ranges()
        self._lists()
        self._kept()

    # --- What is measured ---------------------------------------------------------------------------------------------

    def _valuation(self) -> None:
        from apps.portfolio.models import Standing
        from apps.portfolio.services import record_activity
        from apps.portfolio.services.valuation import update_portfolio_metrics

        def forget() -> None:
            Standing.objects.filter(owner=self.person).update(as_of=None)

        def record() -> None:
            record_activity(
                owner=self.person, account=self.account, kind="buy", on=self.today - timedelta(days=500),
                instrument=self.instruments[7], quantity=Decimal(2), price=Decimal(50),
            )  # fmt: skip

        self._line("cold", lambda: update_portfolio_metrics(user=self.person), before=forget)
        self._line("record an activity", record)
        update_portfolio_metrics(user=self.person)
        self._line("one change", lambda: update_portfolio_metrics(user=self.person), before=record)

    def _ranges(self) -> None:
        from apps.portfolio.queries import figures, holdings, ranges

        first = self.today - timedelta(days=1000)
        ranges.performance(self.person, first, self.today)
        self._line("warm", lambda: ranges.performance(self.person, first, self.today))
        self._line("warm, summary", lambda: holdings.summary(self.person))
        self._line("any range", lambda: figures.value_points(figures.kept(self.person), first, self.today))
        account = (self.account.pk,)
        self._line(
            "any range of one account",
            lambda: figures.value_points(figures.kept(self.person, accounts=account), first, self.today),
        )
        self._line("table of 200 holdings", lambda: holdings.holdings_table(self.person))

    def _lists(self) -> None:
        from apps.portfolio.queries.listing import Narrowed, activities
        from project.lib.paging import keyset_page

        def page(cursor: str = "", narrowed: Narrowed = Narrowed()) -> None:  # noqa: B008 (it is frozen)
            found = keyset_page(activities(self.lister, narrowed), cursor=cursor, size=25)
            assert len(found.items) == 25

        cursor = ""
        for _ in range(250):
            cursor = keyset_page(activities(self.lister), cursor=cursor, size=100).next
        self._line("page 1 of 50,000 activities", page)
        self._line("page 1,000 of 50,000 activities", lambda: page(cursor))
        self._line("dividends, page 1", lambda: page("", Narrowed(kinds=["dividend"])))
        self._line("words of a note, page 1", lambda: page("", Narrowed(words="line 1")))
        self._line("name of an instrument, page 1", lambda: page("", Narrowed(words="seed0007")))
        print()
        for name, narrowed in (("list", Narrowed()), ("words of a note", Narrowed(words="line 1"))):
            print(f"plan, {name}: {', '.join(_scans(activities(self.lister, narrowed)[:26]))}")

    def _kept(self) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT sum(octet_length(value) + octet_length(fx_gain) + octet_length(entries))"
                " FROM portfolio_holdingseries WHERE owner_id = %s",
                [self.person.pk],
            )
            (kept,) = cursor.fetchone()
        print(f"kept days of the 200 holdings: {kept / 1e6:.1f} MB")

    # --- How ----------------------------------------------------------------------------------------------------------

    def _line(self, name: str, act: Callable[[], Any], *, before: Callable[[], Any] = lambda: None) -> None:
        cpu, wall, db, sent = [], [], 0.0, 0
        before()
        act()
        for _ in range(self.rounds):
            before()
            db_before, sent_before = self.started.database.cpu_ms(), self.started.statements("steward")
            cpu_before, wall_before = time.process_time(), time.perf_counter()
            act()
            cpu.append((time.process_time() - cpu_before) * 1000)
            wall.append((time.perf_counter() - wall_before) * 1000)
            db += self.started.database.cpu_ms() - db_before
            sent += self.started.statements("steward") - sent_before
        p95 = statistics.quantiles(wall, n=20)[-1]
        limit = f"{LIMITS[name]:8.0f}" if name in LIMITS else ""
        print(
            f"{name:34}{statistics.median(cpu):9.1f}{db / self.rounds:9.1f}{statistics.median(wall):9.1f}{p95:9.1f}"
            f"{sent / self.rounds:6.0f}{limit}"
        )


def _scans(queryset: Any) -> list[str]:
    (explained,) = json.loads(queryset.explain(format="json"))
    found, waiting = [], [explained["Plan"]]
    while waiting:
        node = waiting.pop()
        waiting += node.get("Plans", [])
        if "Scan" in node["Node Type"]:
            found.append(f"{node['Node Type']} {node.get('Index Name') or node.get('Relation Name')}")
    return found


if __name__ == "__main__":
    main()
