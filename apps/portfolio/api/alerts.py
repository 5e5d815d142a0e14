"""Alerts and what they told, for programs."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib.api_input import StrictSerializer
from project.lib.idempotency import idempotent

from ..models import Alert, Notice
from ..queries import alerts as queries
from ..services import alerts as services
from .fields import ExactIn, ExactOut, InstrumentField

_TAGS = ["portfolio"]


class AlertRow(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Alert.Kind.choices)
    instrument = serializers.UUIDField(source="instrument.uuid", default=None, allow_null=True)
    below = serializers.BooleanField(help_text="Of a price: at the limit or under it; else at the limit or above it.")
    limit = ExactOut(
        allow_null=True,
        help_text="A price, points of drift, percent of drawdown, or days since the last price. None for dividends.",
    )
    by_email = serializers.BooleanField()
    paused_at = serializers.DateTimeField(allow_null=True)
    looked_at = serializers.DateTimeField(allow_null=True)


class ChangeAlert(StrictSerializer):
    instrument = InstrumentField(required=False, allow_null=True)
    below = serializers.BooleanField(required=False)
    limit = ExactIn(required=False, allow_null=True)
    by_email = serializers.BooleanField(required=False)


class SetAlert(ChangeAlert):
    kind = serializers.ChoiceField(choices=Alert.Kind.choices)


class NoticeRow(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    alert = serializers.UUIDField(source="alert.uuid")
    instrument = serializers.UUIDField(source="instrument.uuid", default=None, allow_null=True)
    text = serializers.CharField()
    made_at = serializers.DateTimeField()
    seen_at = serializers.DateTimeField(allow_null=True)


class AlertsView(ListAPIView):
    serializer_class = AlertRow

    def get_queryset(self) -> Any:
        return queries.alerts_of(self.request.user)

    @extend_schema(operation_id="portfolio_alerts_list", tags=_TAGS, summary="My alerts")
    def get(self, request: Request) -> Response:
        """The newest first."""
        rows = self.paginate_queryset(self.get_queryset()) or ()
        return self.get_paginated_response(AlertRow(rows, many=True).data)

    @extend_schema(
        operation_id="portfolio_alerts_create", tags=_TAGS, request=SetAlert, responses={201: AlertRow},
        summary="Set an alert",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """What already holds is told at the next look, within minutes."""
        command = SetAlert(data=request.data, context={"request": request})
        command.is_valid(raise_exception=True)
        alert = services.set_alert(owner=request.user, **command.validated_data)
        return Response(AlertRow(alert).data, status=status.HTTP_201_CREATED)


class AlertView(APIView):
    @extend_schema(operation_id="portfolio_alerts_read", tags=_TAGS, responses=AlertRow, summary="One alert")
    def get(self, request: Request, uuid: UUID) -> Response:
        """As it stands now."""
        return Response(AlertRow(queries.alert_of(request.user, uuid)).data)

    @extend_schema(
        operation_id="portfolio_alerts_change", tags=_TAGS, request=ChangeAlert, responses=AlertRow,
        summary="Change an alert",
    )  # fmt: skip
    def patch(self, request: Request, uuid: UUID) -> Response:
        """With another condition it is armed again. What is left out stays."""
        alert = queries.alert_of(request.user, uuid)
        command = ChangeAlert(data=request.data, context={"request": request}, partial=True)
        command.is_valid(raise_exception=True)
        return Response(AlertRow(services.change_alert(alert=alert, **command.validated_data)).data)

    @extend_schema(operation_id="portfolio_alerts_delete", tags=_TAGS, responses={204: None}, summary="Delete an alert")
    def delete(self, request: Request, uuid: UUID) -> Response:
        """It can be restored for thirty days."""
        services.delete_alert(alert=queries.alert_of(request.user, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)


class _AlertActView(APIView):
    def _now(self, request: Request, uuid: UUID) -> Response:
        return Response(AlertRow(queries.alert_of(request.user, uuid)).data)


class PauseView(_AlertActView):
    @extend_schema(
        operation_id="portfolio_alerts_pause", tags=_TAGS, request=None, responses=AlertRow, summary="Pause an alert"
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        """Safe to repeat."""
        services.pause_alert(alert=queries.alert_of(request.user, uuid))
        return self._now(request, uuid)


class ResumeView(_AlertActView):
    @extend_schema(
        operation_id="portfolio_alerts_resume", tags=_TAGS, request=None, responses=AlertRow, summary="Resume an alert"
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        """Safe to repeat. Dividends of the pause are not told."""
        services.resume_alert(alert=queries.alert_of(request.user, uuid))
        return self._now(request, uuid)


class RestoreView(_AlertActView):
    @extend_schema(
        operation_id="portfolio_alerts_restore", tags=_TAGS, request=None, responses=AlertRow,
        summary="Bring a deleted alert back",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID) -> Response:
        """Safe to repeat."""
        services.restore_alert(owner=request.user, alert=queries.deleted_alert_of(request.user, uuid))
        return self._now(request, uuid)


class NoticesView(ListAPIView):
    serializer_class = NoticeRow

    def get_queryset(self) -> Any:
        return queries.notices_of(self.request.user)

    @extend_schema(operation_id="portfolio_notices_list", tags=_TAGS, summary="What alerts told me")
    def get(self, request: Request) -> Response:
        """The newest first."""
        rows: list[Notice] | tuple[()] = self.paginate_queryset(self.get_queryset()) or ()
        return self.get_paginated_response(NoticeRow(rows, many=True).data)


class NoticesSeenView(APIView):
    @extend_schema(
        operation_id="portfolio_notices_seen", tags=_TAGS, request=None, responses={204: None},
        summary="Say that I have seen them",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """All that were new. Safe to repeat."""
        services.see_notices(owner=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
