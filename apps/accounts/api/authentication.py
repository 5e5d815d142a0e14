"""Who asks, by the Authorization header: a program that signed in, or one that was given a key."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from apps.accounts.models import ApiKey, AuthSession, User
from apps.accounts.services import keys, second_factor, token_sessions
from project.lib.errors import DomainError
from project.lib.person import speak_to

SCHEMES = ("bearer", "api-key")


class SecondFactorMissing(DomainError):
    """The pages lead staff to set one up; programs of theirs wait until then."""

    code = "second_factor_required"
    status = 403


class TokenOrKey(BaseAuthentication):
    """
    `Authorization: Bearer <access token or API key>`, or `Api-Key <API key>`.

    Other schemes are not for us: a proxy may ask for a password of its own. What is for us and does not hold is a
    401, also beside a session that would. `request.auth` is the AuthSession or the ApiKey.
    """

    def authenticate(self, request: Request) -> tuple[User, AuthSession | ApiKey] | None:
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() not in SCHEMES:
            return None
        given = given.strip()
        is_key = scheme.lower() == "api-key" or given.startswith(keys.PREFIX)
        found = keys.key_of(given) if is_key else token_sessions.session_of(given)
        if second_factor.must_set_up(found.person):
            raise SecondFactorMissing("Administrators need a second factor. Set one up on the pages first.")
        speak_to(found.person)
        return found.person, found

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="steward"'


class TokenOrKeyScheme(OpenApiAuthenticationExtension):
    target_class = TokenOrKey
    name = ["accessToken", "apiKey"]

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, Any]]:
        return [
            {
                "type": "http",
                "scheme": "bearer",
                "bearerFormat": "JWT",
                "description": "From `/api/v1/auth/token`; good for 15 minutes, renewed at `/api/v1/auth/refresh`.",
            },
            {
                "type": "http",
                "scheme": "bearer",
                "bearerFormat": "stw_…",
                "description": (
                    "A personal key, made in the settings. `Authorization: Api-Key …` is understood too. "
                    "Each operation needs the scope `app:read` or `app:write` of the app that it belongs to."
                ),
            },
        ]

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[str]]]:
        """Either will do."""
        return [{name: []} for name in self.name]
