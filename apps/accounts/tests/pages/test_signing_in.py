"""Signing in by the page: the second factor, passkeys, and what is said to whom."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.test import Client

from apps.accounts.models import AuditEvent
from apps.accounts.tests import ways
from apps.accounts.tests.passkeys import SoftPasskey, handle_of
from apps.accounts.tests.ways import ADDRESS, code_of, tell
from project.lib.away import Rest
from project.lib.limits import guesses
from project.lib.limits.policies import overrides, policies
from project.lib.testing import PASSWORD, UserFactory, give_second_factor

User = get_user_model()
pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory(email=ADDRESS)


@pytest.fixture(autouse=True)
def nothing_counted():
    caches["ratelimit"].clear()
    guesses._here.clear()


@pytest.fixture
def seed(person):
    return give_second_factor(person)


def enter(client, code):
    return client.post("/sign-in/second-factor/", {"code": code})


def test_a_code_works_once_also_in_another_browser(client, person, seed):
    code, other = code_of(seed), Client()
    tell(client)
    tell(other)

    first, again = enter(client, code), enter(other, code)

    assert (first.status_code, again.status_code) == (302, 422)
    assert "used already" in again.content.decode()
    assert "_auth_user_id" not in other.session


def test_a_code_from_before_the_last_one_does_not_work_either(client, person, seed):
    tell(client)
    enter(client, code_of(seed, ahead=1))
    other = Client()
    tell(other)

    assert enter(other, code_of(seed)).status_code == 422


def test_a_clock_may_be_half_a_minute_off_and_no_more(client, person, seed):
    tell(client)

    assert enter(client, code_of(seed, ahead=3)).status_code == 422
    assert enter(client, code_of(seed, ahead=-1)).status_code == 302


def test_the_code_that_set_the_app_up_does_not_sign_in(client, person):
    tell(client)
    ways.confirm(client)
    page = client.get("/settings/security/app/")
    code = code_of(page.context["form"].secret)
    client.post("/settings/security/app/", {"code": code})
    other = Client()
    tell(other)

    assert Authenticator.objects.filter(user=person).count() == 2  # and recovery codes
    assert enter(other, code).status_code == 422


def test_a_recovery_code_works_once(client, person, seed):
    code, other = ways.recovery_codes(person)[3], Client()
    tell(client)
    tell(other)

    assert enter(client, code).status_code == 302
    assert enter(other, code).status_code == 422


def test_a_refused_code_is_written_down(client, person, seed):
    tell(client)

    enter(client, "000000")

    assert AuditEvent.objects.for_user(person).get(name="sign_in_refused").outcome == "failure"


def test_wrong_codes_are_limited_by_person_whatever_the_network(client, person, seed, settings):
    settings.RATE_LIMITS_ENABLED = True
    settings.TRUSTED_PROXIES = type(settings.TRUSTED_PROXIES)(hops=1)
    tell(client)
    # Whoever knows the password: each try from another network, so that only the person is common to them.
    answers = [
        client.post("/sign-in/second-factor/", {"code": "000000"}, HTTP_X_FORWARDED_FOR=f"198.51.{number}.1")
        for number in range(11)
    ]

    assert [answer.status_code for answer in answers] == [422] * 10 + [429]


def test_whoever_hammers_at_an_account_does_not_keep_its_owner_out(client, person, settings):
    settings.RATE_LIMITS_ENABLED = True
    settings.TRUSTED_PROXIES = type(settings.TRUSTED_PROXIES)(hops=1)
    tell(client, password=PASSWORD)
    client.post("/sign-out/")
    at_home, elsewhere = {"HTTP_X_FORWARDED_FOR": "192.0.2.5"}, {"HTTP_X_FORWARDED_FOR": "192.0.2.6"}

    answers = [
        Client().post("/sign-in/", {"login": ADDRESS, "password": "wrong"}, HTTP_X_FORWARDED_FOR=f"198.51.{number}.1")
        for number in range(12)
    ]

    assert [answer.status_code for answer in answers] == [422] * 9 + [429] * 3  # the first was the owner
    right = {"login": ADDRESS, "password": PASSWORD}
    assert Client().post("/sign-in/", right, **elsewhere).status_code == 429  # nobody knows them there
    assert client.post("/sign-in/", right, **at_home).status_code == 302


def test_the_page_waits_longer_after_each_wrong_password(person, settings):
    settings.RATE_LIMITS_ENABLED = True
    settings.RATE_LIMITS = policies(overrides("login=1000/m,login-account=1000/m,ip-burst=1000/10s"))
    browser = Client()

    # The seventh waits two seconds, which may be over on a busy machine; those after it four, eight and sixteen.
    answers = [tell(browser, password="wrong") for _ in range(10)]

    assert [answer.status_code for answer in answers[:6]] == [422] * 6
    assert answers[-1].status_code == 429
    assert answers[-1]["RateLimit-Policy"].startswith('"wrong-guess"')


def test_the_page_waits_without_redis_too(person, settings, monkeypatch):
    settings.RATE_LIMITS_ENABLED = True
    settings.RATE_LIMITS = policies(overrides("login=1000/m,login-account=1000/m,ip-burst=1000/10s"))
    monkeypatch.setattr(Rest, "__bool__", lambda _: True)

    answers = [tell(Client(), password="wrong").status_code for _ in range(10)]

    assert answers[:6] + answers[-1:] == [422] * 6 + [429]


def test_a_passkey_is_a_second_factor_too(client, person):
    passkey = SoftPasskey()
    ways.give_passkey(person, passkey)
    assert tell(client).url == "/sign-in/second-factor/"
    options = client.get("/sign-in/second-factor/").context["js_data"]["request_options"]

    reply = client.post("/sign-in/second-factor/", {"credential": json.dumps(passkey.used(options))})

    assert reply.status_code == 302
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("origin", ["https://evil.example", "https://testserver.evil.example"])
def test_a_passkey_that_another_site_asked_for_does_not_sign_in(client, person, origin):
    passkey = SoftPasskey()
    ways.give_passkey(person, passkey)
    passkey.origin = origin

    reply = ways.use_passkey(client, person, passkey)

    assert "_auth_user_id" not in client.session
    assert "not known here" in client.get(reply.url).content.decode()


def test_somebody_elses_passkey_does_not_sign_in(client, person):
    ways.give_passkey(person, SoftPasskey())

    ways.use_passkey(client, person, SoftPasskey())

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("credential", ["", "{}", "nonsense", '{"response": {"userHandle": "AA"}}', "[1]"])
def test_a_credential_that_is_none_is_refused(client, person, credential):
    client.get("/sign-in/passkey/", headers={"accept": "application/json"})

    assert client.post("/sign-in/passkey/", {"credential": credential}).url == "/sign-in/"


def test_an_answer_to_an_earlier_challenge_does_not_sign_in(client, person):
    passkey = SoftPasskey()
    ways.give_passkey(person, passkey)
    ask = lambda: client.get("/sign-in/passkey/", headers={"accept": "application/json"}).json()  # noqa: E731
    old = ask()["request_options"]
    ask()

    client.post("/sign-in/passkey/", {"credential": json.dumps(passkey.used(old, handle_of(person)))})

    assert "_auth_user_id" not in client.session


def test_the_admin_has_no_sign_in_page_of_its_own(client):
    UserFactory(email=ADDRESS, administrator=True)

    reply = client.post("/admin/login/?next=/admin/", {"username": ADDRESS, "password": PASSWORD})

    assert reply.url == "/sign-in/?next=%2Fadmin%2F"
    assert "_auth_user_id" not in client.session


def test_somebody_who_may_not_see_the_admin_is_not_sent_round_in_circles(client, person):
    client.force_login(person)

    assert client.get("/admin/login/?next=/admin/").status_code == 403


def test_whoever_was_signed_out_on_an_open_page_is_led_here_whole(client):
    assert client.get("/sign-in/", headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_after_the_second_factor_one_lands_where_one_was_going(client, person, seed):
    client.post("/sign-in/?next=/settings/", {"login": ADDRESS, "password": PASSWORD})

    assert enter(client, code_of(seed)).url == "/settings/"


def test_the_second_factor_can_be_left(client, person, seed):
    tell(client)

    assert client.post("/sign-out/", {"next": "/sign-in/"}).url == "/sign-in/"
    assert client.get("/sign-in/second-factor/").url == "/sign-in/"


def test_an_unproved_address_signs_in_once_it_is_proved(client, person):
    person.emailaddress_set.update(verified=False)

    assert tell(client).url == "/verify-address/"
    assert client.post("/verify-address/", {"code": ways.code_in_mail()}).url == "/"
    assert client.session["_auth_user_id"] == str(person.pk)


def test_signing_out_is_written_down(client, person):
    tell(client)

    client.post("/sign-out/")

    assert AuditEvent.objects.for_user(person).filter(name="signed_out").exists()
