"""Each limit alone, and all of them together."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from project.lib.limits import counters
from project.lib.limits.policies import TABLE, Key, Rate, overrides, policies

from .asking import FOODS, statuses, tripped

pytestmark = pytest.mark.urls("project.lib.tests.limits.urls")


# --- One by one ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", TABLE, ids=lambda policy: policy.name)
def test_each_policy_alone_refuses_what_is_beyond_its_rate(policy, only, client, signed_in):
    only(policy.name)
    asking = signed_in if policy.key is Key.PERSON else client
    url = FOODS if policy.name == "api" else f"/named/{policy.name}"
    if policy.name.startswith("user-"):
        url = "/page"

    def ask():
        if policy.writes_only:
            return asking.post(url, {"email": "ada@example.org"})
        return asking.get(url)

    allowed = statuses(policy.rate.count, ask)
    refused = ask()

    assert set(allowed) == {200}
    assert refused.status_code == 429
    assert refused.headers["RateLimit"].startswith(f'"{policy.name}";r=0;t=')
    assert refused.headers["RateLimit-Policy"].startswith(f'"{policy.name}";q={policy.rate.count};w=')
    assert 1 <= int(refused.headers["Retry-After"]) <= policy.rate.seconds


def test_a_window_ends_when_retry_after_says(only, client, limits):
    only("ip-burst")
    statuses(10, lambda: client.get("/page"))
    wait = int(client.get("/page").headers["Retry-After"])

    limits.shift(wait + 1)

    assert client.get("/page").status_code == 200


def test_showing_the_sign_in_form_is_free(only, client):
    only("login")

    assert 429 not in statuses(20, lambda: client.get("/named/login"))


def test_one_account_is_guarded_against_many_addresses(only, client):
    only("login", "login-account")
    addresses = iter(range(1, 100))

    def ask():
        return client.post("/named/login", {"email": " Ada@Example.org"}, REMOTE_ADDR=f"198.51.100.{next(addresses)}")

    assert tripped(20, ask) == (11, "login-account")


def test_a_decoy_beside_the_real_account_does_not_help(only, client):
    only("login-account")
    decoys = iter(range(100))

    def ask():
        return client.post("/named/login", {"email": f"decoy{next(decoys)}@example.org", "login": "ada@example.org"})

    assert tripped(20, ask) == (11, "login-account")


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "application/*", "*/*"])
@pytest.mark.parametrize("padding", [0, 100_000])
def test_an_account_is_read_from_json_too(only, client, kind, padding):
    only("login-account")
    body = b" " * padding + b'{"email": "ada@example.org"}'

    assert tripped(12, lambda: client.post("/named/login", body, content_type=kind)) == (11, "login-account")


@pytest.mark.parametrize("body", [b'{"email":', b"[" * 5000, b"[]", b"\xff", b""])
def test_a_body_that_names_no_account_is_no_error(only, client, body):
    only("login-account")

    assert 429 not in statuses(12, lambda: client.post("/named/login", body, content_type="application/json"))


def test_people_of_the_standard_tier_have_their_own_rate(person, signed_in, settings):
    settings.RATE_LIMITS = policies(overrides("chat-free=3/h"))
    person.tier = "standard"
    person.save()

    answer = signed_in.get(FOODS)

    assert answer.headers["RateLimit-Policy"] == '"api";q=1000;w=3600'


# --- Together -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["/page", FOODS, "/nowhere", "/api/v1/nowhere"])
def test_of_150_fast_requests_by_nobody_the_eleventh_is_the_first_refused(client, url):
    answers = [client.get(url) for _ in range(150)]

    refused = [number for number, answer in enumerate(answers, 1) if answer.status_code == 429]
    assert refused == list(range(11, 151))
    assert answers[10].headers["RateLimit"].startswith('"ip-burst"')


def test_of_150_fast_calls_by_a_person_101_is_the_first_refused(signed_in):
    assert tripped(150, lambda: signed_in.get(FOODS)) == (101, "api")


def test_pages_of_a_person_are_limited_by_person_and_not_by_address(signed_in):
    assert tripped(60, lambda: signed_in.get("/page")) == (31, "user-burst")


def test_everything_that_matches_is_counted_also_when_refused(client, limits):
    minute = counters.Counted(policies({})["ip-minute"], Rate(60, 60), "address:127.0.0.1")
    limits.move_to(minute.window_end() + 1)
    statuses(60, lambda: client.get("/page"))

    limits.shift(11)

    assert tripped(1, lambda: client.get("/page")) == (1, "ip-minute")


def test_what_a_page_asks_for_by_itself_leaves_its_reader_alone(signed_in):
    fragment = {"HX-Request": "true", "HX-Request-Type": "partial"}

    assert 429 not in statuses(100, lambda: signed_in.get("/page", headers=fragment))
    assert 429 not in statuses(240, lambda: signed_in.get("/named/suggest"))
    assert signed_in.get("/page").status_code == 200
    assert tripped(30, lambda: signed_in.get("/named/poll")) == (21, "poll")


def test_nobody_escapes_the_address_limits_by_asking_for_fragments(client):
    assert tripped(20, lambda: client.get("/page", headers={"HX-Request": "true"})) == (11, "ip-burst")
    assert tripped(20, lambda: client.get("/named/poll", REMOTE_ADDR="192.0.2.7")) == (11, "ip-burst")


def test_two_people_behind_one_address_are_counted_apart(signed_in, db):
    other = Client()
    other.force_login(get_user_model().objects.create_user("grace@example.org"))
    statuses(31, lambda: signed_in.get("/page"))

    assert signed_in.get("/page").status_code == 429
    assert other.get("/page").status_code == 200


@pytest.mark.parametrize("url", ["/health", "/api/v1/health", "/static/x"])
def test_probes_and_static_files_are_never_limited(client, url):
    assert set(statuses(150, lambda: client.get(url))) == {200}


def test_an_address_that_only_begins_like_a_probe_is_limited(client):
    assert tripped(20, lambda: client.get("/healthy")) == (11, "ip-burst")
