"""Photos of one's body on their pages: add, look, compare, change, take back, and to whom they are not shown."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from apps.accounts.tests.staff_people import use_second_factor
from apps.training.models import ProgressPhoto
from apps.training.pages import photos
from apps.training.tests.factories import MeasurementFactory, ProgressPhotoFactory, picture
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
URL = "/training/photos/"


@pytest.fixture
def person(client):
    found = UserFactory()
    client.force_login(found)
    return found


def add(client, on=None, **said):
    return client.post(f"{URL}add/", {"on": on or timezone.localdate().isoformat(), **said})


def test_photos_of_a_day_are_added_and_stand_beside_its_figures(client, person):
    assert "No photos yet" in client.get(URL).text
    MeasurementFactory(owner=person, on=date(2026, 3, 1), value=81)

    answer = add(client, on="2026-03-01", front=picture(), back=picture(), note="Before breakfast")

    assert answer.url == URL
    shown = client.get(URL).text
    assert "Weight 81\u00a0kg" in shown
    assert [shown.count(words) for words in ("Before breakfast", 'alt="Front, ', 'alt="Back, ')] == [2, 1, 1]
    assert URL in client.get("/training/body/").text


def test_the_file_is_for_its_owner_alone_and_kept_by_nobody(client, person):
    row = ProgressPhotoFactory(owner=person)

    large, small = client.get(f"{URL}{row.uuid}/file/"), client.get(f"{URL}{row.uuid}/file/?small")

    assert [Image.open(BytesIO(b"".join(each))).height for each in (large, small)] == [600, 320]
    assert [large[name] for name in ("Content-Type", "Cache-Control", "X-Content-Type-Options")] == [
        "image/jpeg", "private, no-store", "nosniff",
    ]  # fmt: skip
    client.force_login(UserFactory())
    assert client.get(f"{URL}{row.uuid}/file/").status_code == 404
    assert client.get(f"{URL}{row.uuid}/").status_code == 404
    client.logout()
    assert client.get(f"{URL}{row.uuid}/file/").status_code == 302
    assert client.get(f"/media/{row.file.name}").status_code == 404


def test_staff_who_look_at_ones_pages_do_not_see_them(client):
    row = ProgressPhotoFactory()
    client.force_login(UserFactory(administrator=True))
    use_second_factor(client)
    client.post(f"/admin/accounts/user/{row.owner.pk}/view-as/", {"reason": "They asked what is wrong"})

    body = client.get("/training/body/")
    answers = [client.get(f"{URL}{path}") for path in ("", "compare/", "add/", f"{row.uuid}/", f"{row.uuid}/file/")]

    assert body.status_code == 200
    assert {answer.status_code for answer in answers} == {403}
    assert "shown to nobody but the person" in answers[0].text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Choose one picture at least."),
        ({"side": SimpleUploadedFile("a.jpg", b"\xff\xd8\xff broken")}, "The image is damaged"),
        ({"side": SimpleUploadedFile("a.jpg", b"a letter")}, "Its content decides, not its name."),
        ({"front": picture(), "on": "2999-01-01"}, "Choose today or an earlier day."),
        ({"front": picture(), "on": "soon"}, "Enter a valid date."),
        ({"front": picture(), "note": "n" * 201}, "at most 200 characters"),
    ],
)
def test_what_cannot_be_taken_is_said_at_the_form(client, person, said, sentence):
    answer = add(client, **said)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not ProgressPhoto.objects.exists()


def test_a_body_that_is_larger_than_four_photos_is_not_read(client, person):
    answer = client.post(f"{URL}add/", b"", content_type="text/plain", CONTENT_LENGTH=str(photos.LARGEST_FORM + 1))

    assert answer.status_code == 413


def test_a_photo_is_changed_deleted_and_brought_back(client, person):
    row = ProgressPhotoFactory(owner=person)
    address = f"{URL}{row.uuid}/"
    assert 'value="2026-03-01"' in client.get(address).text

    late = client.post(address, {"on": "2999-01-01", "pose": "side"})
    wrong = client.post(address, {"on": "2026-02-01", "pose": "above"})
    client.post(address, {"on": "2026-02-01", "pose": "side", "note": "Evening"})
    row.refresh_from_db()
    assert (late.status_code, wrong.status_code) == (422, 422)
    assert (row.on, row.pose, row.note) == (date(2026, 2, 1), "side", "Evening")

    said = client.post(f"{address}delete/", follow=True).text
    assert "Deleted: Side, " in said
    assert f"{address}restore/" in said
    assert [client.get(path).status_code for path in (address, f"{address}file/")] == [404, 404]
    assert "It is back." in client.post(f"{address}restore/", follow=True).text
    assert client.get(f"{address}file/").status_code == 200


def test_two_days_stand_side_by_side(client, person):
    assert "Two days are needed" in client.get(f"{URL}compare/").text
    days = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
    rows = [ProgressPhotoFactory(owner=person, on=on) for on in days]
    side = ProgressPhotoFactory(owner=person, on=days[0], pose="side")
    MeasurementFactory(owner=person, on=days[0], value=84)
    MeasurementFactory(owner=person, on=days[2], kind="waist", value=90)

    usual = client.get(f"{URL}compare/").text
    chosen = client.get(f"{URL}compare/?before=2026-02-01&after=2026-03-01").text
    wrong = client.get(f"{URL}compare/?before=2020-02-01")

    assert [f"{row.uuid}/file/" in usual for row in (*rows, side)] == [True, False, True, True]
    assert "84\u00a0kg" in usual
    assert "90\u00a0cm" in usual
    assert "None of that day" in usual
    assert [f"{row.uuid}/file/" in chosen for row in (*rows, side)] == [False, True, True, False]
    assert wrong.status_code == 422


@pytest.mark.parametrize("rows", [1, 20])
def test_it_costs_the_same_however_many_there_are(client, person, rows, django_assert_num_queries):
    for number in range(rows):
        ProgressPhotoFactory(owner=person, on=date(2026, 3, 1) - timedelta(days=number))

    with django_assert_num_queries(4):  # person, units, photos, figures
        client.get(URL)
