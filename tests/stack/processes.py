"""Steward's own processes, started for a test against its database and Redis, and stopped after it."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError

from django.conf import settings
from django.db import connection

from project.embedded.server import free_port

ROOT = Path(__file__).resolve().parents[2]
# Far less than what these stops and cancels would wait for, and far more than they take: a second or three, unless
# other programs have the machine.
UNHURRIED = 15


def eventually(holds: Callable[[], object], *, within: float = 20, what: str = "") -> object:
    """What `holds` returned once it was true; fails when it never was."""
    deadline = time.monotonic() + within
    while True:
        found = holds()
        if found:
            return found
        assert time.monotonic() < deadline, what or f"{holds} did not hold within {within} s"
        time.sleep(0.05)


def environment(**more: str) -> dict[str, str]:
    """What makes a child process use the very database and Redis of this test."""
    database = connection.settings_dict
    url = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
    own = {
        "DATABASE_URL": url,
        "REDIS_URL": settings.REDIS_STATE_URL,
        "DJANGO_SECRET_KEY": settings.SECRET_KEY,
        "JWT_SECRET": settings.JWT_SECRET,
        "DJANGO_SETTINGS_MODULE": "project.settings.dev",
        "DEPLOY_ENV": "development",
    }
    return os.environ | own | more


class Process:
    """A process and all that it starts, in a group of its own."""

    def __init__(self, *command: str, **env: str) -> None:
        self._log = tempfile.NamedTemporaryFile("w+", suffix=".log")  # noqa: SIM115 (closed with the process)
        self._popen = subprocess.Popen(
            command, cwd=ROOT, env=environment(**env), stdout=self._log, stderr=self._log, start_new_session=True
        )
        self.pid = self._popen.pid

    @property
    def output(self) -> str:
        return Path(self._log.name).read_text()

    @property
    def running(self) -> bool:
        return self._popen.poll() is None

    def send(self, number: int) -> None:
        self._popen.send_signal(number)

    def wait(self, seconds: float) -> int:
        return self._popen.wait(seconds)

    def stop(self, seconds: float = 10) -> None:
        self.send(signal.SIGTERM)
        try:
            self.wait(seconds)
        finally:
            self.kill()

    def kill(self) -> None:
        """The process and its children, with no chance to tidy up."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._popen.wait(10)

    def alive_in_group(self) -> list[int]:
        """The pids of the group that still run."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[2]) == self.pid and fields[0] != "Z":
                found.append(int(stat.parent.name))
        return found


@contextmanager
def running(*command: str, **env: str) -> Iterator[Process]:
    process = Process(*command, **env)
    try:
        yield process
    except BaseException:
        print(process.output[-8000:])  # pytest shows it with the failure
        raise
    finally:
        process.kill()


@contextmanager
def stream_server(port: int = 0, **env: str) -> Iterator[tuple[Process, int]]:
    """The event streams on a port of their own, ready."""
    port = port or free_port()
    command = (sys.executable, "-m", "gunicorn", "-c", "project/servers/stream.py")
    with running(*command, STREAM_PORT=str(port), **env) as process:

        def healthy() -> bool:
            assert process.running, process.output
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as answer:
                    return answer.status == 200
            except (URLError, OSError):
                return False

        eventually(healthy, within=30, what="the stream server did not become ready")
        yield process, port


@contextmanager
def worker(*, queues: str = "interactive,default,bulk,chat,maintenance", processes: int = 2, app: str = "workers.app",
           **env: str) -> Iterator[Process]:  # fmt: skip
    """A real Celery worker, ready."""
    command = ("-A", app, "worker", "-Q", queues, "-c", str(processes), "-l", "INFO")
    quiet = ("--without-gossip", "--without-mingle")
    with running(sys.executable, "-m", "celery", *command, *quiet, **env) as process:
        eventually(lambda: not process.running or " ready." in process.output, within=40, what="no worker")
        assert process.running, process.output
        yield process
