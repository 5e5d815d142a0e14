"""A remembered value is one person's, is computed once, and is gone the moment their data changes."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.cache import caches
from django.db import transaction
from prometheus_client import REGISTRY

from project.lib import cache
from project.lib.cache import bump, memoize

ADA, GRACE = 1, 2


@pytest.fixture(autouse=True)
def _empty():
    caches["pages"].clear()
    cache.rest.end()
    cache._owed.clear()


@pytest.fixture
def calls():
    return []


@pytest.fixture
def summary(calls):
    @memoize("test.summary", domain="test")
    def summary(user, currency="EUR", *, until=None):
        calls.append((user, currency, until))
        return {"user": user, "total": Decimal("10.50"), "on": date(2026, 11, 21), "run": len(calls)}

    return summary


def looked_up(result, name="test.summary"):
    return REGISTRY.get_sample_value("steward_cache_lookups_total", {"cache": name, "result": result}) or 0


pytestmark = pytest.mark.django_db


# --- Values -------------------------------------------------------------------------------------------------


def test_the_second_look_up_computes_nothing_and_says_the_same(summary, calls):
    first = summary(ADA)

    second = summary(ADA)

    assert first == second == {"user": ADA, "total": Decimal("10.50"), "on": date(2026, 11, 21), "run": 1}
    assert len(calls) == 1


def test_two_people_never_share(summary):
    assert summary(ADA)["user"] == ADA
    assert summary(GRACE)["user"] == GRACE


def test_other_arguments_are_another_value_and_the_same_ones_are_not(summary, calls):
    summary(ADA)
    summary(ADA, "USD")
    summary(ADA, until=date(2026, 1, 1))

    summary(ADA, "EUR")
    summary(ADA, currency="USD", until=None)

    assert len(calls) == 3


def test_what_comes_back_is_the_same_from_the_computation_and_from_the_cache():
    @memoize("test.shape", domain="test")
    def shape(user):
        return {"pair": (1, 2), "nested": [{"amount": Decimal("1.10")}]}

    assert shape(ADA) == shape(ADA) == {"pair": [1, 2], "nested": [{"amount": Decimal("1.10")}]}


def test_nothing_is_a_value_too(calls):
    @memoize("test.none", domain="test")
    def none(user):
        calls.append(user)

    assert none(ADA) is none(ADA) is None
    assert len(calls) == 1


def test_what_is_not_plain_is_refused_at_once():
    @memoize("test.odd", domain="test")
    def odd(user):
        return {1, 2}

    with pytest.raises(TypeError, match="set cannot be kept"):
        odd(ADA)


def test_a_value_ends_after_its_time(summary, calls):
    with time_machine.travel(time.time(), tick=False) as clock:
        summary(ADA)
        clock.shift(301)

        summary(ADA)

    assert len(calls) == 2


def test_a_costly_value_is_computed_anew_before_it_ends(summary, calls):
    entry = {"took": 10.0, "until": time.time() + 0.001}

    assert cache._is_due_early(entry)
    assert not cache._is_due_early({"took": 0.0, "until": time.time() + 100})


def test_an_error_is_not_kept(calls):
    @memoize("test.failing", domain="test")
    def failing(user):
        calls.append(user)
        if len(calls) == 1:
            raise ZeroDivisionError
        return "fine"

    with pytest.raises(ZeroDivisionError):
        failing(ADA)

    assert failing(ADA) == "fine"


def test_garbage_in_redis_is_a_miss(summary, calls):
    summary(ADA)
    redis = cache._redis()
    for key in redis.keys("*value:*"):
        redis.set(key, b'{"version": {"$decimal": "x"}}')

    summary(ADA)

    assert len(calls) == 2


# --- Many at once -------------------------------------------------------------------------------------------


def test_many_threads_on_a_cold_value_compute_it_once(calls):
    @memoize("test.slow", domain="test")
    def slow(user):
        calls.append(user)
        time.sleep(0.2)
        return len(calls)

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: slow(ADA), range(16)))

    assert len(calls) == 1
    assert set(answers) == {1}


def test_what_another_computed_between_the_look_and_the_lock_is_used(summary, calls, monkeypatch):
    look = cache._read

    def look_and_lose_the_race(*keys):
        monkeypatch.setattr(cache, "_read", look)
        seen = look(*keys)
        summary(ADA)
        return seen

    monkeypatch.setattr(cache, "_read", look_and_lose_the_race)

    assert summary(ADA)["run"] == 1
    assert len(calls) == 1
    assert not cache._redis().keys("*:lock")


def test_threads_that_wait_for_one_that_fails_compute_for_themselves(calls):
    @memoize("test.flaky", domain="test")
    def flaky(user):
        calls.append(user)
        time.sleep(0.1)
        if len(calls) == 1:
            raise ZeroDivisionError
        return "fine"

    def ask(_):
        try:
            return flaky(ADA)
        except ZeroDivisionError:
            return "failed"

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(ask, range(4)))

    assert answers == ["failed", "fine", "fine", "fine"]


@pytest.mark.django_db(transaction=True)
def test_a_write_during_the_computation_is_visible_at_once_and_never_overwritten():
    data, reached, may_end = {"value": "old"}, threading.Event(), threading.Event()

    @memoize("test.race", domain="test")
    def race(user):
        seen = data["value"]
        if seen == "old":
            reached.set()
            may_end.wait(10)
        return seen

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(race, ADA)
        reached.wait(10)
        data["value"] = "new"
        bump(ADA, "test")
        during = race(ADA)
        may_end.set()
        late = slow.result()

    assert (during, late) == ("new", "old")
    assert race(ADA) == "new"


# --- Changes ------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_change_is_visible_at_once_for_that_person_alone(summary, calls):
    summary(ADA)
    summary(GRACE)

    bump(ADA, "test")

    assert summary(ADA)["run"] == 3
    assert summary(GRACE)["run"] == 2


@pytest.mark.django_db(transaction=True)
def test_a_change_of_another_domain_is_none(summary):
    summary(ADA)

    bump(ADA, "other")

    assert summary(ADA)["run"] == 1


@pytest.mark.django_db(transaction=True)
def test_what_everyone_shares_changes_for_everyone(calls):
    @memoize("test.market", domain="market")
    def market(place):
        calls.append(place)
        return len(calls)

    assert (market("Paris"), market("Paris"), market("London")) == (1, 1, 2)

    bump(None, "market")

    assert market("Paris") == 3


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_change_is_none(summary):
    summary(ADA)

    with transaction.atomic():
        bump(ADA, "test")
        transaction.set_rollback(True)

    assert summary(ADA)["run"] == 1


@pytest.mark.django_db(transaction=True)
def test_inside_the_writing_transaction_nothing_is_read_from_the_cache_or_put_there(summary):
    summary(ADA)

    with transaction.atomic():
        bump(ADA, "test")
        inside = summary(ADA)["run"]
        transaction.set_rollback(True)

    assert inside == 2
    assert summary(ADA)["run"] == 1


@pytest.mark.django_db(transaction=True)
def test_before_the_commit_others_keep_the_old_value(summary):
    summary(ADA)

    with transaction.atomic():
        bump(ADA, "test")
        with ThreadPoolExecutor(1) as pool:
            other = pool.submit(summary, ADA).result()

    assert other["run"] == 1
    assert summary(ADA)["run"] == 2


def test_a_forgotten_version_is_never_met_again(summary):
    summary(ADA)
    redis = cache._redis()
    for key in redis.keys("*version:*"):
        redis.delete(key)

    assert summary(ADA)["run"] == 2


def test_a_person_can_be_forgotten_and_nobody_else_is():
    @cache.memoize("forgetting", domain="probe")
    def value(user, word):
        return word

    keys = cache._redis().scan_iter
    for user in (4711, 47, 711):
        value(user, "kept")

    forgotten = cache.forget(4711)

    left = sorted(key.decode() for key in keys(match="*:forgetting:*"))
    assert forgotten == 2  # the value and the version
    assert len(left) == 2
    assert not any(":4711:" in key for key in left)
    assert cache.forget(4711) == 0


# --- Counted ------------------------------------------------------------------------------------------------


def test_look_ups_are_counted_by_their_result(summary):
    hits, misses = looked_up("hit"), looked_up("miss")

    for _ in range(5):
        summary(ADA)

    assert (looked_up("hit") - hits, looked_up("miss") - misses) == (4, 1)


def test_django_s_cache_is_counted_too_with_many_keys_at_once():
    pages = caches["pages"]
    hits, misses = looked_up("hit", "pages"), looked_up("miss", "pages")
    pages.set("a", None)

    pages.get("a")
    pages.get("b", "default")
    pages.get_many(["a", "c", "d"])

    assert (looked_up("hit", "pages") - hits, looked_up("miss", "pages") - misses) == (2, 3)
