"""Every way in ends in the same place: session, device, audit, metric, and a place that is known from now on."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.core import mail
from prometheus_client import REGISTRY

from apps.accounts.models import AuditEvent, Subject
from apps.accounts.services import audit, links
from apps.accounts.tests import ways
from apps.accounts.tests.passkeys import SoftPasskey
from apps.accounts.tests.ways import ADDRESS, NEW, code_in_mail, code_of, tell
from project.lib.testing import PASSWORD, UserFactory, give_second_factor

User = get_user_model()
pytestmark = pytest.mark.django_db

# --- The ways -------------------------------------------------------------------------------------------------------


def by_password(client, person):
    return tell(client)


def by_password_and_app(client, person):
    seed = give_second_factor(person)
    assert tell(client).url == "/sign-in/second-factor/"
    return client.post("/sign-in/second-factor/", {"code": code_of(seed)})


def by_recovery_code(client, person):
    give_second_factor(person)
    code = ways.recovery_codes(person)[0]
    tell(client)
    return client.post("/sign-in/second-factor/", {"code": code})


def by_passkey(client, person):
    passkey = SoftPasskey()
    ways.give_passkey(person, passkey)
    return ways.use_passkey(client, person, passkey)


def by_google(client, person):
    person.socialaccount_set.create(provider="google", uid="42")
    with ways.playing_google() as issuer:
        return ways.by_way_of(issuer, client)


def by_one_time_link(client, person):
    return client.get(f"/welcome/{links.one_time_token(person)}/")


def by_reset(client, person):
    client.post("/sign-in/reset/", {"email": ADDRESS})
    client.post("/sign-in/reset/code/", {"code": code_in_mail()})
    return client.post("/sign-in/reset/password/", {"password1": NEW})


def by_sign_up(client, person):
    person.delete()
    client.post("/sign-up/", {"email": ADDRESS, "password1": NEW})
    return client.post("/verify-address/", {"code": code_in_mail()})


def by_admin(client, person):
    person.set_role("admin")
    person.save()
    seed = give_second_factor(person)
    at = client.get("/admin/login/?next=/admin/").url
    assert client.post(at, {"login": ADDRESS, "password": PASSWORD}).url == "/sign-in/second-factor/"
    reply = client.post("/sign-in/second-factor/", {"code": code_of(seed)})
    assert client.get("/admin/").status_code == 200
    return reply


WAYS = [
    (by_password, "password", ""),
    (by_password_and_app, "password", "totp"),
    (by_recovery_code, "recovery_code", "recovery_codes"),
    (by_passkey, "passkey", ""),
    (by_google, "google", ""),
    (by_one_time_link, "one_time_link", ""),
    (by_reset, "reset", ""),
    (by_sign_up, "sign_up", ""),
    (by_admin, "password", "totp"),
]


@pytest.fixture
def person():
    return UserFactory(email=ADDRESS)


def signed_in_so_far():
    return REGISTRY.get_sample_value("steward_auth_events_total", {"event": "signed_in", "result": "success"}) or 0


@pytest.mark.parametrize(("enter", "way", "second"), WAYS, ids=[way[0].__name__ for way in WAYS])
def test_every_way_in_ends_in_the_same_place(enter, way, second, client, person):
    before = signed_in_so_far()

    reply = enter(client, person)

    person = User.objects.get(email=ADDRESS)
    event = AuditEvent.objects.for_user(person).get(name="signed_in")
    said = audit.details_of(event, Subject.objects.get(user=person))
    assert reply.status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)
    assert UserSession.objects.get(user=person).session_key == client.session.session_key
    assert (said["way"], said["second"], said["network"]) == (way, second, "127.0.0.1")
    assert signed_in_so_far() == before + 1
    assert "device" in client.cookies
    assert client.session["began"]


PAST_A_FACTOR = [by_password, by_google, by_one_time_link, by_reset]


@pytest.mark.parametrize("enter", PAST_A_FACTOR, ids=lambda enter: enter.__name__)
def test_no_way_in_passes_the_second_factor_by(enter, client, person):
    give_second_factor(person)

    reply = enter(client, person)

    assert reply.url == "/sign-in/second-factor/"
    assert "_auth_user_id" not in client.session
    assert client.get("/settings/").status_code == 302
    assert not AuditEvent.objects.filter(name="signed_in").exists()


CLOSED = [by_password, by_passkey, by_google, by_one_time_link, by_reset]


@pytest.mark.parametrize("enter", CLOSED, ids=lambda enter: enter.__name__)
def test_a_closed_account_is_shut_by_every_way(enter, client, person):
    User.objects.filter(pk=person.pk).update(is_active=False)
    person.is_active = False
    if enter is by_reset:
        client.post("/sign-in/reset/", {"email": ADDRESS})
        assert "Nobody signs in" in mail.outbox[-1].subject
        return

    reply = enter(client, person)

    assert reply.status_code == 422 or reply.url == "/sign-in/"
    assert "_auth_user_id" not in client.session
