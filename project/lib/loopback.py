"""
One name for a laptop's Steward: http://localhost.

Browsers keep cookies and passkeys by name, and give an address no passkey at all, so somebody who typed 127.0.0.1 is
taken to the name.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

ADDRESSES = ("127.0.0.1", "[::1]")
# Programs ask by address and may not follow.
NOT_PAGES = ("/api/", "/static/", "/health")


def to_localhost(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    if not settings.LOOPBACK:
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or request.path_info.startswith(NOT_PAGES):
            return get_response(request)
        try:
            host = request.get_host()
        except DisallowedHost:
            return get_response(request)  # CommonMiddleware refuses it
        for address in ADDRESSES:
            if host == address or host.startswith(f"{address}:"):
                port = host.removeprefix(address)
                return HttpResponseRedirect(f"http://localhost{port}{request.get_full_path()}")
        return get_response(request)

    return middleware
