"""The profile page and the photo, which only its owner sees."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from apps.accounts import public
from apps.accounts.models import Profile
from apps.accounts.services import profiles
from apps.accounts.tests.pictures import PLACE, picture, upload
from project.lib import privacy
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db
PAGE, PHOTO, REMOVE = "/settings/profile/", "/settings/profile/photo/", "/settings/profile/photo/remove/"
SAID = {
    "name": "Ada",
    "units": "metric",
    "born_on": "1990-12-10",
    "sex": "female",
    "height_cm": "1,68 m",
    "activity": "light",
    "goal": "keep",
    "diet": "vegetarian",
    "allergens": ["nuts", "celery"],
    "areas": ["meals"],
}


@pytest.fixture
def ada(client):
    person = UserFactory(name="Ada")
    client.force_login(person)
    return person


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


# --- What one says of oneself -----------------------------------------------------------------------------------------


def test_what_a_person_said_is_kept_and_read_by_other_parts(ada, client):
    reply = client.post(PAGE, SAID, follow=True)

    said = public.profile(ada)
    assert "Saved." in reply.content.decode()
    assert (said.born_on, said.sex, said.height_cm) == (date(1990, 12, 10), "female", Decimal("168.0"))
    assert (said.activity, said.goal, said.diet) == ("light", "keep", "vegetarian")
    assert (said.allergens, said.areas) == ({"nuts", "celery"}, {"meals"})
    assert (said.name, said.time_zone, said.base_currency) == ("Ada", "UTC", "EUR")
    assert said.age_on(date(2026, 12, 9)) == 35


def test_the_page_shows_what_was_said(ada, client):
    client.post(PAGE, SAID)

    page = client.get(PAGE).content.decode()

    assert page.count("checked") == 3
    assert page.count("selected") == 5
    assert 'value="1990-12-10"' in page
    assert 'value="168 cm"' in page


def test_who_said_nothing_has_no_figures_that_were_guessed(ada):
    said = public.profile(ada)

    assert (said.born_on, said.sex, said.height_cm, said.activity, said.goal) == (None,) * 5
    assert (said.units, said.diet, said.allergens) == ("metric", "everything", frozenset())


def test_what_was_said_may_be_taken_back(ada, client):
    client.post(PAGE, SAID)

    client.post(PAGE, {"name": "", "units": "metric", "diet": "everything"})

    said = public.profile(ada)
    assert (said.sex, said.height_cm, said.born_on, said.allergens) == (None, None, None, frozenset())


def test_a_height_is_asked_for_and_shown_in_the_units_of_the_person(ada, client):
    client.post(PAGE, SAID | {"units": "imperial", "height_cm": "70"})

    page = client.get(PAGE).content.decode()

    assert public.profile(ada).height_cm == Decimal("177.8")
    assert 'value="5 ft 10 in"' in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"born_on": "2024-01-01"}, "Steward is for people of 16 and older"),
        ({"height_cm": "tall"}, "Write the height like 178 cm or 5 ft 10 in."),
        ({"height_cm": "20 cm"}, "Enter a height between 50 cm"),
        ({"diet": "stones"}, "stones is not one of the available choices"),
    ],
)
def test_what_cannot_be_meant_is_said_at_its_field_and_nothing_is_kept(wrong, sentence, ada, client):
    reply = client.post(PAGE, SAID | wrong)

    assert reply.status_code == 422
    assert sentence in reply.content.decode()
    assert not Profile.objects.exists()


def test_the_page_costs_one_statement(ada, client):
    client.post(PAGE, SAID)

    with statements() as sent:
        client.get(PAGE)

    assert len(sent.beyond_sign_in()) == 1, sent


# --- The photo --------------------------------------------------------------------------------------------------------


def test_a_photo_is_made_anew_smaller_and_without_what_it_hides(ada, client):
    sent = picture()
    assert PLACE in sent

    reply = client.post(PHOTO, upload(sent), follow=True)
    shown = client.get(PHOTO)
    content = b"".join(shown.streaming_content)

    assert "Your picture is saved." in reply.content.decode()
    assert PLACE not in content
    assert max(Image.open(io.BytesIO(content)).size) == 512
    assert (shown["Content-Type"], shown["Cache-Control"]) == ("image/jpeg", "private, no-store")
    assert shown["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert f'src="{PHOTO}"' in client.get("/").content.decode()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', id="svg"),
        pytest.param(b"<!doctype html><script>alert(1)</script>", id="html"),
        pytest.param(b"%PDF-1.7\n", id="pdf"),
        pytest.param(b"PK\x03\x04" + bytes(60), id="zip"),
        pytest.param(picture()[:200], id="cut short"),
        pytest.param(b"GIF89a/*" + b"\x00" * 20 + b"*/=alert(1)", id="gif that is script"),
        pytest.param(b"", id="empty"),
    ],
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(content, ada, client):
    reply = client.post(PHOTO, upload(content))

    assert reply.status_code == 422
    assert not profiles.photo_name(ada)
    assert client.get(PHOTO).status_code == 404


@pytest.mark.parametrize("form", ["JPEG", "GIF", "PNG", "WEBP"])
def test_a_picture_that_is_something_else_too_comes_back_as_a_picture_only(form, ada, client):
    hidden = b"<script>alert(1)</script>PK\x05\x06" + bytes(18)

    client.post(PHOTO, upload(picture(form) + hidden, name="me.html"))
    shown = client.get(PHOTO)
    content = b"".join(shown.streaming_content)

    assert b"script" not in content
    assert not profiles.photo_name(ada).endswith(".html")
    assert shown["Content-Type"] == {"GIF": "image/png"}.get(form, f"image/{form.lower()}")


def test_a_picture_that_is_too_large_is_refused(ada, client, monkeypatch):
    # In bytes, as they are counted while they come in; in pixels; and as a body that is not read at all.
    monkeypatch.setattr(profiles, "PHOTO_BYTES", 1000)
    in_bytes = client.post(PHOTO, upload())
    monkeypatch.undo()
    in_pixels = client.post(PHOTO, upload(picture("PNG", (4000, 2501))))
    as_body = client.post(PHOTO, upload(bytes(profiles.PHOTO_BYTES + 200_000)))

    assert "The file is larger than" in in_bytes.content.decode()
    assert "more than 10 million pixels" in in_pixels.content.decode()
    assert (in_bytes.status_code, in_pixels.status_code, as_body.status_code) == (422, 422, 413)


def test_a_photograph_may_have_more_pixels_as_few_of_them_are_decoded(ada, client):
    assert client.post(PHOTO, upload(picture("JPEG", (6000, 4000)))).status_code == 302
    assert "more than 40 million" in client.post(PHOTO, upload(picture("JPEG", (8000, 5001)))).content.decode()


def test_a_new_photo_takes_the_place_of_the_old_one(ada, client, django_capture_on_commit_callbacks):
    client.post(PHOTO, upload())
    first = profiles.photo_name(ada)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(PHOTO, upload(picture("PNG")))

    assert not default_storage.exists(first)
    assert default_storage.exists(profiles.photo_name(ada))


def test_a_photo_can_be_removed(ada, client, django_capture_on_commit_callbacks):
    client.post(PHOTO, upload())
    name = profiles.photo_name(ada)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(REMOVE)
        client.post(REMOVE)

    ada.refresh_from_db()
    assert not default_storage.exists(name)
    assert not ada.has_photo
    assert client.get(PHOTO).status_code == 404


def test_nobody_else_sees_it(ada, client):
    client.post(PHOTO, upload())
    client.force_login(UserFactory())

    assert client.get(PHOTO).status_code == 404


def test_a_photo_whose_row_cannot_be_written_leaves_no_file(ada, monkeypatch):
    stored = []
    real = profiles.media.keep
    monkeypatch.setattr(profiles.media, "keep", lambda *given: stored.append(real(*given)) or stored[-1])
    monkeypatch.setattr(profiles, "_put_photo", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        profiles.set_photo(person=ada, upload=io.BytesIO(picture("PNG")))

    assert stored
    assert not default_storage.exists(stored[0])


def test_it_goes_with_the_person(ada, client):
    client.post(PHOTO, upload())
    name = profiles.photo_name(ada)

    privacy.erase(ada)

    assert not default_storage.exists(name)
    assert not Profile.objects.exists()
