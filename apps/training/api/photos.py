"""The photos that somebody took of their body, for programs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from project.lib.api_input import StrictSerializer
from project.lib.limits.ratelimit import limited
from project.lib.photos import ABOUT, LARGEST, PICTURE, PhotoSize, personal_photo
from project.lib.request_bodies import takes_body

from .. import services
from ..domain.body import Pose
from ..models import ProgressPhoto
from ..queries import photos as reads

_TAGS = ["training"]
# One from each side, and what a form wraps around them.
LARGEST_FORM = len(Pose) * LARGEST + 100_000


class PhotoFilter(serializers.Serializer[Any]):
    pose = serializers.ChoiceField(choices=Pose.choices(), required=False)
    since = serializers.DateField(required=False, help_text="This day and later.")


class ChangePhoto(StrictSerializer):
    on = serializers.DateField()
    pose = serializers.ChoiceField(choices=Pose.choices())
    note = serializers.CharField(max_length=200, allow_blank=True)


def _picture() -> serializers.FileField:
    return serializers.FileField(required=False, help_text=ABOUT)


class AddPhotos(StrictSerializer):
    on = serializers.DateField()
    note = serializers.CharField(max_length=200, allow_blank=True, default="")
    front = _picture()
    side = _picture()
    back = _picture()
    other = _picture()


class PhotoRow(serializers.ModelSerializer[ProgressPhoto]):
    class Meta:
        model = ProgressPhoto
        fields = ("uuid", "on", "pose", "note")


@takes_body(LARGEST_FORM)
class PhotosView(ListAPIView):
    serializer_class = PhotoRow
    parser_classes = [MultiPartParser]

    def get_queryset(self) -> QuerySet[ProgressPhoto]:
        asked = PhotoFilter(data=self.request.query_params.dict())
        asked.is_valid(raise_exception=True)
        return reads.photos(self.request.user, **asked.validated_data)

    @extend_schema(
        operation_id="training_photos_list", tags=_TAGS, parameters=[PhotoFilter], summary="My photos of my body"
    )
    def get(self, request: Request) -> Response:
        """The latest day first."""
        rows = self.paginate_queryset(self.get_queryset()) or ()
        return self.get_paginated_response(PhotoRow(rows, many=True).data)

    @extend_schema(
        operation_id="training_photos_add", tags=_TAGS, request={"multipart/form-data": AddPhotos},
        responses={201: PhotoRow(many=True)}, summary="Add photos of a day",
    )  # fmt: skip
    @limited("photo")
    def post(self, request: Request) -> Response:
        """From any side. They are made anew, without place and camera; all are kept or none."""
        command = AddPhotos(data=request.data)
        command.is_valid(raise_exception=True)
        said = dict(command.validated_data)
        pictures = {pose: said.pop(pose.value) for pose in Pose if pose.value in said}
        rows = services.add_photos(owner=request.user, pictures=pictures, today=timezone.localdate(), **said)
        return Response(PhotoRow(rows, many=True).data, status=status.HTTP_201_CREATED)


class PhotoView(APIView):
    @extend_schema(
        operation_id="training_photos_read", tags=_TAGS, responses=PhotoRow, summary="What I said of one photo"
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        """The picture itself is at `file`."""
        return Response(PhotoRow(reads.photo(request.user, uuid)).data)

    @extend_schema(
        operation_id="training_photos_change", tags=_TAGS, request=ChangePhoto, responses=PhotoRow,
        summary="Change what I said of a photo",
    )  # fmt: skip
    def patch(self, request: Request, uuid: UUID) -> Response:
        """What is left out stays."""
        row = reads.photo(request.user, uuid)
        command = ChangePhoto(data=request.data, partial=True)
        command.is_valid(raise_exception=True)
        said = {"on": row.on, "pose": row.pose, "note": row.note} | command.validated_data
        row = services.change_photo(photo=row, today=timezone.localdate(), **said | {"pose": Pose(said["pose"])})
        return Response(PhotoRow(row).data)

    @extend_schema(
        operation_id="training_photos_delete", tags=_TAGS, responses={204: None}, summary="Delete a photo of mine"
    )
    def delete(self, request: Request, uuid: UUID) -> Response:
        """It can be brought back for thirty days."""
        services.delete_photo(photo=reads.photo(request.user, uuid), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class PhotoFileView(APIView):
    @extend_schema(
        operation_id="training_photos_file", tags=_TAGS, parameters=[PhotoSize], responses=PICTURE,
        summary="The picture of a photo of mine",
    )  # fmt: skip
    @limited("pictures")
    def get(self, request: Request, uuid: UUID) -> HttpResponseBase:
        """Nobody else sees it."""
        asked = PhotoSize(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        row, small = reads.photo(request.user, uuid), asked.validated_data["size"] == "small"
        return personal_photo(
            request._request, row, owner_id=request.user.pk, called=f"{row.pose}-{row.on}", small=small
        )


class RestorePhotoView(APIView):
    @extend_schema(
        operation_id="training_photos_restore", tags=_TAGS, request=None, responses=PhotoRow,
        summary="Bring a deleted photo back",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID) -> Response:
        """Safe to repeat."""
        row = reads.deleted_photo(request.user, uuid)
        services.restore_photo(photo=row)
        return Response(PhotoRow(row).data)
