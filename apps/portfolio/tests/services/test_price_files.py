"""Prices from a file, by page, API and admin: all of it or nothing, and only where they may."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from apps.portfolio import services
from apps.portfolio.models import Feed, Instrument, Outdated, Price, ProviderState
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, bought
from project.lib.errors import NotThere
from project.lib.testing import UserFactory, clock

pytestmark = pytest.mark.django_db

GOOD = b"date,close\n2024-05-30,310000\n2024-05-31,312000.5\n"
BAD = b"date,close\n2024-05-30,310000\n2024-05-31,nothing\n"


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
def house(ada):
    return InstrumentFactory(owner=ada, symbol="HOUSE")


def file(content=GOOD):
    return SimpleUploadedFile("prices.csv", content)


def test_a_file_is_taken_by_the_page(client, ada, house):
    bought(AccountFactory(owner=ada), house, 1, date(2024, 5, 2))
    Outdated.objects.all().delete()

    answer = client.post(f"/portfolio/instruments/{house.uuid}/prices/file/", {"file": file()}, follow=True)

    assert "2 prices are noted" in answer.content.decode()
    assert "a file that was brought in" in answer.content.decode()
    assert dict(Price.objects.values_list("on", "close"))[date(2024, 5, 31)] == Decimal("312000.5")
    assert Outdated.objects.get().instrument == house


def test_a_bad_line_is_named_on_the_page_and_nothing_is_taken(client, house):
    answer = client.post(f"/portfolio/instruments/{house.uuid}/prices/file/", {"file": file(BAD)})

    assert answer.status_code == 422
    assert "Line 3: nothing is no number." in answer.content.decode()
    assert not Price.objects.exists()


def put(client, house, content):
    body = encode_multipart(BOUNDARY, {"file": file(content)})
    return client.put(f"/api/v1/portfolio/instruments/{house.uuid}/prices/file", body, content_type=MULTIPART_CONTENT)


def test_a_file_is_taken_by_the_api(client, house):
    assert put(client, house, GOOD).json() == {"count": 2}

    refused = put(client, house, BAD)
    assert (refused.status_code, refused.json()["code"]) == (400, "bad_price_file")
    assert "file" in refused.json()["fields"]


def test_a_file_of_the_largest_size_comes_through(client, house):
    note = "x" * 95_000
    large = "".join(["date,close,note\n", *(f"2024-05-{day:02},312000,{note}\n" for day in range(1, 31))]).encode()

    by_page = client.post(f"/portfolio/instruments/{house.uuid}/prices/file/", {"file": file(large)})
    by_api = put(client, house, large)

    assert (by_page.status_code, by_api.status_code) == (302, 200)


def test_the_catalogue_and_the_future_are_not_for_people_to_price(ada, house):
    with pytest.raises(NotThere):
        services.import_prices(owner=ada, instrument=InstrumentFactory(), file=file())
    with pytest.raises(services.InTheFuture):
        services.import_prices(owner=ada, instrument=house, file=file(b"date,close\n2030-01-01,1\n"))


# --- Staff ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def administrator(client):
    person = UserFactory(administrator=True)
    client.force_login(person)
    return person


FORM = {
    "symbol": "ABC", "name": "Abc", "kind": "share", "currency": "USD", "isin": "", "sector": "", "region": "",
    "delisted_on": "", "feed-TOTAL_FORMS": "1", "feed-INITIAL_FORMS": "0", "feed-MIN_NUM_FORMS": "0",
    "feed-MAX_NUM_FORMS": "1", "feed-0-provider": "sample", "feed-0-symbol": "MWLD", "feed-0-next_at_0": "2024-06-03",
    "feed-0-next_at_1": "00:00",
}  # fmt: skip


def test_an_administrator_adds_to_the_catalogue_with_a_feed_and_old_prices(client, administrator):
    answer = client.post("/admin/portfolio/instrument/add/", {**FORM, "prices": file()}, follow=True)

    assert "2 prices were taken." in answer.content.decode()
    added = Instrument.objects.get(symbol="ABC")
    assert (added.owner, Feed.objects.get().instrument) == (None, added)
    assert services.refresh_market() == 1
    assert Price.objects.filter(instrument=added, source="sample").exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"currency": "ABC"}, "is no currency"),
        ({"prices": file(BAD)}, "Line 3"),
        ({"prices": file(b"date,close\n2030-01-01,1\n")}, "a day that has been"),
    ],
)
def test_what_is_wrong_is_said_on_the_form(client, administrator, change, sentence):
    answer = client.post("/admin/portfolio/instrument/add/", {**FORM, **change})

    assert sentence in answer.content.decode()
    assert not Instrument.objects.exists()


def test_what_people_added_for_themselves_is_not_in_the_admin(client, administrator):
    house = InstrumentFactory(symbol="HOUSE", owner=UserFactory())
    services.set_price(owner=house.owner, instrument=house, on=date(2024, 5, 31), close=Decimal(1))
    InstrumentFactory(symbol="SHARED")

    for page in ("instrument", "price"):
        assert "HOUSE" not in client.get(f"/admin/portfolio/{page}/").content.decode()
    assert "SHARED" in client.get("/admin/portfolio/instrument/").content.decode()
    assert client.get(f"/admin/portfolio/instrument/{house.pk}/change/").status_code == 302


def test_the_state_of_each_provider_is_shown(client, administrator, settings):
    settings.ALPHA_VANTAGE_API_KEY = "key"
    ProviderState.objects.create(name="alpha_vantage", calls=5, counted_on=date(2024, 6, 3), error="It answered 500.")
    ProviderState.objects.create(name="ecb")
    ProviderState.objects.create(name="stooq", calls=5, counted_on=date(2024, 6, 2))

    page = client.get("/admin/portfolio/providerstate/").content.decode()

    assert "It answered 500." in page
    assert '<td class="field-calls_left">20</td>' in page
