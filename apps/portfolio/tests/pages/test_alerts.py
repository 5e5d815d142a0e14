"""The pages of alerts, and the same for programs."""

from datetime import date
from decimal import Decimal

import pytest

from apps.portfolio.models import Alert, Notice
from apps.portfolio.services import open_account, set_prices
from apps.portfolio.services.alerts import watch_alerts
from apps.portfolio.services.targets import set_targets
from apps.portfolio.tests.factories import AlertFactory, InstrumentFactory
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db

PAGE, API = "/portfolio/alerts/", "/api/v1/portfolio"
JSON = {"content_type": "application/json"}


@pytest.fixture
def ada(client):
    person = UserFactory()
    client.force_login(person)
    return person


def text(answer):
    return " ".join(answer.content.decode().split())


def fired(owner, symbol="ABC"):
    alert = AlertFactory(owner=owner, instrument__symbol=symbol)
    set_prices(instrument=alert.instrument, closes={date(2024, 5, 31): Decimal(150)}, source="test")
    watch_alerts()
    return alert


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_without_alerts_the_page_says_what_there_is(client, ada):
    page = text(client.get(PAGE))

    assert "No alerts yet" in page
    assert page.count("/portfolio/alerts/add/") == 5


@pytest.mark.parametrize(
    ("kind", "typed", "title"),
    [
        ("price", {"instrument": "abc", "side": "below", "limit": "9.5"}, "ABC at or below 9.5 USD"),
        ("price", {"instrument": "abc", "side": "above", "limit": "9.5"}, "ABC at or above 9.5 USD"),
        ("drift", {"limit": "5"}, "Any kind of asset 5 points away from its target"),
        ("drawdown", {"limit": "12.5"}, "Everything 12.5% below its highest"),
        ("dividend", {"instrument": ""}, "Dividend of anything"),
        ("dividend", {"instrument": "ABC"}, "Dividend of ABC"),
        ("stale", {"instrument": "", "limit": "7"}, "Price of anything I hold 7 days old"),
    ],
)
def test_each_kind_is_added_changed_and_called_what_it_is(client, ada, kind, typed, title):
    InstrumentFactory(symbol="ABC", name="Abc", currency="USD")
    set_targets(owner=ada, by="kind", targets={"etf": Decimal(1)})

    added = client.post(f"{PAGE}add/{kind}/", {**typed, "by_email": "on"}, follow=True)
    alert = Alert.objects.get()
    form = client.get(f"{PAGE}{alert.uuid}/")
    changed = client.post(f"{PAGE}{alert.uuid}/", typed, follow=True)

    assert title in text(added)
    assert "Here and by email" in text(added)
    assert form.status_code == 200
    assert "Only here" in text(changed)
    assert (alert.kind, Alert.objects.count()) == (kind, 1)


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("price", {"instrument": "nothing", "side": "above", "limit": "1"}, "Nothing called nothing is known."),
        ("price", {"instrument": "ABC", "side": "above", "limit": "-1"}, "Write a price above zero."),
        ("drawdown", {"limit": ""}, "This field is required."),
        ("drift", {"limit": "5"}, "Set targets for kinds of assets first"),
    ],
)
def test_what_is_wrong_is_said_on_the_form(client, ada, kind, typed, sentence):
    InstrumentFactory(symbol="ABC")
    alert = AlertFactory(owner=ada, instrument__symbol="OLD")

    assert sentence in text(client.post(f"{PAGE}add/{kind}/", typed))
    if kind == "price":
        assert sentence in text(client.post(f"{PAGE}{alert.uuid}/", typed))
    assert Alert.objects.count() == 1


def test_it_is_paused_resumed_deleted_and_brought_back(client, ada):
    alert = AlertFactory(owner=ada, instrument__symbol="ABC")
    here = f"{PAGE}{alert.uuid}/"

    assert "Paused" in text(client.post(f"{here}pause/", follow=True))
    assert "Resumed." in text(client.post(f"{here}resume/", follow=True))
    deleted = client.post(f"{here}delete/", follow=True)
    assert f"{here}restore/" in text(deleted)
    assert client.get(here).status_code == 404
    assert "ABC at or above" in text(client.post(f"{here}restore/", follow=True))


def test_what_was_told_is_new_until_it_was_seen_and_stands_on_the_front_page(client, ada):
    open_account(owner=ada, name="Bank", currency="EUR")
    fired(ada)

    assert "1 new from your alerts" in text(client.get("/"))
    assert '<span class="tag">New</span>' in text(client.get(PAGE))
    seen = text(client.post(f"{PAGE}seen/", follow=True))

    assert "ABC closed at" in seen
    assert "New</span>" not in seen


@pytest.mark.parametrize("rows", [1, 12])
def test_the_page_costs_the_same_however_much_there_is(client, ada, rows):
    for number in range(rows):
        fired(ada, f"S{number}")

    with statements() as sent:
        client.get(PAGE)

    assert len(sent.beyond_sign_in()) <= 3


# --- The API ----------------------------------------------------------------------------------------------------------


def test_a_program_sets_changes_and_deletes_one(client, ada):
    shares = InstrumentFactory(symbol="ABC")
    asked = {"kind": "price", "instrument": str(shares.uuid), "limit": "9.50", "below": True}

    made = client.post(f"{API}/alerts", asked, **JSON)
    here = f"{API}/alerts/{made.json()['uuid']}"
    changed = client.patch(here, {"limit": "8"}, **JSON).json()
    paused = client.post(f"{here}/pause").json()
    resumed = client.post(f"{here}/resume").json()
    gone = client.delete(here).status_code, client.get(here).status_code
    back = client.post(f"{here}/restore").json()

    assert (made.status_code, made.json()["limit"], made.json()["below"]) == (201, "9.50", True)
    assert (changed["limit"], changed["below"], changed["instrument"]) == ("8", True, str(shares.uuid))
    assert (paused["paused_at"] is None, resumed["paused_at"]) == (False, None)
    assert gone == (204, 404)
    assert client.get(f"{API}/alerts").json()["results"] == [back] == [client.get(here).json()]


def test_a_refusal_names_the_field(client, ada):
    refused = client.post(f"{API}/alerts", {"kind": "drawdown", "limit": "500"}, **JSON)

    assert (refused.status_code, refused.json()["code"], list(refused.json()["fields"])) == (
        400,
        "bad_alert",
        ["limit"],
    )


def test_a_program_reads_what_was_told(client, ada):
    alert = fired(ada)
    fired(UserFactory(), "XYZ")

    (notice,) = client.get(f"{API}/notices").json()["results"]
    client.post(f"{API}/notices/seen")

    assert (notice["alert"], notice["seen_at"]) == (str(alert.uuid), None)
    assert Notice.objects.filter(owner=ada, seen_at=None).count() == 0
    assert Notice.objects.filter(seen_at=None).count() == 1
