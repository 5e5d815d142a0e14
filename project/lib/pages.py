"""Server-rendered pages: one URL answers whole, or as the fragment that htmx swaps in."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def wants_fragment(request: HttpRequest) -> bool:
    """
    True where htmx asks for a part of the page it shows.

    A history restore, a boosted link and anything else that replaces the body want the whole page.
    """
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Request-Type") != "full"
        and headers.get("HX-History-Restore-Request") != "true"
    )


def render_page(
    request: HttpRequest,
    template: str,
    *,
    fragment: str | None = None,
    context: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, or only `fragment` where htmx asks for a part. Both are given the same context."""
    chosen = fragment if fragment and wants_fragment(request) else template
    response = render(request, chosen, dict(context or {}), status=status)
    # Caches must not answer one with the other, whichever was asked for first.
    patch_vary_headers(response, ["HX-Request", "HX-Request-Type"])
    return response


def offer_undo(request: HttpRequest, words: str, undo_url: str) -> None:
    """A toast that says what was done, with a button that posts to `undo_url` to take it back."""
    # The message framework carries nothing else beside the words.
    messages.success(request, words, extra_tags=undo_url)


THEMES = ("auto", "light", "dark")
THEME_COOKIE = "theme"


def theme_of_browser(request: HttpRequest) -> str:
    """What was last chosen in this browser, for pages that know nobody: sign-in and errors."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else "auto"


def remember_theme(response: HttpResponse, theme: str) -> None:
    response.set_cookie(
        THEME_COOKIE,
        theme,
        max_age=365 * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what base.html needs on every page. Asked for only by templates that use it."""

    def theme() -> str:
        user = getattr(request, "user", None)
        return str(user.theme) if user is not None and user.is_authenticated else theme_of_browser(request)

    return {"theme": theme}
