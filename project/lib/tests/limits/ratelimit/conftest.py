import time

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.test import Client

from project.lib.limits import counters
from project.lib.limits.policies import TABLE, Rate, policies


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
