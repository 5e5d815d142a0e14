"""Staff without a second factor are led to set one up, whatever they came for; programs of theirs are told."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from project.lib.api_errors import is_api, json_error
from project.lib.away import is_away
from project.lib.error_pages import away_page

from ..services import second_factor

NEEDED = "Administrators need a second factor. Set one up, then go on."
# What it takes to set one up, and the way out.
ALLOWED = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_logout",
    "accounts:sign-out",
    "accounts:theme",
}
ALLOWED |= {"account_reauthenticate", "account_set_password", "accounts:admin-sign-in"}
ALLOWED |= {"accounts:sign-in-again", "accounts:make-it-yours", "openid_connect_login", "openid_connect_callback"}
# Says what is away, and to whoever cannot be known no more than to a stranger.
HEALTH = "operations:health"


class StaffSecondFactor:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        user, match = getattr(request, "user", None), request.resolver_match
        if match is None or match.view_name in ALLOWED or _asks_for_nothing(request):
            return None
        try:
            if user is None or not user.is_authenticated or not second_factor.must_set_up(user):
                return None
        except Exception as error:
            # Who may have to set one up gets no further: the fault may be over before the view asks who they are.
            if is_away(error):
                return None if match.view_name == HEALTH else away_page(request, error)
            raise
        if is_api(request):
            return json_error(403, "second_factor_required", NEEDED)
        return redirect("mfa_index")  # which says why


def _asks_for_nothing(request: HttpRequest) -> bool:
    """Probes and reports bring no session, and looking for one would make their answers vary by it."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES
