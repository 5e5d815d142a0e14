"""
What a supervisor that was killed left running, and how the next one ends it.

A process id alone may belong to somebody else by now, so each is kept with the moment its process began.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

GRACE_SECONDS = 4.0


def remember(file: Path, processes: Sequence[tuple[str, int, signal.Signals]]) -> None:
    fresh = file.with_suffix(".new")
    fresh.write_text("".join(f"{name}\t{pid}\t{int(stop)}\t{began(pid)}\n" for name, pid, stop in processes))
    fresh.replace(file)


def forget(file: Path) -> None:
    file.unlink(missing_ok=True)


def stop(file: Path, say: Callable[[str], None]) -> None:
    """Stop what still runs, asking first; PostgreSQL and Valkey, which were started first, go last."""
    if not file.is_file():
        return
    rows = [line.split("\t") for line in file.read_text().splitlines()]
    alive = [(name, int(pid), int(number)) for name, pid, number, when in rows if when and began(int(pid)) == when]
    if alive:
        say("Ending what the last start left running: " + ", ".join(name for name, _, _ in alive))
    for engines in (False, True):
        group = [member for member in alive if (member[0] in ("postgres", "valkey")) is engines]
        for _, pid, number in group:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
        deadline = time.monotonic() + GRACE_SECONDS
        while any(began(pid) for _, pid, _ in group) and time.monotonic() < deadline:
            time.sleep(0.05)
        for _, pid, _ in group:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
    forget(file)


def began(pid: int) -> str:
    """The moment a process began, in the system's own words; empty when there is none, or it has ended."""
    stat = Path(f"/proc/{pid}/stat")
    if Path("/proc/self").exists():
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            return ""
        return "" if fields[0] == "Z" else fields[19]
    said = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return said.stdout.strip()
