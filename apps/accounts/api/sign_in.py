"""Signing programs in and out."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts import services
from apps.accounts.models import AuthSession
from apps.accounts.services import sessions, token_sessions, token_sign_in
from project.lib.limits.client_address import client_network
from project.lib.limits.ratelimit import limited
from project.lib.requests import PersonApiRequest

from .permissions import InPerson
from .serializers import EXAMPLE_PASSWORD, Renew, SignIn, SignOut, TokensRow, VerifiedRow, Verify

TOKENS = OpenApiExample(
    "Signed in",
    response_only=True,
    value={
        "access": "eyJhbGciOiJIUzI1NiIsImtpZCI6IjdkMGEx…",
        "refresh": "eyJhbGciOiJIUzI1NiIsImtpZCI6IjdkMGEx…",
        "token_type": "Bearer",
        "expires_in": 900,
        "session": "5f0c4b0e-6a0e-4c5e-8d6d-6a1f0b6f3c11",
        "session_ends_at": "2026-11-25T09:30:00Z",
    },
)


class WithoutASession(APIView):
    """What the body holds decides alone: no session, token or key beside it helps or hinders."""

    authentication_classes: Any = []
    permission_classes = [AllowAny]


@limited("login")
class TokenView(WithoutASession):
    @extend_schema(
        operation_id="auth_token",
        tags=["auth"],
        summary="Sign in",
        request=SignIn,
        responses=TokensRow,
        examples=[
            OpenApiExample(
                "With a second factor",
                request_only=True,
                value={
                    "email": "ada@example.org",
                    "password": EXAMPLE_PASSWORD,
                    "code": "123456",
                    "device": "Ada's phone",
                },
            ),
            TOKENS,
        ],
    )
    def post(self, request: Request) -> Response:
        """
        With an address, its password and, where the account has a second factor, its code.

        `second_factor_needed` asks for the code: send all of it again. An account whose second factor is a passkey
        makes an API key instead.
        """
        given = SignIn(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(TokensRow(token_sign_in.sign_in(request._request, **given.validated_data)).data)


@limited("refresh")
class RefreshView(WithoutASession):
    @extend_schema(
        operation_id="auth_refresh",
        tags=["auth"],
        summary="Renew tokens",
        request=Renew,
        responses=TokensRow,
        examples=[TOKENS],
    )
    def post(self, request: Request) -> Response:
        """
        New tokens for a refresh token, which is spent by it.

        Of several requests at once one succeeds, the others hear `token_rotated`. A token that was spent more than
        ten seconds ago ends the sign-in: it may have been stolen.
        """
        given = Renew(data=request.data)
        given.is_valid(raise_exception=True)
        renewed = token_sessions.renew(**given.validated_data, network=client_network(request._request))
        return Response(TokensRow(renewed).data)


class VerifyView(WithoutASession):
    @extend_schema(
        operation_id="auth_verify", tags=["auth"], summary="Check a token", request=Verify, responses=VerifiedRow
    )
    def post(self, request: Request) -> Response:
        """Whose access token it is; `401` where it is none, has expired, or its program was signed out."""
        given = Verify(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(VerifiedRow(token_sessions.session_of(given.validated_data["token"])).data)


class LogoutView(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="auth_logout", tags=["auth"], summary="Sign out", request=SignOut, responses={204: None}
    )
    def post(self, request: PersonApiRequest) -> Response:
        """The program whose refresh token is given; without one, whoever asks. Their access tokens end with it."""
        given = SignOut(data=request.data)
        given.is_valid(raise_exception=True)
        if refresh := given.validated_data.get("refresh"):
            token_sessions.end_by_refresh(refresh=refresh)
        else:
            self._sign_out(request)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _sign_out(self, request: PersonApiRequest) -> None:
        for permission in (IsAuthenticated(), InPerson()):
            if not permission.has_permission(request, self):
                self.permission_denied(request)
        if isinstance(request.auth, AuthSession):
            token_sessions.end(person=request.user, session_id=request.auth.pk)
        else:
            sessions.sign_out(request._request)


class LogoutEverywhereView(APIView):
    permission_classes = [IsAuthenticated, InPerson]

    @extend_schema(
        operation_id="auth_logout_everywhere",
        tags=["auth"],
        summary="Sign out everywhere",
        request=None,
        responses={204: None},
    )
    def post(self, request: PersonApiRequest) -> Response:
        """Every browser and program, the one that asks too. API keys stay."""
        services.end_everywhere(request.user, reason="asked")
        return Response(status=status.HTTP_204_NO_CONTENT)
