"""Making an account: by code, by passkey, by invitation, and without telling who has one."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import get_user_model, hashers
from django.core import mail
from django.db import connection
from django.test import Client

from apps.accounts.models import Invitation, OutboxMail
from apps.accounts.services import registration
from apps.accounts.tests.passkeys import SoftPasskey
from apps.accounts.tests.ways import ADDRESS, NEW, code_in_mail, use_passkey
from project.lib.testing import UserFactory

User = get_user_model()
pytestmark = pytest.mark.django_db


def sign_up(client, **given):
    return client.post("/sign-up/", {"name": "Ada", "email": ADDRESS, "password1": NEW} | given)


def test_an_account_is_made_with_the_code_from_the_mail(client):
    reply = sign_up(client, email="Ada@Example.org")
    assert (reply.status_code, reply.url) == (302, "/verify-address/")
    assert "_auth_user_id" not in client.session

    reply = client.post("/verify-address/", {"code": code_in_mail().lower().replace("-", " ")})

    person = User.objects.get()
    assert reply.url == "/start/"
    assert (person.email, person.name, person.role) == (ADDRESS, "Ada", "user")
    assert person.check_password(NEW)
    assert person.emailaddress_set.get().verified


def test_the_mail_says_the_same_as_text_and_as_html(client):
    sign_up(client)

    (message,) = mail.outbox
    (html,) = message.alternatives
    assert message.to == [ADDRESS]
    assert f"<strong>{code_in_mail()}</strong>" in html.content
    assert "<style" not in html.content


def test_three_wrong_codes_and_one_begins_again(client):
    sign_up(client)

    answers = [client.post("/verify-address/", {"code": "AAAA-AAAA"}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [422, 422, 302]
    assert client.post("/verify-address/", {"code": code_in_mail()}).url == "/sign-in/"


def test_an_account_that_is_there_reads_the_same_and_its_owner_is_told(client, monkeypatch):
    UserFactory(email=ADDRESS)
    digests = []
    monkeypatch.setattr(
        "apps.accounts.pages.ways_in.forms.make_password",
        lambda word: digests.append(word) or hashers.make_password(word),
    )

    known, unknown = sign_up(client), sign_up(Client(), email="grace@example.org")

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    page = client.get(known.url).content.decode()
    assert "We sent it to ada@example.org" in page
    assert digests == [NEW]
    assert [message.subject for message in mail.outbox] == [
        "You have an account at Steward already",
        "Your code for Steward",
    ]
    assert User.objects.filter(email=ADDRESS).count() == 1
    assert client.post("/verify-address/", {"code": "AAAA-AAAA"}).status_code == 422


def test_another_code_can_be_asked_for_and_the_first_is_void(client, settings):
    settings.RATE_LIMITS_ENABLED = True
    sign_up(client)
    first = code_in_mail()

    client.post("/verify-address/", {"action": "resend"})

    assert len(mail.outbox) == 2
    assert client.post("/verify-address/", {"code": first}).status_code == 422
    assert client.post("/verify-address/", {"code": code_in_mail()}).status_code == 302


def test_codes_are_not_sent_without_end(settings):
    settings.RATE_LIMITS_ENABLED = True
    answers = []
    for number in range(6):
        browser = Client()
        browser.post(
            "/sign-up/", {"email": f"p{number}@example.org", "password1": NEW}, REMOTE_ADDR=f"192.0.2.{number}"
        )
        answers.append(browser.post("/verify-address/", {"action": "resend"}, REMOTE_ADDR="198.51.100.1").status_code)

    assert answers == [302] * 5 + [429]


def test_an_account_is_made_with_a_passkey_alone(client):
    passkey = SoftPasskey()
    client.post("/sign-up/passkey/", {"email": ADDRESS})
    assert client.post("/verify-address/", {"code": code_in_mail()}).url == "/sign-up/passkey/make/"
    options = client.get("/sign-up/passkey/make/").context["js_data"]["creation_options"]

    made = client.post("/sign-up/passkey/make/", {"name": "Phone", "credential": json.dumps(passkey.made(options))})

    person = User.objects.get()
    assert made.url == "/start/"
    assert not person.has_usable_password()
    client.post("/sign-out/")
    use_passkey(client, person, passkey)
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize("short", ["too short", "stewardsteward!", "ada@example.org 1", "My portfolio training!"])
def test_a_password_that_would_be_guessed_is_refused(client, short):
    reply = sign_up(client, password1=short)

    assert reply.status_code == 422
    assert not User.objects.exists()


def test_a_passphrase_is_one_click_away_and_passes(client):
    suggested = client.get("/sign-up/").context["passphrase"]

    assert sign_up(client, password1=suggested).status_code == 302


# --- Who may --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mode", "cap"), [("closed", 0), ("invite", 0), ("open", 1)])
def test_where_it_is_closed_nobody_makes_an_account(client, settings, mode, cap):
    settings.REGISTRATION, settings.REGISTRATION_CAP = mode, cap
    UserFactory()

    reply = sign_up(client)

    assert "without an invitation" in reply.content.decode()
    assert User.objects.count() == 1
    assert "Make an account" not in client.get("/sign-in/").content.decode()


def test_an_invitation_lets_one_person_in_once(client, settings):
    settings.REGISTRATION = "invite"
    staff = UserFactory(administrator=True)
    token = registration.invite(by=staff, note="Ada")
    assert client.get(f"/sign-up/?invitation={token}").url == "/sign-up/"
    sign_up(client)
    second = Client()
    second.get(f"/sign-up/?invitation={token}")
    sign_up(second, email="eve@example.org")

    invitation = Invitation.objects.get()
    assert invitation.accepted_by.email == ADDRESS
    assert token not in str(Invitation.objects.values())
    assert not User.objects.filter(email="eve@example.org").exists()


def test_an_invitation_that_is_too_old_or_withdrawn_lets_nobody_in(settings):
    settings.REGISTRATION = "invite"
    staff = UserFactory(administrator=True)
    old, withdrawn = (registration.invite(by=staff, note=note) for note in ("old", "withdrawn"))
    Invitation.objects.filter(note="old").update(expires_at="2026-01-01T00:00Z")
    registration.withdraw(Invitation.objects.get(note="withdrawn"))

    assert not registration.is_open(invitation=old)
    assert not registration.is_open(invitation=withdrawn)
    assert not registration.is_open(invitation="")


@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_given_away_once(settings):
    settings.REGISTRATION_CAP = 1

    def come(number):
        try:
            registration.sign_up(lambda: User.objects.create_user(f"p{number}@example.org"))
        except registration.RegistrationClosed:
            return "closed"
        else:
            return "in"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(come, range(4))) == ["closed", "closed", "closed", "in"]


def test_staff_make_and_withdraw_invitations_on_a_page(client, settings):
    settings.REGISTRATION = "invite"
    client.force_login(UserFactory(administrator=True))

    page = client.post("/invitations/", {"note": "Grandma"}).content.decode()
    link = page.split('<code class="link">')[1].split("</code>")[0]
    invitation = Invitation.objects.get()

    assert link.startswith("http://testserver/sign-up/?invitation=")
    assert registration.is_open(invitation=link.partition("=")[2])
    assert "Grandma" in client.get("/invitations/").content.decode()
    client.post(f"/invitations/{invitation.pk}/withdraw/")
    assert not Invitation.objects.exists()


def test_the_first_person_of_a_household_without_mail_needs_no_code(client, settings):
    settings.MAIL_IS_SENT = False
    settings.EMAIL_BACKEND = "apps.accounts.services.outbox.OutboxBackend"

    first, second = sign_up(client), sign_up(Client(), email="grace@example.org")

    assert (first.url, second.url) == ("/start/", "/verify-address/")
    assert [kept.email for kept in OutboxMail.objects.all()] == ["grace@example.org"]


def test_staff_read_the_mails_that_were_not_sent(client, settings):
    settings.MAIL_IS_SENT = False
    OutboxMail.objects.create(email=ADDRESS, subject="Your code", text="ABCD-EFGH")
    client.force_login(UserFactory(administrator=True))

    page = client.get("/outbox/").content.decode()

    assert "ABCD-EFGH" in page
    assert 'href="/outbox/"' in client.get("/").content.decode()
    client.force_login(UserFactory())
    assert client.get("/outbox/").status_code == 403
