"""A whole Steward started by `./run`, in a data folder and on ports of its own."""

import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path

from project.embedded.server import free_port

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 300


class Steward:
    def __init__(self, folder: Path, root: Path = ROOT, **variables: str) -> None:
        self.folder = folder
        self.root = root
        self.port = int(variables.get("PORT", 0)) or free_port()
        # Nothing of the test run's own servers may reach it: it must start its own.
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "DEPLOY_ENV")
        }
        few = {"WEB_WORKERS": "1", "WORKER_PROCESSES": "1", "PORT": str(self.port), "STEWARD_VAR": str(folder)}
        self.variables = inherited | few | variables
        self.said = ""
        self.prefix: list[str] = []  # what makes ./run another user's
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def output(self) -> Path:
        return self.folder.with_suffix(".out")

    def launch(self) -> "Steward":
        with self.output.open("wb") as out:
            self.process = subprocess.Popen(
                [*self.prefix, "./run"], cwd=self.root, env=self.variables, stdout=out, stderr=subprocess.STDOUT
            )
        return self

    def start(self) -> "Steward":
        """Until it says that it is ready."""
        self.launch()
        self.until(lambda: "Ctrl-C stops it" in self.read() or self.process.poll() is not None)
        assert "Ctrl-C stops it" in self.read(), self.read()
        return self

    def read(self) -> str:
        self.said = self.output.read_text(errors="replace")
        return self.said

    def until(self, condition, seconds: float = START_SECONDS) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"not within {seconds} s\n{self.read()}"
            time.sleep(0.1)

    @property
    def link(self) -> str:
        return re.search(r"Sign in once, on this machine:\s+(\S+)", self.read()).group(1)

    def processes(self) -> dict[str, int]:
        """The processes it started, by name."""
        file = self.folder / "processes"
        rows = [line.split("\t") for line in file.read_text().splitlines()] if file.is_file() else []
        return {name: int(pid) for name, pid, *_ in rows}

    def alive(self) -> list[int]:
        """Every process, children included, that was started with this data folder."""
        mark = f"STEWARD_VAR={self.folder}\0".encode()
        found = []
        for environ in Path("/proc").glob("[0-9]*/environ"):
            try:
                if mark in environ.read_bytes() and (environ.parent / "cmdline").read_bytes():
                    found.append(int(environ.parent.name))
            except OSError:
                continue
        return found

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=30)

    def clean_up(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=30)
        for pid in self.alive():
            os.kill(pid, signal.SIGKILL)


def get(address: str, **headers: str) -> tuple[int, str, Message]:
    """Status, body and headers, without following redirects."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    opener = urllib.request.build_opener(Stay, urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(address, headers=headers), timeout=20) as reply:
            return reply.status, reply.read().decode(), reply.headers
    except urllib.error.HTTPError as fault:
        return fault.code, fault.read().decode(), fault.headers


def let_everybody_in(folder: Path) -> None:
    """pytest keeps its folders to the user that runs it; one that another user works in must be reachable."""
    for place in (folder, *folder.parents):
        if place.stat().st_uid == os.getuid() and not place.stat().st_mode & 0o001:
            place.chmod(place.stat().st_mode | 0o055)
