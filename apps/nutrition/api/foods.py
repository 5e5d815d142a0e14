"""Foods, for programs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib.api_input import StrictSerializer, Text
from project.lib.idempotency import idempotent
from project.lib.limits.ratelimit import limited

from .. import services
from ..domain.foods.groups import CONTENTS, DIETS, Says
from ..domain.foods.nutrients import NUTRIENTS
from ..models import Food
from ..queries import foods as reads
from .reading import said

PORTIONS = 10
# What 100 g can hold at most.
MOST = {"kcal": 902, "g": 100, "mg": 100_000, "µg": 100_000_000}


class AmountsOut(serializers.Serializer[Any]):
    """In 100 g. Null is unknown, which is not zero."""

    def get_fields(self) -> dict[str, Any]:
        return {
            nutrient.column: serializers.FloatField(allow_null=True, help_text=f"{nutrient.title}, {nutrient.unit}.")
            for nutrient in NUTRIENTS
        }


class AmountsIn(StrictSerializer):
    """In 100 g. What is left out, or null, is unknown."""

    def get_fields(self) -> dict[str, Any]:
        return {
            nutrient.column: serializers.FloatField(
                allow_null=True,
                required=False,
                min_value=0,
                max_value=MOST[nutrient.unit],
                help_text=f"{nutrient.unit} in 100 g.",
            )
            for nutrient in NUTRIENTS
        }


class MeasureOut(serializers.Serializer[Any]):
    name = serializers.CharField(source="label")
    grams = serializers.FloatField()


class FoodRow(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    name = serializers.CharField()
    brand = serializers.CharField()
    is_own = serializers.SerializerMethodField(help_text="Whether you added it; only you see it then.")
    source = serializers.ChoiceField(choices=Food.Source.choices)  # type: ignore[assignment]
    energy_kcal = serializers.FloatField(allow_null=True, help_text="In 100 g; null is unknown.")
    protein_g = serializers.FloatField(allow_null=True)
    carbohydrate_g = serializers.FloatField(allow_null=True)
    fat_g = serializers.FloatField(allow_null=True)
    fibre_g = serializers.FloatField(allow_null=True)

    def get_is_own(self, food: Food) -> bool:
        return food.owner_id is not None


class SaysOut(serializers.Serializer[Any]):
    """Of each allergen, of meat and of anything of an animal."""

    contains = serializers.ListField(child=serializers.ChoiceField(choices=CONTENTS))
    free_of = serializers.ListField(child=serializers.ChoiceField(choices=CONTENTS))
    unknown = serializers.ListField(child=serializers.ChoiceField(choices=CONTENTS))


class FoodDetail(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    name = serializers.CharField()
    brand = serializers.CharField()
    barcode = serializers.CharField()
    category = serializers.CharField()
    is_own = serializers.BooleanField()
    source = serializers.ChoiceField(choices=Food.Source.choices)  # type: ignore[assignment]
    source_version = serializers.CharField()
    amounts = AmountsOut()
    measures = MeasureOut(many=True)
    says = SaysOut()
    suits = serializers.ListField(child=serializers.ChoiceField(choices=[*DIETS]), help_text="By what is known of it.")


def shown(food: Food) -> dict[str, Any]:
    """A food as FoodDetail writes it."""
    told = food.says()
    names = ("uuid", "name", "brand", "barcode", "category", "source", "source_version")
    return dict(
        FoodDetail(
            {name: getattr(food, name) for name in names}
            | {
                "is_own": food.owner_id is not None,
                "amounts": {nutrient.column: getattr(food, nutrient.column) for nutrient in NUTRIENTS},
                "measures": food.measures.all(),
                "says": {
                    "contains": told[Says.CONTAINS], "free_of": told[Says.FREE], "unknown": told[Says.UNKNOWN],
                },
                "suits": food.suits(),
            }
        ).data
    )  # fmt: skip


class PortionIn(StrictSerializer):
    name = Text(max_length=80)
    grams = serializers.FloatField(min_value=0.01, max_value=20_000)


class AddFood(StrictSerializer):
    name = Text(max_length=250)
    brand = Text(max_length=100, required=False, allow_blank=True)
    barcode = Text(max_length=20, required=False, allow_blank=True, help_text="The digits below the bars.")
    amounts = AmountsIn(required=False)
    portions = serializers.ListField(
        child=PortionIn(), required=False, max_length=PORTIONS, help_text="What somebody eats at once."
    )

    def validate_portions(self, portions: list[dict[str, Any]]) -> list[tuple[str, float]]:
        return [(portion["name"], portion["grams"]) for portion in portions]


class Search(serializers.Serializer[Any]):
    q = serializers.CharField(
        required=False, max_length=100, allow_blank=True, help_text="Words; typing errors are forgiven."
    )
    barcode = serializers.CharField(
        required=False, max_length=20, help_text="The digits of a bar code, instead of words."
    )


class FoodsView(ListAPIView[Food]):
    serializer_class = FoodRow

    def get_queryset(self) -> QuerySet[Food]:
        asked = said(Search, self.request, self.request.query_params.dict())
        if asked.get("barcode"):
            return reads.with_barcode(self.request.user, asked["barcode"])
        return reads.foods(self.request.user, asked.get("q", ""))

    @extend_schema(operation_id="nutrition_foods_search", tags=["nutrition"], parameters=[Search], summary="Find foods")
    @limited("search")
    def get(self, request: Request) -> Response:
        """Of the catalogue and your own, the popular ones first. One that nobody knows all of has nulls."""
        rows = self.paginate_queryset(self.get_queryset()) or ()
        return self.get_paginated_response(FoodRow(rows, many=True).data)

    @extend_schema(
        operation_id="nutrition_foods_create", tags=["nutrition"], request=AddFood, responses={201: FoodDetail},
        summary="Add a food of your own",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """Only you see it."""
        food = services.add_food(owner=request.user, **said(AddFood, request))
        return Response(shown(food), status=status.HTTP_201_CREATED)


class FoodView(APIView):
    @extend_schema(operation_id="nutrition_foods_read", tags=["nutrition"], responses=FoodDetail, summary="One food")
    def get(self, request: Request, uuid: UUID) -> Response:
        """Of the catalogue, or your own: amounts in 100 g, measures, and what is known to be in it."""
        return Response(shown(reads.food_for(request.user, uuid)))

    @extend_schema(
        operation_id="nutrition_foods_change", tags=["nutrition"], request=AddFood, responses=FoodDetail,
        summary="Change a food of your own",
    )  # fmt: skip
    def patch(self, request: Request, uuid: UUID) -> Response:
        """What is left out stays as it is. Meals that you ate keep their amounts."""
        food = reads.own_food(request.user, uuid)
        changes = said(AddFood, request, partial=True)
        services.change_food(owner=request.user, food=food, **changes)
        return Response(shown(reads.own_food(request.user, uuid)))

    @extend_schema(
        operation_id="nutrition_foods_delete", tags=["nutrition"], responses={204: None},
        summary="Delete a food of your own",
    )  # fmt: skip
    def delete(self, request: Request, uuid: UUID) -> Response:
        """Meals that you ate stay in your diary."""
        services.delete_food(owner=request.user, food=reads.own_food(request.user, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)
