"""Looking after what Steward depends on, without ever keeping a probe waiting."""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from typing import Any

logger = logging.getLogger(__name__)

BUDGET_SECONDS = 1.0
KEEP_SECONDS = 2.0

OK, DEGRADED, DOWN = "ok", "degraded", "down"


class Unwell(Exception):
    """What is wrong, in words fit for an operator, and the figures that show it."""

    def __init__(self, detail: str, **figures: Any) -> None:
        super().__init__(detail)
        self.figures = figures


class Strained(Unwell):
    """It still works, so nothing is taken out of service for it."""


@dataclass(frozen=True)
class Check:
    """
    One dependency. `look` answers figures about it, or raises.

    Without an `essential` one no page can be answered; without another some things work less well.
    """

    name: str
    look: Callable[[], Mapping[str, Any]]
    essential: bool = False


@dataclass(frozen=True)
class Finding:
    name: str
    ok: bool
    essential: bool
    detail: str = ""
    figures: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    findings: tuple[Finding, ...]

    @property
    def status(self) -> str:
        if any(finding.essential and not finding.ok for finding in self.findings):
            return DOWN
        return OK if all(finding.ok for finding in self.findings) else DEGRADED


class Health:
    """
    Runs checks side by side, each for at most a second, and keeps the answer for two.

    A check that hangs (a server that takes connections and says nothing) is left behind in its thread, and is not
    started again before that thread has ended, so a long outage costs one thread per dependency and no more.
    """

    def __init__(
        self, checks: Sequence[Check], *, budget_seconds: float = BUDGET_SECONDS, keep_seconds: float = KEEP_SECONDS
    ) -> None:
        self._checks = tuple(checks)
        self._budget_seconds = budget_seconds
        self._keep_seconds = keep_seconds
        self._looking: dict[str, Future[Mapping[str, Any]]] = {}
        self._refreshing = threading.Lock()
        self._kept: tuple[float, Report] | None = None

    def report(self) -> Report:
        """The state of everything, at most two seconds old (older only while another thread is looking)."""
        kept = self._kept
        if kept and time.monotonic() - kept[0] < self._keep_seconds:
            return kept[1]
        if not self._refreshing.acquire(blocking=kept is None):
            assert kept is not None  # noqa: S101 (else it would have waited)
            return kept[1]
        try:
            if self._kept is kept:
                self._kept = (time.monotonic(), self._look())
            assert self._kept is not None  # noqa: S101 (set above, or by whom this thread waited for)
            return self._kept[1]
        finally:
            self._refreshing.release()

    def _look(self) -> Report:
        for check in self._checks:
            if check.name not in self._looking:
                self._looking[check.name] = in_thread(check.look)
        deadline = time.monotonic() + self._budget_seconds
        return Report(tuple(self._finding(check, deadline) for check in self._checks))

    def _finding(self, check: Check, deadline: float) -> Finding:
        looking = self._looking[check.name]
        done, _ = wait([looking], timeout=max(0.0, deadline - time.monotonic()))
        if not done:
            return Finding(check.name, False, check.essential, "no answer in time")
        del self._looking[check.name]
        try:
            figures = looking.result()
        except Unwell as unwell:
            essential = check.essential and not isinstance(unwell, Strained)
            return Finding(check.name, False, essential, str(unwell), unwell.figures)
        except Exception as error:  # noqa: BLE001 (whatever a driver raises, the dependency is away)
            logger.warning("The health check %s failed: %s", check.name, type(error).__name__)
            return Finding(check.name, False, check.essential, type(error).__name__)
        return Finding(check.name, True, check.essential, figures=figures)


def in_thread(work: Callable[[], Mapping[str, Any]]) -> "Future[Mapping[str, Any]]":
    """Like an executor's submit, but in a daemon thread, so that one that hangs never holds up the exit."""
    future: Future[Mapping[str, Any]] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 (it is raised again by result())
            future.set_exception(error)

    threading.Thread(target=run, name="health", daemon=True).start()
    return future
