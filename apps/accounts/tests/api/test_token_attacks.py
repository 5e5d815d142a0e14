"""What somebody may try with tokens, and when tokens stop being good (ASVS 9.1, 9.2; ACC-04)."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import jwt
import pytest
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.utils import timezone
from prometheus_client import REGISTRY

from apps.accounts import services
from apps.accounts.models import ApiKey, AuthSession
from apps.accounts.services import token_sessions, tokens
from apps.accounts.services.tokens import key_id
from apps.accounts.tests.factories import api_key, bearer, signed_in_program
from project.embedded.server import free_port
from project.lib import privacy
from project.lib.testing import UserFactory, clock, statements
from project.settings.base import redis_cache

from .asking import ME, REFRESH, answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return signed_in_program().session


# --- Time and keys ----------------------------------------------------------------------------------------------------


def test_an_access_token_lives_fifteen_minutes(client):
    now, given = timezone.now(), signed_in_program()

    with clock(now + timedelta(minutes=15)):
        within_leeway = answer(client, given.access)
    with clock(now + timedelta(minutes=15, seconds=7)):
        late = answer(client, given.access)

    assert (within_leeway[0], late) == (200, (401, "token_expired"))


def test_after_a_change_of_secret_old_tokens_hold_while_it_is_listed(client, settings):
    given, former = signed_in_program(), settings.JWT_SECRET
    settings.JWT_SECRET = "the secret that comes next, of 32 bytes or more"

    unlisted = answer(client, given.access)
    settings.JWT_PREVIOUS_SECRETS = (former,)
    listed = answer(client, given.access)
    renewed = client.post(REFRESH, {"refresh": given.refresh}, content_type="application/json").json()["access"]

    assert (unlisted[0], listed[0]) == (401, 200)
    assert jwt.get_unverified_header(renewed)["kid"] == key_id(settings.JWT_SECRET)


def test_without_a_secret_nothing_is_signed_or_believed(client, settings):
    given = signed_in_program()
    settings.JWT_SECRET = ""

    assert answer(client, given.access) == (503, "no_token_key")


# --- The person behind it ---------------------------------------------------------------------------------------------


def _new_password(person):
    person.set_password("another five unrelated words")
    person.save()


def _deactivate(person):
    get_user_model().objects.filter(pk=person.pk).update(is_active=False)


@pytest.mark.parametrize(
    "happens",
    [
        _new_password,
        _deactivate,
        lambda person: person.delete(),
        privacy.erase,
        lambda person: services.end_everywhere(person, reason="asked"),
    ],
    ids=["new password", "deactivated", "deleted", "erased", "signed out everywhere"],
)
def test_access_ends_with_the_next_request_and_nothing_renews_it(client, happens):
    person = UserFactory()
    given = signed_in_program(person)
    assert answer(client, given.access)[0] == 200

    happens(person)

    assert answer(client, given.access) == (401, "session_ended")
    assert client.post(REFRESH, {"refresh": given.refresh}, content_type="application/json").status_code == 401


@pytest.mark.parametrize("happens", [_deactivate, lambda person: person.delete(), privacy.erase])
def test_a_key_ends_with_its_account(client, happens):
    person = UserFactory()
    _, key = api_key(person)
    assert answer(client, key)[0] == 200

    happens(person)

    assert answer(client, key) == (401, "key_invalid")


@pytest.fixture
def redis_stopped(settings):
    settings.RATE_LIMITS_ENABLED = True
    settings.CACHES = {name: redis_cache(f"redis://127.0.0.1:{free_port()}/0", name) for name in settings.CACHES}
    yield
    caches.close_all()


def test_a_sign_out_holds_at_once_while_redis_is_away(client, redis_stopped):
    given = signed_in_program()
    before = answer(client, given.access)

    token_sessions.end_all(person=given.session.person)

    assert (before[0], answer(client, given.access)) == (200, (401, "session_ended"))


def test_somebody_else_s_sign_in_or_key_is_not_there(client):
    mine, theirs = signed_in_program(), signed_in_program()
    key, _ = api_key()

    answers = [
        client.delete(f"/api/v1/auth/sessions/{theirs.session.pk}", headers=bearer(mine.access)),
        client.delete(f"/api/v1/auth/keys/{key.uuid}", headers=bearer(mine.access)),
        client.delete(f"/api/v1/auth/sessions/{uuid4()}", headers=bearer(mine.access)),
    ]

    assert [reply.status_code for reply in answers] == [404] * 3
    assert answer(client, theirs.access)[0] == 200


# --- What is kept -----------------------------------------------------------------------------------------------------


def test_nothing_that_is_kept_lets_anybody_in():
    given = signed_in_program()
    key, text = api_key()
    refresh = tokens.read(tokens.RefreshToken, given.refresh)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM accounts_authsession t UNION ALL SELECT t::text FROM accounts_apikey t")
        kept = " ".join(row for (row,) in cursor.fetchall())

    assert not [secret for secret in (given.access, given.refresh, refresh["jti"], text, text[12:]) if secret in kept]
    assert text.startswith(key.hint)


def test_neither_a_token_nor_a_key_is_handed_out_with_one_s_data():
    person = UserFactory()
    session, (key, _) = signed_in_program(person).session, api_key(person)

    exported = json.dumps({name: list(rows) for name, rows in privacy.export(person)}, default=str)

    assert str(session.pk) in exported
    assert not [secret for secret in (session.refresh_digest, session.password_state, key.digest) if secret in exported]


# --- What it costs ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["token", "key"])
def test_who_asks_costs_one_statement_and_one_more_every_five_minutes(client, kind):
    person = UserFactory()
    text = signed_in_program(person).access if kind == "token" else api_key(person)[1]
    client.get(ME, headers=bearer(text))

    counts = []
    for minutes in (0, 6, 6):
        with clock(timezone.now() + timedelta(minutes=minutes)), statements() as sent:
            assert client.get(ME, headers=bearer(text)).status_code == 200
        counts.append(len(sent))

    assert counts == [1, 2, 1], sent


# --- At once ----------------------------------------------------------------------------------------------------------


def reused():
    return REGISTRY.get_sample_value("steward_auth_events_total", {"event": "token_reused", "result": "failure"}) or 0


@pytest.mark.django_db(transaction=True)
def test_of_six_renewals_at_once_one_succeeds_and_the_family_stands():
    given, before, start = signed_in_program(), reused(), threading.Barrier(6)

    def renew(_):
        try:
            start.wait(10)
            reply = Client().post(REFRESH, {"refresh": given.refresh}, content_type="application/json")
            return reply.status_code, reply.json()
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        replies = list(pool.map(renew, range(6)))

    won = [body for status, body in replies if status == 200]
    assert len(won) == 1
    assert {body["code"] for status, body in replies if status == 401} == {"token_rotated"}
    assert Client().get(ME, headers=bearer(won[0]["access"])).status_code == 200
    assert reused() == before


@pytest.mark.django_db(transaction=True)
def test_of_thieves_that_come_later_at_once_none_gets_in_and_it_is_counted_once():
    given, before, start = signed_in_program(), reused(), threading.Barrier(4)
    token_sessions.renew(refresh=given.refresh, network="")
    AuthSession.objects.update(renewed_at=timezone.now() - timedelta(minutes=1))

    def renew(_):
        try:
            start.wait(10)
            token_sessions.renew(refresh=given.refresh, network="")
        except token_sessions.SessionEnded:
            return "ended"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(renew, range(4))) == ["ended"] * 4

    assert AuthSession.objects.get().ended_for == "reused"
    assert reused() == before + 1


@pytest.mark.django_db(transaction=True)
def test_a_renewal_that_meets_a_sign_out_does_not_outlive_it():
    given, start = signed_in_program(), threading.Barrier(2)
    person = given.session.person

    def renew():
        try:
            start.wait(10)
            return token_sessions.renew(refresh=given.refresh, network="").access
        except token_sessions.SessionEnded:
            return given.access
        finally:
            connection.close()

    def sign_out():
        try:
            start.wait(10)
            services.end_everywhere(person, reason="asked")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        renewed, signed_out = pool.submit(renew), pool.submit(sign_out)
        access = renewed.result()
        signed_out.result()

    assert Client().get(ME, headers=bearer(access)).status_code == 401


@pytest.mark.django_db(transaction=True)
def test_nobody_gets_more_keys_than_allowed_by_asking_at_once(monkeypatch):
    monkeypatch.setattr("apps.accounts.services.keys.MOST_KEYS", 2)
    person, start = UserFactory(), threading.Barrier(5)

    def create(_):
        try:
            start.wait(10)
            api_key(person)
        except services.TooManyKeys:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(5) as pool:
        assert sum(pool.map(create, range(5))) == 2

    assert ApiKey.objects.for_user(person).count() == 2
