"""Speak to a person in their time zone and locale: for the length of a request, or of a mail or task about them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from . import formats
from .away import is_away


@contextmanager
def speaking_to(person: Any) -> Iterator[None]:
    """Inside the block, `timezone.localdate()` is the person's day and `formats` writes in their locale."""
    with timezone.override(_zone(person.time_zone)), formats.in_locale(person.locale):
        yield


def speak_to(person: Any) -> None:
    """As the block above, from here to the end of a request whose person only the view learns: one with a token."""
    timezone.activate(_zone(person.time_zone))
    formats.set_locale(person.locale)


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # A zone that a newer time zone database dropped must not lock the person out.
        return ZoneInfo("UTC")


def person_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    def respond(request: HttpRequest) -> HttpResponseBase:
        person = _signed_in(request)
        if person is None and "Authorization" not in request.headers:
            return get_response(request)
        if person is None:
            with timezone.override(None), formats.in_locale(formats.DEFAULT_LOCALE):
                return get_response(request)
        with speaking_to(person):
            return get_response(request)

    return respond


def _signed_in(request: HttpRequest) -> Any:
    # Without the cookie nobody is: do not touch the session, which would make the answer vary by cookie.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    try:
        return request.user if request.user.is_authenticated else None
    except Exception as error:
        # Whatever the page can do without knowing who asks, it still does; what it cannot, it says itself.
        if is_away(error):
            return None
        raise
