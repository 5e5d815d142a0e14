"""Making an account and setting a new password in a program, by keys that come by mail."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core import mail
from django.utils import timezone

from apps.accounts.models import AuditEvent
from apps.accounts.services import registration
from apps.accounts.tests.factories import bearer, signed_in_program
from project.lib.testing import PASSWORD, OneRoundHasher, UserFactory, clock

pytestmark = pytest.mark.django_db
REGISTER, CONFIRM, TOKEN = (f"/api/v1/auth/{name}" for name in ("register", "confirm", "token"))
ASK, SET = "/api/v1/auth/password-reset", "/api/v1/auth/password-reset/confirm"
WORDS = "seven violet umbrellas dancing"


def send(client, url, **body):
    return client.post(url, body, content_type="application/json")


def key_of_mail():
    """The one long word of the last mail."""
    return max(mail.outbox[-1].body.split(), key=len)


# --- Making an account ------------------------------------------------------------------------------------------------


def test_an_account_lets_in_once_its_address_is_confirmed(client):
    asked = send(client, REGISTER, email="Ada@Example.org", password=WORDS, name="Ada")
    before = send(client, TOKEN, email="ada@example.org", password=WORDS)
    confirmed = send(client, CONFIRM, key=key_of_mail())
    after = send(client, TOKEN, email="ada@example.org", password=WORDS)

    assert [answer.status_code for answer in (asked, before, confirmed, after)] == [202, 401, 204, 200]
    assert mail.outbox[0].to == ["Ada@example.org"]
    person = get_user_model().objects.get()
    assert person.name == "Ada"
    assert {"signed_up", "address_confirmed"} < {event.name for event in AuditEvent.objects.for_user(person)}


def test_a_key_confirms_once_and_for_a_day(client):
    send(client, REGISTER, email="ada@example.org", password=WORDS)
    key = key_of_mail()

    with clock(timezone.now() + timedelta(days=1, minutes=1)):
        late = send(client, CONFIRM, key=key)
    answers = [late, *(send(client, CONFIRM, key=key) for _ in range(2)), send(client, CONFIRM, key="made up")]

    assert [answer.status_code for answer in answers] == [404, 204, 404, 404]
    assert answers[-1].json()["code"] == "key_spent"


@pytest.mark.parametrize("email", ["new@example.org", "Ada@example.org", "ADA@EXAMPLE.ORG"])
def test_the_answer_does_not_tell_whether_somebody_has_the_address(client, email):
    UserFactory(email="ada@example.org")

    answer = send(client, REGISTER, email=email, password=WORDS)

    assert (answer.status_code, answer.content) == (202, b"")
    assert len(mail.outbox) == 1


def test_whoever_has_the_address_already_is_told_by_mail_and_keeps_their_password(client):
    ada = UserFactory(email="ada@example.org")

    send(client, REGISTER, email="ada@example.org", password=WORDS)

    ada.refresh_from_db()
    assert "there is one already" in mail.outbox[0].body
    assert ada.check_password(PASSWORD)
    assert get_user_model().objects.count() == 1


@pytest.mark.parametrize("email", ["new@example.org", "ada@example.org"])
def test_a_password_is_digested_whoever_has_the_address(client, email, monkeypatch):
    UserFactory(email="ada@example.org")
    digested, encode = [], OneRoundHasher.encode
    monkeypatch.setattr(OneRoundHasher, "encode", lambda self, *given: digested.append(1) or encode(self, *given))

    send(client, REGISTER, email=email, password=WORDS)

    assert len(digested) == 1


def test_a_weak_password_is_refused_by_name(client):
    answer = send(client, REGISTER, email="ada@example.org", password="short")

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["password"])
    assert mail.outbox == []


@pytest.mark.parametrize("mode", ["closed", "invitation"])
def test_where_nobody_may_sign_up_it_is_said(client, settings, mode):
    settings.REGISTRATION = mode

    answer = send(client, REGISTER, email="ada@example.org", password=WORDS)

    assert (answer.status_code, answer.json()["code"]) == (403, "registration_closed")


def test_an_invitation_lets_one_person_in(client, settings):
    settings.REGISTRATION = "invitation"
    invitation = registration.invite(by=UserFactory())

    first, second = (
        send(client, REGISTER, email=f"{name}@example.org", password=WORDS, invitation=invitation)
        for name in ("ada", "bob")
    )

    assert (first.status_code, second.status_code) == (202, 403)


def test_the_first_person_of_a_steward_that_sends_no_mail_needs_no_proof(client, settings):
    settings.MAIL_IS_SENT = False

    send(client, REGISTER, email="ada@example.org", password=WORDS)

    assert send(client, TOKEN, email="ada@example.org", password=WORDS).status_code == 200


# --- A new password ---------------------------------------------------------------------------------------------------


@pytest.fixture
def ada():
    return UserFactory(email="ada@example.org")


def test_a_new_password_signs_everybody_out_and_nobody_in(client, ada):
    program = signed_in_program(ada)
    asked = send(client, ASK, email="ADA@example.org")

    answer = send(client, SET, key=key_of_mail(), password=WORDS)

    assert (asked.status_code, asked.content, answer.status_code, answer.content) == (202, b"", 204, b"")
    assert client.get("/api/v1/auth/me", headers=bearer(program.access)).status_code == 401
    assert send(client, TOKEN, email=ada.email, password=WORDS).status_code == 200
    assert send(client, TOKEN, email=ada.email, password=PASSWORD).status_code == 401


def test_a_new_password_is_told_by_mail_as_on_the_page(client, ada):
    send(client, ASK, email=ada.email)

    send(client, SET, key=key_of_mail(), password=WORDS)

    told = mail.outbox[-1]
    assert (told.to, told.subject) == ([ada.email], "Your password was set anew")
    assert "127.0.0.1" in told.body
    names = AuditEvent.objects.for_user(ada).values_list("name", flat=True)
    assert sorted(names) == ["password_reset", "sessions_ended"]


def test_a_key_sets_one_password_within_an_hour(client, ada):
    send(client, ASK, email=ada.email)
    key = key_of_mail()

    with clock(timezone.now() + timedelta(minutes=61)):
        late = send(client, SET, key=key, password=WORDS)
    answers = [late, *(send(client, SET, key=key, password=WORDS) for _ in range(2))]

    assert [answer.status_code for answer in answers] == [404, 204, 404]


def test_a_refused_password_leaves_the_key_good(client, ada):
    send(client, ASK, email=ada.email)
    key = key_of_mail()

    weak, good = send(client, SET, key=key, password="short"), send(client, SET, key=key, password=WORDS)

    assert (weak.status_code, list(weak.json()["fields"]), good.status_code) == (400, ["password"], 204)


def test_a_key_for_one_thing_does_not_do_another(client, ada):
    send(client, ASK, email=ada.email)

    assert send(client, CONFIRM, key=key_of_mail()).status_code == 404


def test_whoever_made_an_account_with_somebody_s_address_is_shut_out_by_its_owner(client):
    send(client, REGISTER, email="ada@example.org", password="the squatter chose these words")
    send(client, ASK, email="ada@example.org")

    send(client, SET, key=key_of_mail(), password=WORDS)

    assert send(client, TOKEN, email="ada@example.org", password=WORDS).status_code == 200
    assert EmailAddress.objects.get().verified
    assert send(client, CONFIRM, key=max(mail.outbox[0].body.split(), key=len)).status_code == 404


@pytest.mark.parametrize("closed", [True, False])
def test_an_address_without_an_account_gets_the_same_answer_and_another_mail(client, closed):
    if closed:
        UserFactory(email="ada@example.org", is_active=False)

    answer = send(client, ASK, email="ada@example.org")

    assert (answer.status_code, answer.content) == (202, b"")
    assert "There is no account" in mail.outbox[0].body
