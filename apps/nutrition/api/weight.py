"""Weight with its trend, and measured energy, for programs."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from ..queries import weight as reads
from ..queries.diary_days import MOST_DAYS
from .reading import said


class AskedSpan(serializers.Serializer[Any]):
    days = serializers.IntegerField(
        required=False, min_value=7, max_value=MOST_DAYS, help_text=f"Until today; {reads.USUAL_DAYS} unless said."
    )


class PointOut(serializers.Serializer[Any]):
    on = serializers.DateField()
    weight_kg = serializers.FloatField()
    trend_kg = serializers.FloatField()


class ExpenditureOut(serializers.Serializer[Any]):
    """Energy that is really used, by intake and weight."""

    energy_kcal = serializers.FloatField(help_text="A day.")
    plus_minus_kcal = serializers.FloatField(help_text="Two standard errors.")
    mean_intake_kcal = serializers.FloatField()
    change_kg_per_week = serializers.FloatField()
    days = serializers.IntegerField()
    logged_days = serializers.IntegerField()
    weighings = serializers.IntegerField()
    source = serializers.CharField()  # type: ignore[assignment]


class WeightOut(serializers.Serializer[Any]):
    first = serializers.DateField()
    last = serializers.DateField()
    points = PointOut(many=True)
    expenditure = ExpenditureOut(allow_null=True)
    why_not = serializers.CharField(help_text="What is missing, where there is no expenditure.")


class WeightView(APIView):
    @extend_schema(
        operation_id="nutrition_weight_read", tags=["nutrition"], parameters=[AskedSpan], responses=WeightOut,
        summary="Weight, and the energy that I use",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """The trend of your weighings, and from it and your diary what you use, where there is enough to tell."""
        days = said(AskedSpan, request, request.query_params.dict()).get("days", reads.USUAL_DAYS)
        return Response(WeightOut(reads.weight(request.user, today=timezone.localdate(), days=days)).data)
