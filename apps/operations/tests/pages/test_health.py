"""The probes: what each answers, to whom, and what it does without."""

import pytest
from django.conf import settings
from django.test import Client

from apps.operations.pages import health as probes
from project.lib import draining
from project.lib.health import Check, Health, Report, Unwell
from project.lib.testing import statements

EVERY = [f"/{path}{slash}" for path in probes.PROBES for slash in ("", "/")]


def unwell():
    raise Unwell("away")


def stand_in(monkeypatch, *checks: Check) -> None:
    monkeypatch.setattr(probes, "health_report", Health(checks, keep_seconds=0).report)


@pytest.fixture
def fresh(monkeypatch):
    monkeypatch.setattr(probes, "_started", False)


@pytest.mark.django_db
@pytest.mark.parametrize("path", EVERY)
def test_every_probe_answers_with_and_without_a_slash_and_any_host(path, client):
    response = client.get(path, headers={"host": "10.1.2.3:8080"})

    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert not response.cookies


def test_health_says_ok_and_the_version_without_asking_anything(client):
    response = client.get("/health")  # no django_db mark: a statement would fail

    assert response.json() == {"status": "ok", "version": settings.VERSION}


@pytest.mark.django_db
def test_health_sends_no_statement_even_for_somebody_signed_in(client, django_user_model):
    client.force_login(django_user_model.objects.create_user(email="a@example.org", password="x"))

    with statements() as sent:
        client.get("/health")

    assert sent == []


def test_probes_are_not_sent_to_https():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "SECURE_SSL_REDIRECT", True)
        response = Client().get("/health/live", headers={"host": "10.1.2.3"})

    assert response.status_code == 200


@pytest.mark.parametrize("path", EVERY)
def test_a_probe_only_reads(path):
    response = Client(enforce_csrf_checks=True).post(path)

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_without_the_database_readiness_fails_and_liveness_does_not(client, monkeypatch, fresh):
    stand_in(monkeypatch, Check("database", unwell, essential=True))

    answers = {path: client.get(path).status_code for path in ("/health", "/health/live", "/health/ready")}

    assert answers == {"/health": 200, "/health/live": 200, "/health/ready": 503}
    assert client.get("/health/ready").json() == {"status": "down"}


def test_without_redis_requests_are_still_sent_here(client, monkeypatch):
    stand_in(monkeypatch, Check("database", dict, essential=True), Check("redis-state", unwell))

    response = client.get("/health/ready")

    assert (response.status_code, response.json()) == (200, {"status": "degraded"})


def test_startup_waits_for_the_first_time_all_is_there_and_no_longer(client, monkeypatch, fresh):
    answers = []
    for checks in ([Check("database", unwell, essential=True)], [Check("database", dict, essential=True)]) * 2:
        stand_in(monkeypatch, *checks)
        answers.append(client.get("/health/startup").status_code)

    assert answers == [503, 200, 200, 200]


def test_readiness_fails_while_draining(client, monkeypatch, tmp_path, settings):
    settings.VAR = tmp_path
    monkeypatch.setattr(draining, "STARTED", 0.0)
    monkeypatch.setattr(probes, "health_report", lambda: Report(()))

    draining.begin()
    during, live = client.get("/health/ready"), client.get("/health/live")
    draining.end()
    after = client.get("/health/ready")

    assert (during.status_code, during.json()) == (503, {"status": "draining"})
    assert (live.status_code, after.status_code) == (200, 200)


def test_a_drain_from_before_this_start_is_over(monkeypatch, tmp_path, settings):
    settings.VAR = tmp_path
    draining.begin()

    monkeypatch.setattr(draining, "STARTED", draining._file().stat().st_mtime + 1)

    assert not draining.is_draining()
