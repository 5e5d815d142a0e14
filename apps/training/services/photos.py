"""Photos of one's body: taken in, told more about, deleted with a way back."""

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date, datetime
from typing import Any, ClassVar

from project.lib import photos
from project.lib.errors import DomainError

from ..domain.body import Pose
from ..models import ProgressPhoto
from .measurements import EARLIEST

MOST_PHOTOS = 500


class BadPhoto(DomainError):
    code: ClassVar[str] = "bad_photo"


class TooManyPhotos(DomainError):
    code: ClassVar[str] = "too_many_photos"


def add_photos(
    *, owner: Any, pictures: Mapping[Pose, Any], on: date, today: date, note: str = ""
) -> list[ProgressPhoto]:
    """
    Those of one day. All of them or none; a refusal names the pose at fault in its fields.

    :raises BadPhoto: there is no picture, or the day is still to come
    :raises TooManyPhotos: they have very many already
    :raises project.lib.media.FileRefused: one is no picture, or cannot be read
    :raises project.lib.media.FileTooLarge: one is larger than photos.LARGEST
    """
    _refuse_bad_day(on, today)
    if not pictures:
        raise BadPhoto("Choose one picture at least.")
    _make_room(owner, len(pictures))
    with ExitStack() as stored:
        rows = []
        for pose, upload in pictures.items():
            try:
                file, small = stored.enter_context(photos.kept(upload, ProgressPhoto.FOLDER))
            except DomainError as no:
                raise type(no)(no.detail, fields={pose.value: [no.detail]}) from no
            rows.append(ProgressPhoto(owner=owner, on=on, pose=pose, note=note, file=file, small=small))
        return ProgressPhoto.objects.bulk_create(rows)


def change_photo(*, photo: ProgressPhoto, on: date, pose: Pose, note: str, today: date) -> ProgressPhoto:
    """What is said of it; the picture stays. :raises BadPhoto: the day is still to come"""
    _refuse_bad_day(on, today)
    photo.on, photo.pose, photo.note = on, pose, note
    photo.save(update_fields=["on", "pose", "note"])
    return photo


def delete_photo(*, photo: ProgressPhoto, now: datetime) -> None:
    """It can be brought back for thirty days, unless its place is needed."""
    ProgressPhoto.objects.kept().filter(pk=photo.pk).update(deleted_at=now)


def restore_photo(*, photo: ProgressPhoto) -> None:
    """Safe to repeat."""
    ProgressPhoto.objects.filter(pk=photo.pk).update(deleted_at=None)


def _refuse_bad_day(on: date, today: date) -> None:
    if not EARLIEST <= on <= today:
        sentence = "Choose today or an earlier day."
        raise BadPhoto(sentence, fields={"on": [sentence]})


def _make_room(owner: Any, coming: int) -> None:
    """The files of the deleted count, or deleting and adding would fill the disk; the longest deleted give way."""
    room = MOST_PHOTOS - coming - ProgressPhoto.objects.mine(owner).count()
    if room < 0:
        raise TooManyPhotos(f"Steward keeps {MOST_PHOTOS} photos of your body; delete some first.")
    deleted = ProgressPhoto.objects.for_user(owner).exclude(deleted_at=None).order_by("-deleted_at", "-id")
    ProgressPhoto.objects.filter(pk__in=list(deleted.values_list("pk", flat=True)[room:])).delete()
