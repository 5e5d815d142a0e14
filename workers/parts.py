"""The processes of a laptop's Steward: how each is started, known to be ready, and stopped."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from project.embedded.server import port_answers
from project.settings.env import ROOT

from .household import Household

LONGEST_WAIT_SECONDS = 30.0
STEADY_SECONDS = 60.0  # a process that lasted this long has not failed at once


@dataclass(frozen=True)
class Part:
    name: str
    title: str
    command: list[str]
    stop: signal.Signals = signal.SIGTERM
    ready: Callable[[], bool] = lambda: True
    prepare: Callable[[], None] = lambda: None
    engine: bool = False


def _tool(name: str) -> str:
    return str(Path(sys.executable).parent / name)


def engines(household: Household) -> list[Part]:
    found = []
    if household.postgres:
        server = household.postgres
        found.append(
            Part("postgres", "PostgreSQL", server.command, signal.SIGINT, server.accepts, server.prepare, engine=True)
        )
    if household.valkey:
        cache = household.valkey
        found.append(Part("valkey", "Valkey", cache.command, signal.SIGTERM, cache.accepts, cache.prepare, engine=True))
    return found


def prepare_command(household: Household) -> list[str]:
    # A server of your own may be shared with another Steward, whose work must be left alone.
    return [sys.executable, "manage.py", "prepare", *(["--alone"] if household.valkey else [])]


def processes(household: Household) -> list[Part]:
    """In the order of starting: the web first, since a page is what somebody is waiting for."""
    env = household.env
    gunicorn = [_tool("gunicorn"), "--config"]
    celery = [_tool("celery"), "--app", "workers.app", "--quiet"]

    def worker(name: str, queues: str, children: int) -> list[str]:
        return [
            *(*celery, "worker", "--hostname", f"{name}@%h", "--queues", queues, "--concurrency", str(children)),
            *("--without-gossip", "--without-mingle"),
        ]

    return [
        Part(
            "web",
            "the pages",
            [*gunicorn, "python:project.servers.web", "project.wsgi"],
            ready=answers(f"http://127.0.0.1:{env.port}/health"),
        ),
        Part(
            "stream",
            "event streams",
            [*gunicorn, "python:project.servers.stream", "project.asgi"],
            ready=lambda: port_answers(env.stream_port),
        ),
        # Long work has a worker of its own, so that an import never keeps a mail or an answer waiting, nor the
        # maintenance that sees after jobs whose worker died.
        Part(
            "worker-quick",
            "the worker for short work",
            worker("quick", "interactive,maintenance,chat,default", env.worker_processes),
        ),
        Part("worker-heavy", "the worker for long work", worker("heavy", "bulk", 1)),
        Part("beat", "the schedule", [*celery, "beat", "--pidfile="]),
        Part("exporter", "metrics", [sys.executable, "-m", "workers.exporter"]),
    ]


def answers(address: str) -> Callable[[], bool]:
    def ready() -> bool:
        try:
            with urllib.request.urlopen(address, timeout=2) as reply:  # noqa: S310 (our own loopback address)
                return bool(reply.status == 200)
        except OSError:
            return False

    return ready


@dataclass
class Running:
    """A part that was started, and when it may be started again."""

    part: Part
    process: subprocess.Popen[bytes]
    since: float
    waited: float = 0.0
    restart_at: float | None = field(default=None)

    @classmethod
    def launch(cls, part: Part, household: Household) -> "Running":
        with (household.logs / f"{part.name}.log").open("ab") as log:
            process = subprocess.Popen(
                part.command,
                cwd=ROOT,
                env=household.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return cls(part, process, time.monotonic())

    def inherit(self, before: "Running") -> None:
        self.waited = before.waited

    def next_wait(self, now: float) -> float:
        """Seconds until another try: none after a steady run, else twice the last wait."""
        steady = now - self.since > STEADY_SECONDS
        self.waited = 1.0 if steady or not self.waited else min(self.waited * 2, LONGEST_WAIT_SECONDS)
        return self.waited

    def ask_to_stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(self.part.stop)

    def kill_group(self) -> None:
        """End what the process left behind, itself included."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=1)
