"""How often programs may ask: as their person, by the person's tier (C-1)."""

import re

import pytest
from django.core.cache import caches
from django.utils import timezone

from apps.accounts.tests.factories import api_key, bearer, signed_in_program
from project.lib.limits import counters
from project.lib.testing import UserFactory, clock

pytestmark = pytest.mark.django_db
OVERVIEW, ME = "/api/v1/dashboard/overview", "/api/v1/auth/me"


@pytest.fixture(autouse=True)
def limits(settings):
    settings.RATE_LIMITS_ENABLED = True
    caches["ratelimit"].clear()
    counters.here.clear()
    with clock(timezone.now()):
        yield


def left(answer):
    """How many requests the policy `api` leaves, and of how many."""
    (remaining,), (rate,) = (
        re.findall(rf'"api";{letter}=(\d+)', answer[header])
        for header, letter in (("RateLimit", "r"), ("RateLimit-Policy", "q"))
    )
    return int(remaining), int(rate)


@pytest.mark.parametrize(("tier", "rate"), [("free", 100), ("standard", 1000)])
@pytest.mark.parametrize("kind", ["session", "token", "key"])
def test_the_tier_decides_however_somebody_asks(client, tier, rate, kind):
    person = UserFactory(tier=tier)
    headers = {}
    if kind == "session":
        client.force_login(person)
    else:
        headers = bearer(signed_in_program(person).access if kind == "token" else api_key(person)[1])

    answer = client.get(OVERVIEW, headers=headers)

    assert (answer.status_code, left(answer)) == (200, (rate - 1, rate))


def test_a_new_tier_counts_from_the_next_request(client):
    person = UserFactory(tier="free")
    headers = bearer(signed_in_program(person).access)
    before = left(client.get(OVERVIEW, headers=headers))[1]

    person.tier = "standard"
    person.save()

    assert (before, left(client.get(OVERVIEW, headers=headers))[1]) == (100, 1000)


def test_sessions_tokens_and_keys_of_one_person_count_together(client):
    person = UserFactory()
    client.force_login(person)
    ways = [{}, bearer(signed_in_program(person).access), bearer(api_key(person)[1])]

    assert [left(client.get(OVERVIEW, headers=way))[0] for way in ways] == [999, 998, 997]


def test_a_free_person_s_program_is_refused_after_a_hundred(client):
    headers = bearer(signed_in_program(UserFactory(tier="free")).access)

    statuses = [client.get(OVERVIEW, headers=headers).status_code for _ in range(101)]

    assert statuses == [200] * 100 + [429]


@pytest.mark.parametrize("given", ["a.b.c", "stw_made-up"])
def test_guessing_at_tokens_and_keys_is_counted_by_address(client, given):
    statuses = [client.get(OVERVIEW, headers=bearer(given)).status_code for _ in range(11)]

    assert statuses == [401] * 10 + [429]
