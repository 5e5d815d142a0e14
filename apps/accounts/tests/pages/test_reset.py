"""A new password by mail, without telling who has an account."""

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client

from apps.accounts.tests.ways import ADDRESS, NEW, code_in_mail, tell
from project.lib.testing import UserFactory

User = get_user_model()
pytestmark = pytest.mark.django_db


def ask(client, email=ADDRESS):
    return client.post("/sign-in/reset/", {"email": email})


def test_known_and_unknown_addresses_read_the_same():
    UserFactory(email=ADDRESS)
    pages = []
    for email in (ADDRESS, "eve@example.org"):
        browser = Client()
        reply = ask(browser, email)
        page = browser.get(reply.url).content.decode()
        wrong = [browser.post(reply.url, {"code": "AAAA-AAAA"}).status_code for _ in range(3)]
        words = page[page.index("<h1>") : page.index("</form>")].replace(email, "")
        pages.append((reply.url, words.split("csrfmiddlewaretoken")[0], wrong))

    assert pages[0] == pages[1]
    assert [message.subject for message in mail.outbox] == [
        "Your code for a new password",
        "Nobody signs in to Steward with this address",
    ]


def test_a_new_password_signs_out_everywhere(client):
    UserFactory(email=ADDRESS)
    thief = Client()
    tell(thief)
    ask(client)
    client.post("/sign-in/reset/code/", {"code": code_in_mail()})

    client.post("/sign-in/reset/password/", {"password1": NEW})

    assert thief.get("/settings/").status_code == 302
    assert User.objects.get().check_password(NEW)
    assert mail.outbox[-1].subject == "Your password was set anew"


def test_nobody_sets_a_password_without_the_code(client):
    UserFactory(email=ADDRESS)
    ask(client)

    assert client.post("/sign-in/reset/password/", {"password1": NEW}).url == "/sign-in/reset/code/"
    assert not User.objects.get().check_password(NEW)


def test_a_password_that_would_be_guessed_is_refused(client):
    UserFactory(email=ADDRESS)
    ask(client)
    client.post("/sign-in/reset/code/", {"code": code_in_mail()})

    assert client.post("/sign-in/reset/password/", {"password1": "short"}).status_code == 422


def test_another_host_gets_into_no_mail(client):
    UserFactory(email=ADDRESS)

    poisoned = client.post("/sign-up/", {"email": ADDRESS, "password1": NEW}, headers={"host": "evil.example"})
    client.post(
        "/sign-up/",
        {"email": ADDRESS, "password1": NEW},
        headers={"x-forwarded-host": "evil.example", "forwarded": "host=evil.example"},
    )

    assert poisoned.status_code == 400
    (message,) = mail.outbox
    assert "http://testserver/sign-in/reset/" in message.body
    assert "evil" not in message.body + message.alternatives[0].content
