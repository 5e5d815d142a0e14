"""
What watching costs per request: `python -m tests.bench.metrics_cost`.

CPU of this thread, in microseconds, for one request of six statements, with figures kept in shared files as in
production. Ours against django-prometheus's middlewares and cursors.
"""

import os
import tempfile
import time
from collections.abc import Callable

os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="steward-metrics-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings.test")
os.environ.setdefault("LOG_LEVEL", "ERROR")

ROUNDS = 3000
STATEMENTS = 6


def cpu_us(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The best of five, since others share this machine."""
    for _ in range(rounds // 10):
        work()
    times = []
    for _ in range(5):
        began = time.thread_time()
        for _ in range(rounds):
            work()
        times.append((time.thread_time() - began) / rounds * 1e6)
    return min(times)


def main() -> None:
    import django

    django.setup()
    from django.http import HttpResponse
    from django.test import RequestFactory
    from django.urls import resolve
    from django_prometheus.db.common import ExportingCursorWrapper
    from django_prometheus.middleware import PrometheusAfterMiddleware, PrometheusBeforeMiddleware

    from project.lib.postgresql.base import timed
    from project.lib.watching import metrics
    from project.lib.watching.request_watch import RequestWatch

    def answer(request: object) -> HttpResponse:
        return HttpResponse(b"ok")

    def request():
        made = RequestFactory().get("/sign-in/")
        made.resolver_match = resolve("/sign-in/")
        return made

    asked = request()

    class Cursor:
        def execute(self, sql: str, params: object = None) -> None:
            pass

    plain, theirs = Cursor(), ExportingCursorWrapper(Cursor, "default", "postgresql")()
    watched, stock = RequestWatch(answer), PrometheusBeforeMiddleware(PrometheusAfterMiddleware(answer))

    def statements(execute: Callable[..., object]) -> Callable[[], None]:
        def work() -> None:
            for _ in range(STATEMENTS):
                execute("SELECT 1", None)

        return work

    def ours(sql: str, params: object) -> object:
        return timed(lambda *_: None, sql, params, False, {})

    def figures() -> None:
        metrics.request_served(route="a", method="GET", status=200, seconds=0.01)

    rows = {
        "nothing": cpu_us(lambda: answer(asked)),
        "ours: figures alone": cpu_us(figures),
        "ours: id, figures and the log line's making": cpu_us(lambda: watched(asked)),
        "django-prometheus: both middlewares": cpu_us(lambda: stock(asked)),
        f"{STATEMENTS} statements, unwatched": cpu_us(statements(plain.execute)),
        f"{STATEMENTS} statements, ours": cpu_us(statements(ours)),
        f"{STATEMENTS} statements, django-prometheus": cpu_us(statements(theirs.execute)),
    }
    for name, cost in rows.items():
        print(f"{name:48} {cost:8.1f} us")


if __name__ == "__main__":
    from tests import services

    services.ensure()
    main()
