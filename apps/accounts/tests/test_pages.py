"""The way in and out, settings, and making the demo account one's own."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from apps.accounts import services
from project.lib.testing import PASSWORD, UserFactory

User = get_user_model()
pytestmark = pytest.mark.django_db
SIGN_IN = "/sign-in/"


def test_a_person_signs_in_with_their_address_in_any_case(client):
    UserFactory(email="ada@example.org")

    reply = client.post(SIGN_IN, {"login": "ADA@example.org", "password": PASSWORD})

    assert (reply.status_code, reply.url) == (302, "/")
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org", "gone@example.org"])
def test_a_wrong_password_an_unknown_and_a_closed_account_read_the_same(client, email):
    UserFactory(email="ada@example.org")
    UserFactory(email="gone@example.org", is_active=False)

    reply = client.post(SIGN_IN, {"login": email, "password": "wrong"})

    page = reply.content.decode()
    assert reply.status_code == 422
    assert "do not belong together" in page
    assert "autofocus" not in page  # the summary of what is wrong takes the focus
    assert "_auth_user_id" not in client.session


def test_after_signing_in_one_lands_where_one_was_going(client):
    UserFactory(email="ada@example.org")

    reply = client.post(f"{SIGN_IN}?next=/settings/", {"login": "ada@example.org", "password": PASSWORD})

    assert reply.url == "/settings/"


def test_the_next_page_is_never_on_another_host(client):
    UserFactory(email="ada@example.org")

    reply = client.post(f"{SIGN_IN}?next=https://evil.example/", {"login": "ada@example.org", "password": PASSWORD})

    assert reply.url == "/"


def test_signing_in_begins_a_new_session(client):
    UserFactory(email="ada@example.org")
    client.get(SIGN_IN)
    client.session["planted"] = "1"
    before = client.session.session_key

    client.post(SIGN_IN, {"login": "ada@example.org", "password": PASSWORD})

    assert client.session.session_key != before


def test_signing_out_takes_a_post(client):
    client.force_login(UserFactory())

    assert client.get("/sign-out/").status_code == 405
    assert "_auth_user_id" in client.session
    client.post("/sign-out/")
    assert "_auth_user_id" not in client.session


def test_a_spent_link_says_so(client):
    person = UserFactory()
    token = services.one_time_token(person)
    services.redeem(token)

    reply = client.get(reverse("accounts:welcome", args=[token]), follow=True)

    assert "used already or is too old" in reply.content.decode()


@pytest.mark.parametrize(
    ("meta", "loopback"),
    [({"REMOTE_ADDR": "192.0.2.1"}, True), ({"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, True), ({}, False)],
)
def test_the_link_is_for_this_machine_alone(client, settings, meta, loopback):
    settings.LOOPBACK = loopback
    token = services.one_time_token(UserFactory())

    assert client.get(reverse("accounts:welcome", args=[token]), **meta).status_code == 404


def test_settings_are_kept(client):
    person = UserFactory()
    client.force_login(person)
    wanted = {"locale": "de-DE", "time_zone": "Europe/Berlin", "base_currency": "chf", "theme": "dark"}

    reply = client.post("/settings/", wanted, follow=True)

    person.refresh_from_db()
    assert (person.locale, person.base_currency, person.theme) == ("de-DE", "CHF", "dark")
    assert "Saved." in reply.content.decode()


def test_the_front_page_offers_the_demo_account_until_it_is_somebodys_own(client):
    demo = services.open_demo_account()
    client.force_login(demo)
    before = client.get("/").content.decode()

    client.post(
        "/settings/make-it-yours/", {"name": "Ada", "email": "ada@example.org", "password": "five words nobody has"}
    )

    assert 'href="/settings/make-it-yours/"' in before
    assert 'href="/settings/make-it-yours/"' not in client.get("/").content.decode()


def test_a_currency_that_does_not_exist_is_named_and_nothing_is_kept(client):
    person = UserFactory()
    client.force_login(person)
    wanted = {"locale": "de-DE", "time_zone": "UTC", "base_currency": "QQQ", "theme": "dark"}

    reply = client.post("/settings/", wanted)

    person.refresh_from_db()
    assert reply.status_code == 422
    assert "There is no such currency" in reply.content.decode()
    assert person.locale == "en-GB"


def test_the_theme_switch_goes_back_to_the_page_it_was_on(client):
    person = UserFactory()
    client.force_login(person)

    reply = client.post("/settings/theme/", {"theme": "dark", "next": "/settings/"})
    elsewhere = client.post("/settings/theme/", {"theme": "light", "next": "//evil.example/"})

    person.refresh_from_db()
    assert (reply.url, elsewhere.url, person.theme) == ("/settings/", "/", "light")


def test_sample_data_goes_with_one_click_and_the_account_can_be_kept(client):
    demo = services.open_demo_account()
    client.force_login(demo)

    reply = client.post("/settings/sample-data/remove/")
    demo.refresh_from_db()
    assert not demo.has_sample_data
    assert reply.url == "/settings/make-it-yours/"

    short = client.post(reply.url, {"name": "Ada", "email": "ada@example.org", "password": "too short"})
    assert short.status_code == 422
    kept = client.post(reply.url, {"name": "Ada", "email": "ada@example.org", "password": "five words nobody has"})
    assert kept.url == "/"
    assert User.objects.get(email="ada@example.org").check_password("five words nobody has")
    assert client.get("/settings/").status_code == 200  # still signed in


def test_whoever_makes_the_demo_theirs_goes_on_alone_and_can_be_signed_out(client, settings):
    settings.LOOPBACK = True
    demo = services.open_demo_account()
    another = Client()
    for browser in (another, client):
        browser.get(f"/welcome/{services.one_time_token(demo)}/")
        demo.refresh_from_db()
    _, key = services.create_key(person=demo, name="from before", scopes=["accounts:read"])

    client.post(
        "/settings/make-it-yours/", {"name": "Ada", "email": "ada@example.org", "password": "five words nobody has"}
    )

    assert client.get("/settings/").status_code == 200
    assert another.get("/settings/").status_code == 302
    assert another.get("/api/v1/auth/me", headers={"Authorization": f"Bearer {key}"}).status_code == 401
    services.end_everywhere(demo, reason="asked")
    assert client.get("/settings/").status_code == 302


def test_an_address_that_is_taken_is_said_on_the_form(client):
    UserFactory(email="ada@example.org")
    client.force_login(User.objects.create_user(services.DEMO_EMAIL))

    reply = client.post(
        "/settings/make-it-yours/", {"name": "A", "email": "ada@example.org", "password": "five words nobody has"}
    )

    assert reply.status_code == 422
    assert "Somebody signs in with this address already." in reply.content.decode()


def test_an_account_that_is_somebodys_own_is_not_given_away(client):
    client.force_login(UserFactory())

    assert client.get("/settings/make-it-yours/").url == "/settings/"


@pytest.mark.parametrize("target", ["/sign-in/", "/sign-in/?next=/sign-in/", "/sign-in/#x"])
def test_somebody_signed_in_is_not_sent_to_sign_in_without_end(client, target):
    client.force_login(UserFactory())

    reply = client.get(SIGN_IN, {"next": target})

    assert (reply.status_code, reply.url) == (302, "/")


@pytest.mark.parametrize(
    "target", ["foo", "admin:index", "http://[", "//evil.example", "/\\evil.example", "\0", "/a\r\nX: y"]
)
def test_choosing_a_theme_leads_nowhere_else(client, target):
    reply = client.post("/settings/theme/", {"theme": "dark", "next": target})

    assert reply.status_code == 302
    assert not reply.url.startswith(("//", "/\\", "http"))
    assert "\n" not in reply.url


def test_a_password_longer_than_any_phrase_is_not_digested(client):
    UserFactory(email="ada@example.org")

    reply = client.post(SIGN_IN, {"login": "ada@example.org", "password": "x" * 1025})

    assert "at most 1024 characters" in reply.content.decode()
