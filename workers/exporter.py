"""
Serves the figures of every process of this machine to Prometheus: `python -m workers.exporter`.

A process of its own, without Django: it answers while the pages do not, on an address that is never published.
"""

import logging.config
import signal
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from project import __version__
from project.lib.watching import logs, metrics
from project.settings.env import Environment, environment

from .queue_figures import Queues

logger = logging.getLogger(__name__)


class Files(Collector):
    """The size of what has to be read at each scrape."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def collect(self) -> Iterable[GaugeMetricFamily]:
        sizes = [file.stat().st_size for file in self._folder.glob("*.db")]
        yield GaugeMetricFamily("steward_metric_files", "Files of figures, one or more per process.", len(sizes))
        yield GaugeMetricFamily("steward_metric_files_bytes", "Their size.", sum(sizes))
        release = GaugeMetricFamily("steward_release", "1, labelled with the release.", labels=["version"])
        release.add_metric([__version__], 1)
        yield release


def registry(env: Environment) -> CollectorRegistry:
    made = CollectorRegistry()
    if folder := metrics.folder():
        metrics.AllProcesses(made, str(folder))  # type: ignore[no-untyped-call]
        made.register(Files(folder))
    else:
        logger.warning("PROMETHEUS_MULTIPROC_DIR names no folder: only the queues are told")
    made.register(Queues(env.redis_for("broker")))
    return made


def main() -> int:
    env = environment()
    logging.config.dictConfig(logs.config(level=env.log_level, style=env.log_format))
    asked_to_stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked_to_stop.set())
    server, thread = start_http_server(env.metrics_port, env.metrics_host, registry(env))
    logger.info("Figures are at http://%s:%s/metrics", env.metrics_host, server.server_port)
    asked_to_stop.wait()
    server.shutdown()
    thread.join()
    return 0


if __name__ == "__main__":
    sys.exit(main())
