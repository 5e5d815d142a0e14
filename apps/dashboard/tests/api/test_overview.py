import pytest

from apps.dashboard import queries
from apps.dashboard.tests.pages.test_front import STEP, card
from project.lib import registry
from project.lib.registry import Registry
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/api/dashboard/overview",
    "/api/dashboard/overview/",
    "/api/v1/dashboard/overview",
    "/api/v1/dashboard/overview/",
]


@pytest.fixture
def cards(monkeypatch):
    cards = Registry()
    monkeypatch.setattr(queries, "cards", cards)
    monkeypatch.setattr(registry, "first_steps", Registry())
    return cards


@pytest.mark.parametrize("address", ADDRESSES)
def test_one_call_sums_up_what_every_app_offers(address, client, cards):
    cards.register("portfolio", lambda person: card(overview={"worth": "12.00", "owner": person.email}))
    cards.register("nutrition", lambda _: card(overview={}, first_step=STEP))
    cards.register("training", lambda _: 1 / 0)
    person = UserFactory()
    client.force_login(person)

    reply = client.get(address)

    assert reply.json() == {
        "sections": {"portfolio": {"worth": "12.00", "owner": person.email}, "nutrition": {}},
        "unavailable": ["training"],
        "first_steps": [{"title": STEP.title, "detail": STEP.detail, "url": STEP.url}],
    }


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_is_refused_without_a_redirect(address, client):
    assert client.get(address).status_code == 401


def test_it_costs_at_most_eight_statements(client):
    client.force_login(UserFactory())
    client.get(ADDRESSES[0])

    with statements() as sent:
        client.get(ADDRESSES[0])

    assert len(sent) <= 8, sent
