"""Several days of a diary, and weight against intake, for programs."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from ..domain.diary.aims import AIMED_AT, DRINKS, unit_of
from ..domain.diary.days import DiaryDay, averages
from ..domain.diary.sums import KEYS
from ..queries import diary_days as reads
from .reading import said

_ANY = "|".join(KEYS)


class AskedDays(serializers.Serializer[Any]):
    first = serializers.DateField()
    last = serializers.DateField(help_text=f"At most {reads.MOST_DAYS} days from the first.")
    nutrients = serializers.RegexField(
        rf"^(?:{_ANY})(?:,(?:{_ANY}))*$", required=False, max_length=1000,
        help_text="With commas between them; without it, all.",
    )  # fmt: skip

    def validate_nutrients(self, text: str) -> list[str]:
        return [*dict.fromkeys(text.split(","))]


class AmountOfDay(serializers.Serializer[Any]):
    nutrient = serializers.ChoiceField(choices=AIMED_AT)
    unit = serializers.CharField()
    amount = serializers.FloatField(allow_null=True, help_text="Null is unknown, which is not zero.")
    coverage = serializers.FloatField()
    status = serializers.CharField(help_text="Against what was aimed at on that day; nothing where nothing was.")


class DayOfMany(serializers.Serializer[Any]):
    on = serializers.DateField()
    is_logged = serializers.BooleanField(help_text="Of a day that was not, nothing is known.")
    amounts = AmountOfDay(many=True)


class AverageOut(serializers.Serializer[Any]):
    nutrient = serializers.ChoiceField(choices=AIMED_AT)
    unit = serializers.CharField()
    amount = serializers.FloatField(allow_null=True, help_text="The mean of the days that tell it.")
    days = serializers.IntegerField(help_text="How many days tell it.")
    coverage = serializers.FloatField()
    reached = serializers.IntegerField(help_text="Days on which what was aimed at was reached and not passed.")
    judged = serializers.IntegerField(help_text="Days of which that can be said.")


class DaysOut(serializers.Serializer[Any]):
    days = DayOfMany(many=True)
    averages = AverageOut(many=True)


class DaysView(APIView):
    @extend_schema(
        operation_id="nutrition_diary_days", tags=["nutrition"], parameters=[AskedDays], responses=DaysOut,
        summary="Several days",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """What each held, and what they held on average. A day that was not logged is left out of that."""
        asked = said(AskedDays, request, request.query_params.dict())
        nutrients = asked.get("nutrients", KEYS)
        days = reads.days_of(request.user, asked["first"], asked["last"], nutrients=nutrients)
        told = averages(days, (*nutrients, DRINKS))
        answer = {
            "days": [_day(day, (*nutrients, DRINKS)) for day in days],
            "averages": [
                {
                    "nutrient": key, "unit": unit_of(key), "amount": each.amount, "days": each.days,
                    "coverage": each.coverage, "reached": each.reached, "judged": each.judged,
                }
                for key, each in told.items()
            ],
        }  # fmt: skip
        return Response(DaysOut(answer).data)


def _day(day: DiaryDay, nutrients: tuple[str, ...]) -> dict[str, Any]:
    if day.sums is None:
        return {"on": day.on, "is_logged": False, "amounts": []}
    statuses = {each.aim.nutrient: each.status.value for each in day.against()}
    amounts = [
        {
            "nutrient": key, "unit": unit_of(key), "amount": day.sums[key].amount, "coverage": day.sums[key].coverage,
            "status": statuses.get(key, ""),
        }
        for key in nutrients
    ]  # fmt: skip
    return {"on": day.on, "is_logged": True, "amounts": amounts}
