"""The exporter as a process: what it serves while others count."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from project.embedded.server import free_port, port_answers, wait_until
from project.lib.tests.watching.test_metrics import SERVE_ONE, in_another_process


@pytest.fixture
def exporter(tmp_path):
    port = free_port()
    variables = {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "METRICS_PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "-m", "workers.exporter"], env=os.environ | variables, stderr=subprocess.PIPE, text=True
    )
    wait_until(lambda: port_answers(port), seconds=30, what="the exporter")
    yield f"http://127.0.0.1:{port}/metrics", process
    process.kill()
    process.communicate()


def test_the_figures_of_other_processes_are_served_and_a_term_ends_it(exporter, tmp_path):
    address, process = exporter
    in_another_process(tmp_path, SERVE_ONE)

    with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310
        text = answer.read().decode()
    process.send_signal(signal.SIGTERM)

    assert 'steward_request_seconds_count{method="GET",route="a",status="2xx"} 1.0' in text
    assert 'steward_queue_length{queue="bulk"}' in text
    assert "steward_metric_files " in text
    assert "steward_release{" in text
    assert process.wait(timeout=10) == 0


def test_the_exporter_loads_neither_tables_nor_celery():
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, workers.exporter; print('django.db' in sys.modules, 'celery' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )

    assert loaded.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("path", ["/metrics", "/metrics/"])
def test_the_figures_are_not_among_the_pages(path, client):
    assert client.get(path).status_code == 404
