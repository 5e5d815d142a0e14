"""The line and the figures of a request, and what neither of them tells."""

import json
import logging

import pytest
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import path
from django.utils.functional import SimpleLazyObject
from prometheus_client import REGISTRY

from project.lib.limits.proxies import Trust
from project.lib.testing import UserFactory
from project.lib.watching import metrics, request_id, request_watch
from project.lib.watching.logs import ACCESS, JsonFormatter


def greet(request, name):
    return HttpResponse(f"hello {name}")


def fail(request):
    raise LookupError("nothing")


def missing(request):
    raise Http404


urlpatterns = [
    path("hello/<str:name>/", greet, name="greet"),
    path("unnamed/", greet, {"name": "x"}),
    path("fail/", fail, name="fail"),
    path("missing/", missing, name="missing"),
    path("who/", lambda request: HttpResponse(str(request.user)), name="who"),
    path("stream/", lambda _: StreamingHttpResponse(iter([b"a"])), name="stream"),
]
handler500 = "project.lib.tests.watching.test_request_watch.say_500"


def say_500(request):
    return HttpResponse("failed", status=500)


pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, ACCESS)
    return lambda: [json.loads(JsonFormatter().format(made)) for made in caplog.records if made.name == ACCESS]


def figure(name, **labels):
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_a_request_is_one_line(client, lines):
    response = client.get("/hello/ann@example.org/?token=SENTINEL", REMOTE_ADDR="203.0.113.77")

    (line,) = lines()
    assert line["message"] == "GET greet 200"
    assert {name: line[name] for name in ("route", "method", "status", "network")} == {
        "route": "greet",
        "method": "GET",
        "status": 200,
        "network": "203.0.113.0/24",
    }
    assert line["bytes"] == len(response.content)
    assert line["ms"] >= 0
    assert line["request_id"] == response["X-Request-ID"] == request_id.current()
    assert "ann" not in json.dumps(line)
    assert "SENTINEL" not in json.dumps(line)


@pytest.mark.parametrize(
    ("asked", "route", "status"),
    [
        ("/hello/x/", "greet", 200),
        ("/unnamed/", f"{__name__}.greet", 200),
        ("/missing/", "missing", 404),
        ("/no/such/page", "unrouted", 404),
        ("/static/no-such-file.js", "static", 404),
        ("/health", "health", 200),
    ],
)
def test_the_route_is_one_of_a_fixed_set(client, lines, asked, route, status):
    client.get(asked)

    assert (lines()[0]["route"], lines()[0]["status"]) == (route, status)


def test_where_no_route_fits_the_line_has_the_path_without_secrets(client, lines):
    client.get("/wp-login.php/password=SENTINEL/" + "x" * 500 + "?query=SENTINEL")

    (line,) = lines()
    assert line["path"].startswith("/wp-login.php/password=[removed]")
    assert len(line["path"]) <= request_watch.LONGEST_PATH + len("[removed]")
    assert "SENTINEL" not in json.dumps(line)


def test_a_caller_cannot_choose_the_id(client):
    response = client.get("/hello/x/", headers={"X-Request-ID": "chosen-by-caller"})

    assert response["X-Request-ID"] != "chosen-by-caller"


@pytest.mark.parametrize(("peer", "kept"), [("10.0.0.2", True), ("203.0.113.9", False)])
def test_our_own_proxy_may_name_the_request(client, settings, peer, kept):
    settings.TRUSTED_PROXIES = Trust.parse("10.0.0.0/8")

    response = client.get("/hello/x/", headers={"X-Request-ID": "named-by-proxy"}, REMOTE_ADDR=peer)

    assert (response["X-Request-ID"] == "named-by-proxy") is kept


def test_what_is_no_id_is_not_taken_over(client, settings):
    settings.TRUSTED_PROXIES = Trust.parse("1")

    response = client.get("/hello/x/", headers={"X-Request-ID": "a b\tc" * 20})

    assert len(response["X-Request-ID"]) == 32


def test_behind_our_proxy_the_network_is_the_clients(client, lines, settings):
    settings.TRUSTED_PROXIES = Trust.parse("10.0.0.0/8")

    client.get("/hello/x/", headers={"X-Forwarded-For": "198.51.100.20"}, REMOTE_ADDR="10.0.0.2")

    assert lines()[0]["network"] == "198.51.100.0/24"


@pytest.mark.django_db
def test_a_person_is_a_pseudonym(client, lines):
    person = UserFactory()
    client.force_login(person)

    client.get("/who/")

    (line,) = lines()
    assert len(line["user"]) == 16
    assert person.email not in json.dumps(line)
    assert line["user"] != str(person.pk)


def test_the_log_looks_nobody_up(lines):
    request = RequestFactory().get("/")
    request.user = SimpleLazyObject(lambda: pytest.fail("the log asked who this is"))

    request_watch.RequestWatch(lambda _: HttpResponse("x"))(request)

    assert "user" not in lines()[0]


def test_a_failure_is_counted_by_route_and_type(client, lines):
    client.raise_request_exception = False
    before = figure("steward_request_failures_total", route="fail", error="LookupError")

    client.get("/fail/")
    client.get("/missing/")

    assert figure("steward_request_failures_total", route="fail", error="LookupError") == before + 1
    assert figure("steward_request_failures_total", route="missing", error="Http404") == 0
    assert [line["status"] for line in lines()] == [500, 404]


@pytest.mark.parametrize(("sent", "counted"), [("GET", "GET"), ("PROPFIND", "OTHER"), ("x" * 50, "OTHER")])
def test_a_request_is_counted_under_labels_that_nobody_can_choose(client, sent, counted):
    labels = {"route": "greet", "method": counted, "status": "2xx"}
    before = figure("steward_request_seconds_count", **labels)

    client.generic(sent, "/hello/x/")

    assert figure("steward_request_seconds_count", **labels) == before + 1


def test_requests_in_flight_are_counted_up_and_down():
    seen = []
    watch = request_watch.RequestWatch(lambda _: seen.append(figure("steward_requests_in_flight")) or HttpResponse("x"))
    before = figure("steward_requests_in_flight")

    watch(RequestFactory().get("/"))

    assert seen == [before + 1]
    assert figure("steward_requests_in_flight") == before


def test_every_promise_is_the_edge_of_a_bucket():
    assert {0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 3, 5} <= set(metrics.SECONDS)


def test_the_length_of_a_stream_is_not_known(client, lines):
    client.get("/stream/")

    assert lines()[0]["bytes"] is None


@pytest.mark.parametrize(
    ("address", "network"), [("198.51.100.7", "198.51.100.0/24"), ("2001:db8:1:2::9", "2001:db8:1::/48"), ("", "")]
)
def test_an_address_is_cut_to_its_network(address, network):
    assert request_watch.network_of(address) == network


def test_a_link_that_lost_its_end_is_not_written_down(client, lines):
    client.get("/welcome/" + "x" * 90)

    assert lines()[0]["path"] == "/welcome/[removed]"
