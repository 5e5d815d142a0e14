"""A session outlives Redis, and a sign-out is not undone by it."""

import secrets
import signal
import subprocess

import pytest
from django.conf import settings as project_settings
from django.contrib.sessions.models import Session
from django.core.cache import caches

from project.embedded.server import free_port
from project.embedded.valkey import Valkey
from project.lib import sessions
from project.lib.away import Rest
from project.lib.sessions import CACHED_SECONDS, KEY_PREFIX, SessionStore
from project.lib.testing import UserFactory, statements
from project.settings.base import redis_cache

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rested(monkeypatch):
    """No test pays for the failures of the one before."""
    monkeypatch.setattr(sessions, "rest", Rest())


@pytest.fixture
def redis(tmp_path, settings):
    """A Redis of this test, which it may stop and start."""
    server = Valkey(tmp_path / "valkey", free_port(), secrets.token_hex(8))
    server.prepare()

    class Switch:
        process = None

        def start(self):
            self.process = subprocess.Popen(server.command, stdout=subprocess.DEVNULL)
            server.wait()

        def stop(self):
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=10)

    switch = Switch()
    switch.start()
    settings.CACHES = settings.CACHES | {"default": redis_cache(server.url, "st")}
    yield switch
    switch.stop()


def test_a_cached_session_costs_no_statement():
    session = SessionStore()
    session["kept"] = 1
    session.save()

    with statements() as made:
        assert SessionStore(session.session_key)["kept"] == 1

    assert len(made) == 0


def test_a_session_is_cached_for_minutes_only():
    session = SessionStore()
    session["kept"] = 1
    session.save()

    assert 0 < caches["default"].ttl(KEY_PREFIX + session.session_key) <= CACHED_SECONDS


def test_people_stay_signed_in_while_redis_is_away(client, redis):
    client.force_login(UserFactory())
    assert client.get("/settings/").status_code == 200

    redis.stop()
    away = client.get("/settings/").status_code
    redis.start()

    assert away == 200
    assert client.get("/settings/").status_code == 200


def test_people_sign_in_while_redis_is_away(client, redis):
    person = UserFactory()
    redis.stop()

    client.force_login(person)
    signed_in = client.get("/settings/").status_code
    redis.start()

    assert signed_in == 200


def test_signing_out_while_redis_is_away_ends_the_session(client, redis):
    client.force_login(UserFactory())
    key = client.session.session_key
    redis.stop()

    SessionStore(key).delete()
    redis.start()

    assert not Session.objects.filter(session_key=key).exists()
    # What Redis still knows of it is forgotten within minutes, without anybody deleting it.
    assert (caches["default"].ttl(KEY_PREFIX + key) or 0) <= CACHED_SECONDS


def test_what_redis_did_not_hear_of_it_does_not_answer_with_later():
    session = SessionStore()
    session["confirmed"] = False
    session.save()

    sessions.rest.begin()
    session["confirmed"] = True
    session.save()
    sessions.rest.end()

    assert SessionStore(session.session_key)["confirmed"] is True


@pytest.mark.parametrize("key", ['"\\000aaaaaaaaaaaaaaaa"', "a" * 31, "A" * 32, "a" * 4000, "../../etc/passwd"])
def test_a_key_that_was_never_made_here_is_not_looked_up(client, key, django_assert_num_queries):
    cookie = f"{project_settings.SESSION_COOKIE_NAME}={key}"

    with django_assert_num_queries(0):
        reply = client.get("/", headers={"cookie": cookie})

    assert (reply.status_code, reply.url) == (302, "/sign-in/?next=/")


def test_after_a_failure_not_every_request_waits_for_redis(redis, monkeypatch):
    monkeypatch.setattr(sessions, "rest", Rest(seconds=60))
    redis.stop()
    SessionStore("a" * 32).load()
    redis.start()

    session = SessionStore()
    session["kept"] = 1
    session.save()

    assert SessionStore(session.session_key)["kept"] == 1
    assert KEY_PREFIX + session.session_key not in caches["default"]
