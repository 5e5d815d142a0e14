"""Every answer carries the security headers: every route, files, errors, redirects and probes (SEC-05)."""

import pytest
from django.test import Client

from project.lib.headers import ALWAYS
from project.lib.testing import UserFactory, every_route

pytestmark = pytest.mark.django_db

PAGE_POLICY = {
    "default-src": {"'self'"},
    "img-src": {"'self'", "data:"},
    "base-uri": {"'self'"},
    "object-src": {"'none'"},
    "frame-ancestors": {"'none'"},
    "form-action": {"'self'"},
    "connect-src": {"'self'"},
    "report-uri": {"/csp-report"},
}


def policy(response) -> dict[str, set[str]]:
    parts = (part.split() for part in response["Content-Security-Policy"].split(";") if part.strip())
    return {name: set(values) for name, *values in parts}


@pytest.fixture(params=["nobody", "administrator"])
def visitor(request):
    client = Client(raise_request_exception=False)
    if request.param == "administrator":
        client.force_login(UserFactory(administrator=True))
    return client


def test_every_route_carries_them(visitor):
    for route in every_route():
        response = visitor.get(route.path())

        missing = [name for name in ALWAYS if not response.has_header(name)]
        assert not missing, (str(route), response.status_code, missing)
        assert response["X-Content-Type-Options"] == "nosniff", str(route)
        assert response["X-Frame-Options"] == "DENY", str(route)
        assert "'none'" in policy(response)["frame-ancestors"], str(route)
        assert "unsafe" not in response["Content-Security-Policy"], str(route)
        assert "nonce" not in response["Content-Security-Policy"], str(route)


def test_a_page_has_the_policy_that_was_argued_for(client, settings):
    assert policy(client.get("/sign-in/")) == PAGE_POLICY


def test_what_is_no_page_may_load_nothing(client):
    for path in ("/health", "/static/package.json"):
        assert policy(client.get(path))["default-src"] == {"'none'"}, path


def test_a_file_carries_them_and_may_be_kept(client):
    response = client.get("/static/package.json")

    assert response.status_code == 200
    assert {name: response[name] for name in ("X-Content-Type-Options", "Cross-Origin-Resource-Policy")} == {
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert "max-age" in response["Cache-Control"]
    assert not response.has_header("Access-Control-Allow-Origin")


@pytest.mark.parametrize("path", ["/no/such/page", "/api/v1/no-such", "/static/no-such.js"])
def test_errors_carry_them(client, path):
    response = client.get(path)

    assert response.status_code == 404
    assert all(response.has_header(name) for name in ALWAYS)


def test_what_is_shown_to_somebody_is_kept_by_nobody():
    client = Client()
    client.force_login(UserFactory())

    response = client.get("/settings/")

    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")


def test_behind_tls_browsers_are_told_to_stay_there(client, settings):
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    client = Client()

    response = client.get("/sign-in/", secure=True)

    assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_the_redirect_to_https_carries_them_too(settings):
    settings.SECURE_SSL_REDIRECT = True

    response = Client().get("/sign-in/")

    assert response.status_code == 301
    assert all(response.has_header(name) for name in ALWAYS)
