"""What is answered to whom, also from behind a proxy."""

import re

import pytest
from prometheus_client import REGISTRY

from project.lib.limits.proxies import Trust
from project.lib.limits.ratelimit import limited

from .asking import FOODS, statuses, tripped

pytestmark = pytest.mark.urls("project.lib.tests.limits.urls")


# --- The answer ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["/inside", "/api/v1/inside"])
def test_a_view_may_count_from_inside(signed_in, url):
    assert tripped(5, lambda: signed_in.get(url)) == (3, "export")


@pytest.mark.parametrize("url", ["/page", "/inside"])
def test_a_person_reads_when_to_come_back_and_no_name_of_ours(url, signed_in):
    statuses(35, lambda: signed_in.get(url))

    page = signed_in.get(url).content.decode()

    assert re.search(r"Please try again in \d+ (seconds|minutes)\.", page)


def test_a_program_reads_json(client):
    statuses(10, lambda: client.get(FOODS))

    answer = client.get(FOODS)

    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json()["code"] == "rate_limited"
    assert "ip-burst" in answer.json()["detail"]
    assert list(answer.json()) == ["code", "detail", "fields", "request_id"]


def test_a_person_reads_a_page_and_htmx_a_fragment(client):
    statuses(10, lambda: client.get("/page"))

    page = client.get("/page")
    fragment = client.get("/page", headers={"HX-Request": "true"})

    assert "<html" in page.text
    assert "too many requests" in page.text.lower()
    assert "too many requests" in fragment.text.lower()


def test_counting_nobody_leaves_the_session_alone(client):
    answer = client.get("/page")

    assert "Cookie" not in answer.headers.get("Vary", "")


def test_the_api_always_says_how_much_is_left(signed_in):
    signed_in.get(FOODS)

    answer = signed_in.get(FOODS)

    assert answer.headers["RateLimit-Policy"] == '"api";q=100;w=900'
    assert answer.headers["RateLimit"].startswith('"api";r=98;t=')


def test_a_refusal_moves_the_metric_of_its_policy(client):
    def refused():
        return REGISTRY.get_sample_value("steward_rate_limited_total", {"policy": "ip-burst"}) or 0

    before = refused()

    statuses(13, lambda: client.get("/page"))

    assert refused() - before == 3


def test_a_policy_that_does_not_exist_cannot_be_named():
    with pytest.raises(ValueError, match="no rate limit serch"):
        limited("serch")


# --- Where from ---------------------------------------------------------------------------------------------


def test_an_invented_forwarding_header_evades_nothing(client):
    numbers = iter(range(100))

    def ask():
        return client.get("/page", headers={"X-Forwarded-For": f"198.51.100.{next(numbers)}"})

    assert tripped(20, ask) == (11, "ip-burst")


def test_what_a_client_invents_in_front_of_our_proxy_evades_nothing(client, settings):
    settings.TRUSTED_PROXIES = Trust.parse("127.0.0.0/8")
    numbers = iter(range(100))

    def ask():
        return client.get("/page", headers={"X-Forwarded-For": f"198.51.100.{next(numbers)}, 203.0.113.9"})

    assert tripped(20, ask) == (11, "ip-burst")
    assert client.get("/page", headers={"X-Forwarded-For": "203.0.113.10"}).status_code == 200


def test_the_addresses_of_one_ipv6_network_are_one_client(client):
    numbers = iter(range(1, 100))

    assert tripped(20, lambda: client.get("/page", REMOTE_ADDR=f"2001:db8:1:2::{next(numbers):x}")) == (11, "ip-burst")
    assert client.get("/page", REMOTE_ADDR="2001:db8:1:3::1").status_code == 200


def test_a_unix_socket_without_an_address_is_one_client(client):
    assert tripped(20, lambda: client.get("/page", REMOTE_ADDR="")) == (11, "ip-burst")
