"""Reports of what the policy stopped: counted and logged without what people looked at."""

import json
import logging

import pytest
from django.test import Client
from prometheus_client import REGISTRY

from apps.operations.pages import csp
from project.lib.watching.logs import SECURITY, JsonFormatter

OLD = {
    "csp-report": {
        "document-uri": "http://localhost:8080/sign-in/?next=SENTINEL",
        "effective-directive": "script-src-elem",
        "blocked-uri": "https://cdn.example/lib.js?SENTINEL",
        "script-sample": "SENTINEL",
    }
}
NEW = [
    {"type": "csp-violation", "body": {"documentURL": "/x", "effectiveDirective": "img-src", "blockedURL": "inline"}}
]


def send(told, **more):
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    return Client(enforce_csrf_checks=True).post("/csp-report", body, content_type="application/csp-report", **more)


def count(directive):
    return REGISTRY.get_sample_value("steward_csp_reports_total", {"directive": directive}) or 0


@pytest.mark.parametrize(
    ("told", "directive", "blocked", "page"),
    [(OLD, "script-src-elem", "https://cdn.example", "accounts:sign-in"), (NEW, "img-src", "inline", "unrouted")],
)
def test_a_report_is_counted_and_logged_without_queries(caplog, told, directive, blocked, page):
    caplog.set_level(logging.WARNING, SECURITY)
    before = count(directive)

    response = send(told)

    line = json.loads(JsonFormatter().format(caplog.records[-1]))
    assert response.status_code == 204
    assert count(directive) == before + 1
    assert {name: line[name] for name in ("directive", "blocked", "page")} == {
        "directive": directive,
        "blocked": blocked,
        "page": page,
    }
    assert "SENTINEL" not in json.dumps(line)


def test_an_invented_directive_makes_no_new_series():
    before = count("other")

    send({"csp-report": {"effective-directive": "x" * 100, "blocked-uri": "http://[bad"}})

    assert count("other") == before + 1
    assert count("x" * 100) == 0


def test_one_request_counts_a_few_reports_and_no_more():
    before = count("img-src")

    send(NEW * 40)

    assert count("img-src") == before + csp.MOST_REPORTS


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (b"x" * (csp.MOST_BYTES + 1), 413),
        (b"not json", 400),
        (b"\xff\xfe", 400),
        (b"[" * 8000, 400),
        ([1, None, {"body": 3}], 204),
        ("text", 204),
        ({}, 204),
    ],
)
def test_what_is_no_report_does_no_harm(told, status):
    assert send(told).status_code == status


def test_the_policy_names_the_endpoint(client):
    assert "report-uri /csp-report" in client.get("/sign-in/")["Content-Security-Policy"]
