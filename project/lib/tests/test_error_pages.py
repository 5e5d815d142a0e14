"""The error pages: forced faults of each kind, asked for by people, by htmx and by programs."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory, override_settings
from django.urls import path

from project.lib import error_pages
from project.lib.errors import DomainError, NotThere
from project.lib.watching import request_id


class TooSlow(DomainError):
    code = "too_slow"
    status = 409


def failing(error):
    def view(request):
        raise error

    return view


FAULTS = {
    "bad": (SuspiciousOperation("odd"), 400),
    "forbidden": (PermissionDenied(), 403),
    "absent": (NotThere("That plan was removed."), 404),
    "large": (RequestDataTooBig("big"), 413),
    "refused": (TooSlow("Somebody else was faster."), 409),
    "fault": (ZeroDivisionError("secret detail"), 500),
    "away": (OperationalError("connection to 10.0.0.7 refused"), 503),
}


def method_not_allowed(request):
    response = HttpResponseNotAllowed(["POST"])
    response.set_cookie("kept", "yes")
    return response


def too_many(request):
    return HttpResponse(status=429, headers={"Retry-After": "120"})


def own_words(request):
    return HttpResponse("mine", status=404)


urlpatterns = [
    *[path(f"{name}/", failing(error)) for name, (error, _) in FAULTS.items()],
    *[path(f"api/{name}/", failing(error)) for name, (error, _) in FAULTS.items()],
    path("method/", method_not_allowed),
    path("many/", too_many),
    path("own/", own_words),
]
handler400 = "project.lib.error_pages.bad_request"
handler403 = "project.lib.error_pages.forbidden"
handler404 = "project.lib.error_pages.not_found"
handler500 = "project.lib.error_pages.server_error"

pytestmark = pytest.mark.urls(__name__)
# None of these tests may touch the database: pytest-django refuses it to tests that did not ask for it.


@pytest.fixture(autouse=True)
def errors_are_answers(client):
    client.raise_request_exception = False
    request_id.begin("request-0001")


@pytest.mark.parametrize(("name", "status"), [(name, status) for name, (_, status) in FAULTS.items()])
def test_a_person_gets_a_page_that_says_what_to_do_next(name, status, client):
    reply = client.get(f"/{name}/")

    page = reply.content.decode()
    assert reply.status_code == status
    assert "<!doctype html>" in page
    assert f"Error {status}" in page
    assert 'href="/"' in page
    assert not any(leak in page for leak in ("Traceback", "secret detail", "10.0.0.7"))


@pytest.mark.parametrize("status", error_pages.PAGES)
def test_every_status_has_its_own_words_and_the_request_id(status):
    request = RequestFactory().get("/")

    page = error_pages.error_page(request, status).content.decode()

    assert f"<title>Error {status} · Steward</title>" in page
    assert "request-0001" in page


def test_the_words_differ_from_status_to_status():
    request = RequestFactory().get("/", headers={"HX-Request": "true"})

    pages = {error_pages.error_page(request, status).content for status in error_pages.PAGES}

    assert len(pages) == len(error_pages.PAGES)


@pytest.mark.parametrize(("name", "status"), [(name, status) for name, (_, status) in FAULTS.items()])
def test_htmx_gets_a_fragment(name, status, client):
    reply = client.get(f"/{name}/", headers={"HX-Request": "true", "HX-Request-Type": "partial"})

    assert reply.status_code == status
    assert b"<html" not in reply.content
    assert b'role="alert"' in reply.content
    assert "HX-Request" in reply["Vary"]


@pytest.mark.parametrize(("name", "status"), [(name, status) for name, (_, status) in FAULTS.items()])
def test_a_program_gets_the_one_json_shape(name, status, client):
    reply = client.get(f"/api/{name}/")

    assert reply.status_code == status
    assert set(reply.json()) == {"code", "detail", "fields", "request_id"}


def test_an_address_with_nothing_behind_it(client):
    page, api = client.get("/nothing-here/"), client.get("/api/v1/nothing-here/")

    assert (page.status_code, api.status_code) == (404, 404)
    assert "There is nothing at this address" in page.content.decode()
    assert api.json()["code"] == "not_found"


def test_a_refusal_is_shown_in_its_own_words(client):
    reply = client.get("/refused/")

    assert "Somebody else was faster." in reply.content.decode()


def test_a_database_that_is_away_is_named_and_may_be_tried_again(client):
    reply = client.get("/away/")

    assert "Steward’s database is away" in reply.content.decode()
    assert int(reply["Retry-After"]) > 0


def test_an_answer_without_a_body_becomes_a_page_and_keeps_its_headers(client):
    method, many = client.get("/method/"), client.get("/many/")

    assert "This address does not do that" in method.content.decode()
    assert method["Allow"] == "POST"
    assert method.cookies["kept"].value == "yes"
    assert "One moment, please" in many.content.decode()
    assert many["Retry-After"] == "120"


def test_an_error_that_already_has_words_keeps_them(client):
    assert client.get("/own/").content == b"mine"


def test_a_form_that_lost_its_token_says_that_nothing_was_changed():
    page = error_pages.csrf_failure(RequestFactory().post("/")).content.decode()

    assert "This form is no longer valid" in page
    assert "Nothing was changed" in page


def test_it_says_when_to_try_again():
    reply = error_pages.error_page(RequestFactory().get("/"), 429, retry_after=290)

    assert "Try again in 5 minutes" in reply.content.decode()
    assert reply["Retry-After"] == "290"


def test_the_page_keeps_the_theme_of_the_browser(client):
    client.cookies["theme"] = "dark"

    assert 'data-bs-theme="dark"' in client.get("/nothing-here/").content.decode()


@override_settings(CACHES={"default": {"BACKEND": "no.such.cache"}}, SESSION_ENGINE="no.such.engine")
def test_the_500_page_needs_neither_database_nor_redis_nor_session():
    page = error_pages.server_error(RequestFactory().get("/")).content.decode()

    assert "Something went wrong on our side" in page
