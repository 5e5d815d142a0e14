"""Prices and rates that everyone shares, for programs: kept for a minute, and only for those who are signed in."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib.shared_page import shared_page

from ..queries import quotes as queries
from .fields import ExactOut

SECONDS = 60
_TAGS = ["market"]


class QuoteRow(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    symbol = serializers.CharField()
    name = serializers.CharField()
    currency = serializers.CharField()
    delisted_on = serializers.DateField(allow_null=True)
    price = ExactOut(allow_null=True, help_text="The last close; null where none is known.")
    on = serializers.DateField(allow_null=True, help_text="The day of that close.")
    source = serializers.CharField(help_text="Who said so.")  # type: ignore[assignment]
    stale = serializers.BooleanField(allow_null=True, help_text="Older than a week.")


class CatalogueRateRow(serializers.Serializer[Any]):
    currency = serializers.CharField()
    rate = ExactOut(help_text="What one euro was.")
    on = serializers.DateField()
    source = serializers.CharField()  # type: ignore[assignment]
    stale = serializers.BooleanField(help_text="Older than a week.")


class SourcedPriceRow(serializers.Serializer[Any]):
    on = serializers.DateField()
    close = ExactOut()
    source = serializers.CharField(help_text="Who said so.")  # type: ignore[assignment]


class Symbols(serializers.Serializer[Any]):
    symbols = serializers.CharField(max_length=2000, help_text="At most 50 symbols, with commas between them.")

    def validate_symbols(self, value: str) -> list[str]:
        found = [symbol.strip() for symbol in value.split(",") if symbol.strip()]
        if len(found) > queries.MOST_SYMBOLS:
            raise serializers.ValidationError(f"Ask for at most {queries.MOST_SYMBOLS} at once.")
        return found


# --- What is kept -----------------------------------------------------------------------------------------------------


class _Shared(APIView):
    """Behind the door: it sees a request of nobody, so there is nothing personal that could be kept."""

    authentication_classes = []
    permission_classes = [AllowAny]


class _Quotes(_Shared):
    def get(self, request: Request) -> Response:
        asked = Symbols(data=request.query_params)
        asked.is_valid(raise_exception=True)
        return Response(QuoteRow(queries.quotes(asked.validated_data["symbols"]), many=True).data)


class _Prices(_Shared, ListAPIView):
    serializer_class = SourcedPriceRow

    def get_queryset(self) -> Any:
        return queries.prices_of_catalogue(self.kwargs["uuid"])


class _Rates(_Shared):
    def get(self, request: Request) -> Response:
        return Response(CatalogueRateRow(queries.latest_rates(), many=True).data)


_quotes = shared_page(SECONDS, name="market_quotes", domain="market")(_Quotes.as_view())
_prices = shared_page(SECONDS, name="market_prices", domain="market")(_Prices.as_view())
_rates = shared_page(SECONDS, name="market_rates", domain="market")(_Rates.as_view())


# --- The door ---------------------------------------------------------------------------------------------------------


class QuotesView(APIView):
    @extend_schema(
        operation_id="market_quotes", tags=_TAGS, parameters=[Symbols], responses=QuoteRow(many=True),
        summary="Latest prices",
    )  # fmt: skip
    def get(self, request: Request) -> HttpResponseBase:
        """Of instruments of the catalogue, each with its day and source."""
        return _quotes(request._request)


class CataloguePricesView(ListAPIView):
    serializer_class = SourcedPriceRow
    queryset = queries.Price.objects.none()

    @extend_schema(operation_id="market_prices", tags=_TAGS, summary="Prices of an instrument of the catalogue")
    def get(self, request: Request, uuid: UUID) -> HttpResponseBase:  # type: ignore[override]
        """The latest first."""
        return _prices(request._request, uuid=uuid)


class RatesView(APIView):
    @extend_schema(
        operation_id="market_rates", tags=_TAGS, responses=CatalogueRateRow(many=True), summary="Exchange rates"
    )
    def get(self, request: Request) -> HttpResponseBase:
        """What one euro was last known to be in each currency."""
        return _rates(request._request)
