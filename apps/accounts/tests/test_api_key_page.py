"""The page on which people make and revoke API keys."""

import re

import pytest

from apps.accounts.models import ApiKey
from apps.accounts.tests.factories import api_key, bearer
from apps.accounts.tests.ways import confirm
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
URL = "/settings/api-keys/"


@pytest.fixture
def ada(client):
    person = UserFactory()
    client.force_login(person)
    confirm(client)
    return person


def make(client, **fields):
    return client.post(URL, {"name": "Report", "lasts": "90", "scopes": ["accounts:read"], **fields})


def test_a_key_is_shown_this_once_and_works(client, ada):
    page = make(client)

    (text,) = re.findall(r"stw_[\w-]{20,}", page.text)
    assert page["Cache-Control"] == "private, no-store"
    assert text not in client.get(URL).text
    assert client.get("/api/v1/auth/me", headers=bearer(text)).json()["uuid"] == str(ada.uuid)


@pytest.mark.parametrize(("lasts", "days"), [("30", 30), ("365", 365), ("", None)])
def test_it_lasts_as_long_as_was_chosen(client, ada, lasts, days):
    make(client, lasts=lasts)

    key = ApiKey.objects.get()
    assert (round((key.expires_at - key.created_at).total_seconds() / 86400) if key.expires_at else None) == days


def test_what_is_missing_is_said_and_what_was_chosen_stays(client, ada):
    nothing, no_name = make(client, scopes=[]), make(client, name="")

    assert (nothing.status_code, no_name.status_code) == (422, 422)
    assert "Choose at least one thing that it may do." in nothing.text
    assert re.search(r'value="accounts:read"[^>]*checked', no_name.text)
    assert not ApiKey.objects.exists()


def test_whoever_has_too_many_is_told(client, ada, monkeypatch):
    monkeypatch.setattr("apps.accounts.services.keys.MOST_KEYS", 0)

    page = make(client)

    assert (page.status_code, "Revoke one that you no longer use." in page.text) == (422, True)


def test_the_list_shows_one_s_own_keys_that_open_something(client, ada):
    mine, _ = api_key(ada, "jobs:read")
    theirs, _ = api_key()

    page = client.get(URL).text

    assert (mine.hint in page, theirs.hint in page) == (True, False)
    assert "Never" in page


def test_a_key_is_revoked_for_good(client, ada):
    key, text = api_key(ada)

    page = client.post(f"{URL}{key.uuid}/revoke/", follow=True)

    assert "is revoked" in page.text
    assert key.hint not in page.text
    assert client.get("/api/v1/auth/me", headers=bearer(text)).status_code == 401


def test_a_session_that_was_left_open_makes_no_key(client):
    client.force_login(UserFactory())

    asked = make(client)

    assert (asked.status_code, asked.url.split("?")[0]) == (302, "/settings/security/confirm/")
    assert not ApiKey.objects.exists()
