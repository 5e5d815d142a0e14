"""Whole answers that are the same for everyone, kept for a while: the catalogue, market data."""

import copy
import functools
import hashlib
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import SimpleTemplateResponse

from .cache import remembered

View = Callable[..., HttpResponseBase]

# What an answer may depend on, beside its address.
VARIES = ("Accept", "HX-Request", "HX-Request-Type")
PERSONAL_META = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_X_CSRFTOKEN", "CSRF_COOKIE", "REMOTE_USER")
PERSONAL = ("session", "_messages", "_cached_user", "_cookies", "headers")


class _NotShared(Exception):
    """An answer that is passed on but not kept: an error, a redirect, a stream."""

    def __init__(self, response: HttpResponseBase) -> None:
        self.response = response


def as_nobody(request: HttpRequest) -> HttpRequest:
    """The request without anything that tells who sent it, so that nothing personal can reach a shared answer."""
    bare = copy.copy(request)
    for name in PERSONAL:
        bare.__dict__.pop(name, None)
    bare.user = AnonymousUser()
    bare.COOKIES = {}
    bare.META = {name: value for name, value in request.META.items() if name not in PERSONAL_META}
    return bare


def shared_page(seconds: int, *, name: str, domain: str = "pages") -> Callable[[View], View]:
    """
    Keep a view's answer to GET for everyone. Outermost on the view (`shared_page(60, name=…)(Prices.as_view())`).

    The limits have been counted before. The view sees a request from nobody, so a view that asks who is there
    answers 401 and is not kept; put the check outside. `bump(None, domain)` ends the kept answers at once.

    :raises ImproperlyConfigured: by a view that sets a cookie or renders a CSRF token, which belong to one person
    """

    def keep(view: View) -> View:
        @functools.wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in {"GET", "HEAD"}:
                return view(request, *args, **kwargs)

            def make() -> dict[str, Any]:
                bare = as_nobody(request)
                response = view(bare, *args, **kwargs)
                if isinstance(response, SimpleTemplateResponse):
                    response = response.render()
                if response.cookies or bare.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
                    raise ImproperlyConfigured(f"The shared page {name} sets a cookie, which belongs to one person.")
                if response.status_code != 200 or not isinstance(response, HttpResponse):
                    raise _NotShared(response)
                headers = [item for item in response.headers.items() if item[0] != "Content-Length"]
                return {"headers": headers, "content": response.content.decode()}

            try:
                kept = remembered(name, domain=domain, whose="everyone", key=_key(request), seconds=seconds, make=make)
            except _NotShared as passed:
                return passed.response
            response = HttpResponse(kept["content"])
            for header, value in kept["headers"]:
                response[header] = value
            return response

        return answer

    return keep


def _key(request: HttpRequest) -> str:
    parts = [request.method or "", request.get_host(), request.get_full_path()]
    parts += [request.headers.get(name, "") for name in VARIES]
    return hashlib.blake2b("\n".join(parts).encode(errors="replace"), digest_size=16).hexdigest()
