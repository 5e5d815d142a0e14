"""
Counts connections with django-prometheus and times statements with one histogram.

django-prometheus's cursors would count each statement twice and time it, at almost four times the cost (`python -m
tests.bench.metrics_cost`), so only its connection counters are used: they cost something once per connection.
"""

import time
from collections.abc import Callable
from typing import Any

from django.db.backends.postgresql import base
from django_prometheus.db.common import DatabaseWrapperMixin

from project.lib.watching import metrics


def timed(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    began = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    except Exception as error:
        metrics.STATEMENT_ERRORS.labels(type(error).__name__).inc()
        raise
    finally:
        metrics.STATEMENTS.observe(time.perf_counter() - began)


class DatabaseWrapper(DatabaseWrapperMixin, base.DatabaseWrapper):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(timed)

    def create_cursor(self, name: str | None = None) -> Any:
        return base.DatabaseWrapper.create_cursor(self, name=name)
