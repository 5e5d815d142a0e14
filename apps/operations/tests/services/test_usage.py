"""Use by day: the table equals a recount of the requests, and nothing kept says who."""

import json
import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest
from django_redis import get_redis_connection
from prometheus_client import REGISTRY

from apps.operations.models import DailyUse
from apps.operations.services.usage import roll_up_use
from project.embedded.server import free_port
from project.lib.testing import UserFactory, clock
from project.lib.watching import request_watch, usage
from project.settings.base import redis_cache

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty():
    def clear():
        redis = get_redis_connection("default")
        for key in redis.scan_iter("use:*"):
            redis.delete(key)

    clear()
    yield
    clear()


def table():
    return {(row.day, row.route): (row.uses, row.people) for row in DailyUse.objects.all()}


def test_what_browsers_ask_for_by_themselves_is_no_use(client, monkeypatch):
    counter = usage.Usage()
    monkeypatch.setattr(request_watch, "usage", counter)
    client.force_login(UserFactory())
    timings = {"route": "jobs:list", "ttfb": 40, "dom": 180, "load": 320}

    answers = [client.get("/jobs/"), client.get("/favicon.ico")]
    answers.append(
        client.post("/beacon", json.dumps(timings), content_type="text/plain", headers={"Origin": "http://testserver"})
    )
    counter.flush()

    roll_up_use()

    assert [answer.status_code for answer in answers] == [200, 302, 204]
    assert {route for _, route in table()} == {"", "jobs:list"}


def test_the_table_equals_a_recount():
    draw = random.Random(7)  # noqa: S311
    counter = usage.Usage()
    uses, people = defaultdict(int), defaultdict(set)
    today = datetime(2026, 11, 21, 12, tzinfo=UTC)
    for back in (2, 1, 0):
        day = today - timedelta(days=back)
        with clock(day):
            for _ in range(300):
                route, person = draw.choice(["jobs:list", "dashboard:front", "health"]), draw.randrange(40)
                counter.count(route, person)
                for name in (route, ""):
                    uses[day.date(), name] += 1
                    people[day.date(), name].add(person)
    counter.flush()

    roll_up_use(today.date())

    seen = table()
    assert {key: times for key, (times, _) in seen.items()} == uses
    for key, (_, count) in seen.items():
        assert count == pytest.approx(len(people[key]), rel=0.02, abs=1)


def test_rolling_up_again_changes_nothing_and_a_lost_redis_takes_nothing_back():
    day = date(2026, 11, 21)
    counter = usage.Usage()
    with clock(datetime(2026, 11, 21, tzinfo=UTC)):
        counter.count("jobs:list", 1)
    counter.flush()
    roll_up_use(day)
    first = table()

    roll_up_use(day)
    again = table()
    get_redis_connection("default").delete(usage.uses_key(day))
    roll_up_use(day)

    assert first == again == table() == {(day, ""): (1, 1), (day, "jobs:list"): (1, 1)}


def test_two_processes_count_into_one():
    day = datetime.now(UTC).date()
    for person in (1, 2):
        process = usage.Usage()
        process.count("jobs:list", person)
        process.count("jobs:list", 3)
        process.flush()

    roll_up_use(day)

    assert table()[day, "jobs:list"] == (4, 3)


def test_a_person_is_another_word_on_another_day_and_under_another_key(settings):
    day = date(2026, 11, 21)
    words = {usage.word_for(7, day), usage.word_for(7, day + timedelta(days=1)), usage.word_for(8, day)}

    settings.SECRET_KEY = "another" * 8  # pragma: allowlist secret

    assert len(words | {usage.word_for(7, day)}) == 4


def test_requests_of_people_are_counted_and_those_of_nobody_are_not(client, monkeypatch):
    counted = usage.Usage()
    monkeypatch.setattr("project.lib.watching.request_watch.usage", counted)
    client.get("/sign-in/")
    client.force_login(UserFactory())

    client.get("/jobs/")
    client.get("/no/such/page")
    counted.flush()
    roll_up_use()

    assert {route for _, route in table()} == {"", "jobs:list"}


def test_while_redis_is_away_pages_go_on_and_the_gap_is_counted(settings):
    settings.CACHES = settings.CACHES | {"default": redis_cache(f"redis://127.0.0.1:{free_port()}/0", "x")}
    lost = REGISTRY.get_sample_value("steward_usage_lost_total")
    counter = usage.Usage()
    counter.count("jobs:list", 1)

    counter.flush()

    assert REGISTRY.get_sample_value("steward_usage_lost_total") == lost + 1


def test_what_waits_to_be_told_is_bounded(monkeypatch):
    monkeypatch.setattr(usage, "MOST_WAITING", 3)
    counter = usage.Usage()

    for person in range(10):
        counter.count("jobs:list", person)
    counter.flush()
    roll_up_use()

    assert table()[datetime.now(UTC).date(), "jobs:list"] == (3, 3)


def test_a_process_tells_redis_after_a_few_seconds(monkeypatch):
    counter = usage.Usage()
    monkeypatch.setattr(usage, "FLUSH_SECONDS", 0.0)

    counter.count("jobs:list", 1)

    assert get_redis_connection("default").hgetall(usage.uses_key(datetime.now(UTC).date())) == {b"jobs:list": b"1"}
