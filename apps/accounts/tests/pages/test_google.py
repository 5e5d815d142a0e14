"""Google: what its answer must be, who may come in with it, and what is kept."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from django.utils import timezone

from apps.accounts.models import ApiKey, AuditEvent
from apps.accounts.services import one_time_token, open_demo_account
from apps.accounts.tests import ways
from apps.accounts.tests.ways import ADDRESS, by_way_of, confirm, tell
from project.lib.testing import UserFactory, clock
from project.settings.identity import google as provider

User = get_user_model()
pytestmark = pytest.mark.django_db


@pytest.fixture
def issuer():
    with ways.playing_google() as issuer:
        yield issuer


@pytest.fixture
def person():
    return UserFactory(email=ADDRESS)


@pytest.fixture
def linked(person):
    return SocialAccount.objects.create(user=person, provider="google", uid="42")


LIES = {
    "another audience": {"aud": "somebody-else"},
    "another issuer": {"iss": "https://evil.example"},
    "another request": {"nonce": "of another"},
    "no request": {"nonce": None},
    "the past": {"exp": 1},
}


@pytest.mark.parametrize("lies", LIES.values(), ids=LIES)
def test_an_identity_for_somebody_else_does_not_sign_in(client, issuer, linked, lies):
    issuer.lies = lies

    reply = by_way_of(issuer, client)

    assert "_auth_user_id" not in client.session
    assert "did not work" in client.get(reply.url).content.decode()


def test_an_identity_that_somebody_else_signed_does_not_sign_in(client, issuer, linked):
    issuer.signs_with = rsa.generate_private_key(65537, 2048)

    by_way_of(issuer, client)

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "change", [{"state": "invented"}, {"state": ""}, {"code": "invented"}, {"error": "access_denied"}]
)
def test_an_answer_that_was_not_asked_for_does_not_sign_in(client, issuer, linked, change):
    asked = client.post("/sign-in/google/").url
    back = issuer.agree(asked, sub="42", email=ADDRESS, email_verified=True)

    reply = client.get("/sign-in/google/back/", back | change)

    assert reply.url == "/sign-in/"
    assert "_auth_user_id" not in client.session


def test_google_that_is_away_is_said(client, issuer, settings):
    settings.GOOGLE_HOSTS = ()

    reply = client.post("/sign-in/google/")

    assert "does not answer just now" in client.get(reply.url).content.decode()


def test_a_newcomer_has_an_account_at_once_and_little_is_kept(client, issuer):
    by_way_of(issuer, client, picture="https://example.org/face.png", locale="de")

    person = User.objects.get()
    assert (person.email, person.name, person.has_usable_password()) == (ADDRESS, "Ada", False)
    assert SocialAccount.objects.get().extra_data == {"id_token": {"sub": "42", "email": ADDRESS, "name": "Ada"}}
    assert not SocialToken.objects.exists()
    assert mail.outbox == []


def test_an_address_that_google_does_not_vouch_for_is_proved_by_a_code(client, issuer):
    reply = by_way_of(issuer, client, email_verified=False)

    assert reply.url == "/verify-address/"
    assert "_auth_user_id" not in client.session


def test_nobody_comes_into_an_account_by_having_its_address_at_google(client, issuer, person):
    reply = by_way_of(issuer, client)

    assert reply.url == "/verify-address/"
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()
    assert mail.outbox[-1].subject == "You have an account at Steward already"


def test_where_it_is_closed_nobody_comes_with_google_either(client, issuer, settings):
    settings.REGISTRATION = "closed"

    reply = by_way_of(issuer, client)

    assert "Only by invitation" in reply.content.decode()
    assert not User.objects.exists()


def test_linking_is_confirmed_first(client, issuer, person):
    tell(client)
    assert by_way_of(issuer, client, process="connect").url == "/settings/security/confirm/"
    assert not SocialAccount.objects.exists()

    confirm(client)

    assert SocialAccount.objects.get().user == person
    assert AuditEvent.objects.for_user(person).filter(name="google_linked").exists()
    assert f"Linked to {ADDRESS}" in client.get("/settings/security/").content.decode()


def test_an_unproved_address_is_not_linked(client, issuer, person):
    tell(client)
    confirm(client)

    by_way_of(issuer, client, process="connect", email_verified=False)

    assert not SocialAccount.objects.exists()


def test_an_account_that_somebody_else_linked_is_not_taken(client, issuer, linked):
    other = UserFactory(email="grace@example.org")
    tell(client, login=other.email)
    confirm(client)

    by_way_of(issuer, client, process="connect")

    assert SocialAccount.objects.get().user == linked.user


def test_it_can_be_unlinked_by_whoever_has_another_way_in(client, issuer, person, linked):
    tell(client)
    confirm(client)

    client.post("/settings/security/google/", {"account": linked.pk})

    assert not SocialAccount.objects.exists()
    assert AuditEvent.objects.for_user(person).filter(name="google_unlinked").exists()


CONCERNS_SAFETY = [
    *("/settings/privacy/delete/", "/settings/privacy/export/"),
    *(f"/settings/security/{name}/" for name in ("email", "app", "passkeys/add", "password/first")),
]


@pytest.mark.parametrize("path", CONCERNS_SAFETY)
def test_whoever_has_google_alone_comes_with_it_again_first(client, issuer, path):
    by_way_of(issuer, client)
    with clock(timezone.now() + timedelta(minutes=6)):
        asked = client.get(path)
        page = client.get(asked.url).content.decode()
        begun = client.post("/sign-in/google/", {"next": path}).url
        back = client.get("/sign-in/google/back/", issuer.agree(begun, sub="42", email=ADDRESS, email_verified=True))

        assert asked.url == f"/settings/security/confirm/again/?next={quote(path, safe='')}"
        assert f'name="next" value="{path}"' in page
        assert back.url == path
        assert client.get(path).status_code == 200


def test_whoever_came_with_google_just_now_goes_on(client, issuer):
    by_way_of(issuer, client)

    assert [client.get(path).status_code for path in CONCERNS_SAFETY] == [200] * len(CONCERNS_SAFETY)


def test_nobody_else_is_asked_to_come_again(client, person):
    tell(client)

    assert client.get("/settings/security/confirm/again/").url == "/settings/security/"
    assert client.get("/settings/security/confirm/again/?next=/jobs/").url == "/jobs/"


def test_they_make_no_key_and_link_nothing_before_either(client, issuer):
    by_way_of(issuer, client)
    key = {"name": "x", "scopes": ["jobs:read"]}
    with clock(timezone.now() + timedelta(minutes=6)):
        by_program = client.post("/api/v1/auth/keys", key, content_type="application/json")
        by_page = client.post("/settings/api-keys/", key | {"lasts": "30"})
        copy = client.post("/api/v1/privacy/exports", {}, content_type="application/json")
        link = client.post("/sign-in/google/", {"process": "connect"})

    assert (by_program.status_code, by_program.json()["code"]) == (403, "sign_in_again")
    assert (copy.status_code, copy.json()["code"]) == (403, "reauthentication_required")
    assert {by_page.url.partition("?")[0], link.url.partition("?")[0]} == {"/settings/security/confirm/again/"}
    assert not ApiKey.objects.exists()


def test_whoever_has_nothing_at_all_is_told_how_to_get_a_password(client, settings):
    settings.LOOPBACK = True
    demo = open_demo_account()
    client.get(f"/welcome/{one_time_token(demo)}/")
    other = Client()
    other.force_login(User.objects.create_user("grace@example.org"))

    with clock(timezone.now() + timedelta(minutes=6)):
        pages = [one.get("/settings/privacy/delete/", follow=True).content.decode() for one in (client, other)]

    assert "Make the account yours first" in pages[0]
    assert "set one by mail" in pages[1]


def test_without_a_client_it_is_not_there(client):
    assert client.post("/sign-in/google/").status_code == 404
    assert "Google" not in client.get("/sign-in/").content.decode()
    assert provider("", "", "https://accounts.google.com") == {"openid_connect": {"APPS": []}}


def test_a_click_elsewhere_begins_nothing(client, issuer):
    assert client.get("/sign-in/google/").status_code == 405
