"""
What every process counts, and how the processes of one machine put their counts together.

With PROMETHEUS_MULTIPROC_DIR set before a process starts, prometheus_client keeps each process's figures in files of
that folder, and workers/exporter.py adds them up. A metric is defined beside the code that moves it; here stand those
of requests, statements and the process itself. No label may hold anything a visitor can choose.
"""

import fcntl
import gc
import os
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from prometheus_client import Counter, Gauge, Histogram
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

# Every limit that a promise or an alert names is the edge of a bucket (docs/monitoring.md).
SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

REQUESTS = Histogram(
    "steward_request_seconds",
    "Time to answer a request, by route name, method and class of status.",
    ["route", "method", "status"],
    buckets=SECONDS,
)
IN_FLIGHT = Gauge("steward_requests_in_flight", "Requests being answered now.", multiprocess_mode="livesum")
FAILURES = Counter(
    "steward_request_failures", "Errors that no code expected, by route name and type.", ["route", "error"]
)
STATEMENTS = Histogram("steward_statement_seconds", "Time of one SQL statement.", buckets=SECONDS)
STATEMENT_ERRORS = Counter("steward_statement_errors", "SQL statements that failed, by type of error.", ["error"])

PROCESS_SECONDS = Counter("steward_process_cpu_seconds", "CPU time used by Steward's processes.")
PROCESS_BYTES = Gauge(
    "steward_process_resident_bytes", "Memory held by Steward's processes.", multiprocess_mode="livesum"
)
LARGEST_PROCESS_BYTES = Gauge(
    "steward_process_largest_bytes", "Memory of the largest process.", multiprocess_mode="livemax"
)
GC_RUNS = Counter("steward_gc_runs", "Runs of the garbage collector, by generation.", ["generation"])
GC_SECONDS = Counter("steward_gc_seconds", "Time spent collecting garbage.")


def request_served(*, route: str, method: str, status: int, seconds: float) -> None:
    known = method if method in METHODS else "OTHER"
    REQUESTS.labels(route, known, f"{status // 100}xx").observe(seconds)
    process.tell()


# --- The process itself ---------------------------------------------------------------------------------------


class _Process:
    """
    prometheus_client's own process and GC collectors do not work across processes.

    The collector may run while a metric's lock is held, so its hook only adds up plain numbers; they are told
    after a request or task, at most every five seconds.
    """

    EVERY_SECONDS = 5.0

    def __init__(self) -> None:
        self._told_at = 0.0
        self._cpu_told = 0.0
        self._pid = 0
        self._runs = [0, 0, 0]
        self._collecting_since = 0.0
        self._collecting = 0.0
        gc.callbacks.append(self._on_collection)

    def _on_collection(self, phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            self._collecting_since = time.perf_counter()
        else:
            self._collecting += time.perf_counter() - self._collecting_since
            self._runs[info["generation"]] += 1

    def tell(self) -> None:
        now = time.monotonic()
        if now - self._told_at < self.EVERY_SECONDS and self._pid == os.getpid():
            return
        if self._pid != os.getpid():
            self._pid, self._cpu_told = os.getpid(), 0.0
        self._told_at = now
        usage = resource.getrusage(resource.RUSAGE_SELF)
        cpu = usage.ru_utime + usage.ru_stime
        PROCESS_SECONDS.inc(max(0.0, cpu - self._cpu_told))
        self._cpu_told = cpu
        if size := resident_bytes():
            PROCESS_BYTES.set(size)
            LARGEST_PROCESS_BYTES.set(size)
        runs, self._runs = self._runs, [0, 0, 0]
        for generation, count in enumerate(runs):
            GC_RUNS.labels(str(generation)).inc(count)
        spent, self._collecting = self._collecting, 0.0
        GC_SECONDS.inc(spent)


def resident_bytes() -> int:
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    except OSError:  # no /proc on this system
        return 0


process = _Process()


# --- The folder that processes share --------------------------------------------------------------------------


def folder() -> Path | None:
    named = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    return Path(named) if named and Path(named).is_dir() else None


@contextmanager
def settled(shared: Path) -> Iterator[None]:
    """Held while files are read or folded together, so that nothing is counted twice or not at all."""
    with (shared / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def process_ended(pid: int) -> None:
    """
    Fold the counts of a process that is gone into those of all that went before.

    They must be kept, since a counter never goes down; and folded, since a year of workers would be thousands of files.
    """
    shared = folder()
    if shared is None:
        return
    with settled(shared):
        mark_process_dead(pid, str(shared))  # type: ignore[no-untyped-call]
        for kind in ("counter", "histogram"):
            ended = shared / f"{kind}_{pid}.db"
            if ended.exists():
                _fold(shared / f"{kind}_ended.db", ended)


def _fold(kept: Path, ended: Path) -> None:
    # Written beside and moved into place: a machine that stops in between must not lose the old counts.
    fresh = kept.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    sums: dict[str, float] = {}
    for file in (kept, ended):
        if file.exists():
            for key, value, _, _ in MmapedDict.read_all_values_from_file(str(file)):  # type: ignore[no-untyped-call]
                sums[key] = sums.get(key, 0.0) + value
    values = MmapedDict(str(fresh))  # type: ignore[no-untyped-call]
    for key, value in sums.items():
        values.write_value(key, value, 0.0)  # type: ignore[no-untyped-call]
    values.close()  # type: ignore[no-untyped-call]
    fresh.replace(kept)
    ended.unlink()


def sweep() -> None:
    """Fold the files of processes that were killed and could not say so. For a server that is about to fork."""
    shared = folder()
    if shared is None:
        return
    pids = {int(file.stem.rpartition("_")[2]) for file in shared.glob("*_[0-9]*.db")}
    for pid in pids:
        if not _alive(pid):
            process_ended(pid)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def child_exit(server: Any, worker: Any) -> None:  # noqa: ARG001 (gunicorn's signature)
    """gunicorn's hook of the same name."""
    process_ended(worker.pid)


class AllProcesses(MultiProcessCollector):
    """The figures of every process, read while none of them is being folded away."""

    def collect(self) -> Any:
        with settled(Path(self._path)):
            return super().collect()  # type: ignore[no-untyped-call]
