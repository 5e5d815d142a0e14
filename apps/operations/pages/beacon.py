"""Where pages tell how long they took to load: figures by route, and nothing about who looked."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import URLResolver, get_resolver
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from prometheus_client import Histogram

from project.lib.limits.ratelimit import limited

MOST_BYTES = 1024
LONGEST_MS = 120_000

PAGE_SECONDS = (0.1, 0.2, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0)
PARTS = {
    "ttfb": Histogram(
        "steward_page_first_byte_seconds", "Until the first byte reached the browser.", ["route"], buckets=PAGE_SECONDS
    ),
    "dom": Histogram("steward_page_ready_seconds", "Until the page could be used.", ["route"], buckets=PAGE_SECONDS),
    "load": Histogram(
        "steward_page_load_seconds", "Until everything on the page was there.", ["route"], buckets=PAGE_SECONDS
    ),
}


@limited("beacon")
@csrf_exempt
@require_POST
def beacon(request: HttpRequest) -> HttpResponse:
    """Anybody may send this, so it is small, and made of numbers and the name of a route of ours."""
    if not _is_from_our_page(request):
        return HttpResponse(status=403)
    length = request.headers.get("Content-Length", "")
    if not length.isdecimal() or int(length) > MOST_BYTES:
        return HttpResponse(status=413)
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        return HttpResponse(status=400)
    if not _is_sound(told):
        return HttpResponse(status=400)
    for part, histogram in PARTS.items():
        histogram.labels(told["route"]).observe(told[part] / 1000)
    return HttpResponse(status=204)


def _is_from_our_page(request: HttpRequest) -> bool:
    origin, site = request.headers.get("Origin", ""), request.headers.get("Sec-Fetch-Site", "same-origin")
    try:
        return site == "same-origin" and urlsplit(origin).netloc == request.get_host()
    except ValueError:  # no address at all
        return False


def _is_sound(told: Any) -> bool:
    return (
        isinstance(told, dict)
        and set(told) == {"route", *PARTS}
        and isinstance(told["route"], str)
        and told["route"] in known_routes()
        and all(type(told[part]) is int and 0 <= told[part] <= LONGEST_MS for part in PARTS)
        and told["ttfb"] <= told["dom"] <= told["load"]
    )


@cache
def known_routes() -> frozenset[str]:
    """The names of all routes: the only labels there can be, whatever is sent."""
    return frozenset(_names(get_resolver(), ""))


def _names(resolver: URLResolver, namespace: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _names(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        elif entry.name:
            yield namespace + entry.name
