"""The overview, for programs."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.dashboard import queries

from .serializers import Overview


class OverviewView(APIView):
    @extend_schema(operation_id="dashboard_overview", responses=Overview, summary="Everything at a glance")
    def get(self, request: Request) -> Response:
        """One call that sums up what every part knows: what the cards of the front page show."""
        shown = list(queries.slots(request.user))
        answer = {
            "sections": {slot.name: slot.card.overview for slot in shown if slot.card},
            "unavailable": [slot.name for slot in shown if slot.card is None],
            "first_steps": queries.first_steps(request.user, shown),
        }
        return Response(Overview(answer).data)
