from datetime import date

import pytest

from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, bought, paid_in
from project.lib.testing import UserFactory, clock


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock("2024-06-03T12:00:00Z"):
        yield


@pytest.fixture
def ada():
    return UserFactory()


@pytest.fixture
def account(ada):
    return AccountFactory(owner=ada)


@pytest.fixture
def shares(account):
    shares = InstrumentFactory(symbol="ABC")
    paid_in(account, 5000, date(2024, 1, 1))
    bought(account, shares, 5, date(2024, 1, 2))
    return shares
