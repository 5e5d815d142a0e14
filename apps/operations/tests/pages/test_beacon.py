"""Page timings from browsers: only from our pages, only numbers, only routes that exist."""

import json

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import resolve
from prometheus_client import REGISTRY

from apps.operations.pages import beacon

SOUND = {"route": "accounts:sign-in", "ttfb": 30, "dom": 200, "load": 450}


def send(told, **headers):
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    headers = {"Origin": "http://testserver", **headers}
    return Client(enforce_csrf_checks=True).post("/beacon", body, content_type="text/plain", headers=headers)


def sample(kind, route="accounts:sign-in"):
    return REGISTRY.get_sample_value(f"steward_page_load_seconds_{kind}", {"route": route}) or 0


def test_a_page_tells_how_long_it_took():
    count, total = sample("count"), sample("sum")

    response = send(SOUND)

    assert response.status_code == 204
    assert sample("count") == count + 1
    assert sample("sum") - total == pytest.approx(0.45)
    assert not response.cookies


@pytest.mark.parametrize(
    "changed",
    [
        {"route": "no:such"},
        {"route": "x" * 500},
        {"route": None},
        {"route": ["accounts:sign-in"]},
        {"load": -1},
        {"load": 10**9},
        {"load": 1.5},
        {"load": True},
        {"load": "450"},
        {"load": 100},
        {"person": 7},
    ],
)
def test_what_a_page_of_ours_would_not_say_is_refused(changed):
    before = sample("count")

    response = send(SOUND | changed)

    assert response.status_code == 400
    assert sample("count") == before


@pytest.mark.parametrize("told", [b"[]", b"not json", b"[" * 1000, b"null", b"\xff"])
def test_what_is_no_report_does_no_harm(told):
    assert send(told).status_code == 400


def test_it_is_small():
    assert send(b"x" * (beacon.MOST_BYTES + 1)).status_code == 413


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": ""},
        {"Origin": "http://["},
    ],
)
def test_other_sites_have_no_say(headers):
    assert send(SOUND, **headers).status_code == 403


def test_every_label_is_a_route_of_ours():
    assert "accounts:sign-in" in beacon.known_routes()
    assert all(":" in name or name.isidentifier() or "-" in name for name in beacon.known_routes())


def rendered(path):
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path) if path else None
    return Template("{% load beacon %}{% beacon %}").render(Context({"request": request}))


def test_a_page_carries_its_route_and_the_share(settings):
    settings.BEACON_SHARE = 0.25

    assert rendered("/sign-in/") == (
        '<script src="/static/js/beacon.js" data-route="accounts:sign-in" data-share="0.25" defer></script>'
    )


def test_where_nothing_is_measured_there_is_no_script(settings):
    settings.BEACON_SHARE = 0.0

    assert rendered("/sign-in/") == ""
    assert Template("{% load beacon %}{% beacon %}").render(Context({})) == ""


def test_real_pages_carry_it(client):
    assert 'data-route="accounts:sign-in"' in client.get("/sign-in/").content.decode()
