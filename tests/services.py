"""
The PostgreSQL and Redis of one test run, started by the test settings before Django reads the rest.

So `./test` and a bare `pytest tests/` behave alike. Test processes of one run (pytest-xdist) share the
servers; two runs, or a run beside `./run`, share nothing.
"""

import atexit
import contextlib
import os
import secrets
import shutil
import signal
import subprocess
from pathlib import Path

from project.embedded.postgres import Postgres
from project.embedded.server import free_port
from project.embedded.valkey import Valkey

ROOT = Path(__file__).resolve().parents[1]
RUNS = ROOT / "var" / "test"
STARTED = "STEWARD_TEST_SERVICES"


def sweep() -> None:
    """Stop and remove what runs that were killed left behind."""
    for folder in RUNS.glob("*"):
        with contextlib.suppress(ProcessLookupError, ValueError):
            os.kill(int(folder.name), 0)
            continue
        for pid in (folder / "pids").read_text().split() if (folder / "pids").is_file() else ():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(int(pid), signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)


def start() -> None:
    sweep()
    folder = RUNS / str(os.getpid())
    folder.mkdir(parents=True)
    postgres = Postgres(folder / "postgres", free_port(), secrets.token_hex(16), throwaway=True)
    valkey = Valkey(folder / "valkey", free_port(), secrets.token_hex(16), throwaway=True)
    running = []
    for server in (postgres, valkey):
        server.prepare()
        log = (folder / f"{type(server).__name__.lower()}.log").open("w")
        running.append(subprocess.Popen(server.command, stdout=log, stderr=log, start_new_session=True))
    (folder / "pids").write_text(" ".join(str(process.pid) for process in running))

    def stop() -> None:
        if os.getpid() != owner:
            return
        running[0].send_signal(signal.SIGINT)
        running[1].send_signal(signal.SIGTERM)
        for process in running:
            process.wait(timeout=10)
        shutil.rmtree(folder, ignore_errors=True)

    owner = os.getpid()
    atexit.register(stop)
    postgres.wait()
    postgres.create_database()
    valkey.wait()
    os.environ.update(DATABASE_URL=postgres.url, REDIS_URL=valkey.url, STEWARD_VAR=str(folder))


def ensure() -> None:
    """Point this process at the run's servers, starting them where no parent process has."""
    # The suite must not depend on what stands in the developer's .env.
    os.environ["DEPLOY_ENV"] = "development"
    if STARTED not in os.environ:
        if "TEST_DATABASE_URL" in os.environ:
            os.environ.update(DATABASE_URL=os.environ["TEST_DATABASE_URL"], REDIS_URL=os.environ["TEST_REDIS_URL"])
        else:
            start()
        os.environ[STARTED] = "1"
