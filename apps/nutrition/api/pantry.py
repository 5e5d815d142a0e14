"""The pantry, for programs: what is at home, what was done with it, and taking that back."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib.api_input import StrictSerializer, Text
from project.lib.idempotency import idempotent

from .. import services
from ..models import MOST_MISSING, PantryChange
from ..queries import foods as food_reads
from ..queries import pantry as reads
from ..queries.makeable import can_make
from ..services.pantry import MOST_AMOUNT
from .reading import said


class LotOut(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    name = serializers.CharField()
    food = serializers.UUIDField(source="food.uuid", allow_null=True, default=None)
    amount = serializers.FloatField(allow_null=True, help_text="Null is some.")
    unit = serializers.CharField(help_text="Empty for pieces.")
    grams = serializers.FloatField(allow_null=True, help_text="What it weighs, where that is known.")
    due_on = serializers.DateField(allow_null=True)
    place = serializers.CharField()
    note = serializers.CharField()
    added_on = serializers.DateField()


class DoneOut(serializers.Serializer[Any]):
    change = serializers.UUIDField(source="uuid", help_text="Undo it by that.")
    kind = serializers.ChoiceField(choices=PantryChange.Kind.values)
    lot = LotOut()
    is_gone = serializers.SerializerMethodField(help_text="Whether nothing is left of it.")

    def get_is_gone(self, change: Any) -> bool:
        return change.lot.gone_at is not None


class PantryOut(serializers.Serializer[Any]):
    past = LotOut(many=True, help_text="Past their day.")
    soon = LotOut(many=True, help_text="To use within three days.")
    rest = LotOut(many=True)


class ChangeLot(StrictSerializer):
    name = Text(max_length=100, required=False)
    amount = serializers.FloatField(required=False, allow_null=True, min_value=0, max_value=MOST_AMOUNT)
    unit = Text(max_length=20, required=False, allow_blank=True, help_text="g, ml, can …; empty for pieces.")
    due_on = serializers.DateField(required=False, allow_null=True)
    place = Text(max_length=40, required=False, allow_blank=True)
    note = Text(max_length=200, required=False, allow_blank=True)


class AddLot(ChangeLot):
    food = serializers.UUIDField(required=False, help_text="Left out, it is the food that the words of `name` mean.")


class UseLot(StrictSerializer):
    amount = serializers.FloatField(
        required=False, min_value=0, max_value=MOST_AMOUNT, help_text="In the unit of the lot; left out, all of it."
    )
    thrown_away = serializers.BooleanField(required=False, default=False)


class MakeableOut(serializers.Serializer[Any]):
    recipe = serializers.UUIDField(source="recipe.uuid")
    title = serializers.CharField(source="recipe.title")
    servings = serializers.IntegerField(source="recipe.servings")
    minutes = serializers.IntegerField(source="recipe.minutes")
    energy_kcal = serializers.FloatField(source="recipe.energy_kcal", allow_null=True, help_text="Of a serving.")
    missing = serializers.ListField(child=serializers.CharField(), help_text="What is not at home.")
    short = serializers.ListField(child=serializers.CharField(), help_text="Of what there is less than it takes.")
    uses_soon = serializers.ListField(child=serializers.CharField(), help_text="What goes off soon and is in it.")


class MakeableListOut(serializers.Serializer[Any]):
    avoided = serializers.ListField(child=serializers.CharField(), help_text="What your profile says to avoid.")
    left_out = serializers.IntegerField(help_text="Recipes of which that is not known, counted up to 1,000.")
    recipes = MakeableOut(many=True)


class AskMakeable(StrictSerializer):
    missing = serializers.IntegerField(
        required=False, default=0, min_value=0, max_value=MOST_MISSING, help_text="So many foods may be missing."
    )


class PantryView(APIView):
    @extend_schema(operation_id="nutrition_pantry", tags=["nutrition"], responses=PantryOut, summary="My pantry")
    def get(self, request: Request) -> Response:
        """Everything that is there, what goes off first at the front."""
        return Response(PantryOut(reads.pantry_of(request.user, timezone.localdate())).data)

    @extend_schema(
        operation_id="nutrition_pantry_add", tags=["nutrition"], request=AddLot, responses={201: DoneOut},
        summary="Add something to my pantry",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """By its food or its name; a thing that is bought again is a lot of its own."""
        told = said(AddLot, request)
        food = food_reads.food_for(request.user, told.pop("food")) if "food" in told else None
        done = services.add_lot(owner=request.user, food=food, **told)
        return Response(DoneOut(done).data, status=status.HTTP_201_CREATED)


class MakeableView(APIView):
    @extend_schema(
        operation_id="nutrition_pantry_recipes", tags=["nutrition"], parameters=[AskMakeable],
        responses=MakeableListOut, summary="What I can make",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Up to thirty recipes: what misses least first, of those what uses things that go off soon."""
        asked = said(AskMakeable, request, request.query_params.dict())
        found = can_make(request.user, today=timezone.localdate(), missing=asked["missing"])
        return Response(MakeableListOut(found).data)


class LotView(APIView):
    @extend_schema(
        operation_id="nutrition_pantry_read", tags=["nutrition"], responses=LotOut, summary="Something in my pantry"
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """While some of it is there."""
        return Response(LotOut(reads.lot_for(request.user, uuid)).data)

    @extend_schema(
        operation_id="nutrition_pantry_change", tags=["nutrition"], request=ChangeLot, responses=DoneOut,
        summary="Change what is said of it",
    )  # fmt: skip
    def patch(self, request: Request, uuid: UUID) -> Response:
        """What is left out stays."""
        lot = reads.lot_for(request.user, uuid)
        done = services.change_lot(owner=request.user, lot=lot, **said(ChangeLot, request, partial=True))
        return Response(DoneOut(done).data)


class UseLotView(APIView):
    @extend_schema(
        operation_id="nutrition_pantry_use", tags=["nutrition"], request=UseLot, responses=DoneOut,
        summary="Use some of it up",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID) -> Response:
        """Or throw it away."""
        told = said(UseLot, request)
        kind = PantryChange.Kind.THROWN_AWAY if told["thrown_away"] else PantryChange.Kind.USED
        lot = reads.lot_for(request.user, uuid)
        return Response(
            DoneOut(services.use_lot(owner=request.user, lot=lot, amount=told.get("amount"), kind=kind)).data
        )


class UndoView(APIView):
    @extend_schema(
        operation_id="nutrition_pantry_undo", tags=["nutrition"], request=None, responses={204: None},
        summary="Undo a change of my pantry",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID) -> Response:
        """The last of a lot first; what was added is not there any more."""
        services.undo_change(owner=request.user, change=reads.change_for(request.user, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)
