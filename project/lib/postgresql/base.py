"""
Counts connections with django-prometheus, times statements with one histogram, and sees without a statement that the
server has hung up.

django-prometheus's cursors would count each statement twice and time it, at almost four times the cost (`python -m
tests.bench.metrics_cost`), so only its connection counters are used: they cost something once per connection.
"""

import select
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


def has_hung_up(connection: Any) -> bool:
    """Whether a connection that waits for no answer has something to read, which is only ever the server's farewell."""
    if connection.closed:
        return True
    look = select.poll()
    look.register(connection.fileno(), select.POLLIN)
    return bool(look.poll(0))


class DatabaseWrapper(DatabaseWrapperMixin, base.DatabaseWrapper):
    health_check_done: bool

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(timed)

    def create_cursor(self, name: str | None = None) -> Any:
        return base.DatabaseWrapper.create_cursor(self, name=name)

    def close_if_health_check_failed(self) -> None:
        """
        Before the first statement of a request, on a connection that was kept.

        Django asks with a statement of its own, which costs every request as much as one that it needs.
        """
        if self.connection is None or not self.health_check_enabled or self.health_check_done:
            return
        if has_hung_up(self.connection):
            self.close()
        self.health_check_done = True
