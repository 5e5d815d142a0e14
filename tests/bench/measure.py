"""
What a request costs: CPU of the application and of PostgreSQL, statements, latency and bytes.

CPU is taken from /proc for the whole tree of processes, children that ended included, because wall times on shared
machines drift. Statements come from pg_stat_statements. Compare figures of one run only, as ratios.
"""

import contextlib
import http.client
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from statistics import median, quantiles

import psycopg

from project.embedded.postgres import Postgres
from project.embedded.server import free_port, new_field_key, port_answers, wait_until
from project.embedded.valkey import Valkey

ROOT = Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")


# --- Processes --------------------------------------------------------------------------------------------------------


def tree(root: int) -> list[list[str]]:
    """/proc/PID/stat, after the name, of a process and of everything below it."""
    children: dict[int, list[int]] = {}
    stats: dict[int, list[str]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            pid, described = int(stat.parent.name), stat.read_text().rpartition(")")[2].split()
            stats[pid] = described
            children.setdefault(int(described[1]), []).append(pid)
    found, wanted = [], [root]
    while wanted:
        pid = wanted.pop()
        found += [stats[pid]] if pid in stats else []
        wanted += children.get(pid, [])
    return found


def cpu_ms(root: int) -> float:
    """User and system time of a tree, with that of its ended children; in steps of 10 ms."""
    return sum(sum(map(int, stat[11:15])) for stat in tree(root)) * 1000 / TICKS


class Process:
    def __init__(self, command: list[str], log: Path, env: Mapping[str, str] | None = None) -> None:
        with log.open("w") as out:
            self._popen = subprocess.Popen(
                command, cwd=ROOT, env=dict(env or os.environ), stdout=out, stderr=out, start_new_session=True
            )
        self.pid, self.log = self._popen.pid, log

    def cpu_ms(self) -> float:
        return cpu_ms(self.pid)

    def stop(self, number: int = signal.SIGTERM) -> None:
        self._popen.send_signal(number)
        try:
            self._popen.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.pid, signal.SIGKILL)
            self._popen.wait()


class Engines:
    """A PostgreSQL that counts statements, and a Valkey: both thrown away afterwards."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres = Postgres(
            folder / "postgres",
            free_port(),
            secrets.token_hex(16),
            throwaway=True,
            extra=(
                "shared_preload_libraries=pg_stat_statements",
                "pg_stat_statements.track_utility=off",
                "pg_stat_statements.track_planning=off",
                "autovacuum=off",  # it would work while another is measured; load() analyses by hand
            ),
        )
        self.valkey = Valkey(folder / "valkey", free_port(), secrets.token_hex(16), throwaway=True)

    def __enter__(self) -> "Engines":
        self.postgres.prepare()
        self.valkey.prepare()
        self.database = Process(self.postgres.command, self.folder / "postgres.log")
        self.redis = Process(self.valkey.command, self.folder / "valkey.log")
        self.postgres.wait()
        self.postgres.create_database()
        self.valkey.wait()
        self._admin = psycopg.connect(self.url("postgres"), autocommit=True)
        self._admin.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        return self

    def __exit__(self, *_: object) -> None:
        self._admin.close()
        self.redis.stop()
        self.database.stop(signal.SIGINT)

    def url(self, database: str) -> str:
        return self.postgres.url.rpartition("/")[0] + f"/{database}"

    def create(self, database: str) -> str:
        self._admin.execute(f"CREATE DATABASE {database}")
        return self.url(database)

    def statements(self, database: str) -> int:
        """How many were executed in this database so far; transactions and settings do not count."""
        found = self._admin.execute(
            "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid"
            " WHERE d.datname = %s",
            [database],
        ).fetchone()
        return int(found[0]) if found else 0


@contextlib.contextmanager
def engines() -> Iterator[Engines]:
    with tempfile.TemporaryDirectory(prefix="steward-bench-") as folder, Engines(Path(folder)) as started:
        yield started


# --- One server and what its answers cost -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Cost:
    """Per request. Milliseconds and bytes."""

    cpu_app_ms: float
    cpu_db_ms: float
    statements: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    bytes: float

    @property
    def cpu_ms(self) -> float:
        return self.cpu_app_ms + self.cpu_db_ms

    @classmethod
    def median(cls, costs: list["Cost"]) -> "Cost":
        return cls(**{item.name: median(getattr(cost, item.name) for cost in costs) for item in fields(cls)})


class Server:
    """gunicorn as the product runs it (gthread), one worker so that what is warm is warm for every request."""

    def __init__(self, started: Engines, *, database: str, env: Mapping[str, str], arguments: list[str]) -> None:
        self.port, self._engines, self.database = free_port(), started, database
        command = [sys.executable, "-m", "gunicorn", *arguments, "-w", "1", "--max-requests", "0"]
        command += ["-b", f"127.0.0.1:{self.port}", "--no-control-socket"]
        self._log = started.folder / f"{database}.log"
        self.process = Process(command, self._log, os.environ | env)

    def __enter__(self) -> "Server":
        try:
            wait_until(lambda: port_answers(self.port), seconds=30, what=f"gunicorn ({self._log.read_text()[-2000:]})")
        except BaseException:
            self.process.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.process.stop()

    def measure(
        self, path: str, n: int, headers: Mapping[str, str] | None = None, warm: int = 20, body: str = ""
    ) -> Cost:
        """
        Ask `n` times over one connection that stays open, after a few times unmeasured; with a body, by POST.

        :raises AssertionError: an answer is not 200
        """
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {"Host": f"localhost:{self.port}", **(headers or {})}

        def ask() -> tuple[float, int]:
            began = time.perf_counter()
            connection.request("POST" if body else "GET", path, body or None, headers=sent)
            answer = connection.getresponse()
            read = answer.read()
            took = (time.perf_counter() - began) * 1000
            assert answer.status == 200, (path, answer.status, answer.getheader("Location"), read[:500])
            return took, len(read)

        for _ in range(warm):
            ask()
        app, database = self.process.cpu_ms(), self._engines.database.cpu_ms()
        statements = self._engines.statements(self.database)
        answers = [ask() for _ in range(n)]
        app, database = self.process.cpu_ms() - app, self._engines.database.cpu_ms() - database
        statements = self._engines.statements(self.database) - statements
        connection.close()
        cuts = quantiles([took for took, _ in answers], n=100)
        size = answers[-1][1]
        return Cost(app / n, database / n, statements / n, cuts[49], cuts[94], cuts[98], size)


@dataclass(frozen=True)
class Subject:
    """Something to measure: enough requests that its CPU is many steps of the kernel's clock."""

    name: str
    server: Server
    path: str
    n: int
    headers: Mapping[str, str] | None = None
    body: str = ""


def interleaved(subjects: list[Subject], *, rounds: int = 5) -> dict[str, Cost]:
    """The median of each over rounds in which all take turns, so that what drifts drifts for all."""
    found: dict[str, list[Cost]] = {subject.name: [] for subject in subjects}
    for _ in range(rounds):
        for subject in subjects:
            warm = min(20, subject.n)
            cost = subject.server.measure(subject.path, subject.n, subject.headers, warm, subject.body)
            found[subject.name].append(cost)
    return {name: Cost.median(costs) for name, costs in found.items()}


def table(costs: Mapping[str, Cost], units: Mapping[str, str]) -> str:
    """
    A Markdown table of the costs.

    :param units: a column for each: its heading and the name of the cost that it divides by
    """
    headings = ["what", "CPU app", "CPU db", "SQL", "p50", "p95", "p99", "bytes", *(f"÷ {unit}" for unit in units)]
    lines = [headings, ["---"] * len(headings)]
    for name, cost in costs.items():
        figures = (cost.cpu_app_ms, cost.cpu_db_ms, cost.statements, cost.p50_ms, cost.p95_ms, cost.p99_ms)
        ratios = [f"{cost.cpu_ms / costs[unit].cpu_ms:.2f}" for unit in units.values()]
        lines.append([name, *(f"{figure:.2f}" for figure in figures), f"{cost.bytes:,.0f}", *ratios])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def steward_environment(started: Engines, database_url: str) -> dict[str, str]:
    """A Steward of the laptop's kind on these engines, whose limits count but never refuse."""
    from project.lib.limits.policies import NAMES

    return {
        "DEPLOY_ENV": "development",
        "DJANGO_SETTINGS_MODULE": "project.settings.dev",
        "DATABASE_URL": database_url,
        "REDIS_URL": started.valkey.url,
        "STEWARD_VAR": str(started.folder),
        "DJANGO_SECRET_KEY": secrets.token_urlsafe(48),
        "JWT_SECRET": secrets.token_urlsafe(48),
        "FIELD_KEYS": f"k1={new_field_key()}",
        "RATE_LIMITS": ",".join(f"{name}=9999999/h" for name in NAMES),
        "LOG_LEVEL": "ERROR",
    }
