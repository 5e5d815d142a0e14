"""
Around every request: its id, one line in the log, and its share of the figures.

The line names the route and not the address, which may hold a person's words or a token, and the person by a
pseudonym, and only where something else has already looked them up.
"""

import logging
import time
from collections.abc import Callable
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import LazyObject, empty

from ..limits.client_address import client_address, is_from_our_proxy
from . import metrics, pseudonym, request_id
from .logs import ACCESS
from .redaction import REMOVED
from .usage import usage

logger = logging.getLogger(ACCESS)

UNROUTED = "unrouted"
# What a view raises to say no is no failure of ours.
EXPECTED = (Http404, PermissionDenied, SuspiciousOperation)
LONGEST_PATH = 200
# What browsers ask for by themselves is no use that a person makes.
UNASKED = {UNROUTED, "operations:beacon", "operations:csp-report", "dashboard:favicon"}
LONGEST_WORD = 40


class RequestWatch:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        # Only our own proxy may name the request: otherwise anybody could make lines of the log look related.
        given = request.headers.get("X-Request-ID", "") if is_from_our_proxy(request) else ""
        current = request_id.begin(given)
        metrics.IN_FLIGHT.inc()
        try:
            response = self.get_response(request)
        finally:
            metrics.IN_FLIGHT.dec()
        response.headers["X-Request-ID"] = current
        self._tell(request, response, time.perf_counter() - began)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        if not isinstance(error, EXPECTED):
            metrics.FAILURES.labels(route_of(request), type(error).__name__).inc()

    def _tell(self, request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
        route, method = route_of(request), request.method or ""
        metrics.request_served(route=route, method=method, status=response.status_code, seconds=seconds)
        person_id = person_of(request)
        if person_id and route not in UNASKED and response.status_code < 400:
            usage.count(route, person_id)
        line: dict[str, Any] = {
            "route": route,
            "method": method[:16],
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
            "bytes": size_of(response),
            "user": pseudonym.of(person_id) if person_id else "",
            "network": network_of(client_address(request)),
        }
        if route == UNROUTED:
            line["path"] = path_of(request)
        logger.info("%s %s %s", line["method"], route, response.status_code, extra=line)


def path_of(request: HttpRequest) -> str:
    """What was asked for, without long words: a link that lost its end or came by another host is still a secret."""
    parts = request.path_info[:LONGEST_PATH].split("/")
    return "/".join(part if len(part) <= LONGEST_WORD else REMOVED for part in parts)


def route_of(request: HttpRequest) -> str:
    """The name of the route: one of a fixed set, whatever was asked for."""
    if named := getattr(request, "route_name", ""):
        return str(named)
    if request.resolver_match:
        return request.resolver_match.view_name
    if request.path_info.startswith(settings.STATIC_URL):
        return "static"
    return UNROUTED


def person_of(request: HttpRequest) -> Any:
    user = request.__dict__.get("user")
    if isinstance(user, LazyObject) and user.__dict__["_wrapped"] is empty:
        return None  # nobody asked who this is, and the log is no reason to
    return getattr(user, "pk", None)


@lru_cache(maxsize=4096)
def network_of(address: str) -> str:
    """Enough to see that a flood comes from one place, and not who it is."""
    if not address:
        return ""
    return str(ip_network(f"{address}/{24 if ip_address(address).version == 4 else 48}", strict=False))


def size_of(response: HttpResponseBase) -> int | None:
    if response.streaming:
        length = response.headers.get("Content-Length", "")
        return int(length) if length.isdecimal() else None
    return len(response.content)  # type: ignore[attr-defined]
