"""The API does what its OpenAPI document says, whoever asks and whatever they send."""

import json
import subprocess
import sys

import pytest
import schemathesis
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from project.settings.env import ROOT
from project.wsgi import application

document = schemathesis.openapi.from_wsgi("/api/v1/schema", application)

# Bounded: about 40 seconds for the whole API, however many operations it gains.
EXAMPLES = max(5, 400 // max(1, len(list(document.get_all_operations()))))
bounded = hypothesis_settings(
    max_examples=min(EXAMPLES, 30),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)

SETS_A_PASSWORD = {"/api/v1/auth/register", "/api/v1/auth/password-reset/confirm"}


@pytest.fixture(autouse=True)
def _one_connection():
    """Requests stay inside the test's transaction, as those of Django's test client do."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture
def signed_in_headers(db):
    client = Client()
    client.force_login(get_user_model().objects.create_user("ada@example.org"))
    session, csrf = client.cookies[settings.SESSION_COOKIE_NAME].value, _get_new_csrf_string()
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={csrf}"
    return {"Cookie": cookies, "X-CSRFToken": csrf, "Host": "localhost"}


def ask(case, headers):
    """
    Ask, and compare the answer with the document.

    What makes a password good, and where a page begins, is more than a document can say.
    """
    unsaid = case.operation.path in SETS_A_PASSWORD or "cursor" in (case.query or {})
    beyond = [positive_data_acceptance] if unsaid else []
    return case.call_and_validate(headers=headers, excluded_checks=beyond)


@document.parametrize()
@bounded
def test_somebody_signed_in_hears_what_the_document_says(case, signed_in_headers):
    answer = ask(case, signed_in_headers)

    assert answer.status_code < 500 or answer.status_code == 503


@document.parametrize()
@bounded
def test_nobody_hears_what_the_document_says(case, db):
    answer = ask(case, {"Host": "localhost"})

    assert answer.status_code < 500 or answer.status_code == 503


def test_the_document_is_valid_and_made_without_a_warning():
    done = subprocess.run(
        [sys.executable, "manage.py", "spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["openapi"].startswith("3.1")


@pytest.mark.parametrize("path", ["/api/v1/schema", "/api/v1/schema/"])
def test_the_document_answers_at_both_addresses_and_is_not_sent_twice(client, path):
    answer = client.get(path)

    again = client.get(path, headers={"if-none-match": answer.headers["ETag"]})

    assert answer.json()["openapi"].startswith("3.1")
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/api/v1", "/api/v1/"])
def test_the_root_lists_what_there_is(client, path):
    body = client.get(path).json()

    assert body["version"] == settings.VERSION
    assert {"/api/v1/", "/api/v1/health"} <= set(body["addresses"])
    assert client.get(body["schema"]).status_code == 200
    assert client.get(body["docs"]).status_code == 200


def test_every_operation_may_answer_the_one_error_shape(client):
    document = client.get("/api/v1/schema").json()

    error = {"$ref": "#/components/schemas/Error"}
    for operations in document["paths"].values():
        for operation in operations.values():
            assert operation["responses"]["4XX"]["content"]["application/json"]["schema"] == error


def test_no_address_is_listed_twice_or_outside_this_version(client):
    paths = client.get("/api/v1/schema").json()["paths"]

    assert all(path.startswith("/api/v1/") for path in paths)
    assert not any(path.endswith("/") and path[:-1] in paths for path in paths)


@pytest.mark.parametrize("path", ["/api/docs", "/api/docs/"])
def test_the_docs_page_names_the_document_and_loads_nothing_inline_or_from_elsewhere(client, path):
    page = client.get(path).text

    assert 'data-schema="/api/v1/schema"' in page
    assert "style=" not in page
    assert "://" not in page.replace("http://www.w3.org", "")
    assert page.count("<script") == page.count("<script src=")


@pytest.mark.django_db
def test_only_somebody_signed_in_gets_the_token_that_lets_the_page_write(client):
    before = client.get("/api/docs/").text
    client.force_login(get_user_model().objects.create_user("ada@example.org"))

    after = client.get("/api/docs/").text

    assert "data-csrf" not in before
    assert "data-csrf" in after


def test_the_document_says_what_readers_refuse(client):
    schemas = client.get("/api/v1/schema").json()["components"]["schemas"]

    sign_in = schemas["SignIn"]
    assert sign_in["additionalProperties"] is False
    assert (sign_in["properties"]["email"]["minLength"], sign_in["properties"]["email"]["maxLength"]) == (1, 254)


def test_the_document_says_how_to_sign_in(client):
    document = client.get("/api/v1/schema").json()

    assert set(document["components"]["securitySchemes"]) == {"accessToken", "apiKey", "cookieAuth"}
    assert document["paths"]["/api/v1/auth/me"]["get"]["security"] == [
        {"accessToken": []},
        {"apiKey": []},
        {"cookieAuth": []},
    ]
    assert document["paths"]["/api/v1/auth/token"]["post"]["security"] == [{}]
