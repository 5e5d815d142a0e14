"""Photos of recipes, for programs."""

from uuid import UUID

from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib import photos
from project.lib.api_input import StrictSerializer
from project.lib.limits.ratelimit import limited
from project.lib.request_bodies import takes_body

from .. import services
from ..queries import recipes as reads
from .reading import said
from .recipes import EVERYBODY


class PhotoIn(StrictSerializer):
    photo = serializers.FileField(help_text=photos.ABOUT)


def _small(request: Request) -> bool:
    return bool(said(photos.PhotoSize, request, request.query_params.dict())["size"] == "small")


class RecipePhotoView(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="recipes_photo", tags=["nutrition"], parameters=[photos.PhotoSize],
        responses=photos.PICTURE, summary="The photo of a recipe of the catalogue",
    )  # fmt: skip
    @limited("pictures")
    def get(self, request: Request, uuid: UUID) -> HttpResponseBase:
        """Needs no account."""
        return photos.published_photo(reads.photo_of(EVERYBODY, uuid), called="recipe", small=_small(request))


@takes_body(photos.LARGEST_FORM)
class OwnRecipePhotoView(APIView):
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="nutrition_recipes_photo", tags=["nutrition"], parameters=[photos.PhotoSize],
        responses=photos.PICTURE, summary="The photo of a recipe of mine",
    )  # fmt: skip
    def get(self, request: Request, uuid: UUID) -> HttpResponseBase:
        """Nobody else sees it."""
        photo = reads.photo_of(request.user, reads.own_recipe(request.user, uuid).uuid)
        return photos.personal_photo(
            request._request, photo, owner_id=request.user.pk, called="recipe", small=_small(request)
        )

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
