"""Recipes, for programs: the catalogue for anybody, and what one keeps and says oneself."""

from functools import partial
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib.api_input import StrictSerializer, Text
from project.lib.idempotency import idempotent
from project.lib.limits.ratelimit import limited
from project.lib.paging import KeysetPagination

from .. import services
from ..domain.foods.groups import ALLERGENS, CONTENTS, DIETS
from ..domain.foods.nutrients import NUTRIENTS
from ..models import MEALS, Recipe, RecipeReport
from ..queries import recipes as reads
from ..queries.recipe_facets import facets
from .foods import AmountsOut, SaysOut
from .reading import said

# The catalogue is the same for everybody, whoever asks: what somebody keeps has addresses of its own.
EVERYBODY = AnonymousUser()
_ANY_ALLERGEN = "|".join(ALLERGENS)


class RecipeRow(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    title = serializers.CharField()
    description = serializers.CharField()
    cuisine = serializers.CharField()
    meals = serializers.ListField(child=serializers.ChoiceField(choices=MEALS))
    tags = serializers.ListField(child=serializers.CharField())
    servings = serializers.IntegerField()
    minutes = serializers.IntegerField(help_text="All together; 0 is not told.")
    energy_kcal = serializers.FloatField(allow_null=True, help_text="In a serving; null is unknown.")
    protein_g = serializers.FloatField(allow_null=True)
    carbohydrate_g = serializers.FloatField(allow_null=True)
    fat_g = serializers.FloatField(allow_null=True)
    energy_coverage = serializers.SerializerMethodField(help_text="The share of the weight whose energy is known.")
    unresolved = serializers.IntegerField(help_text="Ingredients of which no food is known.")
    has_photo = serializers.BooleanField(help_text="Whether there is one, at the recipe's own address and /photo.")
    suits = serializers.ListField(child=serializers.ChoiceField(choices=[*DIETS]), help_text="Diets, for certain.")

    def get_energy_coverage(self, recipe: Recipe) -> float:
        return float(recipe.coverage.get("energy", 1.0))


class IngredientOut(serializers.Serializer[Any]):
    text = serializers.CharField()
    is_heading = serializers.BooleanField()
    food = serializers.UUIDField(allow_null=True, source="food.uuid", default=None)
    grams = serializers.FloatField(allow_null=True)


class RecipeDetail(RecipeRow):
    minutes_prep = serializers.IntegerField()
    minutes_cook = serializers.IntegerField()
    ingredients = IngredientOut(many=True)
    steps = serializers.ListField(child=serializers.CharField())
    source_name = serializers.CharField()
    source_url = serializers.CharField()
    amounts = serializers.SerializerMethodField(help_text="In a serving.")
    coverage = serializers.DictField(
        child=serializers.FloatField(), help_text="By nutrient, the share of the weight that tells it, if not all."
    )
    unweighed = serializers.IntegerField(help_text="Ingredients whose weight is not known, such as salt to taste.")
    says = serializers.SerializerMethodField()

    @extend_schema_field(AmountsOut)
    def get_amounts(self, recipe: Recipe) -> dict[str, Any]:
        return {nutrient.column: getattr(recipe, nutrient.column) for nutrient in NUTRIENTS}

    @extend_schema_field(SaysOut)
    def get_says(self, recipe: Recipe) -> dict[str, list[str]]:
        known = {*recipe.contains, *recipe.free_of}
        unknown = [content for content in CONTENTS if content not in known]
        return {"contains": recipe.contains, "free_of": recipe.free_of, "unknown": unknown}


class RecipeFilter(serializers.Serializer[Any]):
    q = serializers.CharField(required=False, allow_blank=True, max_length=100, help_text="Words.")
    cuisine = serializers.CharField(required=False, max_length=40)
    meal = serializers.ChoiceField(choices=MEALS, required=False)
    tag = serializers.CharField(required=False, max_length=30)
    diet = serializers.ChoiceField(choices=[*DIETS], required=False, help_text="Only what suits it for certain.")
    free_of = serializers.RegexField(
        rf"^(?:{_ANY_ALLERGEN})(?:,(?:{_ANY_ALLERGEN}))*$",
        required=False, max_length=200,
        help_text=f"Allergens with commas between them: {', '.join(ALLERGENS)}. Only what is free of them for certain.",
    )  # fmt: skip
    most_minutes = serializers.IntegerField(required=False, min_value=1, max_value=6000)
    least_kcal = serializers.IntegerField(required=False, min_value=0, max_value=10_000)
    most_kcal = serializers.IntegerField(required=False, min_value=0, max_value=10_000)
    order = serializers.ChoiceField(choices=[*reads.ORDERS], required=False)

    def validate_free_of(self, text: str) -> list[str]:
        return text.split(",")


def _narrowed(request: Request) -> reads.Narrowed:
    asked = said(RecipeFilter, request, request.query_params.dict())
    return reads.Narrowed(words=asked.pop("q", ""), **asked)


# --- The catalogue ------------------------------------------------------------------------------------------


class RecipesView(ListAPIView[Recipe]):
    permission_classes = [AllowAny]
    serializer_class = RecipeRow
    queryset = Recipe.objects.none()  # for the document; the rows are recipe_page's

    @extend_schema(
        operation_id="recipes_list", tags=["nutrition"], parameters=[RecipeFilter], summary="Recipes of the catalogue"
    )
    def get(self, request: Request) -> Response:
        """Needs no account. A recipe of which a diet or an allergen is not certain is left out by that filter."""
        return self.get_paginated_response(_rows(self, EVERYBODY, _narrowed(request)))


def _rows(view: ListAPIView[Recipe], user: Any, narrowed: reads.Narrowed) -> list[dict[str, Any]]:
    """What RecipeRow says of each, at a third of the cost."""
    pages = cast("KeysetPagination", view.paginator)
    return [_row(recipe) for recipe in pages.paginate(partial(reads.recipe_page, user, narrowed), view.request)]


def _row(recipe: reads.Listed) -> dict[str, Any]:
    said = {name: getattr(recipe, name) for name in _ROW}
    covered = recipe.energy_coverage
    return {**said, "uuid": str(recipe.uuid), "energy_coverage": 1.0 if covered is None else covered}


_ROW: list[str] = [*RecipeRow().fields]


class FacetCountOut(serializers.Serializer[Any]):
    value = serializers.CharField()
    count = serializers.IntegerField()
    or_more = serializers.BooleanField(help_text="Whether there are at least so many, not just so many.")


class FacetsOut(serializers.Serializer[Any]):
    """Each is left out where the list is narrowed down by it already; of allergens, those by which it is."""

    meal = FacetCountOut(many=True, required=False)
    diet = FacetCountOut(many=True, required=False)
    cuisine = FacetCountOut(many=True, required=False)
    free_of = FacetCountOut(many=True)


class RecipeFacetsView(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="recipes_facets", tags=["nutrition"], parameters=[RecipeFilter], responses=FacetsOut,
        summary="How many recipes there are of each",
    )  # fmt: skip
    @limited("search")
    def get(self, request: Request) -> Response:
        """Needs no account. Of the whole catalogue as last counted; of a list that is narrowed down up to 1,000."""
        return Response(FacetsOut(facets(EVERYBODY, _narrowed(request))).data)


class RecipeView(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="recipes_read", tags=["nutrition"], responses=RecipeDetail, summary="One recipe of the catalogue"
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """Needs no account."""
        return Response(_detail(reads.recipe_for(EVERYBODY, uuid)))


def _detail(recipe: Recipe) -> dict[str, Any]:
    lines = sorted(recipe.ingredients.all(), key=lambda line: line.place)
    return {**RecipeDetail(recipe).data, "ingredients": IngredientOut(lines, many=True).data}


# --- One's own ----------------------------------------------------------------------------------------------


class KeepRecipe(StrictSerializer):
    title = Text(max_length=150)
    description = Text(max_length=1000, required=False, allow_blank=True)
    cuisine = Text(max_length=40, required=False, allow_blank=True)
    meals = serializers.ListField(child=serializers.ChoiceField(choices=MEALS), required=False, max_length=len(MEALS))
    tags = serializers.ListField(child=Text(max_length=30), required=False, max_length=20)
    servings = serializers.IntegerField(min_value=1, max_value=100)
    minutes_prep = serializers.IntegerField(min_value=0, max_value=6000, required=False)
    minutes_cook = serializers.IntegerField(min_value=0, max_value=6000, required=False)
    ingredients = serializers.ListField(
        child=Text(max_length=250), min_length=1, max_length=100, help_text="Lines, such as 2 onions, chopped."
    )
    steps = serializers.ListField(child=Text(max_length=2000), required=False, max_length=60)
    source_name = Text(max_length=100, required=False, allow_blank=True)
    source_url = serializers.URLField(max_length=500, required=False, allow_blank=True)


OWN = reads.Narrowed(only="mine", order="new")


class OwnRecipesView(ListAPIView[Recipe]):
    serializer_class = RecipeRow
    queryset = Recipe.objects.none()  # as above

    @extend_schema(operation_id="nutrition_recipes_list", tags=["nutrition"], summary="My recipes")
    def get(self, request: Request) -> Response:
        """Those that you keep, the newest first."""
        return self.get_paginated_response(_rows(self, request.user, OWN))

    @extend_schema(
        operation_id="nutrition_recipes_create", tags=["nutrition"], request=KeepRecipe,
        responses={201: RecipeDetail}, summary="Keep a recipe",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """Only you see it. What a serving holds is reckoned from its ingredients."""
        recipe = services.add_recipe(owner=request.user, **said(KeepRecipe, request))
        return Response(_detail(reads.own_recipe(request.user, recipe.uuid)), status=status.HTTP_201_CREATED)


class OwnRecipeView(APIView):
    @extend_schema(
        operation_id="nutrition_recipes_read", tags=["nutrition"], responses=RecipeDetail, summary="One of my recipes"
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """With each line as it was understood."""
        return Response(_detail(reads.own_recipe(request.user, uuid)))

    @extend_schema(
        operation_id="nutrition_recipes_change", tags=["nutrition"], request=KeepRecipe, responses=RecipeDetail,
        summary="Change a recipe of mine",
    )  # fmt: skip
    def patch(self, request: Request, uuid: UUID) -> Response:
        """What is left out stays as it is."""
        recipe = reads.own_recipe(request.user, uuid)
        services.change_recipe(owner=request.user, recipe=recipe, **said(KeepRecipe, request, partial=True))
        return Response(_detail(reads.own_recipe(request.user, uuid)))

    @extend_schema(
        operation_id="nutrition_recipes_delete", tags=["nutrition"], responses={204: None},
        summary="Delete a recipe of mine",
    )  # fmt: skip
    def delete(self, request: Request, uuid: UUID) -> Response:
        """It can be brought back for 30 days. Meals that you ate stay in your diary."""
        services.delete_recipe(owner=request.user, recipe=reads.own_recipe(request.user, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestoreRecipeView(APIView):
    @extend_schema(
        operation_id="nutrition_recipes_restore", tags=["nutrition"], request=None, responses=RecipeDetail,
        summary="Bring a deleted recipe back",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID) -> Response:
        """As it was, with what you said of it."""
        services.restore_recipe(owner=request.user, recipe=reads.own_recipe(request.user, uuid, deleted=True))
        return Response(_detail(reads.own_recipe(request.user, uuid)))


# --- What one says of any -----------------------------------------------------------------------------------


class MarkIn(StrictSerializer):
    is_favourite = serializers.BooleanField(required=False)
    rating = serializers.IntegerField(min_value=1, max_value=5, allow_null=True, required=False)
    note = Text(max_length=2000, allow_blank=True, required=False)


class MarkOut(serializers.Serializer[Any]):
    is_favourite = serializers.BooleanField()
    rating = serializers.IntegerField(allow_null=True)
    note = serializers.CharField()


class MarkView(APIView):
    @extend_schema(
        operation_id="nutrition_recipes_mark_read", tags=["nutrition"], responses=MarkOut, summary="What I say of it"
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """Nobody else sees it."""
        return Response(MarkOut(reads.said_of(request.user, reads.recipe_for(request.user, uuid)).mark).data)

    @extend_schema(
        operation_id="nutrition_recipes_mark", tags=["nutrition"], request=MarkIn, responses=MarkOut,
        summary="Say something of a recipe",
    )  # fmt: skip
    def patch(self, request: Request, uuid: UUID) -> Response:
        """Of the catalogue or your own; what is left out stays as it is."""
        recipe = reads.recipe_for(request.user, uuid)
        return Response(MarkOut(services.mark_recipe(owner=request.user, recipe=recipe, **said(MarkIn, request))).data)


class CookedIn(StrictSerializer):
    on = serializers.DateField()
    servings = serializers.IntegerField(min_value=1, max_value=100)
    note = Text(max_length=500, allow_blank=True, required=False)


class CookedOut(serializers.Serializer[Any]):
    on = serializers.DateField()
    servings = serializers.IntegerField()
    note = serializers.CharField()


class CookedView(APIView):
    @extend_schema(
        operation_id="nutrition_recipes_cooked", tags=["nutrition"], request=CookedIn, responses={201: CookedOut},
        summary="Log that I cooked it",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request, uuid: UUID) -> Response:
        """Of the catalogue or your own."""
        recipe = reads.recipe_for(request.user, uuid)
        cooked = services.log_cooked(
            owner=request.user, recipe=recipe, today=timezone.localdate(), **said(CookedIn, request)
        )
        return Response(CookedOut(cooked).data, status=status.HTTP_201_CREATED)


class ReportIn(StrictSerializer):
    reason = serializers.ChoiceField(choices=RecipeReport.Reason.choices)
    words = Text(max_length=1000, allow_blank=True, required=False)


class ReportView(APIView):
    @extend_schema(
        operation_id="nutrition_recipes_report", tags=["nutrition"], request=ReportIn, responses={204: None},
        summary="Say that something is wrong with a recipe",
    )  # fmt: skip
    @limited("feedback")
    def post(self, request: Request, uuid: UUID) -> Response:
        """Of the catalogue; staff look at it. Said again before they did, it takes the place of what was said."""
        recipe = reads.recipe_for(request.user, uuid)
        services.report_recipe(owner=request.user, recipe=recipe, **said(ReportIn, request))
        return Response(status=status.HTTP_204_NO_CONTENT)
