"""
Photos that people send: made anew while they wait, in two sizes, with nothing in them but the picture.

A row of such a photo has two file fields, `file` and `small`, and is handed out by one of the two answers here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers

from . import media

LARGEST = 10_000_000
# The picture, and what a form wraps around it.
LARGEST_FORM = LARGEST + 100_000
SIDE = 1280
SMALL_SIDE = 320
# A web thread must be able to hold it; a JPEG may be larger.
MOST_DECODED = 10_000_000
ABOUT = "JPEG, PNG, WebP or GIF, up to 10 MB."


class PhotoField(forms.FileField):
    """A picture as it was sent; what it is shows when it is kept."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"})


class PhotoSize(serializers.Serializer[Any]):
    """What a program asks of a photo; `PICTURE` is what it is answered."""

    size = serializers.ChoiceField(choices=["large", "small"], required=False, default="large")


PICTURE = {(200, "image/*"): OpenApiTypes.BINARY}


def taken(upload: Any) -> media.Taken:
    """
    The picture in its larger size.

    :raises project.lib.media.FileRefused: it is no picture, or one that cannot be read
    :raises project.lib.media.FileTooLarge: it is larger than LARGEST
    """
    return media.take(upload, kinds=media.IMAGES, limit=LARGEST, longest_side=SIDE, most_decoded=MOST_DECODED)


@contextmanager
def kept(upload: Any, folder: str) -> Iterator[tuple[str, str]]:
    """
    Store both sizes while the row is written that names them, `file` and `small`; where that fails, they go again.

    :raises project.lib.media.FileRefused: it is no picture, or one that cannot be read
    :raises project.lib.media.FileTooLarge: it is larger than LARGEST
    """
    large = taken(upload)
    small = media.take(large.file, kinds=media.IMAGES, limit=LARGEST, longest_side=SMALL_SIDE)
    large.file.seek(0)
    with media.kept(large, folder) as name, media.kept(small, folder) as small_name:
        yield name, small_name


def personal_photo(
    request: HttpRequest, photo: Any, *, owner_id: Any, called: str, small: bool = False
) -> HttpResponseBase:
    """To its owner alone. :raises NotThere: someone else asks, or the file is gone"""
    name, kind = _chosen(photo, small)
    filename = f"{called}.{kind.extension}"
    return media.personal_file(request, name, owner_id=owner_id, filename=filename, media_type=kind.media_type)


def published_photo(photo: Any, *, called: str, small: bool = False) -> HttpResponseBase:
    """To anybody: it belongs to nobody. :raises NotThere: the file is gone"""
    name, kind = _chosen(photo, small)
    return media.published_file(name, filename=f"{called}.{kind.extension}", media_type=kind.media_type)


def _chosen(photo: Any, small: bool) -> tuple[str, media.Kind]:
    name = (photo.small if small else photo.file).name or ""
    return name, media.image_type(name)
