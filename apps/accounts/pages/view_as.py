"""
Shows staff the pages of the person whom they view as (services/view_as.py), and lets them only read.

What is not plainly a page of the person's records is refused: the API, whatever writes, the admin, and all that is
about the account itself, such as its security, privacy and history, or marked with `only_the_person`.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from apps.accounts.services import view_as
from project.lib.api_errors import is_api
from project.lib.away import is_away
from project.lib.error_pages import away_page, error_page
from project.lib.person import speak_to
from project.lib.requests import PersonRequest

from .staff_second_factor import HEALTH

END = "accounts:view-as-end"
# What a page of anybody's sends by itself; it says nothing in the person's name.
BESIDE = {"operations:beacon", "operations:csp-report"}
READS = {"GET", "HEAD", "OPTIONS"}
# Their views, and whatever has no name space of its own (allauth's), are about the account.
NOT_SHOWN = {"accounts", "admin"}
SHOWN_ALL_THE_SAME = {"accounts:profile", "accounts:preferences"}
ONLY_READING = "You are looking at somebody else's pages, where you can only read."
STOP_FIRST = (
    "Nothing was changed. To do something yourself, stop looking first: the button is at the top of their pages."
)


class ViewAs:
    """
    Middleware, the last one: limits, second factor and logs know the staff member, and only the view the person.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            return self.get_response(request)
        finally:
            if viewing := getattr(request, "view_as", None):
                request.user = viewing.actor

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.view_name in {END, *BESIDE}:
            return None
        try:
            viewing = _viewing(request)
        except view_as.MayNotViewAs as over:
            return error_page(request, over.status, detail=over.detail)
        except Exception as fault:
            # Without knowing whose pages are meant, the view would show their own, and let them write there.
            if is_away(fault):
                return None if match.view_name == HEALTH else away_page(request, fault)
            raise
        if viewing is None:
            return None
        if why := _not_shown(request, view):
            return error_page(request, 403, detail=f"{ONLY_READING} {why}")
        request.view_as = viewing  # type: ignore[attr-defined]
        request.user = viewing.person
        speak_to(viewing.person)
        return None


def _viewing(request: HttpRequest) -> view_as.Viewing | None:
    # Without the cookie nobody is signed in: looking at the session would make the answer vary by it.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    if not request.user.is_authenticated:
        return None
    return view_as.current(actor=request.user, session=request.session)


def _not_shown(request: HttpRequest, view: Any) -> str:
    """Why this is not for staff to see or do in somebody's place; empty for a page of the person's records."""
    if is_api(request) or request.method not in READS:
        return STOP_FIRST
    match: Any = request.resolver_match
    namespace = match.namespaces[0] if match.namespaces else ""
    if namespace in {"", *NOT_SHOWN} and match.view_name not in SHOWN_ALL_THE_SAME:
        return "What is about their account is not shown to you."
    if getattr(view, "only_the_person", False):
        return "These pages are shown to nobody but the person."
    return ""


@require_POST
@login_required
def end(request: PersonRequest) -> HttpResponse:
    if not request.user.is_staff:
        raise PermissionDenied
    person = view_as.end(actor=request.user, session=request.session)
    return redirect("admin:accounts_user_change", person.pk) if person else redirect("admin:index")
