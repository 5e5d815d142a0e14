"""Each limit alone, all of them together, from behind a proxy, in many threads, and without Redis."""

import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.test import Client, RequestFactory
from django_ratelimit.core import get_usage
from prometheus_client import REGISTRY

from project.embedded.server import free_port
from project.embedded.valkey import Valkey
from project.lib.limits import counters
from project.lib.limits.policies import TABLE, Key, Rate, overrides, policies
from project.lib.limits.proxies import Trust
from project.lib.limits.ratelimit import limited
from project.settings.base import redis_cache

pytestmark = pytest.mark.urls("project.lib.tests.limits.urls")

FOODS = "/api/v1/foods"


@pytest.fixture(autouse=True)
def limits(settings):
    """Limits on, from zero, at a time that stands still: no window ends in the middle of a test."""
    settings.RATE_LIMITS_ENABLED = True
    caches["ratelimit"].clear()
    counters.here.clear()
    counters.rest.end()
    with time_machine.travel(time.time(), tick=False) as clock:
        yield clock


@pytest.fixture
def only(settings):
    """Every policy but the named ones is out of reach, so that one is seen alone."""

    def leave(*names):
        far = {policy.name: Rate(1_000_000, policy.rate.seconds) for policy in TABLE if policy.name not in names}
        settings.RATE_LIMITS = policies(far)

    return leave


@pytest.fixture
def person(db):
    return get_user_model().objects.create_user("ada@example.org", "correct horse battery", tier="free")


@pytest.fixture
def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def statuses(times, ask):
    return [ask().status_code for _ in range(times)]


def tripped(times, ask):
    """Which request, counted from one, was the first to be refused, and by which policy."""
    for number in range(1, times + 1):
        if (answer := ask()).status_code == 429:
            return number, answer.headers["RateLimit"].split(";")[0].strip('"')
    return None


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


# --- Signing in ---------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/admin/login/", "/sign-in/"])
def test_the_sixth_guess_in_a_minute_is_refused_on_the_page_and_in_the_admin(client, url, person):
    guess = {"login": "ada@example.org", "password": "wrong"}

    assert tripped(10, lambda: client.post(url, guess)) == (6, "login")


@pytest.mark.django_db
def test_the_right_password_does_not_help_once_the_limit_is_reached(client, person):
    statuses(5, lambda: client.post("/admin/login/", {"login": "ada@example.org", "password": "wrong"}))

    answer = client.post("/admin/login/", {"login": "ada@example.org", "password": "correct horse battery"})

    assert answer.status_code == 429
    assert "_auth_user_id" not in client.session


def test_routes_that_sign_in_hold_a_signed_in_person_to_the_address_limits(signed_in):
    assert tripped(20, lambda: signed_in.get("/sign-in/nowhere")) == (11, "ip-burst")


def test_a_token_is_counted_as_its_person(client, person):
    asking = {"Authorization": f"Bearer {person.pk}"}

    assert tripped(150, lambda: client.get(FOODS, headers=asking)) == (101, "api")


def test_a_token_and_a_session_of_one_person_share_a_counter(client, person, signed_in):
    statuses(60, lambda: signed_in.get(FOODS))

    assert tripped(60, lambda: client.get(FOODS, headers={"Authorization": f"Bearer {person.pk}"})) == (41, "api")


@pytest.mark.django_db
def test_a_token_that_is_refused_counts_as_nobody(client):
    asking = {"Authorization": "Bearer guess"}

    answers = statuses(12, lambda: client.get(FOODS, headers=asking))

    assert answers == [401] * 10 + [429] * 2


def test_a_header_that_nobody_reads_evades_nothing(client):
    asking = {"Authorization": "Bearer guess"}

    assert tripped(20, lambda: client.get("/page", headers=asking)) == (11, "ip-burst")


def test_a_method_of_the_api_may_have_a_limit_of_its_own(client, person):
    asking = {"Authorization": f"Bearer {person.pk}"}

    assert tripped(20, lambda: client.post(FOODS, headers=asking)) == (11, "meal-plan")
    assert client.get(FOODS, headers=asking).status_code == 200


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


# --- Counting -----------------------------------------------------------------------------------------------


def test_threads_count_exactly():
    def ask(_):
        return Client().get("/page").status_code

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(80)))

    assert answers.count(200) == 10


def test_all_policies_of_a_request_take_one_round_trip(client, monkeypatch):
    sent = []
    pool = caches["ratelimit"].client.get_client(write=True).connection_pool
    send = pool.connection_class.send_packed_command

    def counted(connection, command, check_health=True):
        sent.append(command)
        return send(connection, command, check_health)

    client.get(FOODS)
    monkeypatch.setattr(pool.connection_class, "send_packed_command", counted)

    client.get(FOODS)

    assert len(sent) == 1


def test_django_ratelimit_reads_the_same_counters(client):
    statuses(4, lambda: client.get("/page"))
    request = RequestFactory().get("/page")

    usage = get_usage(request, group="ip-burst", key=lambda *_: "address:127.0.0.1", rate="10/10s")

    assert usage["count"] == 4


def test_no_counter_outlives_its_window_by_more_than_the_grace(client):
    client.get("/page")
    cache = caches["ratelimit"]

    left = sorted(cache.ttl(key) for key in cache.keys("*"))

    assert len(left) == 3
    assert left[0] <= 10 + counters.GRACE_SECONDS
    assert left[-1] <= 3600 + counters.GRACE_SECONDS


# --- Without Redis ------------------------------------------------------------------------------------------


@pytest.fixture
def stoppable(tmp_path, settings):
    """A Redis of this test's own behind the limits, and a way to stop it."""
    server = Valkey(tmp_path, free_port(), "secret", throwaway=True)
    server.prepare()
    process = subprocess.Popen(server.command, stdout=subprocess.DEVNULL)
    server.wait()
    settings.CACHES = {**settings.CACHES, "ratelimit": redis_cache(server.url, "rl")}

    def stop():
        process.kill()
        process.wait(timeout=10)

    yield stop
    stop()


@pytest.mark.django_db
def test_reads_stay_open_when_redis_stops(client, stoppable, signed_in):
    assert tripped(20, lambda: client.get("/page")) == (11, "ip-burst")

    stoppable()

    assert set(statuses(30, lambda: client.get("/page"))) == {200}
    assert set(statuses(30, lambda: client.get(FOODS))) == {200}
    assert set(statuses(40, lambda: signed_in.get("/page"))) == {200}


@pytest.mark.django_db
def test_guessing_passwords_stays_limited_when_redis_stops(client, stoppable, person):
    stoppable()

    guess = {"login": "ada@example.org", "password": "wrong"}

    assert tripped(20, lambda: client.post("/admin/login/", guess)) == (6, "login")


@pytest.mark.parametrize("name", ["register", "reset", "refresh", "export"])
def test_what_guards_an_account_counts_in_the_process_when_redis_stops(client, stoppable, name):
    stoppable()

    rate = next(policy.rate.count for policy in TABLE if policy.name == name)

    assert tripped(50, lambda: client.post(f"/named/{name}")) == (rate + 1, name)


def test_while_redis_is_away_it_is_asked_once_a_second_and_then_used_again(client, stoppable, settings, monkeypatch):
    asked = []
    in_redis = counters._in_redis
    monkeypatch.setattr(counters, "_in_redis", lambda *a: asked.append(1) or in_redis(*a))
    stoppable()

    statuses(20, lambda: client.get("/page"))
    settings.CACHES = {**settings.CACHES, "ratelimit": settings.CACHES["default"]}
    counters.rest.end()

    assert len(asked) == 1
    assert tripped(20, lambda: client.get("/page")) == (11, "ip-burst")


def test_the_counter_of_a_process_is_bounded():
    counter = counters.ProcessCounter(most=100)

    for number in range(10_000):
        counter.add(f"key {number}")

    assert len(counter._counts) == 100
    assert counter.add("key 9999") == 2


@pytest.mark.urls("project.urls")
def test_an_account_that_no_text_can_name_is_counted_all_the_same(client):
    replies = [client.post("/sign-in/", '{"login": "\\ud800"}', content_type="application/json") for _ in range(6)]

    assert [reply.status_code for reply in replies] == [422] * 5 + [429]
