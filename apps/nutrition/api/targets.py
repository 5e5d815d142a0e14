"""What one aims at, and drinks, for programs."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts import public as accounts
from project.lib.api_input import StrictSerializer
from project.lib.errors import NotThere
from project.lib.idempotency import idempotent
from project.lib.requests import PersonApiRequest

from .. import services
from ..domain.diary.aims import AIMED_AT, Against, Aim, unit_of
from ..domain.intakes.targets import Status
from ..models import Drink, Meal
from ..queries import targets as reads
from .reading import said

MOST_AT_ONCE = 100


class AimOut(serializers.Serializer[Any]):
    """Bounds of a day, or of a meal of it; null where there is no such bound."""

    nutrient = serializers.ChoiceField(choices=AIMED_AT, help_text="drinks is water by the glass, in ml.")
    meal = serializers.CharField(help_text="One of the diary's meals; nothing is the whole day.")
    unit = serializers.CharField()
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    is_about = serializers.BooleanField(help_text="Whether the middle of the two is meant.")
    source = serializers.CharField(help_text="Who suggests it; nothing for your own.")  # type: ignore[assignment]


def aim_out(aim: Aim) -> dict[str, Any]:
    return {
        "nutrient": aim.nutrient, "meal": aim.meal, "unit": unit_of(aim.nutrient), "low": aim.target.low,
        "high": aim.target.high, "is_about": aim.is_about, "source": aim.target.source,
    }  # fmt: skip


class AgainstOut(AimOut):
    """An aim with what was eaten."""

    amount = serializers.FloatField(allow_null=True)
    status = serializers.ChoiceField(choices=[each.value for each in Status])
    left = serializers.FloatField(allow_null=True, help_text="Of what is aimed at; negative is too much.")


def against_out(each: Against) -> dict[str, Any]:
    return {**aim_out(each.aim), "amount": each.compared.amount, "status": each.status.value, "left": each.left}


class AimIn(StrictSerializer):
    """`about`, or `low`, `high` or both; with none of them it is aimed at no longer."""

    nutrient = serializers.ChoiceField(choices=AIMED_AT)
    meal = serializers.ChoiceField(choices=Meal.choices, required=False, help_text="Without it, the whole day.")
    about = serializers.FloatField(required=False, min_value=0)
    low = serializers.FloatField(required=False, min_value=0)
    high = serializers.FloatField(required=False, min_value=0)


class SetDiaryTargets(StrictSerializer):
    targets = serializers.ListField(child=AimIn(), min_length=1, max_length=MOST_AT_ONCE)
    since = serializers.DateField(required=False, help_text="The day from which they hold: today, unless said.")


class AskedOn(serializers.Serializer[Any]):
    on = serializers.DateField(required=False, help_text="Today, unless another day is named.")


class TargetsView(APIView):
    @extend_schema(
        operation_id="nutrition_targets_list", tags=["nutrition"], parameters=[AskedOn],
        responses=AimOut(many=True), summary="What I aim at",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """On a day: targets hold from theirs on, until others are set."""
        on = said(AskedOn, request, request.query_params.dict()).get("on") or timezone.localdate()
        return Response(AimOut([aim_out(aim) for aim in reads.aims_on(request.user, on)], many=True).data)

    @extend_schema(
        operation_id="nutrition_targets_set", tags=["nutrition"], request=SetDiaryTargets, responses=AimOut(many=True),
        summary="Set targets",
    )  # fmt: skip
    def put(self, request: Request) -> Response:
        """Those that are not named stay as they are. Days that are over keep what held then."""
        wanted = said(SetDiaryTargets, request)
        since = wanted.get("since") or timezone.localdate()
        services.say_targets(owner=request.user, said=wanted["targets"], since=since)
        return Response(AimOut([aim_out(aim) for aim in reads.aims_on(request.user, since)], many=True).data)


class Suggest(StrictSerializer):
    weight_kg = serializers.FloatField(min_value=20, max_value=650)
    change_kg_per_week = serializers.FloatField(
        required=False, min_value=-5, max_value=5, help_text="Without it, by the goal of your profile."
    )
    gestation_weeks = serializers.FloatField(required=False, min_value=0, max_value=43)
    lactation_months = serializers.FloatField(required=False, min_value=0, max_value=36)
    pre_pregnancy_weight_kg = serializers.FloatField(required=False, min_value=25, max_value=300)
    energy_kcal = serializers.FloatField(
        required=False, min_value=500, max_value=15_000, help_text="What keeps your weight, where that was measured."
    )


class SuggestionOut(serializers.Serializer[Any]):
    targets = AimOut(many=True)
    notes = serializers.ListField(child=serializers.CharField())


class SuggestionView(APIView):
    @extend_schema(
        operation_id="nutrition_targets_suggest", tags=["nutrition"], request=Suggest, responses=SuggestionOut,
        summary="Have targets suggested",
    )  # fmt: skip
    def post(self, request: PersonApiRequest) -> Response:
        """By published formulas and reference intakes, from your profile. Nothing is set by it."""
        found = reads.suggestion(accounts.profile(request.user), today=timezone.localdate(), **said(Suggest, request))
        answer = {"targets": [aim_out(aim) for aim in found.aims], "notes": found.notes}
        return Response(SuggestionOut(answer).data)


# --- Drinks -------------------------------------------------------------------------------------------------


class DrinkIn(StrictSerializer):
    on = serializers.DateField()
    volume_ml = serializers.IntegerField(min_value=1, max_value=5_000)


class DrinkOut(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    on = serializers.DateField()
    volume_ml = serializers.IntegerField()


class DrinksView(APIView):
    @extend_schema(
        operation_id="nutrition_drinks_create", tags=["nutrition"], request=DrinkIn, responses={201: DrinkOut},
        summary="Write down a glass of water",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """Or of another drink that you count with it."""
        drink = services.log_drink(owner=request.user, **said(DrinkIn, request))
        return Response(DrinkOut(drink).data, status=status.HTTP_201_CREATED)


class DrinkView(APIView):
    @extend_schema(operation_id="nutrition_drinks_read", tags=["nutrition"], responses=DrinkOut, summary="One drink")
    def get(self, request: Request, uuid: UUID) -> Response:
        """Of your diary."""
        drink = Drink.objects.for_user(request.user).filter(uuid=uuid).first()
        if drink is None:
            raise NotThere("There is no such drink in your diary.")
        return Response(DrinkOut(drink).data)

    @extend_schema(
        operation_id="nutrition_drinks_delete", tags=["nutrition"], responses={204: None}, summary="Take a drink back"
    )
    def delete(self, request: Request, uuid: UUID) -> Response:
        """For good."""
        services.forget_drink(owner=request.user, uuid=uuid)
        return Response(status=status.HTTP_204_NO_CONTENT)
