"""/api/v1/health: the status for everybody, what is behind it for staff."""

import pytest
from django.conf import settings
from django.db import OperationalError

from apps.operations.api import views
from project.lib.health import Check, Health, Unwell
from project.lib.limits.proxies import Trust
from project.lib.testing import UserFactory
from project.settings.env import networks

pytestmark = pytest.mark.django_db
OUTSIDE = {"REMOTE_ADDR": "203.0.113.9"}


def unwell():
    raise Unwell("away", waited=1)


@pytest.mark.parametrize("path", ["/api/v1/health", "/api/v1/health/"])
def test_a_stranger_is_told_the_status_and_no_more(path, client):
    response = client.get(path, **OUTSIDE)

    assert (response.status_code, set(response.json())) == (200, {"status"})


def test_an_ordinary_person_is_told_no_more(client):
    client.force_login(UserFactory())

    assert set(client.get("/api/v1/health", **OUTSIDE).json()) == {"status"}


def test_staff_see_every_check_and_the_version(client):
    client.force_login(UserFactory(administrator=True))

    answer = client.get("/api/v1/health", **OUTSIDE).json()

    assert answer["version"] == settings.VERSION
    assert {check["name"] for check in answer["checks"]} >= {"database", "redis-state", "redis-broker", "disk"}
    database = next(check for check in answer["checks"] if check["name"] == "database")
    assert database["figures"]["pool"]["limit"] > 0
    assert database["figures"]["pending_migrations"] == []


def test_an_internal_network_is_shown_every_check(client, settings):
    settings.INTERNAL_NETWORKS = networks("10.20.0.0/16")

    inside, outside = (client.get("/api/v1/health", REMOTE_ADDR=peer).json() for peer in ("10.20.3.4", "10.21.3.4"))

    assert "checks" in inside
    assert "checks" not in outside


def test_a_proxy_that_we_were_not_told_of_opens_nothing(client):
    # nginx on this machine with TRUSTED_PROXIES forgotten: everybody seems to come from here.
    answer = client.get("/api/v1/health", headers={"X-Forwarded-For": "203.0.113.9"}, REMOTE_ADDR="127.0.0.1").json()

    assert "checks" not in answer


def test_behind_our_proxy_the_client_counts(client, settings):
    settings.TRUSTED_PROXIES = Trust.parse("127.0.0.1/32")

    answers = [
        client.get("/api/v1/health", headers={"X-Forwarded-For": address}, REMOTE_ADDR="127.0.0.1").json()
        for address in ("203.0.113.9", "127.0.0.7, 203.0.113.9", "127.0.0.1")
    ]

    assert ["checks" in answer for answer in answers] == [False, False, True]


@pytest.mark.parametrize(("essential", "status", "code"), [(True, "down", 503), (False, "degraded", 200)])
def test_what_is_away_shows_in_the_status(client, monkeypatch, essential, status, code):
    monkeypatch.setattr(views, "health_report", Health([Check("part", unwell, essential=essential)]).report)

    response = client.get("/api/v1/health", **OUTSIDE)

    assert (response.status_code, response.json()) == (code, {"status": status})


def test_it_answers_when_nobody_can_be_looked_up(client, monkeypatch):
    client.force_login(UserFactory(administrator=True))

    def away(*args, **kwargs):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("django.contrib.sessions.backends.cached_db.SessionStore.load", away)

    response = client.get("/api/v1/health", **OUTSIDE)

    assert (response.status_code, set(response.json())) == (200, {"status"})
