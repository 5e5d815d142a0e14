"""Bringing in files, for programs: send one, read what became of its lines, mend, book and undo."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib.api_input import StrictSerializer
from project.lib.request_bodies import takes_body

from ..domain.imports.entries import FIELDS
from ..domain.imports.presets import PRESETS
from ..models import Import, ImportRow
from ..queries import imports as queries
from ..services import imports as services


class ImportRowOut(serializers.Serializer):
    id = serializers.IntegerField()
    line = serializers.IntegerField(help_text="In the file, from 1.")
    text = serializers.CharField(help_text="As it was written.")
    fields_ = serializers.DictField(source="fields", child=serializers.CharField(), help_text="As it was read.")
    state = serializers.ChoiceField(choices=ImportRow.State.choices)
    sentence = serializers.CharField(help_text="Why it is in that state; may be empty.")
    activity = serializers.UUIDField(source="activity.uuid", default=None, allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        fields["fields"] = fields.pop("fields_")
        fields["fields"].source = None
        return fields


class ComparedOut(serializers.Serializer):
    account = serializers.CharField()
    what = serializers.CharField(help_text="A currency, a symbol or an ISIN.")
    stated = serializers.DecimalField(max_digits=40, decimal_places=12)
    in_ledger = serializers.DecimalField(max_digits=40, decimal_places=12)
    agrees = serializers.BooleanField()


class ImportOut(serializers.Serializer):
    uuid = serializers.UUIDField()
    filename = serializers.CharField()
    preset = serializers.CharField(help_text="The kind of file.")
    account = serializers.UUIDField(source="account.uuid")
    state = serializers.ChoiceField(choices=Import.State.choices)
    counts = serializers.DictField(child=serializers.IntegerField(), help_text="Lines by state.")
    job_uuid = serializers.UUIDField(allow_null=True, help_text="The task that works on it, under /api/v1/jobs/.")
    created_at = serializers.DateTimeField()


class ImportDetail(ImportOut):
    reconciliation = ComparedOut(many=True, help_text="What the file or the person states, beside the ledger.")


class ImportIn(StrictSerializer):
    file = serializers.FileField()
    account = serializers.UUIDField(help_text="Where its lines belong, as far as the file names no account.")
    preset = serializers.ChoiceField(
        choices=[(one.key, one.title) for one in PRESETS], required=False, help_text="Left out: recognised."
    )


class RowIn(StrictSerializer):
    """What a line means, field by field; or, with `left_out`, that it is not to be booked."""

    left_out = serializers.BooleanField(required=False)

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        return fields | {
            name: serializers.CharField(required=False, allow_blank=True, max_length=500) for name in FIELDS
        }


@takes_body(services.LARGEST_BODY)
class ImportsView(ListAPIView):
    serializer_class = ImportOut
    parser_classes = [MultiPartParser]

    def get_queryset(self) -> Any:
        return queries.imports_of(self.request.user)

    @extend_schema(operation_id="portfolio_imports_list", tags=["portfolio"], summary="My imports")
    def get(self, request: Request) -> Response:
        """The newest first."""
        rows = [queries.settled(row) for row in self.paginate_queryset(self.get_queryset()) or ()]
        return self.get_paginated_response(ImportOut(rows, many=True).data)

    @extend_schema(
        operation_id="portfolio_imports_create", tags=["portfolio"], request={"multipart/form-data": ImportIn},
        responses={202: ImportOut}, summary="Bring in a file",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Take a file and look at every line of it. Nothing is booked until you say so."""
        command = ImportIn(data=request.data)
        command.is_valid(raise_exception=True)
        brought_in = services.bring_in(owner=request.user, **command.validated_data)
        return Response(ImportOut(brought_in).data, status=202)


class ImportView(APIView):
    @extend_schema(
        operation_id="portfolio_imports_read", tags=["portfolio"], responses=ImportDetail, summary="One import"
    )
    def get(self, request: Request, import_uuid: UUID) -> Response:
        """Where it stands, and whether the ledger agrees with what the file states."""
        brought_in = queries.import_of(request.user, import_uuid)
        compared = ComparedOut(queries.reconciled(brought_in), many=True).data
        return Response({**ImportOut(brought_in).data, "reconciliation": compared})


class RowsView(ListAPIView):
    serializer_class = ImportRowOut

    def get_queryset(self) -> Any:
        brought_in = queries.import_of(self.request.user, self.kwargs["import_uuid"])
        state = self.request.query_params.get("state", "")
        return queries.rows_of(brought_in, state if state in ImportRow.State.values else "")

    @extend_schema(
        operation_id="portfolio_import_rows", tags=["portfolio"], summary="The lines of an import",
        parameters=[OpenApiParameter("state", enum=ImportRow.State.values)],
    )  # fmt: skip
    def get(self, request: Request, import_uuid: UUID) -> Response:
        """In the order of the file."""
        rows = self.paginate_queryset(self.get_queryset()) or ()
        return self.get_paginated_response(ImportRowOut(rows, many=True).data)


class RowView(APIView):
    @extend_schema(
        operation_id="portfolio_import_row", tags=["portfolio"], responses=ImportRowOut, summary="One line of an import"
    )
    def get(self, request: Request, import_uuid: UUID, row_id: int) -> Response:
        """As it was written, as it was read, and what became of it."""
        row = queries.row_of(queries.import_of(request.user, import_uuid), row_id)
        return Response(ImportRowOut(row).data)

    @extend_schema(
        operation_id="portfolio_import_row_mend", tags=["portfolio"], request=RowIn, responses=ImportRowOut,
        summary="Mend a line",
    )  # fmt: skip
    def patch(self, request: Request, import_uuid: UUID, row_id: int) -> Response:
        """Say what it means; it is looked at again. With `left_out` it is set aside, or taken in after all."""
        command = RowIn(data=request.data)
        command.is_valid(raise_exception=True)
        said = dict(command.validated_data)
        row = queries.row_of(queries.import_of(request.user, import_uuid), row_id)
        left_out = said.pop("left_out", None)
        row = services.mend_row(row=row, fields=said) if left_out is None else services.leave_out(row=row, out=left_out)
        return Response(ImportRowOut(row).data)


class BookView(APIView):
    @extend_schema(
        operation_id="portfolio_import_book", tags=["portfolio"], request=None, responses={202: ImportOut},
        summary="Book an import",
    )  # fmt: skip
    def post(self, request: Request, import_uuid: UUID) -> Response:
        """All lines that are ready."""
        services.begin_booking(brought_in=queries.import_of(request.user, import_uuid))
        return Response(ImportOut(queries.import_of(request.user, import_uuid)).data, status=202)


class UndoView(APIView):
    @extend_schema(
        operation_id="portfolio_import_undo", tags=["portfolio"], request=None, responses={202: ImportOut},
        summary="Undo an import",
    )  # fmt: skip
    def post(self, request: Request, import_uuid: UUID) -> Response:
        """Everything that it booked leaves the ledger, all or nothing."""
        services.begin_undo(brought_in=queries.import_of(request.user, import_uuid))
        return Response(ImportOut(queries.import_of(request.user, import_uuid)).data, status=202)
