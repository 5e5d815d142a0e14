"""
What Steward does while PostgreSQL, Redis or the worker is stopped, and that it recovers by itself.

Real engines of this test's own are stopped under a real gunicorn. docs/operations.md has the table that this holds.
"""

import contextlib
import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from project.embedded.postgres import Postgres
from project.embedded.server import free_port, new_field_key, port_answers, wait_until
from project.embedded.valkey import Valkey
from tests.services import STARTED

pytestmark = pytest.mark.stack
ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "correct horse battery staple"  # pragma: allowlist secret
MAKE_PERSON = (
    "from django.contrib.auth import get_user_model as u;"
    f"u().objects.create_user(email='ann@example.org', name='Ann', password='{PASSWORD}')"
)


@dataclass
class Stack:
    folder: Path
    postgres: Postgres
    valkey: Valkey
    port: int
    running: dict[str, subprocess.Popen] = field(default_factory=dict)
    field_key: str = field(default_factory=new_field_key)

    @property
    def environment(self) -> dict[str, str]:
        inherited = {
            name: value for name, value in os.environ.items() if name not in (STARTED, "DJANGO_SETTINGS_MODULE")
        }
        return inherited | {
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.valkey.url,
            "STEWARD_VAR": str(self.folder),
            "PORT": str(self.port),
            "WEB_WORKERS": "1",
            "WEB_THREADS": "4",
            "DJANGO_SECRET_KEY": "s" * 60,
            "JWT_SECRET": "j" * 60,
            "FIELD_KEYS": f"k1={self.field_key}",
        }

    def launch(self, name: str, command: list[str]) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def stop(self, name: str) -> None:
        process = self.running.pop(name)
        process.send_signal(2 if name == "postgres" else 15)
        process.wait(timeout=15)

    def start_postgres(self) -> None:
        self.launch("postgres", self.postgres.command)
        self.postgres.wait()

    def start_valkey(self) -> None:
        self.launch("valkey", self.valkey.command)
        self.valkey.wait()

    def start_worker(self) -> None:
        queues = "interactive,default,bulk,chat,maintenance"
        celery = [str(Path(sys.executable).parent / "celery"), "--app", "workers.app", "--quiet", "worker"]
        self.launch("worker", [*celery, "--queues", queues, "--concurrency", "1", "--without-gossip"])

    def manage(self, *command: str) -> None:
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment, check=True)


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    password = secrets.token_hex(16)
    made = Stack(
        tmp_path,
        Postgres(tmp_path / "postgres", free_port(), password, throwaway=True),
        Valkey(tmp_path / "valkey", free_port(), password, throwaway=True),
        free_port(),
    )
    try:
        made.postgres.prepare()
        made.valkey.prepare()
        made.start_postgres()
        made.start_valkey()
        made.postgres.create_database()
        made.manage("migrate", "--verbosity", "0")
        made.manage("shell", "--verbosity", "0", "-c", MAKE_PERSON)
        gunicorn = str(Path(sys.executable).parent / "gunicorn")
        made.launch("web", [gunicorn, "--config", "python:project.servers.web", "project.wsgi"])
        made.start_worker()
        wait_until(lambda: port_answers(made.port), seconds=40, what="the web")
        yield made
    finally:
        for process in reversed(made.running.values()):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, 9)
            process.wait(timeout=10)


class Visitor:
    def __init__(self, stack: Stack) -> None:
        self.http = httpx.Client(base_url=f"http://localhost:{stack.port}", timeout=15, follow_redirects=True)

    def sign_in(self) -> None:
        form = self.http.get("/sign-in/").text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
        assert token, form[:500]
        answer = self.http.post(
            "/sign-in/",
            data={"csrfmiddlewaretoken": token[1], "login": "ann@example.org", "password": PASSWORD},
        )
        assert "Ann" in answer.text, answer.text[:800]

    def status(self, path: str) -> int:
        return self.http.get(path).status_code

    def ready(self) -> tuple[int, str]:
        answer = self.http.get("/health/ready")
        return answer.status_code, answer.json()["status"]

    def state(self) -> dict[str, bool]:
        return {check["name"]: check["ok"] for check in self.http.get("/api/v1/health").json()["checks"]}

    def until(self, wanted: tuple[int, str], seconds: float = 40) -> None:
        deadline = time.monotonic() + seconds
        while (seen := self.ready()) != wanted:
            assert time.monotonic() < deadline, f"readiness stayed {seen} and did not become {wanted}"
            time.sleep(0.2)


def test_each_outage_is_told_survived_and_recovered_from(stack: Stack) -> None:
    visitor = Visitor(stack)
    visitor.until((200, "ok"))
    visitor.sign_in()
    assert visitor.status("/settings/") == 200

    # Redis: still served, still signed in (sessions are in the database too), limits count in the process.
    stack.stop("valkey")
    visitor.until((200, "degraded"))
    assert visitor.state()["redis-state"] is False
    assert visitor.status("/settings/") == 200
    assert visitor.status("/sign-in/") == 200
    stack.start_valkey()
    visitor.until((200, "ok"))
    assert visitor.status("/settings/") == 200

    # PostgreSQL: taken out of service, not restarted; pages say why; the session is there again afterwards.
    stack.stop("postgres")
    visitor.until((503, "down"))
    assert (visitor.status("/health"), visitor.status("/health/live")) == (200, 200)
    assert visitor.http.get("/api/v1/health").status_code == 503
    failed = visitor.http.get("/settings/")
    assert failed.status_code == 503
    assert "Traceback" not in failed.text
    stack.start_postgres()
    visitor.until((200, "ok"))
    assert visitor.status("/settings/") == 200

    # The worker: pages do not notice; the state names it within a minute; it is well again by itself.
    stack.stop("worker")
    visitor.until((200, "degraded"), seconds=90)
    assert visitor.state()["workers"] is False
    assert visitor.status("/settings/") == 200
    stack.start_worker()
    visitor.until((200, "ok"))

    # Every line that the web wrote through all of this is one that a program can read.
    report = subprocess.run(
        [sys.executable, "manage.py", "log_report", str(stack.folder / "web.log")],
        cwd=ROOT,
        env=stack.environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "no JSON lines" not in report, report
    assert "accounts:preferences" in report
