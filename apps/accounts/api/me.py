"""Whoever asks."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts import services
from project.lib.requests import PersonApiRequest

from .serializers import ChangeMe, Me, RecordCountRow


class MeView(APIView):
    @extend_schema(operation_id="auth_me", tags=["auth"], summary="Who I am", responses=Me)
    def get(self, request: PersonApiRequest) -> Response:
        """The person that the session, token or key stands for."""
        return Response(Me(request.user).data)

    @extend_schema(
        operation_id="auth_me_change", tags=["auth"], summary="Change my preferences", request=ChangeMe, responses=Me
    )
    def patch(self, request: PersonApiRequest) -> Response:
        """What is left out stays. Address and password are changed on the pages."""
        given = ChangeMe(data=request.data)
        given.is_valid(raise_exception=True)
        services.set_preferences(person=request.user, **given.validated_data)
        return Response(Me(request.user).data)


class RecordCountView(APIView):
    @extend_schema(
        operation_id="user_count",
        tags=["user"],
        summary="How many records there are of me",
        parameters=[OpenApiParameter("email", OpenApiTypes.STR, OpenApiParameter.PATH)],
        responses=RecordCountRow,
    )
    def get(self, request: PersonApiRequest, email: str) -> Response:
        """For one's own address, and for staff who may look at people. Any other is not found, whosever it is."""
        return Response(RecordCountRow(services.count_records(asker=request.user, email=email.rstrip("/"))).data)
