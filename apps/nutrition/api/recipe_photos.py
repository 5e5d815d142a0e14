"""Photos of recipes, for programs."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib import media
from project.lib.api_input import StrictSerializer
from project.lib.limits.ratelimit import limited
from project.lib.request_bodies import takes_body

from .. import services
from ..models import RecipePhoto
from ..queries import recipes as reads
from ..services.recipe_photos import PHOTO_BYTES
from .reading import said
from .recipes import EVERYBODY


class PhotoSize(serializers.Serializer[Any]):
    size = serializers.ChoiceField(choices=["large", "small"], required=False, default="large")


class PhotoIn(StrictSerializer):
    photo = serializers.FileField(help_text="JPEG, PNG, WebP or GIF, up to 10 MB.")


_PICTURE = {(200, "image/*"): OpenApiTypes.BINARY}


def _chosen(request: Request, photo: RecipePhoto) -> tuple[str, media.Kind]:
    small = said(PhotoSize, request, request.query_params.dict())["size"] == "small"
    name = (photo.small if small else photo.file).name or ""
    return name, media.image_type(name)


class RecipePhotoView(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="recipes_photo", tags=["nutrition"], parameters=[PhotoSize], responses=_PICTURE,
        summary="The photo of a recipe of the catalogue",
    )  # fmt: skip
    @limited("pictures")
    def get(self, request: Request, uuid: UUID) -> HttpResponseBase:
        """Needs no account."""
        name, kind = _chosen(request, reads.photo_of(EVERYBODY, uuid))
        return media.published_file(name, filename=f"recipe.{kind.extension}", media_type=kind.media_type)


@takes_body(PHOTO_BYTES + 100_000)
class OwnRecipePhotoView(APIView):
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="nutrition_recipes_photo", tags=["nutrition"], parameters=[PhotoSize], responses=_PICTURE,
        summary="The photo of a recipe of mine",
    )  # fmt: skip
    def get(self, request: Request, uuid: UUID) -> HttpResponseBase:
        """Nobody else sees it."""
        name, kind = _chosen(request, reads.photo_of(request.user, reads.own_recipe(request.user, uuid).uuid))
        return media.personal_file(
            request._request, name, owner_id=request.user.pk, filename=f"recipe.{kind.extension}",
            media_type=kind.media_type,
        )  # fmt: skip

    @extend_schema(
        operation_id="nutrition_recipes_photo_set", tags=["nutrition"],
        request={"multipart/form-data": PhotoIn}, responses={204: None}, summary="Give a recipe of mine a photo",
    )  # fmt: skip
    @limited("photo")
    def put(self, request: Request, uuid: UUID) -> Response:
        """In place of the one before. It is made anew, without place and camera."""
        recipe = reads.own_recipe(request.user, uuid)
        services.set_recipe_photo(owner=request.user, recipe=recipe, upload=said(PhotoIn, request)["photo"])
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        operation_id="nutrition_recipes_photo_delete", tags=["nutrition"], responses={204: None},
        summary="Remove the photo of a recipe of mine",
    )  # fmt: skip
    def delete(self, request: Request, uuid: UUID) -> Response:
        """Nothing happens where there is none."""
        services.remove_recipe_photo(owner=request.user, recipe=reads.own_recipe(request.user, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)
