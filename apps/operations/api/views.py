"""The state of Steward, for programs."""

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib.away import DATABASE_AWAY, REDIS_AWAY
from project.lib.health import DOWN
from project.lib.limits.client_address import is_internal

from ..queries.health import health_report
from .serializers import HealthRow


class HealthView(APIView):
    """The state of everything that Steward depends on; what is behind it is for staff and internal networks."""

    # Answers whatever token comes with the question; staff see more with the session of the pages.
    authentication_classes = [SessionAuthentication]
    permission_classes = [AllowAny]
    throttle_classes = []

    def perform_authentication(self, request: Request) -> None:
        """Who asks is looked up below: with the database away that cannot be said, and this must answer still."""

    @extend_schema(responses={200: HealthRow, 503: HealthRow}, operation_id="health", tags=["operations"])
    def get(self, request: Request) -> Response:
        report = health_report()
        row: dict[str, object] = {"status": report.status}
        if self._may_see_more(request):
            row |= {"version": settings.VERSION, "checks": report.findings}
        return Response(HealthRow(row).data, status=503 if report.status == DOWN else 200)

    def _may_see_more(self, request: Request) -> bool:
        if is_internal(request._request):
            return True
        try:
            return bool(request.user.is_staff)
        except (*DATABASE_AWAY, *REDIS_AWAY):
            return False
