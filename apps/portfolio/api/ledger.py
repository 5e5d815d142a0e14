"""Accounts, instruments, prices and activities, for programs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import ListAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib.idempotency import idempotent
from project.lib.request_bodies import takes_body

from .. import services
from ..models import Account, Activity, Price
from ..queries import listing, own
from ..queries.accounts import account_lines
from ..queries.holdings import account_totals
from ..services.market import LARGEST_BODY
from . import serializers as shapes
from .fields import said as _said

# --- Accounts ---------------------------------------------------------------------------------------------------------


class AccountsView(ListAPIView):
    serializer_class = shapes.AccountLineRow

    def get_queryset(self) -> QuerySet[Account]:
        return account_totals(self.request.user)

    @extend_schema(operation_id="portfolio_accounts_list", tags=["portfolio"], summary="My accounts")
    def get(self, request: Request) -> Response:
        """The open ones first, each with its cash and its worth."""
        lines = account_lines(request.user, self.paginate_queryset(self.get_queryset()) or ())
        return self.get_paginated_response(shapes.AccountLineRow(lines, many=True).data)

    @extend_schema(
        operation_id="portfolio_accounts_create", tags=["portfolio"], request=shapes.OpenAccount,
        responses={201: shapes.AccountRow}, summary="Add an account",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """Its currency stays; all else can be changed."""
        account = services.open_account(owner=request.user, **_said(shapes.OpenAccount, request))
        return Response(shapes.AccountRow(account).data, status=status.HTTP_201_CREATED)


class AccountView(APIView):
    @extend_schema(
        operation_id="portfolio_accounts_read", tags=["portfolio"], responses=shapes.AccountRow, summary="One account"
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """What it is; the list says what is in it."""
        return Response(shapes.AccountRow(own.account_of(request.user, uuid)).data)

    @extend_schema(
        operation_id="portfolio_accounts_change", tags=["portfolio"], request=shapes.ChangeAccount,
        responses=shapes.AccountRow, summary="Change an account",
    )  # fmt: skip
    def patch(self, request: Request, uuid: UUID) -> Response:
        """Another lot method holds for the past too."""
        account = own.account_of(request.user, uuid)
        changes = _said(shapes.ChangeAccount, request, partial=True)
        return Response(shapes.AccountRow(services.change_account(account=account, **changes)).data)

    @extend_schema(
        operation_id="portfolio_accounts_delete", tags=["portfolio"], responses={204: None}, summary="Delete an account"
    )
    def delete(self, request: Request, uuid: UUID) -> Response:
        """With its whole ledger, for good. Closing keeps that."""
        services.delete_account(account=own.account_of(request.user, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)


class CloseView(APIView):
    @extend_schema(
        operation_id="portfolio_accounts_close", tags=["portfolio"], request=shapes.CloseAccount,
        responses=shapes.AccountRow, summary="Close an account",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID) -> Response:
        """Only when it is empty."""
        account = own.account_of(request.user, uuid)
        closed = services.close_account(account=account, **_said(shapes.CloseAccount, request))
        return Response(shapes.AccountRow(closed).data)


class ReopenView(APIView):
    @extend_schema(
        operation_id="portfolio_accounts_reopen", tags=["portfolio"], request=None, responses=shapes.AccountRow,
        summary="Open an account again",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID) -> Response:
        """Safe to repeat."""
        opened = services.reopen_account(account=own.account_of(request.user, uuid))
        return Response(shapes.AccountRow(opened).data)


# --- Instruments and prices -------------------------------------------------------------------------------------------


class InstrumentsView(APIView):
    @extend_schema(
        operation_id="portfolio_instruments_search", tags=["portfolio"], parameters=[shapes.Search],
        responses=shapes.InstrumentRow(many=True), summary="Find instruments",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """At most ten, of the catalogue and your own, the likeliest first."""
        typed = _said(shapes.Search, request, request.query_params)["q"]
        return Response(shapes.InstrumentRow(listing.instruments_like(request.user, typed), many=True).data)

    @extend_schema(
        operation_id="portfolio_instruments_create", tags=["portfolio"], request=shapes.AddInstrument,
        responses={201: shapes.InstrumentRow}, summary="Add an instrument of your own",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """Only you see it."""
        added = services.add_instrument(owner=request.user, **_said(shapes.AddInstrument, request))
        return Response(shapes.InstrumentRow(added).data, status=status.HTTP_201_CREATED)


class InstrumentView(APIView):
    @extend_schema(
        operation_id="portfolio_instruments_read", tags=["portfolio"], responses=shapes.InstrumentRow,
        summary="One instrument",
    )  # fmt: skip
    def get(self, request: Request, uuid: UUID) -> Response:
        """Of the catalogue, or your own."""
        return Response(shapes.InstrumentRow(own.instrument_for(request.user, uuid)).data)

    @extend_schema(
        operation_id="portfolio_instruments_change", tags=["portfolio"], request=shapes.ChangeInstrument,
        responses=shapes.InstrumentRow, summary="Change an instrument of your own",
    )  # fmt: skip
    def patch(self, request: Request, uuid: UUID) -> Response:
        """Its currency stays."""
        instrument = own.own_instrument(request.user, uuid)
        changes = _said(shapes.ChangeInstrument, request, partial=True)
        changed = services.change_instrument(owner=request.user, instrument=instrument, **changes)
        return Response(shapes.InstrumentRow(changed).data)

    @extend_schema(
        operation_id="portfolio_instruments_delete", tags=["portfolio"], responses={204: None},
        summary="Delete an instrument of your own",
    )  # fmt: skip
    def delete(self, request: Request, uuid: UUID) -> Response:
        """Only while no activity names it."""
        services.delete_instrument(owner=request.user, instrument=own.own_instrument(request.user, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)


class LabelsView(APIView):
    @extend_schema(
        operation_id="portfolio_instruments_labels", tags=["portfolio"], responses=shapes.LabelsOf,
        summary="My labels on an instrument",
    )  # fmt: skip
    def get(self, request: Request, uuid: UUID) -> Response:
        """They are yours alone, on the catalogue too."""
        names = own.labels_on(request.user, own.instrument_for(request.user, uuid))
        return Response(shapes.LabelsOf({"names": names}).data)

    @extend_schema(
        operation_id="portfolio_instruments_label", tags=["portfolio"], request=shapes.LabelsOf,
        responses={204: None}, summary="Label an instrument",
    )  # fmt: skip
    def put(self, request: Request, uuid: UUID) -> Response:
        """These labels and no others; they are yours alone."""
        instrument = own.instrument_for(request.user, uuid)
        services.set_labels(owner=request.user, instrument=instrument, **_said(shapes.LabelsOf, request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class PricesView(ListAPIView):
    serializer_class = shapes.PriceRow

    def get_queryset(self) -> QuerySet[Price]:
        return own.prices_of(own.instrument_for(self.request.user, self.kwargs["uuid"]))

    @extend_schema(operation_id="portfolio_prices_list", tags=["portfolio"], summary="Prices of an instrument")
    def get(self, request: Request, uuid: UUID) -> Response:
        """The latest first."""
        rows = self.paginate_queryset(self.get_queryset()) or ()
        return self.get_paginated_response(shapes.PriceRow(rows, many=True).data)

    @extend_schema(
        operation_id="portfolio_prices_set", tags=["portfolio"], request=shapes.SetPrice, responses={204: None},
        summary="Set a price of an instrument of your own",
    )  # fmt: skip
    def put(self, request: Request, uuid: UUID) -> Response:
        """Over that of the same day. Safe to repeat."""
        instrument = own.own_instrument(request.user, uuid)
        services.set_price(owner=request.user, instrument=instrument, **_said(shapes.SetPrice, request))
        return Response(status=status.HTTP_204_NO_CONTENT)


@takes_body(LARGEST_BODY)
class PriceFileView(APIView):
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="portfolio_prices_import", tags=["portfolio"], request={"multipart/form-data": shapes.PriceFile},
        responses=shapes.PricesTaken, summary="Bring in prices of an instrument of your own",
    )  # fmt: skip
    def put(self, request: Request, uuid: UUID) -> Response:
        """A CSV with a day and a price in each line, over those of the same days. All of it, or nothing."""
        instrument = own.own_instrument(request.user, uuid)
        count = services.import_prices(owner=request.user, instrument=instrument, **_said(shapes.PriceFile, request))
        return Response(shapes.PricesTaken({"count": count}).data)


# --- Activities -------------------------------------------------------------------------------------------------------


def _written(request: Request, activity: Activity) -> dict[str, Any]:
    batch = own.batch_of_last_change(request.user, activity.uuid)
    return dict(shapes.Written({"activity": activity, "batch": batch}).data)


class ActivitiesView(ListAPIView):
    serializer_class = shapes.ActivityRow

    def get_queryset(self) -> QuerySet[Activity]:
        said = _said(shapes.ActivityFilter, self.request, self.request.query_params.dict())
        account, kind = said.pop("account", None), said.pop("kind", None)
        narrowed = listing.Narrowed(accounts=[account] if account else None, kinds=[kind] if kind else (), **said)
        return listing.activities(self.request.user, narrowed)

    @extend_schema(
        operation_id="portfolio_activities_list", tags=["portfolio"], parameters=[shapes.ActivityFilter],
        summary="My activities",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """The newest first."""
        rows = self.paginate_queryset(self.get_queryset()) or ()
        context = {"lots": own.lots_chosen_by(rows)}
        return self.get_paginated_response(shapes.ActivityRow(rows, many=True, context=context).data)

    @extend_schema(
        operation_id="portfolio_activities_create", tags=["portfolio"], request=shapes.RecordActivity,
        responses={201: shapes.Written}, summary="Record an activity",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """What each kind must say is in the documentation of activities."""
        activity = services.record_activity(owner=request.user, **_said(shapes.RecordActivity, request))
        return Response(_written(request, activity), status=status.HTTP_201_CREATED)


class ActivityView(APIView):
    @extend_schema(
        operation_id="portfolio_activities_read", tags=["portfolio"], responses=shapes.ActivityRow,
        summary="One activity",
    )  # fmt: skip
    def get(self, request: Request, uuid: UUID) -> Response:
        """As it stands now."""
        return Response(shapes.ActivityRow(own.activity_of(request.user, uuid)).data)

    @extend_schema(
        operation_id="portfolio_activities_change", tags=["portfolio"], request=shapes.RecordActivity,
        responses=shapes.Written, summary="Change an activity",
    )  # fmt: skip
    def patch(self, request: Request, uuid: UUID) -> Response:
        """What is left out stays as it is."""
        activity = own.activity_of(request.user, uuid)
        changes = _said(shapes.RecordActivity, request, partial=True)
        return Response(_written(request, services.edit_activity(activity=activity, **changes)))

    @extend_schema(
        operation_id="portfolio_activities_delete", tags=["portfolio"], responses=shapes.Deleted,
        summary="Delete an activity",
    )  # fmt: skip
    def delete(self, request: Request, uuid: UUID) -> Response:
        """Refused where later ones stand on it, such as a sale of what it bought."""
        batch = services.delete_activity(activity=own.activity_of(request.user, uuid))
        return Response(shapes.Deleted({"batch": batch}).data)


class UndoView(APIView):
    @extend_schema(
        operation_id="portfolio_changes_undo", tags=["portfolio"], request=None, responses=shapes.Undone,
        summary="Undo a change",
    )  # fmt: skip
    def post(self, request: Request, batch: UUID) -> Response:
        """All that was changed together, unless some of it was changed again since."""
        return Response(shapes.Undone({"count": services.undo(owner=request.user, batch=batch)}).data)
