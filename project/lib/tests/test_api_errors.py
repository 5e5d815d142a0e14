"""Every way to fail answers in one shape, and none of them tells what is inside."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from project.lib import api_errors
from project.lib.watching import request_id

pytestmark = pytest.mark.urls("project.lib.tests.api_urls")


@pytest.fixture
def api():
    client = Client(raise_request_exception=False)
    request_id.begin("request-1234")
    return client


def post(client, body, url="/api/v1/orders", **headers):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(url, raw, content_type="application/json", **headers)


@pytest.mark.parametrize(
    ("what", "status", "code"),
    [
        ("domain", 409, "overdrawn"),
        ("gone", 404, "not_found"),
        ("conflict", 409, "conflict"),
        ("unavailable", 503, "unavailable"),
        ("http404", 404, "not_found"),
        ("forbidden", 403, "permission_denied"),
        ("throttled", 429, "rate_limited"),
        ("model", 400, "invalid"),
        ("suspicious", 400, "bad_request"),
        ("data", 400, "invalid"),
        ("database", 503, "unavailable"),
        ("redis", 503, "unavailable"),
        ("bug", 500, "server_error"),
    ],
)
def test_an_error_answers_its_status_and_code_in_the_one_shape(api, what, status, code):
    answer = api.get(f"/api/v1/raising/{what}")

    body = answer.json()
    assert (answer.status_code, body["code"]) == (status, code)
    assert list(body) == ["code", "detail", "fields", "request_id"]
    assert body["detail"].endswith(".")
    assert body["request_id"] == request_id.current()


@pytest.mark.parametrize("what", ["database", "redis", "bug", "data", "http404"])
@pytest.mark.parametrize("where", ["raising", "plain"])
def test_no_error_tells_what_is_inside(api, where, what):
    answer = api.get(f"/api/v1/{where}/{what}")

    for inside in (b"secret internals", b"10.0.0.1", b"Traceback", b"PostgreSQL", b"Account matches"):
        assert inside not in answer.content


@pytest.mark.parametrize(("what", "status"), [("database", 503), ("redis", 503), ("bug", 500), ("http404", 404)])
def test_a_view_outside_drf_answers_the_same_way(api, what, status):
    answer = api.get(f"/api/v1/plain/{what}")

    assert answer.status_code == status
    assert list(answer.json()) == ["code", "detail", "fields", "request_id"]


def test_an_unknown_address_of_the_api_answers_json(api):
    answer = api.get("/api/v1/nowhere")

    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


@pytest.mark.parametrize("what", ["database", "redis", "unavailable"])
def test_a_dependency_that_is_away_says_when_to_try_again(api, what):
    assert int(api.get(f"/api/v1/raising/{what}").headers["Retry-After"]) > 0


def test_a_throttled_request_says_when_to_try_again(api):
    assert api.get("/api/v1/raising/throttled").headers["Retry-After"] == "8"


def test_a_domain_error_keeps_its_sentence_and_fields(api):
    body = api.get("/api/v1/raising/domain").json()

    assert body["detail"] == "You hold 3."
    assert body["fields"] == {"amount": ["Too much."]}


def test_nobody_hears_that_they_must_sign_in(api):
    answer = api.get("/api/v1/private")

    assert answer.status_code == 401
    assert answer.json()["code"] == "not_authenticated"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.django_db
def test_a_session_without_the_csrf_token_is_refused_by_name():
    client = Client(enforce_csrf_checks=True)
    client.force_login(get_user_model().objects.create_user("ada@example.org"))

    answer = post(client, {}, url="/api/v1/private")

    assert answer.status_code == 403
    assert answer.json()["code"] == "csrf_failed"


def test_a_method_that_is_not_there_names_those_that_are(api):
    answer = api.delete("/api/v1/orders")

    assert answer.status_code == 405
    assert answer.json()["code"] == "method_not_allowed"
    assert "POST" in answer.headers["Allow"]


def test_a_body_of_another_kind_is_refused(api):
    answer = api.post("/api/v1/orders", "name=x", content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 415
    assert answer.json()["code"] == "unsupported_media_type"


def test_an_answer_of_another_kind_cannot_be_had(api):
    answer = api.get("/api/v1/orders", headers={"accept": "text/csv"})

    assert answer.status_code == 406
    assert answer.json()["code"] == "not_acceptable"


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"name": NaN}',
        b"[" * 100_000,
        b'{"name": "\\ud800"}',
        b'{"name": "\xff"}',
        b'{"n":' + b"1" * 5000 + b"}",
        b'{"n": -1e999}',
    ],
    ids=[
        "cut off",
        "not a number",
        "very deep",
        "half a surrogate pair",
        "not UTF-8",
        "a number of 5000 digits",
        "infinity",
    ],
)
def test_what_is_not_json_is_refused(api, body):
    answer = post(api, body)

    assert answer.status_code == 400
    assert answer.json()["code"] == "malformed"


def test_a_body_that_is_too_large_is_refused_unread(api, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    answer = post(api, {"name": "x" * 100})

    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"


def test_unknown_fields_are_refused_by_name_beside_what_else_is_wrong(api):
    answer = post(api, {"nam": "Ada", "items": [{"amount": "1"}, {"amount": "x", "colour": "red"}]})

    assert answer.status_code == 400
    assert answer.json()["fields"] == {
        "nam": ["There is no such field."],
        "name": ["This field is required."],
        "items.1.amount": ["A valid number is required."],
        "items.1.colour": ["There is no such field."],
    }


def test_a_known_body_is_accepted(api):
    assert post(api, {"name": "Ada 😀", "items": [{"amount": "1"}]}).status_code == 200


def test_what_is_wrong_with_the_whole_is_the_sentence(api):
    body = post(api, {"name": "nobody"}).json()

    assert body["detail"] == "Nobody may order."
    assert body["fields"] == {}


def test_a_body_that_is_no_object_is_refused_with_a_sentence(api):
    body = post(api, [1, 2]).json()

    assert body["code"] == "invalid"
    assert "dictionary" in body["detail"]


def test_a_read_carries_a_tag_and_is_not_sent_twice(api):
    first = api.get("/api/v1/orders")

    again = api.get("/api/v1/orders", headers={"if-none-match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert {"Authorization", "Cookie"} <= {name.strip() for name in first.headers["Vary"].split(",")}


def test_only_addresses_of_programs_answer_json(rf):
    assert api_errors.is_api(rf.get("/api/v1/x"))
    assert not api_errors.is_api(rf.get("/api/docs/"))
    assert not api_errors.is_api(rf.get("/apiary"))
