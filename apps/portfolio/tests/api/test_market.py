"""Prices and rates that everyone shares: kept for a minute, and never for nobody."""

from datetime import date
from decimal import Decimal

import pytest

from apps.accounts.tests.factories import api_key
from apps.portfolio import services
from apps.portfolio.tests.factories import InstrumentFactory
from project.lib.testing import UserFactory, clock, statements

pytestmark = pytest.mark.django_db

MARKET = "/api/v1/market"
DAY, LATER = date(2024, 5, 31), date(2024, 6, 3)


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock("2024-06-03T12:00:00Z"):
        yield


@pytest.fixture
def ada(client):
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.fixture
def shares():
    shares = InstrumentFactory(symbol="ABC", name="Abc", currency="USD")
    closes = {date(2024, 5, 1): Decimal(9), DAY: Decimal("10.50")}
    services.set_prices(instrument=shares, closes=closes, source="alpha_vantage")
    return shares


def quotes(client, symbols="abc"):
    return client.get(f"{MARKET}/quotes?symbols={symbols}")


def test_a_price_has_its_day_and_its_source(client, ada, shares):
    found = quotes(client).json()

    assert found == [
        {
            "uuid": str(shares.uuid), "symbol": "ABC", "name": "Abc", "currency": "USD", "delisted_on": None,
            "price": "10.50", "on": "2024-05-31", "source": "alpha_vantage", "stale": False,
        }
    ]  # fmt: skip


def test_an_old_price_is_stale_and_a_missing_one_unknown(client, ada, shares):
    InstrumentFactory(symbol="NEW")

    with clock("2024-07-03T12:00:00Z"):
        old, new = quotes(client, "abc,new,nothing").json()

    assert (old["price"], old["stale"]) == ("10.50", True)
    assert (new["price"], new["stale"], new["on"]) == (None, None, None)


@pytest.mark.django_db(transaction=True)  # what an open transaction has changed is not kept
def test_a_second_reader_costs_no_look_at_the_table(client, ada, shares):
    first = quotes(client)
    client.force_login(UserFactory())

    with statements() as sent:
        second = quotes(client)

    assert second.json() == first.json()
    assert sent.beyond_sign_in() == []
    assert (second["Cache-Control"], "Cookie" in second["Vary"]) == ("private, no-cache", True)


@pytest.mark.django_db(transaction=True)
def test_nobody_gets_what_is_kept(client, ada, shares):
    assert quotes(client).status_code == 200
    _, key = api_key(ada, "jobs:read")
    client.logout()

    assert quotes(client).status_code == 401
    assert client.get(f"{MARKET}/rates").status_code == 401
    assert client.get(f"{MARKET}/quotes?symbols=abc", headers={"Authorization": f"Bearer {key}"}).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_a_new_price_is_there_at_once(client, ada, shares):
    quotes(client)

    services.set_prices(instrument=shares, closes={LATER: Decimal(11)}, source="stooq")

    assert quotes(client).json()[0]["on"] == "2024-06-03"


def test_what_is_somebodys_own_is_no_market(client, ada):
    house = InstrumentFactory(owner=ada, symbol="HOUSE")
    services.set_price(owner=ada, instrument=house, on=DAY, close=Decimal(1))

    assert quotes(client, "HOUSE").json() == []
    assert client.get(f"{MARKET}/instruments/{house.uuid}/prices").status_code == 404


def test_all_prices_of_an_instrument_page_by_page(client, ada, shares):
    found = client.get(f"{MARKET}/instruments/{shares.uuid}/prices").json()

    assert [price["on"] for price in found["results"]] == ["2024-05-31", "2024-05-01"]


@pytest.mark.parametrize("symbols", ["", ",".join(str(number) for number in range(51))])
def test_too_few_or_too_many_symbols_are_refused(client, ada, symbols):
    assert quotes(client, symbols).status_code == 400


def test_rates_are_the_latest_of_each_currency(client, ada):
    services.set_rates(currency="USD", values={DAY: Decimal("1.08"), LATER: Decimal("1.09")}, source="ecb")
    services.set_rates(currency="CHF", values={date(2024, 1, 2): Decimal("0.95")}, source="ecb")

    franc, dollar = client.get(f"{MARKET}/rates").json()

    assert dollar == {"currency": "USD", "rate": "1.09", "on": "2024-06-03", "source": "ecb", "stale": False}
    assert (franc["currency"], franc["stale"]) == ("CHF", True)
