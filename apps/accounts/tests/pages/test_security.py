"""Changing what one signs in with: confirmed, told by mail, written down, and ended elsewhere where it should be."""

import json
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from apps.accounts.models import AuditEvent
from apps.accounts.services import DEMO_EMAIL, one_time_token
from apps.accounts.tests import ways
from apps.accounts.tests.passkeys import SoftPasskey
from apps.accounts.tests.ways import ADDRESS, NEW, code_in_mail, code_of, confirm, tell
from project.lib.sessions import KEY_PREFIX
from project.lib.testing import PASSWORD, UserFactory, clock, give_second_factor, losing

User = get_user_model()
pytestmark = pytest.mark.django_db
AT = "/settings/security/"


@pytest.fixture
def person():
    return UserFactory(email=ADDRESS)


@pytest.fixture
def inside(client, person):
    """Signed in, and confirmed a moment ago."""
    tell(client)
    confirm(client)
    return client


def happened(person, name):
    return AuditEvent.objects.for_user(person).filter(name=name).count()


@pytest.mark.parametrize(
    "path", ["email/", "app/", "passkeys/add/", "codes/new/", "password/first/"], ids=lambda path: path.strip("/")
)
def test_nothing_changes_before_it_is_confirmed(client, person, path):
    client.force_login(person)

    assert client.get(AT + path).url.startswith(f"{AT}confirm/")


def test_a_wrong_password_does_not_confirm(client, person):
    client.force_login(person)

    assert confirm(client, "wrong").status_code == 422
    assert client.get(AT + "app/").status_code == 302


def test_everything_stands_on_one_page(inside, person):
    give_second_factor(person)
    ways.give_passkey(person, SoftPasskey())
    ways.recovery_codes(person)

    page = inside.get(AT).content.decode()

    for words in (ADDRESS, "Phone", "Authenticator app", "10 left", "You are signed in here alone"):
        assert words in page
    assert "Google" not in page


def test_a_new_address_takes_the_place_of_the_old_once_it_is_proved(inside, person):
    inside.post(AT + "email/", {"email": "grace@example.org", "action_add": ""})
    person.refresh_from_db()
    assert person.email == ADDRESS

    inside.post("/verify-address/", {"code": code_in_mail()})

    person.refresh_from_db()
    assert person.email == "grace@example.org"
    assert [(a.email, a.verified, a.primary) for a in person.emailaddress_set.all()] == [(person.email, True, True)]
    told = mail.outbox[-1]
    assert told.to == [ADDRESS]  # whom it was taken from is told, and not who has it now
    assert person.email not in told.body
    assert happened(person, "address_changed") == 1


def test_somebody_elses_address_cannot_be_taken(inside, person):
    UserFactory(email="grace@example.org")
    inside.post(AT + "email/", {"email": "grace@example.org", "action_add": ""})

    reply = inside.post("/verify-address/", {"code": code_in_mail()})

    person.refresh_from_db()
    assert reply.status_code == 422
    assert person.email == ADDRESS


def test_a_new_password_signs_out_everywhere_else(inside, person):
    other = Client()
    tell(other)

    inside.post(AT + "password/", {"oldpassword": PASSWORD, "password1": NEW})

    assert inside.get("/settings/").status_code == 200
    assert other.get("/settings/").status_code == 302
    assert UserSession.objects.filter(user=person).count() == 1
    assert "127.0.0.1" in mail.outbox[-1].body
    assert (happened(person, "password_changed"), happened(person, "sessions_ended")) == (1, 1)


def test_the_old_password_is_tried_where_every_password_is(inside, person):
    reply = inside.post(AT + "password/", {"oldpassword": "wrong", "password1": NEW})

    assert reply.status_code == 422
    assert happened(person, "sign_in_refused") == 1


def test_with_a_second_factor_eight_characters_do(inside, person):
    given = {"oldpassword": PASSWORD, "password1": "kx7-vmqz"}
    refused = inside.post(AT + "password/", given)
    give_second_factor(person)

    assert (refused.status_code, inside.post(AT + "password/", given).status_code) == (422, 302)


def test_a_first_password_is_set_by_whoever_confirms(client, person):
    person.set_unusable_password()
    person.save()
    passkey = SoftPasskey()
    ways.give_passkey(person, passkey)
    ways.use_passkey(client, person, passkey)
    assert client.post(AT + "password/first/", {"password1": NEW}).url.startswith(f"{AT}confirm/")
    assert "five" not in json.dumps(dict(client.session))
    options = client.get(f"{AT}confirm/passkey/").context["js_data"]["request_options"]
    client.post(f"{AT}confirm/passkey/", {"credential": json.dumps(passkey.used(options))})

    client.post(AT + "password/first/", {"password1": NEW})

    person.refresh_from_db()
    assert person.check_password(NEW)


def test_the_seed_of_an_app_waits_sealed_while_it_is_set_up(inside, person, django_capture_on_commit_callbacks):
    seed = inside.get(AT + "app/").context["form"].secret

    assert seed not in json.dumps(dict(inside.session))
    assert inside.post(AT + "app/", {"code": "000000"}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        assert inside.post(AT + "app/", {"code": code_of(seed)}).url == f"{AT}codes/"
    row = Authenticator.objects.get(user=person, type="totp")
    assert seed not in json.dumps(row.data)
    assert happened(person, "second_factor_added") == 1


def test_recovery_codes_are_shown_downloaded_and_made_anew(inside, person, django_capture_on_commit_callbacks):
    give_second_factor(person)
    before = ways.recovery_codes(person)

    shown = inside.get(AT + "codes/").content.decode()
    file = inside.get(AT + "codes/download/")
    with django_capture_on_commit_callbacks(execute=True):
        inside.post(AT + "codes/new/")

    assert all(code in shown and code in file.content.decode() for code in before)
    assert before[0] not in inside.get(AT + "codes/").content.decode()
    assert happened(person, "recovery_codes_made") == 1


def test_a_passkey_is_added_renamed_and_removed(inside, person):
    options = inside.get(AT + "passkeys/add/").context["js_data"]["creation_options"]
    made = SoftPasskey().made(options)
    reply = inside.post(AT + "passkeys/add/", {"name": "Phone", "passwordless": "on", "credential": json.dumps(made)})
    key = Authenticator.objects.get(user=person, type="webauthn")
    assert reply.url == f"{AT}codes/"  # the first factor brings recovery codes

    inside.post(f"{AT}passkeys/{key.pk}/", {"name": "Laptop"})
    assert "Laptop" in inside.get(AT).content.decode()
    inside.post(f"{AT}passkeys/{key.pk}/remove/")

    assert not Authenticator.objects.filter(user=person).exists()
    assert happened(person, "second_factor_removed") == 1


def test_the_app_is_removed(inside, person):
    give_second_factor(person)

    assert inside.post(AT + "app/remove/").url == AT

    assert not Authenticator.objects.filter(user=person).exists()


# --- Staff ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def administrator(client):
    person = User.objects.create_superuser(ADDRESS, PASSWORD)
    client.force_login(person)
    return person


@pytest.mark.parametrize("path", ["/", "/admin/", "/operations/", "/settings/", "/jobs/"])
def test_staff_without_a_second_factor_are_led_to_set_one_up(client, administrator, path):
    assert client.get(path).url == AT
    assert "Set up a second factor first" in client.get(AT).content.decode()


def test_programs_of_staff_are_told_in_their_own_way(client, administrator):
    reply = client.get("/api/v1/jobs/")

    assert (reply.status_code, reply.json()["code"]) == (403, "second_factor_required")


@pytest.mark.parametrize("path", ["/", "/admin/", "/api/v1/jobs/"])
def test_while_it_cannot_be_known_whether_they_have_one_they_get_no_further(client, administrator, path):
    with losing("mfa_authenticator"):
        reply = client.get(path)

    assert reply.status_code == 503
    assert int(reply["Retry-After"]) > 0


def test_they_can_set_it_up_and_go_on(client, administrator):
    confirm(client)
    seed = client.get(AT + "app/").context["form"].secret

    client.post(AT + "app/", {"code": code_of(seed)})

    assert client.get("/admin/").status_code == 200


def test_the_demo_person_who_was_promoted_needs_no_password_to_set_it_up(client, settings):
    settings.LOOPBACK = True
    person = User.objects.create_superuser(DEMO_EMAIL)
    client.get(f"/welcome/{one_time_token(person)}/")

    assert client.get("/").url == AT
    assert client.get(AT + "app/").status_code == 200


def test_staff_do_not_remove_their_last_second_factor(client, administrator):
    key = ways.give_passkey(administrator, SoftPasskey())
    confirm(client)

    client.post(f"{AT}passkeys/{key.pk}/remove/")
    assert Authenticator.objects.filter(pk=key.pk).exists()

    give_second_factor(administrator)
    client.post(f"{AT}passkeys/{key.pk}/remove/")
    assert client.post(AT + "app/remove/").status_code == 422
    assert Authenticator.objects.filter(user=administrator, type="totp").exists()


# --- Devices and sessions -------------------------------------------------------------------------------------------


def test_devices_are_named_and_ended_one_by_one(client, person):
    tell(client)
    phone = Client(headers={"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Mobile Safari/604.1"})
    tell(phone)

    page = client.get("/settings/devices/").content.decode()
    row = UserSession.objects.get(session_key=phone.session.session_key)
    client.post(f"/settings/devices/{row.pk}/end/")

    assert "Safari on iPhone" in page
    assert "This one" in page
    assert phone.get("/settings/").status_code == 302
    assert client.get("/settings/").status_code == 200
    assert happened(person, "session_ended") == 1


@pytest.mark.parametrize(("here", "still_in"), [("", 200), ("1", 302)])
def test_signing_out_everywhere(client, person, here, still_in):
    tell(client)
    others = [Client(), Client()]
    for other in others:
        tell(other)

    client.post("/settings/devices/end/", {"here": here})

    assert [other.get("/settings/").status_code for other in others] == [302, 302]
    assert client.get("/settings/").status_code == still_in
    assert happened(person, "sessions_ended") == 1


def test_a_session_that_is_used_goes_on_and_one_that_is_not_ends(client, person):
    tell(client)
    began = timezone.now()
    for hours in (6, 12, 18):
        with clock(began + timedelta(hours=hours)):
            assert client.get("/settings/").status_code == 200
    assert UserSession.objects.get().last_seen_at == began + timedelta(hours=18)

    # Redis keeps a session for five minutes, by a clock that does not stand still here.
    caches["default"].delete(KEY_PREFIX + client.session.session_key)
    with clock(began + timedelta(hours=30, minutes=5)):
        assert client.get("/settings/").status_code == 302


def test_a_session_ends_after_two_weeks_however_much_it_is_used(client, person):
    tell(client)
    session = client.session
    session["began"] = int(time.time()) - 14 * 24 * 3600 - 1
    session.save()

    assert client.get("/settings/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_used_session_is_not_written_with_every_request(client, person, django_assert_num_queries):
    tell(client)
    client.get("/settings/")
    before = Session.objects.get(pk=client.session.session_key).expire_date

    client.get("/settings/")

    assert Session.objects.get(pk=client.session.session_key).expire_date == before
