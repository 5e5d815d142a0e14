"""Every route, written to with somebody's session and without their token (SEC-11)."""

import pytest
from django.test import Client

from project.lib.testing import UserFactory, every_route

from .route_samples import SAMPLES

pytestmark = pytest.mark.django_db

# What browsers send by themselves, and what signs programs in by what they send: none looks at who sends it.
WITHOUT_A_TOKEN = {"beacon", "csp-report"} | {
    f"api/v1/auth/{name}{slash}"
    for name in ("token", "refresh", "verify", "register", "confirm", "password-reset", "password-reset/confirm")
    for slash in ("", "/")
}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_another_site_writes_nothing_in_somebodys_name(method):
    person = UserFactory(administrator=True)
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(person)

    for route in every_route():
        if str(route) in WITHOUT_A_TOKEN:
            continue
        values = SAMPLES[str(route)](person) if str(route) in SAMPLES else {}
        answer = getattr(client, method)(route.path(**values), "{}", content_type="application/json")

        assert answer.status_code in (301, 302, 403, 404, 405), (method, str(route), answer.status_code)
        assert answer.status_code != 302 or answer.url.startswith(("/static/", "/admin/")), str(route)
