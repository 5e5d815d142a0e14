"""Figures across processes: added up, kept when a process ends, and folded so that files do not pile up."""

import os
import subprocess
import sys
import textwrap

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from prometheus_client import REGISTRY, CollectorRegistry

from project.lib.watching import metrics


def in_another_process(shared, code: str) -> int:
    """Run code with figures kept in `shared`; answers the id that the process had."""
    script = "import os\nfrom project.lib.watching import metrics\n" + textwrap.dedent(code) + "\nprint(os.getpid())"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(shared)},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


SERVE_ONE = """
    metrics.request_served(route="a", method="GET", status=200, seconds=0.03)
    metrics.IN_FLIGHT.inc()
"""


@pytest.fixture
def shared(tmp_path, monkeypatch):
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    return tmp_path


def total(shared, name="steward_request_seconds_count", **labels):
    registry = CollectorRegistry()
    metrics.AllProcesses(registry, str(shared))
    return registry.get_sample_value(name, labels)


REQUEST = {"route": "a", "method": "GET", "status": "2xx"}


def test_the_counts_of_all_processes_are_added_up(shared):
    for _ in range(2):
        in_another_process(shared, SERVE_ONE)

    assert total(shared, **REQUEST) == 2
    assert total(shared, "steward_request_seconds_bucket", le="0.02", **REQUEST) == 0
    assert total(shared, "steward_request_seconds_bucket", le="0.05", **REQUEST) == 2


def test_a_process_that_ended_leaves_its_counts_and_no_files(shared):
    pids = [in_another_process(shared, SERVE_ONE) for _ in range(3)]
    before = total(shared, "steward_process_cpu_seconds_total")

    for pid in pids:
        metrics.child_exit(None, type("Worker", (), {"pid": pid}))

    assert total(shared, **REQUEST) == 3
    assert total(shared, "steward_request_seconds_sum", **REQUEST) == pytest.approx(0.09)
    assert total(shared, "steward_process_cpu_seconds_total") == pytest.approx(before)
    assert total(shared, "steward_requests_in_flight") is None, "nothing is in flight in a process that is gone"
    assert sorted(file.name for file in shared.glob("*.db")) == ["counter_ended.db", "histogram_ended.db"]


def test_a_sweep_folds_what_was_killed_and_leaves_what_lives(shared):
    dead = in_another_process(shared, SERVE_ONE)
    living = shared / f"counter_{os.getpid()}.db"
    living.write_bytes((shared / f"counter_{dead}.db").read_bytes())

    metrics.sweep()

    assert living.exists()
    assert not list(shared.glob(f"*_{dead}.db"))
    assert total(shared, **REQUEST) == 1


def test_without_a_shared_folder_there_is_nothing_to_fold(monkeypatch):
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)

    metrics.sweep()
    metrics.process_ended(1)

    assert metrics.folder() is None


def test_a_process_tells_its_memory_and_what_the_collector_did(monkeypatch):
    import gc

    gc.collect()
    monkeypatch.setattr(metrics.process, "_told_at", -100.0)
    before = REGISTRY.get_sample_value("steward_gc_runs_total", {"generation": "2"}) or 0

    metrics.process.tell()

    assert REGISTRY.get_sample_value("steward_process_resident_bytes") > 10_000_000
    assert REGISTRY.get_sample_value("steward_gc_runs_total", {"generation": "2"}) > before
    assert REGISTRY.get_sample_value("steward_process_cpu_seconds_total") > 0


@pytest.mark.django_db
def test_a_statement_is_timed_and_its_failure_counted():
    def seen(name, labels=None):
        return REGISTRY.get_sample_value(name, labels or {}) or 0

    timed, failed = "steward_statement_seconds_count", "steward_statement_errors_total"
    before = seen(timed), seen(failed, {"error": "ProgrammingError"})

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        with pytest.raises(ProgrammingError):
            cursor.execute("SELECT nothing")

    assert seen(timed) == before[0] + 2
    assert seen(failed, {"error": "ProgrammingError"}) == before[1] + 1


@pytest.mark.django_db
def test_new_connections_are_counted_by_django_prometheus():
    def seen():
        labels = {"alias": "default", "vendor": "postgresql"}
        return REGISTRY.get_sample_value("django_db_new_connections_total", labels) or 0

    other, before = connection.copy(), seen()

    other.ensure_connection()
    other.close()

    assert seen() == before + 1
