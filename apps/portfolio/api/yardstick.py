"""The benchmark and the rate without risk, for programs, and how a range compares."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib.api_input import StrictSerializer
from project.lib.errors import NotThere

from .. import services
from ..queries import ranges
from ..queries.yardsticks import Measured, yardstick_of
from .fields import ExactIn, ExactOut, InstrumentField, said
from .figures import Range

# --- What is read and written -----------------------------------------------------------------------------------------


class PartOut(serializers.Serializer[Any]):
    instrument = serializers.UUIDField(source="uuid")
    symbol = serializers.CharField()
    weight = ExactOut()


class YardstickOut(serializers.Serializer[Any]):
    risk_free = ExactOut(help_text="A year; 0.025 is 2.5 %.")
    benchmark = PartOut(many=True)


class PartIn(StrictSerializer):
    instrument = InstrumentField()
    weight = ExactIn(help_text="A part of one.")


class YardstickIn(StrictSerializer):
    risk_free = ExactIn()
    benchmark = serializers.ListField(child=PartIn(), max_length=20)


class ComparisonOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    why_not = serializers.CharField(allow_blank=True, help_text="Why there are no figures.")
    currency = serializers.CharField(default="")
    twr = serializers.FloatField(default=None, allow_null=True, help_text="Of the benchmark, time-weighted.")
    same_money = serializers.FloatField(default=None, allow_null=True, help_text="What the same money would be worth.")
    beta = serializers.FloatField(default=None, allow_null=True)
    alpha = serializers.FloatField(default=None, allow_null=True, help_text="Jensen's, of a year.")
    correlation = serializers.FloatField(default=None, allow_null=True)
    tracking_error = serializers.FloatField(default=None, allow_null=True, help_text="Of a year.")
    information_ratio = serializers.FloatField(default=None, allow_null=True)


# --- Views ------------------------------------------------------------------------------------------------------------


def _shown(measured: Measured) -> dict[str, Any]:
    parts = [{"uuid": one.uuid, "symbol": one.symbol, "weight": weight} for one, weight in measured.benchmark.items()]
    return dict(YardstickOut({"risk_free": measured.risk_free, "benchmark": parts}).data)


class YardstickView(APIView):
    @extend_schema(
        operation_id="portfolio_yardstick_read", tags=["portfolio"], responses=YardstickOut,
        summary="What my returns are measured by",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """An empty benchmark: nothing is compared."""
        return Response(_shown(yardstick_of(request.user)))

    @extend_schema(
        operation_id="portfolio_yardstick_write", tags=["portfolio"], request=YardstickIn, responses=YardstickOut,
        summary="Choose what my returns are measured by",
    )  # fmt: skip
    def put(self, request: Request) -> Response:
        """The parts of the benchmark add up to 1."""
        asked = said(YardstickIn, request)
        parts = {one["instrument"]: one["weight"] for one in asked["benchmark"]}
        services.set_yardstick(owner=request.user, risk_free=asked["risk_free"], benchmark=parts)
        return Response(_shown(yardstick_of(request.user)))


class ComparisonView(APIView):
    @extend_schema(
        operation_id="portfolio_comparison", tags=["portfolio"], parameters=[Range], responses=ComparisonOut,
        summary="A range beside the benchmark",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Of working days on which something was invested."""
        asked = said(Range, request, request.query_params.dict())
        found = ranges.comparison(request.user, asked.get("from"), asked.get("to"))
        if found is None:
            raise NotThere("You have chosen no benchmark.")
        return Response(ComparisonOut(found).data)
