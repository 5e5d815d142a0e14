"""The smoke checks against a running instance, and against broken ones."""

import io

import httpx
import pytest
from django.core.management import CommandError, call_command

from apps.operations.pages import health as probes
from apps.operations.services.smoke import CHECKS, smoke
from project import __version__
from project.lib.health import Check, Health, Unwell


@pytest.fixture
def instance(live_server, monkeypatch):
    """No worker runs beside the tests, so what an instance depends on is a stand-in here."""
    from apps.operations.api import views

    report = Health([Check("database", dict, essential=True)]).report
    for module in (probes, views):
        monkeypatch.setattr(module, "health_report", report)
    return live_server.url


def test_an_instance_that_runs_passes(instance):
    out = io.StringIO()

    call_command("smoke", instance, stdout=out)

    assert out.getvalue().count("ok") >= len(CHECKS)
    assert "FAIL" not in out.getvalue()


def test_another_release_fails(instance):
    with pytest.raises(CommandError, match="1 checks failed"):
        call_command("smoke", instance, "--expect-version", "9.9.9", stdout=io.StringIO())


def test_an_instance_without_its_database_fails(instance, monkeypatch):
    def away():
        raise Unwell("away")

    monkeypatch.setattr(probes, "health_report", Health([Check("database", away, essential=True)]).report)

    failed = {outcome.name for outcome in smoke(instance, version=__version__) if outcome.fault}

    assert "ready" in failed
    assert "live" not in failed


def test_a_server_that_says_yes_to_everything_fails_every_check():
    yes = httpx.MockTransport(lambda _: httpx.Response(200, text="ok"))

    outcomes = list(smoke("http://broken", version=__version__, transport=yes))

    assert [outcome.name for outcome in outcomes] == list(CHECKS)
    assert all(outcome.fault for outcome in outcomes)


def test_nobody_there_fails_every_check():
    def refuse(request):
        raise httpx.ConnectError("refused", request=request)

    outcomes = smoke("http://nowhere", version=__version__, transport=httpx.MockTransport(refuse))

    assert all("refused" in outcome.fault for outcome in outcomes)
