"""The person's API keys."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts import services
from apps.accounts.models import ApiKey
from project.lib.requests import PersonApiRequest

from .permissions import InPerson, JustSignedIn
from .serializers import CreateKey, KeyRow, NewKeyRow


class KeysView(ListAPIView):
    serializer_class = KeyRow

    def get_queryset(self) -> QuerySet[ApiKey]:
        return ApiKey.objects.for_user(self.request.user).live().newest_first()

    def get_permissions(self) -> Any:
        return [IsAuthenticated(), JustSignedIn()] if self.request.method == "POST" else super().get_permissions()

    @extend_schema(operation_id="auth_keys", tags=["auth"], summary="My API keys")
    def get(self, request: Request) -> Response:
        """Those that still open something, the newest first; never the keys themselves."""
        return self.list(request)

    @extend_schema(
        operation_id="auth_key_create",
        tags=["auth"],
        summary="Make an API key",
        request=CreateKey,
        responses={201: NewKeyRow},
        examples=[
            OpenApiExample(
                "For a program that reads",
                request_only=True,
                value={
                    "name": "Evening report",
                    "scopes": ["dashboard:read", "jobs:read"],
                    "expires_at": "2027-01-01T00:00:00Z",
                },
            )
        ],
    )
    def post(self, request: PersonApiRequest) -> Response:
        """
        The answer shows the key, this once. Only within five minutes of signing in, and never with another key.

        It takes no Idempotency-Key: kept answers would keep the key.
        """
        given = CreateKey(data=request.data)
        given.is_valid(raise_exception=True)
        key, text = services.create_key(person=request.user, **given.validated_data)
        return Response(NewKeyRow({**KeyRow(key).data, "key": text}).data, status=status.HTTP_201_CREATED)


class KeyView(APIView):
    permission_classes = [IsAuthenticated, InPerson]

    @extend_schema(
        operation_id="auth_key_revoke", tags=["auth"], summary="Revoke an API key", request=None, responses={204: None}
    )
    def delete(self, request: PersonApiRequest, key_uuid: UUID) -> Response:
        """From the next request on it opens nothing. Safe to repeat."""
        services.revoke_key(person=request.user, uuid=key_uuid)
        return Response(status=status.HTTP_204_NO_CONTENT)
