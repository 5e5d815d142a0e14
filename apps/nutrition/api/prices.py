"""What one pays for foods, and what recipes cost by it, for programs."""

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
from project.lib.money import CURRENCIES

from .. import services
from ..models import FoodPrice
from ..queries import costs, foods, recipes
from ..services.prices import DEAREST, MOST_QUANTITY
from .reading import said


class PriceIn(StrictSerializer):
    price = serializers.DecimalField(max_digits=12, decimal_places=4, min_value=0, max_value=DEAREST)
    currency = serializers.ChoiceField(choices=sorted(CURRENCIES), required=False, help_text="Left out, your own.")
    quantity = serializers.FloatField(max_value=MOST_QUANTITY)
    unit = Text(max_length=80, help_text="g, kg, oz or lb, or the name of a measure of the food.")


class PriceOut(serializers.Serializer[Any]):
    food = serializers.UUIDField(source="food.uuid")
    name = serializers.CharField(source="food.name")
    price = serializers.DecimalField(max_digits=12, decimal_places=4)
    currency = serializers.CharField()
    quantity = serializers.FloatField()
    unit = serializers.CharField()
    grams = serializers.FloatField(help_text="What that quantity weighs.")


class CostOut(serializers.Serializer[Any]):
    amount = serializers.SerializerMethodField(help_text="Of a serving; null where nothing is priced.")
    currency = serializers.CharField()
    priced = serializers.IntegerField(source="cost.priced", help_text="Ingredients that have a weight and a price.")
    ingredients = serializers.IntegerField(source="cost.ingredients")
    covered = serializers.FloatField(source="cost.covered", help_text="The share of the weight that is priced.")
    without = serializers.SerializerMethodField(help_text="Foods without a price, the heaviest first.")

    def get_amount(self, costing: costs.Costing) -> str | None:
        return None if costing.amount is None else str(costing.amount.rounded().amount)

    def get_without(self, costing: costs.Costing) -> list[UUID]:
        return [food.uuid for food in costing.without]


class PricesView(ListAPIView[FoodPrice]):
    serializer_class = PriceOut

    def get_queryset(self) -> QuerySet[FoodPrice]:
        return costs.prices(self.request.user)

    @extend_schema(operation_id="nutrition_prices_list", tags=["nutrition"], summary="What I pay for foods")
    def get(self, request: Request) -> Response:
        """The last changed first."""
        return self.get_paginated_response(PriceOut(self.paginate_queryset(self.get_queryset()), many=True).data)


class FoodPriceView(APIView):
    @extend_schema(
        operation_id="nutrition_foods_price", tags=["nutrition"], request=PriceIn, responses=PriceOut,
        summary="Say what I pay for a food",
    )  # fmt: skip
    def put(self, request: Request, uuid: UUID) -> Response:
        """In place of the price before. Only you see it."""
        food = foods.food_for(request.user, uuid)
        return Response(PriceOut(services.set_price(owner=request.user, food=food, **said(PriceIn, request))).data)

    @extend_schema(
        operation_id="nutrition_foods_price_forget", tags=["nutrition"], responses={204: None},
        summary="Forget what I pay for a food",
    )  # fmt: skip
    def delete(self, request: Request, uuid: UUID) -> Response:
        """Nothing happens where there is none."""
        services.forget_price(owner=request.user, food=foods.food_for(request.user, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)


class RecipeCostView(APIView):
    @extend_schema(
        operation_id="nutrition_recipes_cost", tags=["nutrition"], responses=CostOut, summary="What a recipe costs me"
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """Of the catalogue or your own, by your prices in your own currency."""
        costing = costs.cost_of(request.user, recipes.recipe_for(request.user, uuid))
        return Response(CostOut(costing).data)
