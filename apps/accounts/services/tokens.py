"""
Signed tokens (JWT): what they say, the keys that sign them, and reading them back.

Whether the sign-in that a token names still stands is asked elsewhere (token_sessions), on every request.
"""

import hashlib
from functools import lru_cache
from typing import Any, ClassVar, TypeVar

import jwt
from django.conf import settings
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import ExpiredTokenError, TokenBackendError, TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import Token

from project.lib.errors import DomainError, Unavailable

from ..models import AuthSession


class TokenRefused(DomainError):
    """The token is not one of ours, or not for this use."""

    code = "token_invalid"
    status = 401
    headers: ClassVar[dict[str, str]] = {"WWW-Authenticate": 'Bearer realm="steward", error="invalid_token"'}


class TokenExpired(TokenRefused):
    """It was one of ours, and its time is over: the program renews it."""

    code = "token_expired"


class NoTokenKey(Unavailable):
    code = "no_token_key"


# --- Keys -------------------------------------------------------------------------------------------------------------


def key_id(secret: str) -> str:
    """What a token's header calls the key that signed it. It says nothing of a secret of 32 bytes."""
    return hashlib.sha256(secret.encode()).hexdigest()[:12]


class KeyRing(TokenBackend):
    """
    Signs with JWT_SECRET, and reads what that or one of JWT_PREVIOUS_SECRETS signed, by the `kid` of the header.

    The algorithm is never taken from the token: HS256 alone is accepted.
    """

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__(
            "HS256",
            signing_key=secrets[0],
            issuer=api_settings.ISSUER,
            audience=api_settings.AUDIENCE,
            leeway=api_settings.LEEWAY,
        )
        self._signs = key_id(secrets[0])
        self._keys = {key_id(secret): self._prepare_key(secret) for secret in secrets}

    def get_verifying_key(self, token: Any) -> Any:
        try:
            return self._keys[jwt.get_unverified_header(token)["kid"]]
        except (jwt.InvalidTokenError, KeyError) as fault:
            raise TokenBackendError("No key of ours signed this.") from fault

    def encode(self, payload: dict[str, Any]) -> str:
        whole = payload | {"iss": self.issuer, "aud": self.audience}
        return jwt.encode(whole, self._keys[self._signs], algorithm=self.algorithm, headers={"kid": self._signs})


_ring = lru_cache(maxsize=4)(KeyRing)


class _Signed(Token):
    def get_token_backend(self) -> KeyRing:
        if not settings.JWT_SECRET:
            raise NoTokenKey("Steward has no key to sign tokens with. An administrator must set JWT_SECRET.")
        return _ring((settings.JWT_SECRET, *settings.JWT_PREVIOUS_SECRETS))


class AccessToken(_Signed):
    token_type = "access"  # noqa: S105
    lifetime = api_settings.ACCESS_TOKEN_LIFETIME


class RefreshToken(_Signed):
    token_type = "refresh"  # noqa: S105
    lifetime = api_settings.REFRESH_TOKEN_LIFETIME


Kind = TypeVar("Kind", bound=_Signed)


# --- Writing and reading ----------------------------------------------------------------------------------------------


def made_for(kind: type[Kind], session: AuthSession) -> Kind:
    """A new token of a sign-in; `str()` of it is what the program gets."""
    token = kind()
    token["sub"], token["sid"] = str(session.person.uuid), str(session.pk)
    return token


def read(kind: type[Kind], text: str) -> Kind:
    """
    The token, if a key of ours signed it, for this use, and its time is not over.

    :raises TokenExpired: its time is over
    :raises TokenRefused: anything else
    """
    try:
        token = kind(text.encode())  # type: ignore[arg-type]
    except ExpiredTokenError:
        raise TokenExpired("This token has expired.") from None
    except (TokenError, UnicodeEncodeError):
        raise TokenRefused("This token is not valid here.") from None
    if not {"sid", "sub", "jti"} <= set(token.payload):
        raise TokenRefused("This token is not valid here.")
    return token


def digest(token: RefreshToken) -> str:
    """What is kept of a token: the digest of its id, which is random and by itself opens nothing."""
    return hashlib.sha256(str(token["jti"]).encode()).hexdigest()
