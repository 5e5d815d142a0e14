"""Bodies that are too large, and text in encodings that nobody asked for."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpResponse
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from project.lib.request_bodies import takes_body
from project.lib.testing import UserFactory
from project.wsgi import application

SIGN_IN = "/sign-in/"
# What Python decodes to halves of surrogate pairs, what it cannot decode text with, and what nobody sends.
CODECS = ["hex", "rot13", "unicode_escape", "raw_unicode_escape", "utf-7", "utf-16", "latin-1"]


@pytest.fixture
def one_connection():
    """Requests stay inside the test's transaction, as those of Django's test client do."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@csrf_exempt
def count_bytes(request):
    return HttpResponse(str(sum(file.size for file in request.FILES.values())))


urlpatterns = [path("small", count_bytes), path("large", takes_body(10_000_000)(csrf_exempt(count_bytes)))]
handler400 = "project.lib.error_pages.bad_request"


def form(size: int) -> dict[str, object]:
    head = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'
    return {"data": head + b"a" * size + b"\r\n--x--\r\n", "content_type": "multipart/form-data; boundary=x"}


def ask(path, content_type, body=b"", cookies="", **more):
    """Through the real application, as Django's test client makes its requests by itself."""
    said = {}
    environ = RequestFactory().generic("POST" if body else "GET", path, body).environ
    environ |= {"CONTENT_TYPE": content_type, "HTTP_COOKIE": cookies, **more}
    answer = application(environ, lambda status, headers: said.update(status=int(status[:3]), headers=headers))
    return said["status"], b"".join(answer)


@pytest.mark.django_db
@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("path", ["/sign-in/?next=/settings/", "/api/v1/?a=b"])
@pytest.mark.parametrize("codec", CODECS)
def test_text_is_utf_8_whatever_is_said(path, codec):
    status, _ = ask(path, f"text/plain; charset={codec}")

    assert status == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("codec", CODECS)
def test_no_codec_brings_half_of_a_surrogate_pair_into_the_database(codec):
    person, client = UserFactory(), Client()
    client.force_login(person)
    token = _get_new_csrf_string()
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    fields = {"kind": "idea", "text": "A\\ud800"}
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()
    ]

    status, _ = ask(
        "/feedback/",
        f"multipart/form-data; boundary=x; charset={codec}",
        "".join([*parts, "--x--\r\n"]).encode(),
        f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}",
        HTTP_X_CSRFTOKEN=token,
    )

    assert (status, apps.get_model("accounts.Feedback").objects.get(person=person).text) == (302, "A\\ud800")


def test_files_that_no_view_asked_for_are_not_read(client):
    assert client.post(SIGN_IN, **form(3_000_000)).status_code == 413


def test_a_large_body_is_refused_before_its_csrf_token_is_looked_for():
    reply = Client(enforce_csrf_checks=True).post(SIGN_IN, **form(3_000_000))

    assert reply.status_code == 413


@override_settings(ROOT_URLCONF=__name__)
def test_a_view_may_take_more(client):
    assert client.post("/small", **form(3_000_000)).status_code == 413
    assert client.post("/large", **form(3_000_000)).content == b"3000000"
    assert client.post("/large", **form(11_000_000)).status_code == 413


@pytest.mark.parametrize("length", ["-1", "1e9", "", "٣", "9" * 30])
def test_a_length_that_is_none(client, length):
    reply = client.post(SIGN_IN, {"login": "a"}, CONTENT_LENGTH=length)

    assert reply.status_code in (400, 413, 422)
