"""The person's programs that are signed in."""

from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import AuthSession
from apps.accounts.services import token_sessions
from project.lib.requests import PersonApiRequest

from .permissions import InPerson
from .serializers import SessionRow


class SessionsView(ListAPIView):
    serializer_class = SessionRow

    def get_queryset(self) -> QuerySet[AuthSession]:
        return AuthSession.objects.for_user(self.request.user).live().newest_first()

    @extend_schema(operation_id="auth_sessions", tags=["auth"], summary="My programs")
    def get(self, request: Request) -> Response:
        """Programs that are signed in, the newest first. Browsers are on the page of devices."""
        return self.list(request)


class SessionView(APIView):
    permission_classes = [IsAuthenticated, InPerson]

    @extend_schema(
        operation_id="auth_session_end",
        tags=["auth"],
        summary="Sign a program out",
        request=None,
        responses={204: None},
    )
    def delete(self, request: PersonApiRequest, session_id: UUID) -> Response:
        """Its tokens end at once. Safe to repeat."""
        token_sessions.end(person=request.user, session_id=session_id)
        return Response(status=status.HTTP_204_NO_CONTENT)
