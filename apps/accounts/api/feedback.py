"""Writing to whoever runs Steward, for programs."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import Feedback
from apps.accounts.services import feedback
from project.lib.api_input import StrictSerializer
from project.lib.idempotency import idempotent
from project.lib.limits.ratelimit import limited


class GiveFeedback(StrictSerializer):
    kind = serializers.ChoiceField(Feedback.Kind.choices)
    text = serializers.CharField(max_length=5000)
    page = serializers.CharField(
        max_length=500, required=False, allow_blank=True, default="", help_text="The address of the page it is about."
    )


class FeedbackRow(serializers.Serializer):
    kind = serializers.ChoiceField(Feedback.Kind.choices)
    text = serializers.CharField()
    page = serializers.CharField()
    created_at = serializers.DateTimeField()


class FeedbackView(APIView):
    @limited("feedback")
    @extend_schema(
        operation_id="feedback_give",
        tags=["feedback"],
        summary="Write to whoever runs Steward",
        request=GiveFeedback,
        responses={201: FeedbackRow},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """A question, a fault or an idea. The answer is on the person's feedback page."""
        given = GiveFeedback(data=request.data)
        given.is_valid(raise_exception=True)
        person: Any = request.user
        row = feedback.give(person=person, **given.validated_data)
        return Response(FeedbackRow(row).data, status=status.HTTP_201_CREATED)
