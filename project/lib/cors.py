"""
Which other origins may call the API from a browser: those of CORS_ORIGINS, and never with cookies.

Programs in a browser (an extension, a page of one's own) send a token. No answer carries Access-Control-Allow-
Credentials, so a session never crosses origins, whatever the list says.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

from .api_errors import json_error

PREFIX = "/api/"
METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"
HEADERS = "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match"
EXPOSED = "ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, X-Request-ID"
KEEP_SECONDS = "600"


def allowed(origin: str) -> str:
    """What to answer this origin with; nothing where it may not call."""
    if "*" in settings.CORS_ORIGINS:
        return "*"
    # "null" is what a sandboxed frame or a local file says of itself: anybody can be that.
    return origin if origin != "null" and origin in settings.CORS_ORIGINS else ""


def cors(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        origin = request.headers.get("Origin", "")
        if not request.path_info.startswith(PREFIX):
            return get_response(request)
        is_preflight = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
        answer = allowed(origin) if origin else ""
        response = _preflight(answer) if origin and is_preflight else get_response(request)
        if answer:
            response.headers["Access-Control-Allow-Origin"] = answer
            response.headers["Access-Control-Expose-Headers"] = EXPOSED
        patch_vary_headers(response, ["Origin"])
        return response

    return middleware


def _preflight(answer: str) -> HttpResponse:
    if not answer:
        return json_error(403, "origin_not_allowed", "This origin may not call the API from a browser.")
    return HttpResponse(
        status=204,
        headers={
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": HEADERS,
            "Access-Control-Max-Age": KEEP_SECONDS,
        },
    )
