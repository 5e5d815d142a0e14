"""Photos in two sizes, and to whom they are handed."""

from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from project.lib import photos
from project.lib.errors import NotThere
from project.lib.media import FileRefused, FileTooLarge
from project.lib.testing import UserFactory


def picture(side=1600) -> SimpleUploadedFile:
    content, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "Maker of phones"
    Image.new("RGB", (side, side // 2), "teal").save(content, "JPEG", exif=exif)
    return SimpleUploadedFile("IMG_1.jpg", content.getvalue(), content_type="image/jpeg")


@pytest.fixture
def photo():
    with photos.kept(picture(), "photos-of-tests") as (name, small):
        return SimpleNamespace(file=SimpleNamespace(name=name), small=SimpleNamespace(name=small))


def image_of(answer):
    return Image.open(BytesIO(b"".join(answer.streaming_content)))


def test_both_sizes_are_kept_with_nothing_but_the_picture(photo):
    for name, size in ((photo.file.name, (1280, 640)), (photo.small.name, (320, 160))):
        with default_storage.open(name) as file:
            image = Image.open(file)
            assert (image.size, dict(image.getexif())) == (size, {})


def test_where_no_row_is_written_neither_file_stays():
    with pytest.raises(LookupError), photos.kept(picture(), "photos-of-tests") as names:
        raise LookupError

    assert [default_storage.exists(name) for name in names] == [False, False]


@pytest.mark.parametrize(
    ("upload", "error"),
    [(SimpleUploadedFile("a.jpg", b"no picture"), FileRefused), (BytesIO(bytes(photos.LARGEST + 1)), FileTooLarge)],
)
def test_what_is_no_picture_or_too_large_is_refused(upload, error):
    with pytest.raises(error), photos.kept(upload, "photos-of-tests"):
        pass


@pytest.mark.django_db
def test_a_personal_one_is_for_its_owner_alone(photo, rf):
    owner, request = UserFactory(), rf.get("/")
    request.user = owner

    large = photos.personal_photo(request, photo, owner_id=owner.pk, called="mine")
    small = photos.personal_photo(request, photo, owner_id=owner.pk, called="mine", small=True)

    assert (image_of(large).width, image_of(small).width) == (1280, 320)
    assert (large["Content-Type"], large["Cache-Control"]) == ("image/jpeg", "private, no-store")
    request.user = UserFactory()
    with pytest.raises(NotThere):
        photos.personal_photo(request, photo, owner_id=owner.pk, called="mine")


def test_a_published_one_is_for_anybody(photo):
    answer = photos.published_photo(photo, called="recipe", small=True)

    assert image_of(answer).width == 320
    assert 'filename="recipe.jpg"' in answer["Content-Disposition"]
