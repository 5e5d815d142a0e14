"""Copies and agreements, for programs."""

import pytest
from django.core.cache import caches
from django.urls import reverse

from apps.accounts.models import AuditEvent, Consent, Export
from project.lib.limits.policies import overrides, policies
from project.lib.testing import PASSWORD, UserFactory

from ..factories import ExportFactory, api_key, bearer

pytestmark = pytest.mark.django_db
EXPORTS, CONSENTS = "/api/v1/privacy/exports", "/api/v1/privacy/consents"


@pytest.fixture
def person(client):
    person = UserFactory()
    client.force_login(person)
    return person


def ask(client, **body):
    return client.post(EXPORTS, body, content_type="application/json")


def test_a_copy_is_begun_with_the_password(client, person):
    response = ask(client, password=PASSWORD)

    body = response.json()
    assert response.status_code == 202
    assert body["state"] == "queued"
    assert client.get(body["job_url"]).json()["title"] == "A copy of everything about you"
    assert body["file_url"] == ""
    assert [row["uuid"] for row in client.get(EXPORTS).json()] == [str(Export.objects.get().uuid)]


@pytest.mark.parametrize("body", [{}, {"password": "wrong"}])
def test_without_it_there_is_none(client, person, body):
    response = ask(client, **body)

    assert response.status_code == 403
    assert response.json()["code"] == "reauthentication_required"
    assert "password" in response.json()["fields"]
    assert not Export.objects.exists()


def test_a_session_that_proved_itself_just_now_needs_no_password(client, person):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert ask(client).status_code == 202


def test_a_refused_password_uses_up_no_copy(client, person, settings):
    settings.RATE_LIMITS_ENABLED = True
    caches["ratelimit"].clear()
    for _ in range(3):
        ask(client, password="wrong")

    assert ask(client, password=PASSWORD).status_code == 202


def test_passwords_cannot_be_guessed_here(client, person, settings):
    settings.RATE_LIMITS_ENABLED = True
    caches["ratelimit"].clear()

    answers = [ask(client, password=f"guess {number}").status_code for number in range(6)]

    assert answers == [403] * 5 + [429]


def test_a_wrong_password_is_written_down_like_one_on_the_page(client, person):
    ask(client, password="wrong")

    assert AuditEvent.objects.for_user(person).get().name == "sign_in_refused"


def test_each_wrong_password_makes_the_next_wait_longer(client, person, settings):
    settings.RATE_LIMITS_ENABLED = True
    settings.RATE_LIMITS = policies(overrides("login=1000/m,login-account=1000/m,ip-burst=1000/10s"))
    caches["ratelimit"].clear()

    # The seventh waits two seconds, which may be over on a busy machine; those after it four, eight and sixteen.
    answers = [ask(client, password=f"guess {number}") for number in range(10)]

    assert [answer.status_code for answer in answers[:6]] == [403] * 6
    assert answers[-1].status_code == 429
    assert answers[-1]["RateLimit-Policy"].startswith('"wrong-guess"')


def test_a_second_copy_at_once_is_refused(client, person):
    ask(client, password=PASSWORD)

    response = ask(client, password=PASSWORD)

    assert (response.status_code, response.json()["code"]) == (409, "export_running")


def test_what_is_done_can_be_downloaded_by_its_owner(client, person):
    ExportFactory(user=person, made=True)
    (row,) = client.get(EXPORTS).json()

    response = client.get(row["file_url"])

    assert (row["state"], row["job_url"]) == ("done", "")
    assert b"".join(response.streaming_content) == b"PK\x03\x04"
    assert response["Cache-Control"] == "private, no-store"
    client.force_login(UserFactory())
    assert client.get(row["file_url"]).status_code == 404


def test_a_copy_that_came_to_nothing_is_said_to_have_failed(client, person):
    ExportFactory(user=person)

    assert client.get(EXPORTS).json()[0]["state"] == "failed"


def test_agreements_are_listed_given_and_taken_back(client, person):
    def standing():
        return {row["purpose"]: row["given_at"] for row in client.get(CONSENTS).json()}

    assert standing() == {"terms": None, "privacy": None, "ai_provider": None}
    given = client.put(f"{CONSENTS}/ai_provider", {"version": "2026-10"}, content_type="application/json")
    assert given.json()["given_at"] == standing()["ai_provider"]
    taken = client.delete(f"{CONSENTS}/ai_provider")

    assert taken.json()["given_at"] is None
    assert standing()["ai_provider"] is None


def test_a_wording_that_changed_and_a_text_that_is_not_there_are_refused(client, person):
    old = client.put(f"{CONSENTS}/terms", {"version": "1999-01"}, content_type="application/json")
    none = client.put(f"{CONSENTS}/cookies", {"version": "2026-10"}, content_type="application/json")

    assert (old.status_code, old.json()["code"]) == (409, "wording_changed")
    assert (none.status_code, none.json()["code"]) == (404, "no_such_text")


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", EXPORTS),
        ("post", EXPORTS),
        ("get", f"{EXPORTS}/any/file"),
        ("get", CONSENTS),
        ("put", f"{CONSENTS}/ai_provider"),
        ("delete", f"{CONSENTS}/ai_provider"),
    ],
)
def test_no_key_takes_a_copy_or_agrees_whatever_its_scopes(client, method, address):
    _, key = api_key()

    body = {"version": "2026-10", "password": PASSWORD}
    response = getattr(client, method)(address, body, content_type="application/json", headers=bearer(key))

    assert (response.status_code, response.json()["code"]) == (403, "not_with_a_key")
    assert not Export.objects.exists()
    assert not Consent.objects.exists()
