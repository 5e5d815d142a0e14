"""What somebody measured of their body, for programs such as a scale."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib.api_input import StrictSerializer
from project.lib.idempotency import idempotent

from .. import services
from ..domain.body import Body
from ..models import Measurement
from ..queries import measurements as reads

_TAGS = ["training"]


class MeasurementFilter(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=Body.choices(), required=False)
    since = serializers.DateField(required=False, help_text="This day and later.")


class ChangeMeasurement(StrictSerializer):
    value = serializers.DecimalField(max_digits=5, decimal_places=2, help_text="In kg, cm or %, as the kind is kept.")
    on = serializers.DateField()


class LogMeasurement(ChangeMeasurement):
    kind = serializers.ChoiceField(choices=Body.choices())


class MeasurementRow(serializers.ModelSerializer[Measurement]):
    unit = serializers.SerializerMethodField()

    class Meta:
        model = Measurement
        fields = ("uuid", "kind", "on", "value", "unit")

    def get_unit(self, row: Measurement) -> str:
        return Body(row.kind).unit


def _today() -> date:
    return timezone.localdate()


class MeasurementsView(ListAPIView):
    serializer_class = MeasurementRow

    def get_queryset(self) -> QuerySet[Measurement]:
        asked = MeasurementFilter(data=self.request.query_params.dict())
        asked.is_valid(raise_exception=True)
        return reads.measurements(self.request.user, **asked.validated_data)

    @extend_schema(
        operation_id="training_measurements_list", tags=_TAGS, parameters=[MeasurementFilter],
        summary="What I measured of my body",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """The latest first."""
        rows = self.paginate_queryset(self.get_queryset()) or ()
        return self.get_paginated_response(MeasurementRow(rows, many=True).data)

    @extend_schema(
        operation_id="training_measurements_log", tags=_TAGS, request=LogMeasurement, responses={201: MeasurementRow},
        summary="Note a measurement",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """Over what was noted of the same kind and day."""
        command = LogMeasurement(data=request.data)
        command.is_valid(raise_exception=True)
        said = command.validated_data
        row = services.log_measurement(owner=request.user, today=_today(), **said | {"kind": Body(said["kind"])})
        return Response(MeasurementRow(row).data, status=status.HTTP_201_CREATED)


class MeasurementView(APIView):
    @extend_schema(
        operation_id="training_measurements_read", tags=_TAGS, responses=MeasurementRow, summary="One measurement"
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """With its unit."""
        return Response(MeasurementRow(reads.measurement(request.user, uuid)).data)

    @extend_schema(
        operation_id="training_measurements_change", tags=_TAGS, request=ChangeMeasurement, responses=MeasurementRow,
        summary="Change a measurement",
    )  # fmt: skip
    def patch(self, request: Request, uuid: UUID) -> Response:
        """What is left out stays."""
        row = reads.measurement(request.user, uuid)
        command = ChangeMeasurement(data=request.data, partial=True)
        command.is_valid(raise_exception=True)
        said = {"value": row.value, "on": row.on} | command.validated_data
        return Response(MeasurementRow(services.change_measurement(measurement=row, today=_today(), **said)).data)

    @extend_schema(
        operation_id="training_measurements_delete", tags=_TAGS, responses={204: None}, summary="Delete a measurement"
    )
    def delete(self, request: Request, uuid: UUID) -> Response:
        """It can be brought back for thirty days."""
        services.delete_measurement(measurement=reads.measurement(request.user, uuid), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestoreMeasurementView(APIView):
    @extend_schema(
        operation_id="training_measurements_restore", tags=_TAGS, request=None, responses=MeasurementRow,
        summary="Bring a deleted measurement back",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID) -> Response:
        """Safe to repeat."""
        row = reads.deleted_measurement(request.user, uuid)
        services.restore_measurement(measurement=row)
        return Response(MeasurementRow(row).data)
