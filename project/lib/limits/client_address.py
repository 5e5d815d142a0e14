"""The address of whoever sent a request, believed only as far as our own proxies vouch for it (see proxies.py)."""

from collections.abc import Callable
from ipaddress import ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from .proxies import choose, parse_address

# One household or rented server holds a whole /64 and may send each request from another address of it.
IPV6_PREFIX = 64


def client_address(request: HttpRequest) -> str:
    """The client's address in its shortest form; empty where there is none, as on a bare Unix socket."""
    peer, forwarded = request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", "")
    return str(choose(peer, forwarded, settings.TRUSTED_PROXIES) or "")


def is_from_our_proxy(request: HttpRequest) -> bool:
    """Whether the machine that handed this request over is one of ours, so that its own headers may be believed."""
    trust, peer = settings.TRUSTED_PROXIES, parse_address(request.META.get("REMOTE_ADDR", ""))
    return bool(trust and (trust.hops or peer is None or trust.covers(peer)))


def scheme_from_proxies(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """
    Middleware: X-Forwarded-Proto counts only from whoever may be the proxy that ends TLS.

    That is TRUSTED_PROXIES; where it is unset, a machine of the private network, as a proxy beside Steward is.
    """

    def may_be_ours(request: HttpRequest) -> bool:
        if settings.TRUSTED_PROXIES:
            return is_from_our_proxy(request)
        peer = parse_address(request.META.get("REMOTE_ADDR", ""))
        return peer is None or peer.is_private

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if "HTTP_X_FORWARDED_PROTO" in request.META and not may_be_ours(request):
            del request.META["HTTP_X_FORWARDED_PROTO"]
        return get_response(request)

    return middleware


def is_internal(request: HttpRequest) -> bool:
    """Whether it comes from INTERNAL_NETWORKS, and not through a proxy that we were not told of."""
    if not is_from_our_proxy(request) and ("HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META):
        return False
    address = parse_address(client_address(request))
    return bool(address and any(address in network for network in settings.INTERNAL_NETWORKS))


def client_network(request: HttpRequest) -> str:
    """What one client can change at will is one: an IPv4 address, or the /64 of an IPv6 address."""
    address = client_address(request)
    if ":" in address:
        return str(ip_network(f"{address}/{IPV6_PREFIX}", strict=False))
    return address
