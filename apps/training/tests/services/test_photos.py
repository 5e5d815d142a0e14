"""Photos of one's body: how they are kept, how many, and that nothing of them stays behind."""

from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from apps.training import services
from apps.training.domain.body import Pose
from apps.training.models import ProgressPhoto
from apps.training.services import photos
from apps.training.tests.factories import ProgressPhotoFactory, picture
from project.lib import orphaned_files, privacy, retention
from project.lib.media import FileRefused
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


def add(owner, **said):
    said = {"pictures": {Pose.FRONT: picture()}, "on": DAY, "today": DAY} | said
    return services.add_photos(owner=owner, **said)


def files_of(owner):
    return {held.name for held in privacy.files(owner)}


def test_photos_of_a_day_are_kept_in_two_sizes_without_who_made_them():
    owner = UserFactory()

    front, back = add(owner, pictures={Pose.FRONT: picture(2000), Pose.BACK: picture()}, note="Mornings")

    assert [(row.pose, row.on, row.note) for row in (front, back)] == [
        ("front", DAY, "Mornings"),
        ("back", DAY, "Mornings"),
    ]
    sizes = []
    for name in (front.file.name, front.small.name):
        with default_storage.open(name) as file:
            image = Image.open(file)
            sizes.append((image.size, dict(image.getexif())))
    assert sizes == [((640, 1280), {}), ((160, 320), {})]


def test_of_a_broken_picture_and_a_sound_one_none_is_kept():
    owner, before = UserFactory(), set(_stored())

    with pytest.raises(FileRefused) as refused:
        add(owner, pictures={Pose.FRONT: picture(), Pose.SIDE: SimpleUploadedFile("a.jpg", b"\xff\xd8\xff broken")})

    assert set(refused.value.fields) == {"side"}
    assert "damaged" in refused.value.detail
    assert not ProgressPhoto.objects.exists()
    assert set(_stored()) == before


def _stored():
    try:
        folders, _ = default_storage.listdir(ProgressPhoto.FOLDER)
    except FileNotFoundError:
        return
    for folder in folders:
        yield from default_storage.listdir(f"{ProgressPhoto.FOLDER}/{folder}")[1]


@pytest.mark.parametrize(("said", "fields"), [({"pictures": {}}, set()), ({"on": DAY + timedelta(days=1)}, {"on"})])
def test_what_cannot_be_meant_is_refused(said, fields):
    with pytest.raises(services.BadPhoto) as refused:
        add(UserFactory(), **said)

    assert set(refused.value.fields) == fields


def test_there_is_room_for_so_many_and_the_longest_deleted_give_way(monkeypatch):
    monkeypatch.setattr(photos, "MOST_PHOTOS", 3)
    owner, now = UserFactory(), timezone.now()
    kept, newer, older = (ProgressPhotoFactory(owner=owner) for _ in range(3))
    services.delete_photo(photo=newer, now=now)
    services.delete_photo(photo=older, now=now - timedelta(days=1))

    add(owner)
    assert set(ProgressPhoto.objects.for_user(owner).values_list("deleted_at", flat=True)) == {None, now}

    add(owner)
    with pytest.raises(services.TooManyPhotos, match="delete some first"):
        add(owner)
    assert ProgressPhoto.objects.for_user(owner).count() == ProgressPhoto.objects.mine(owner).count() == 3
    assert kept in ProgressPhoto.objects.all()


def test_erasing_a_person_takes_the_files_too_and_nobody_elses():
    owner, other = UserFactory(), ProgressPhotoFactory()
    add(owner)
    services.delete_photo(photo=add(owner)[0], now=timezone.now())
    files = files_of(owner)

    privacy.erase(owner)

    assert len(files) == 4
    assert not any(default_storage.exists(name) for name in files)
    assert not ProgressPhoto.objects.filter(on=DAY).exclude(pk=other.pk).exists()
    assert default_storage.exists(other.file.name)


def test_what_is_deleted_goes_after_thirty_days_with_its_files(monkeypatch):
    row, now = ProgressPhotoFactory(), timezone.now()
    services.delete_photo(photo=row, now=now - timedelta(days=31))
    monkeypatch.setattr(orphaned_files, "AFTER", timedelta(0))

    dropped = retention.purge("training.ProgressPhoto deleted by its person", now=now, held=())
    orphaned_files.sweep(now=timezone.now() + timedelta(seconds=1))

    assert dropped == 1
    assert not default_storage.exists(row.file.name)
    assert not default_storage.exists(row.small.name)
