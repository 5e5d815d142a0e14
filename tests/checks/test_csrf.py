"""Every route, written to with somebody's session and without their token (SEC-11); and every form, with one."""

import re
from pathlib import Path

import pytest
from django.conf import settings
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


# --- The other way round ----------------------------------------------------------------------------------------------

FORM = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL)
INCLUDED = re.compile(r'{% include "([^"]+)"([^%]* only) %}')
TEMPLATES = Path(settings.BASE_DIR, "templates")


def test_every_form_of_a_page_has_its_token(client):
    person, without = UserFactory(), []
    client.force_login(person)

    for route in every_route():
        if str(route).startswith(("api/", "admin/")):
            continue
        values = SAMPLES[str(route)](person) if str(route) in SAMPLES else {}
        answer = client.get(route.path(**values))
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            forms = FORM.findall(answer.content.decode())
            without += [(str(route), form.split(">")[0]) for form in forms if "csrfmiddlewaretoken" not in form]

    assert without == []


def test_what_is_included_alone_is_given_the_token_that_it_writes():
    """`only` leaves it behind, and `{% csrf_token %}` then writes nothing."""
    forgotten = [
        (str(page.relative_to(TEMPLATES)), included)
        for page in TEMPLATES.rglob("*.html")
        for included, given in INCLUDED.findall(page.read_text())
        if "csrf_token=csrf_token" not in given and "{% csrf_token %}" in (TEMPLATES / included).read_text()
    ]

    assert forgotten == []
