"""Google: what its answer must be, who may come in with it, and what is kept."""

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth import get_user_model
from django.core import mail

from apps.accounts.models import AuditEvent
from apps.accounts.tests import ways
from apps.accounts.tests.ways import ADDRESS, by_way_of, confirm, tell
from project.lib.testing import UserFactory
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


def test_without_a_client_it_is_not_there(client):
    assert client.post("/sign-in/google/").status_code == 404
    assert "Google" not in client.get("/sign-in/").content.decode()
    assert provider("", "", "https://accounts.google.com") == {"openid_connect": {"APPS": []}}


def test_a_click_elsewhere_begins_nothing(client, issuer):
    assert client.get("/sign-in/google/").status_code == 405
