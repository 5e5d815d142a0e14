"""What an API key may do, and what none may."""

from datetime import timedelta
from typing import Any, ClassVar

from django.apps import apps
from django.utils import timezone
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from apps.accounts.models import ApiKey, AuthSession
from apps.accounts.services.confirming import confirmed_just_now
from project.lib.errors import DomainError

JUST_NOW = timedelta(minutes=5)


class ScopeMissing(DomainError):
    code = "scope_missing"
    status = 403
    headers: ClassVar[dict[str, str]] = {"WWW-Authenticate": 'Bearer realm="steward", error="insufficient_scope"'}


class NotWithAKey(DomainError):
    code = "not_with_a_key"
    status = 403


class SignInAgain(DomainError):
    """The sign-in is fine, and too long ago for this."""

    code = "sign_in_again"
    status = 403


def scope_of(view: Any, method: str) -> str:
    """The scope that a view asks of a key, by the app that it stands in: `jobs:read`, and `jobs:write` for writes."""
    config = apps.get_containing_app_config(type(view).__module__)
    return f"{config.label if config else 'api'}:{'read' if method in SAFE_METHODS else 'write'}"


class InScope(BasePermission):
    """For every view unless it says otherwise: a key needs the view's scope; sessions and tokens have them all."""

    def has_permission(self, request: Request, view: Any) -> bool:
        needed = scope_of(view, str(request.method))
        if isinstance(request.auth, ApiKey) and needed not in request.auth.scopes:
            raise ScopeMissing(f"This API key may not do that: it lacks the scope {needed}.")
        return True


class InPerson(BasePermission):
    """For what decides who gets in: no key makes another key or ends a sign-in, whatever its scopes."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if isinstance(request.auth, ApiKey):
            raise NotWithAKey("An API key may not do that. Sign in instead.")
        return True


class JustSignedIn(InPerson):
    """As above, and the sign-in is minutes old: a token or session that was taken makes no lasting way in."""

    def has_permission(self, request: Request, view: Any) -> bool:
        super().has_permission(request, view)
        if not _signed_in_just_now(request):
            raise SignInAgain("Please sign in again, and do this within five minutes.")
        return True


def _signed_in_just_now(request: Request) -> bool:
    if isinstance(request.auth, AuthSession):
        return timezone.now() - request.auth.created_at <= JUST_NOW
    # A browser's session is held to what the pages hold it to.
    return confirmed_just_now(request._request)
