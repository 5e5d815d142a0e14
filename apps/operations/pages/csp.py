"""Where browsers say that the content security policy stopped something: counted and logged, nothing kept."""

import json
import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from prometheus_client import Counter

from project.lib.limits.ratelimit import limited
from project.lib.watching.logs import SECURITY
from project.lib.watching.request_watch import UNROUTED

logger = logging.getLogger(SECURITY)

MOST_BYTES = 8 * 1024
MOST_REPORTS = 5

DIRECTIVES = frozenset(
    f"{kind}-src{part}"
    for kind in ("default", "script", "style", "img", "font", "connect", "media", "object", "frame", "worker")
    for part in ("", "-elem", "-attr")
) | {"base-uri", "form-action", "frame-ancestors", "manifest-src"}

REPORTS = Counter("steward_csp_reports", "Violations of the content security policy that browsers told.", ["directive"])


@limited("csp-report")
@csrf_exempt
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """Browsers send this without a token, and anybody may: so it is small, limited, and believed only as a hint."""
    length = request.headers.get("Content-Length", "")
    if not length.isdecimal() or int(length) > MOST_BYTES:
        return HttpResponse(status=413)
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        return HttpResponse(status=400)
    for report in _reports(told):
        directive = _directive(report)
        REPORTS.labels(directive).inc()
        logger.warning(
            "The content security policy stopped something",
            extra={
                "directive": directive,
                "blocked": _origin(report.get("blocked-uri") or report.get("blockedURL")),
                "page": _route(report.get("document-uri") or report.get("documentURL")),
            },
        )
    return HttpResponse(status=204)


def _reports(told: Any) -> Iterator[dict[str, Any]]:
    """The bodies of both forms: one `csp-report`, or the Reporting API's list."""
    entries = told[:MOST_REPORTS] if isinstance(told, list) else [told]
    for entry in entries:
        body = (entry.get("csp-report") or entry.get("body")) if isinstance(entry, dict) else None
        if isinstance(body, dict):
            yield body


def _directive(report: dict[str, Any]) -> str:
    for key in ("effective-directive", "effectiveDirective", "violated-directive"):
        directive = str(report.get(key) or "").split(" ")[0]
        if directive in DIRECTIVES:
            return directive
    return "other"


def _origin(address: Any) -> str:
    """`inline`, `eval`, or the origin without path and query."""
    try:
        parts = urlsplit(str(address)[:500])
    except ValueError:
        return "unreadable"
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else (parts.scheme or parts.path)[:20]


def _route(address: Any) -> str:
    try:
        return resolve(urlsplit(str(address)).path).view_name
    except (Resolver404, ValueError):
        return UNROUTED
