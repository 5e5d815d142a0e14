import pytest

from apps.portfolio.services import load_sample
from project.lib.testing import UserFactory, clock


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock("2025-06-02T12:00:00Z"):
        yield


@pytest.fixture
def person(client):
    """Signed in, with the sample household's money."""
    person = UserFactory(base_currency="GBP")
    load_sample(person)
    client.force_login(person)
    return person
