"""Photos of one's body, by the API."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from apps.training.models import ProgressPhoto
from apps.training.tests.factories import ProgressPhotoFactory, picture
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/training/photos"


@pytest.fixture
def person(client):
    found = UserFactory()
    client.force_login(found)
    return found


def test_photos_from_their_adding_to_their_return(client, person):
    added = client.post(URL, {"on": "2026-03-01", "front": picture(), "side": picture(), "note": "Mornings"})
    front, side = added.json()
    address = f"{URL}/{front['uuid']}"

    changed = client.patch(address, {"pose": "back"}, content_type="application/json").json()
    file = client.get(f"{address}/file", {"size": "small"})
    gone = client.delete(address)
    after = [client.get(address).status_code, client.get(f"{address}/file").status_code]
    back = client.post(f"{address}/restore")

    assert added.status_code == 201
    assert front == {"uuid": front["uuid"], "on": "2026-03-01", "pose": "front", "note": "Mornings"}
    assert changed == front | {"pose": "back"}
    assert Image.open(BytesIO(b"".join(file))).height == 320
    assert (file["Content-Type"], file["Cache-Control"]) == ("image/jpeg", "private, no-store")
    assert (gone.status_code, after, back.status_code) == (204, [404, 404], 200)
    assert client.get(address).json() == changed
    assert client.get(URL).json()["results"] == [side, changed]


@pytest.mark.parametrize(
    ("said", "code", "fields"),
    [
        ({"on": "2026-03-01"}, "bad_photo", set()),
        ({"on": "2999-03-01", "front": picture()}, "bad_photo", {"on"}),
        ({"on": "2026-03-01", "back": SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n")}, "file_refused", {"back"}),
        ({"on": "2026-03-01", "front": "none"}, "invalid", {"front"}),
        ({"on": "2026-03-01", "front": picture(), "mood": "good"}, "invalid", {"mood"}),
    ],
)
def test_what_cannot_be_is_refused(client, person, said, code, fields):
    answer = client.post(URL, said)

    assert (answer.status_code, answer.json()["code"], set(answer.json()["fields"])) == (400, code, fields)
    assert not ProgressPhoto.objects.exists()


def test_the_list_is_narrowed_and_nobody_elses(client, person):
    stranger = ProgressPhotoFactory()
    ProgressPhotoFactory(owner=person, on="2026-01-01")
    side = ProgressPhotoFactory(owner=person, pose="side")

    listed = client.get(URL, {"pose": "side", "since": "2026-02-01"}).json()["results"]

    assert [row["uuid"] for row in listed] == [str(side.uuid)]
    assert client.get(URL, {"since": "2026-04-01"}).json()["results"] == []
    assert client.get(f"{URL}/{stranger.uuid}").status_code == 404
    assert client.get(f"{URL}/{stranger.uuid}/file").status_code == 404
