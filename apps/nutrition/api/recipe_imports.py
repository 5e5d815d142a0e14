"""Bringing in recipes, for programs: send an address, a text or a file, read what was found, have it kept."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib.api_input import StrictJSONParser, StrictSerializer, Text
from project.lib.request_bodies import takes_body

from ..models import RecipeImport
from ..queries import recipe_imports as reads
from ..services import recipe_import as services
from ..services.recipe_import import LARGEST_BODY


class RecipeImportIn(StrictSerializer):
    """One of the three."""

    address = serializers.URLField(max_length=500, required=False, help_text="Of the page that shows the recipe.")
    text = Text(max_length=100_000, required=False, trim_whitespace=False, help_text="A recipe as text, or a page.")
    file = serializers.FileField(
        required=False, help_text="A saved page, or an export of Mealie (also its backup), Tandoor or Paprika."
    )


class RecipeImportOut(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=RecipeImport.State.choices)
    job_uuid = serializers.UUIDField(allow_null=True, help_text="The task that works on it, under /api/v1/jobs/.")
    created_at = serializers.DateTimeField()


class FoundRecipeOut(serializers.Serializer[Any]):
    title = serializers.CharField(source="recipe.title")
    servings = serializers.IntegerField(source="recipe.servings")
    ingredients = serializers.ListField(source="recipe.lines", child=serializers.CharField())
    steps = serializers.ListField(source="recipe.steps", child=serializers.CharField())
    unknown = serializers.ListField(child=serializers.CharField(), help_text="Ingredients that no food is known of.")
    same_as = serializers.CharField(help_text="The recipe of yours that is the same; `above` for one of this import.")
    kept = serializers.CharField(help_text="The recipe that was made of it; empty for none.")


class UnreadOut(serializers.Serializer[Any]):
    where = serializers.CharField()
    why = serializers.CharField()


class RecipeImportDetail(RecipeImportOut):
    found = FoundRecipeOut(many=True)
    left = UnreadOut(many=True, help_text="What could not be read, and why.")


@takes_body(LARGEST_BODY)
class ImportsView(ListAPIView[RecipeImport]):
    serializer_class = RecipeImportOut
    parser_classes = [StrictJSONParser, MultiPartParser]

    def get_queryset(self) -> Any:
        return reads.imports_of(self.request.user)

    @extend_schema(operation_id="nutrition_recipe_imports_list", tags=["nutrition"], summary="My imports of recipes")
    def get(self, request: Request) -> Response:
        """The newest first."""
        rows = [reads.settled(row) for row in self.paginate_queryset(self.get_queryset()) or ()]
        return self.get_paginated_response(RecipeImportOut(rows, many=True).data)

    @extend_schema(
        operation_id="nutrition_recipe_imports_create", tags=["nutrition"], responses={202: RecipeImportOut},
        request={"application/json": RecipeImportIn, "multipart/form-data": RecipeImportIn}, summary="Import recipes",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Have an address, a text or a file looked at. Nothing becomes a recipe until you say so."""
        command = RecipeImportIn(data=request.data)
        command.is_valid(raise_exception=True)
        brought_in = services.bring_in(owner=request.user, **command.validated_data)
        return Response(RecipeImportOut(brought_in).data, status=202)


class ImportView(APIView):
    @extend_schema(
        operation_id="nutrition_recipe_imports_read", tags=["nutrition"], responses=RecipeImportDetail,
        summary="One import of recipes",
    )  # fmt: skip
    def get(self, request: Request, uuid: UUID) -> Response:
        """What was found in it, and what became of that."""
        return Response(RecipeImportDetail(reads.import_of(request.user, uuid)).data)

    @extend_schema(
        operation_id="nutrition_recipe_imports_delete", tags=["nutrition"], responses={204: None},
        summary="Forget an import of recipes",
    )  # fmt: skip
    def delete(self, request: Request, uuid: UUID) -> Response:
        """Recipes that were made of it stay."""
        services.forget_import(brought_in=reads.import_of(request.user, uuid))
        return Response(status=204)


class ReadView(APIView):
    @extend_schema(
        operation_id="nutrition_recipe_imports_again", tags=["nutrition"], request=None,
        responses={202: RecipeImportOut}, summary="Read an import again",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID) -> Response:
        """As when it was brought in; what is yours already is told anew."""
        brought_in = reads.import_of(request.user, uuid)
        services.begin_reading(brought_in=brought_in)
        return Response(RecipeImportOut(brought_in).data, status=202)


class KeepView(APIView):
    @extend_schema(
        operation_id="nutrition_recipe_imports_keep", tags=["nutrition"], request=None,
        responses={202: RecipeImportOut}, summary="Keep what was found",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID) -> Response:
        """All that is not yours already becomes recipes of yours."""
        brought_in = reads.import_of(request.user, uuid)
        services.begin_keeping(brought_in=brought_in)
        return Response(RecipeImportOut(brought_in).data, status=202)
