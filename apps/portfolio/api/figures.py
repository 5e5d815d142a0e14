"""What a portfolio comes to, for programs: the values of public.py as JSON."""

from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib.api_input import StrictSerializer

from .. import public
from ..models import Holding
from ..queries.holdings import ALLOCATIONS, held_by_value, rows_of
from .fields import ExactOut

# --- What is read and written -----------------------------------------------------------------------------------------


class Range(StrictSerializer):
    def get_fields(self) -> dict[str, Any]:
        return {
            "from": serializers.DateField(required=False, help_text="Left out: since the beginning."),
            "to": serializers.DateField(required=False, help_text="Left out: until now."),
        }


class RangeOf(Range):
    def get_fields(self) -> dict[str, Any]:
        words = "What it is about: portfolio:UUID, account:UUID or label:NAME. Left out: everything."
        return super().get_fields() | {"of": serializers.CharField(required=False, help_text=words)}


class Spread(StrictSerializer):
    by = serializers.ChoiceField(choices=[*ALLOCATIONS, "label"], default="kind")


class SummaryOut(serializers.Serializer[Any]):
    currency = serializers.CharField()
    as_of = serializers.DateField(allow_null=True, help_text="Null: nothing was valued yet.")
    value = ExactOut()
    cash = ExactOut()
    cost = ExactOut()
    unrealised = ExactOut()
    realised = ExactOut()
    income = ExactOut()
    fees = ExactOut()
    taxes = ExactOut()
    holdings = serializers.IntegerField()
    unknown = serializers.IntegerField(help_text="Holdings without a price: they are not in the value.")
    stale = serializers.IntegerField(help_text="Holdings with a price of more than a week ago.")
    oldest_price = serializers.DateField(allow_null=True)
    day_gain = serializers.FloatField(allow_null=True)
    day_return = serializers.FloatField(allow_null=True)
    has_accounts = serializers.BooleanField()
    updating = serializers.BooleanField(help_text="Whether a newer state is being made.")
    problem = serializers.CharField(allow_blank=True)


class HoldingRow(serializers.Serializer[Any]):
    account = serializers.UUIDField(source="holding.account.uuid")
    instrument = serializers.UUIDField(source="holding.instrument.uuid", default=None, allow_null=True)
    symbol = serializers.CharField(source="holding.instrument.symbol", default="", help_text="Empty: cash.")
    currency = serializers.CharField(source="holding.currency", help_text="Of the price, or of the cash.")
    quantity = ExactOut(source="holding.quantity")
    price = ExactOut(source="holding.price", allow_null=True)
    price_on = serializers.DateField(source="holding.price_on", allow_null=True)
    market_value = ExactOut(source="holding.market_value", allow_null=True, help_text="In your base currency.")
    cost = ExactOut(source="holding.cost")
    unrealised = ExactOut(allow_null=True)
    realised = ExactOut(source="holding.realised")
    income = ExactOut(source="holding.income")
    weight = ExactOut(allow_null=True, help_text="Of the whole, from 0 to 1.")
    is_stale = serializers.BooleanField()
    labels = serializers.ListField(child=serializers.CharField())
    as_of = serializers.DateField(source="holding.as_of")


class PerformanceOut(serializers.Serializer[Any]):
    currency = serializers.CharField()
    first = serializers.DateField()
    last = serializers.DateField()
    parts = serializers.DictField(child=ExactOut(), help_text="They add up: start + net_flow + gain = end.")
    twr = serializers.FloatField(allow_null=True, help_text="Time-weighted, daily linked.")
    twr_annualised = serializers.FloatField(allow_null=True)
    xirr = serializers.FloatField(allow_null=True, help_text="Money-weighted, a year of 365 days.")
    simple = serializers.FloatField(allow_null=True)
    volatility = serializers.FloatField(allow_null=True)
    sharpe = serializers.FloatField(allow_null=True)
    sortino = serializers.FloatField(allow_null=True)
    drawdown = serializers.FloatField(allow_null=True)
    why_not = serializers.DictField(child=serializers.CharField(), help_text="Why one of them has no value.")


class PartRow(serializers.Serializer[Any]):
    name = serializers.CharField()
    value = ExactOut()
    weight = ExactOut(allow_null=True)


class AllocationOut(serializers.Serializer[Any]):
    by = serializers.CharField()
    currency = serializers.CharField()
    parts = PartRow(many=True)


class MonthRow(serializers.Serializer[Any]):
    month = serializers.DateField(help_text="Its first day.")
    income = serializers.FloatField()


class EarnerRow(serializers.Serializer[Any]):
    symbol = serializers.CharField(help_text="Empty: what an account itself earned.")
    income = serializers.FloatField()


class IncomeOut(serializers.Serializer[Any]):
    currency = serializers.CharField()
    first = serializers.DateField()
    last = serializers.DateField()
    months = MonthRow(many=True)
    instruments = EarnerRow(many=True)


def _asked(kind: type[StrictSerializer], request: Request) -> dict[str, Any]:
    asked = kind(data=request.query_params.dict())
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)


# --- Views ------------------------------------------------------------------------------------------------------------


class SummaryView(APIView):
    @extend_schema(
        operation_id="portfolio_summary", tags=["portfolio"], responses=SummaryOut, summary="What it comes to"
    )
    def get(self, request: Request) -> Response:
        """At the last close, in your base currency."""
        return Response(SummaryOut(public.summary(request.user)).data)


class HoldingsView(ListAPIView):
    serializer_class = HoldingRow

    def get_queryset(self) -> QuerySet[Holding]:
        return held_by_value(self.request.user)

    @extend_schema(operation_id="portfolio_holdings", tags=["portfolio"], summary="What I hold")
    def get(self, request: Request) -> Response:
        """Everything held, by account, the most valuable first, cash included."""
        rows = rows_of(request.user, self.paginate_queryset(self.get_queryset()) or ())
        return self.get_paginated_response(HoldingRow(rows, many=True).data)


class PerformanceView(APIView):
    @extend_schema(
        operation_id="portfolio_performance", tags=["portfolio"], parameters=[RangeOf], responses=PerformanceOut,
        summary="What a range brought",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """In parts that add up to the cent, and in percentages that are named for their method."""
        asked = _asked(RangeOf, request)
        found = public.performance(request.user, asked.get("from"), asked.get("to"), of=asked.get("of", ""))
        return Response(PerformanceOut(found).data)


class AllocationView(APIView):
    @extend_schema(
        operation_id="portfolio_allocation", tags=["portfolio"], parameters=[Spread], responses=AllocationOut,
        summary="How it is spread",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """The largest part first. What has two labels counts for both."""
        return Response(AllocationOut(public.allocation(request.user, _asked(Spread, request)["by"])).data)


class IncomeView(APIView):
    @extend_schema(
        operation_id="portfolio_income", tags=["portfolio"], parameters=[Range], responses=IncomeOut,
        summary="Dividends and interest",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Of a range, by month and by instrument, in your base currency."""
        asked = _asked(Range, request)
        found = public.income(request.user, asked.get("from"), asked.get("to"))
        months = [{"month": month, "income": amount} for month, amount in found.months]
        earners = [{"symbol": symbol, "income": amount} for symbol, amount in found.instruments]
        return Response(IncomeOut({**asdict(found), "months": months, "instruments": earners}).data)
