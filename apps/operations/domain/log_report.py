"""What a log of JSON lines says: which routes, how they answered, what was slow, and which errors repeat."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

ACCESS = "steward.access"
ERRORS = {"ERROR", "CRITICAL"}

# What differs between two lines that say the same.
_VARYING = (
    (re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b"), "<uuid>"),
    (re.compile(r"\b(?=[0-9a-f]*\d)[0-9a-f]{12,}\b"), "<hex>"),
    (re.compile(r"'[^']*'|\"[^\"]*\""), "<text>"),
    (re.compile(r"\d+(?:\.\d+)?"), "<n>"),
)


@dataclass(frozen=True, slots=True)
class Route:
    name: str
    requests: int
    failed: int  # answered with 5xx
    p50_ms: float
    p95_ms: float
    slowest_ms: float


@dataclass(frozen=True, slots=True)
class LogReport:
    lines: int
    unreadable: int
    requests: int
    first: str
    last: str
    statuses: dict[int, int]
    routes: tuple[Route, ...]  # the most asked for first
    slowest: tuple[tuple[float, str, str], ...]  # milliseconds, route, request id
    errors: tuple[tuple[int, str], ...]  # how often, and the pattern


def pattern(message: str) -> str:
    for varying, instead in _VARYING:
        message = varying.sub(instead, message)
    return message[:200]


def quantile(ordered: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of them does not exceed."""
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)] if ordered else 0.0


def report(lines: Iterable[str], *, top: int = 10) -> LogReport:
    total = unreadable = 0
    moments: list[str] = []
    statuses: Counter[int] = Counter()
    errors: Counter[str] = Counter()
    took: dict[str, list[float]] = defaultdict(list)
    failed: Counter[str] = Counter()
    slowest: list[tuple[float, str, str]] = []
    for text in lines:
        if not text.strip():
            continue
        total += 1
        line = _parsed(text)
        if line is None:
            unreadable += 1
            continue
        moments = [min([*moments[:1], str(line["time"])]), max([*moments[1:], str(line["time"])])]
        if line["logger"] == ACCESS:
            route, status, ms = str(line["route"]), int(line["status"]), float(line["ms"])
            statuses[status] += 1
            took[route].append(ms)
            failed[route] += status >= 500
            slowest = sorted([*slowest, (ms, route, str(line.get("request_id", "")))], reverse=True)[:top]
        elif line["level"] in ERRORS:
            kind = (line.get("exception") or {}).get("type", "")
            errors[f"{kind} {pattern(str(line['message']))}".strip()] += 1
    routes = sorted((_route(name, times, failed[name]) for name, times in took.items()), key=lambda r: -r.requests)
    return LogReport(
        lines=total,
        unreadable=unreadable,
        requests=sum(statuses.values()),
        first=moments[0] if moments else "",
        last=moments[1] if moments else "",
        statuses=dict(sorted(statuses.items())),
        routes=tuple(routes[:top]),
        slowest=tuple(slowest),
        errors=tuple((count, text) for text, count in errors.most_common(top)),
    )


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        line = json.loads(text)
        complete = {"time", "level", "logger", "message"} <= line.keys()
    except (ValueError, AttributeError, RecursionError):
        return None
    if line.get("logger") == ACCESS:
        complete = complete and {"route", "status", "ms"} <= line.keys()
    return line if complete else None


def _route(name: str, times: list[float], failed: int) -> Route:
    ordered = sorted(times)
    return Route(name, len(ordered), failed, quantile(ordered, 0.5), quantile(ordered, 0.95), ordered[-1])
