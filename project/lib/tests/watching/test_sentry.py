"""What leaves for Sentry when everything that could hold a person's data holds a marker."""

import json
import os
import subprocess
import sys

import pytest

from project import __version__
from project.lib.watching import pseudonym, request_id, sentry
from project.settings.env import load

MARKER = "SENTINEL"


def sent(*flags: str) -> list:
    """The events of the probe, in a process of their own."""
    done = subprocess.run(
        [sys.executable, "-m", "project.lib.tests.watching.sentry_probe", *flags],
        env=os.environ | {"LOG_LEVEL": "ERROR"},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def events():
    return sent()


def test_no_marker_leaves(events):
    text = json.dumps(events)

    assert MARKER not in text
    assert "1234.56" not in text
    assert "203.0.113" not in text
    assert "example.org" not in text


def test_the_markers_would_leave_without_the_guard():
    # Else the test above would pass on a probe that sends nothing.
    text = json.dumps(sent("--unguarded"))

    assert f"{MARKER}-cause" in text
    assert f"{MARKER}-parameter" in text


def test_what_leaves_says_what_failed_and_where(events):
    logged, failed = [event for event in events if event.get("type") != "transaction"]

    assert logged["logentry"] == {"message": "a record of %s failed"}
    assert [one["type"] for one in failed["exception"]["values"]] == ["KeyError", "ValueError"]
    frames = failed["exception"]["values"][-1]["stacktrace"]["frames"]
    assert frames[-1]["function"] == "fail"
    assert "vars" not in frames[-1]
    assert failed["transaction"] == "/fail/{word}/"
    assert failed["release"] == f"steward@{__version__}"
    assert failed["environment"] == "development"
    assert len(failed["tags"]["request_id"]) == 32
    assert set(failed["user"]) == {"id"}
    assert len(failed["user"]["id"]) == 16


def test_a_trace_has_statements_without_their_values(events):
    (trace,) = [event for event in events if event.get("type") == "transaction"]

    statements = [span["description"] for span in trace["spans"] if span["op"] == "db"]
    assert "SELECT %s, ?, ?" in statements


def test_without_an_address_nothing_is_even_imported():
    said = "import sys, project.settings.base; print('sentry_sdk' in sys.modules)"
    variables = {name: value for name, value in os.environ.items() if name != "SENTRY_DSN"}

    done = subprocess.run([sys.executable, "-c", said], env=variables, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
    assert sentry.start(load({})) is False


@pytest.mark.parametrize(
    ("path", "share"), [("/health/ready", 0), ("/static/app.js", 0), ("/csp-report", 0), ("/settings/", 0.05)]
)
def test_probes_and_files_are_not_traced(path, share):
    assert sentry.sampler(0.05)({"wsgi_environ": {"PATH_INFO": path}}) == share


def test_a_task_is_traced_too():
    assert sentry.sampler(0.05)({"celery_job": {"task": "jobs.sweep"}}) == 0.05


def test_an_address_that_fits_no_route_is_not_sent():
    event = {"transaction": "/welcome/SENTINEL", "transaction_info": {"source": "url"}, "request": {"url": MARKER}}

    clean = sentry.only_what_may_leave(event, {})

    assert clean["transaction"] == "unrouted"
    assert MARKER not in json.dumps(clean)


def test_the_person_is_the_same_pseudonym_as_in_the_log():
    request_id.begin("request-1234")

    clean = sentry.only_what_may_leave({"user": {"id": 7, "email": "a@example.org"}}, {})

    assert clean["user"] == {"id": pseudonym.of("7")}
    assert pseudonym.of("7") == pseudonym.of(7)
    assert clean["tags"] == {"request_id": "request-1234"}
