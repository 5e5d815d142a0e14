"""
Where an account was signed in from before: a browser by its cookie, a network by a mark in Redis.

Whoever hammers at an account uses up the tries of strangers. Where its owner comes from is counted apart, so they
still get in. Neither lets anybody in by itself: it is worth tries of its own and nothing else.
"""

import contextlib
import secrets
import unicodedata

from django.conf import settings
from django.core import signing
from django.core.cache import caches
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

from ..away import REDIS_AWAY
from .client_address import client_network

SALT = "project.lib.limits.known"
DEVICE_SECONDS = 180 * 24 * 3600
NETWORK_SECONDS = 90 * 24 * 3600
# A family's computer knows a few accounts; the cookie must stay small.
ACCOUNTS = 6


def spelled(account: str) -> str:
    """One spelling of an account's name, however somebody typed it."""
    # JSON can hold half of a surrogate pair, which no key can.
    sound = account.encode(errors="replace").decode()
    return unicodedata.normalize("NFKC", sound).strip().casefold()[:254]


def digest(account: str) -> str:
    return salted_hmac(SALT, spelled(account), algorithm="sha256").hexdigest()[:20]


def place(request: HttpRequest, account: str) -> str:
    """What this request is to the account: a browser or a network that signed in before, else empty."""
    device, accounts = _cookie(request)
    if digest(account) in accounts:
        return f"device:{device}"
    network = client_network(request)
    return f"network:{network}" if network and _is_known(account, network) else ""


def remember_network(request: HttpRequest, account: str) -> None:
    with contextlib.suppress(*REDIS_AWAY):  # the cookie says it too
        caches["ratelimit"].set(_key(account, client_network(request)), 1, NETWORK_SECONDS)


def remember_device(request: HttpRequest, response: HttpResponseBase, account: str) -> None:
    device, accounts = _cookie(request)
    kept = [digest(account), *(known for known in accounts if known != digest(account))][:ACCOUNTS]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps([device or secrets.token_urlsafe(12), *kept], salt=SALT),
        max_age=DEVICE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _cookie(request: HttpRequest) -> tuple[str, list[str]]:
    given = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    try:
        device, *accounts = signing.loads(given, salt=SALT, max_age=DEVICE_SECONDS) if given else [""]
    except signing.BadSignature:
        return "", []
    return device, accounts


def _is_known(account: str, network: str) -> bool:
    try:
        return caches["ratelimit"].get(_key(account, network)) is not None
    except REDIS_AWAY:
        return False


def _key(account: str, network: str) -> str:
    # Neither the address nor the network stands in Redis.
    return f"known:{digest(f'{spelled(account)} from {network}')}"
