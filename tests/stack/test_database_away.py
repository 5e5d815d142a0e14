"""PostgreSQL does not answer: pages that need it say so, pages that do not still work."""

import json
import urllib.error
import urllib.request

import pytest
from django.conf import settings

from project.embedded.server import free_port
from tests.browser.product import serving

pytestmark = pytest.mark.stack

SESSION = {"Cookie": "session=" + "a" * 32}


@pytest.fixture(scope="module")
def origin():
    with serving(
        DJANGO_SETTINGS_MODULE="project.settings.dev",
        DATABASE_URL=f"postgresql://nobody@127.0.0.1:{free_port()}/steward",
        REDIS_URL=settings.REDIS_STATE_URL,
        DJANGO_SECRET_KEY=settings.SECRET_KEY,
        JWT_SECRET=settings.JWT_SECRET,
    ) as origin:
        yield origin


def refused(address, headers):
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=20)
    return caught.value


def test_a_page_says_that_the_database_is_away_and_when_to_come_back(origin):
    reply = refused(f"{origin}/", SESSION)

    page = reply.read().decode()
    assert reply.code == 503
    assert int(reply.headers["Retry-After"]) > 0
    assert "Steward’s database is away" in page
    assert "frame-ancestors 'none'" in reply.headers["Content-Security-Policy"]
    assert "127.0.0.1" not in page


def test_a_program_hears_it_in_json(origin):
    reply = refused(f"{origin}/api/v1/dashboard/overview", SESSION)

    assert reply.code == 503
    assert json.load(reply)["code"] == "unavailable"


def test_a_fragment_hears_it_as_a_fragment(origin):
    reply = refused(f"{origin}/", {**SESSION, "HX-Request": "true"})

    assert reply.code == 503
    assert "<html" not in reply.read().decode()


def test_what_needs_no_database_still_answers(origin):
    with urllib.request.urlopen(f"{origin}/sign-in/", timeout=20) as reply:
        page = reply.read().decode()

    assert "<h1>Sign in</h1>" in page
