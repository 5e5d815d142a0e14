"""Recording, changing and taking back, as a person does it on pages."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from apps.portfolio import services
from apps.portfolio.domain.activities import Kind
from apps.portfolio.models import Account, Activity, Instrument
from apps.portfolio.pages.ledger_shapes import SHAPES
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, bought, paid_in
from project.lib.testing import clock, statements

pytestmark = pytest.mark.django_db

TODAY = date(2024, 6, 3)
DAY = date(2024, 3, 1)
LIST = "/portfolio/activities/"
ADD = "/portfolio/activities/add/"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock("2024-06-03T12:00:00Z"):
        yield


@pytest.fixture
def account():
    return AccountFactory(name="Broker")


@pytest.fixture
def shares():
    return InstrumentFactory(symbol="ABC", name="Alphabet Soup")


@pytest.fixture
def ada(account, client):
    client.force_login(account.owner)
    return account.owner


@pytest.fixture
def signed_in(ada, account, client):
    return account, client


def said(account, kind, **fields):
    return {"kind": kind, "account": account.uuid, "on": "2024-05-02", **fields}


def undo_of(page):
    return re.search(r'action="(/portfolio/changes/[^"]+/undo/)"', page)[1]


# --- Recording --------------------------------------------------------------------------------------------------------

SENT = {
    "buy": {"instrument": "abc", "quantity": "3", "price": "10.50", "fee": "1", "tags": "long, long, green"},
    "sell": {"instrument": "ABC", "quantity": "2", "price": "12"},
    "dividend": {"instrument": "ABC", "amount": "5", "tax": "1"},
    "interest": {"amount": "-3"},
    "fee": {"amount": "2"},
    "tax": {"amount": "2"},
    "deposit": {"amount": "1,000.50"},
    "withdrawal": {"amount": "10"},
    "transfer": {"to_account": "other", "amount": "10"},
    "transfer_in": {"instrument": "ABC", "quantity": "1", "cost": "90", "acquired_on": "2020-01-02"},
    "transfer_out": {"instrument": "ABC", "quantity": "1"},
    "split": {"instrument": "ABC", "ratio": "3:2"},
    "bonus": {"instrument": "ABC", "quantity": "1"},
    "return_of_capital": {"instrument": "ABC", "amount": "4"},
    "spin_off": {"instrument": "ABC", "into": "XYZ", "quantity": "2", "share": "0.2"},
    "merger": {"instrument": "ABC", "into": "XYZ", "ratio": "1:2"},
    "short": {"instrument": "XYZ", "quantity": "2", "price": "12"},
    "cover": {"instrument": "DEF", "quantity": "1", "price": "12"},
}


def test_every_kind_has_its_form_and_its_round_trip_is_tested():
    assert set(SHAPES) == set(SENT) == {kind.value for kind in Kind}


@pytest.mark.parametrize("kind", SENT)
def test_what_is_recorded_comes_back_in_the_form_that_edits_it(kind, ada, account, shares, client):
    bought(account, shares, "10", DAY)
    InstrumentFactory(symbol="XYZ")
    short = InstrumentFactory(symbol="DEF")
    other = AccountFactory(owner=ada, name="Other")
    client.post(ADD, said(account, "short", on="2024-04-02", instrument=short.symbol, quantity="5", price="9"))
    fields = {name: other.uuid if value == "other" else value for name, value in SENT[kind].items()}

    answer = client.post(ADD, said(account, kind, **fields))
    recorded = Activity.objects.for_user(ada).latest("id")
    form = client.get(f"{LIST}{recorded.uuid}/edit/").context["form"]
    again = client.post(
        f"{LIST}{recorded.uuid}/edit/", {field.name: field.value() or "" for field in form if field.value() is not None}
    )
    edited = Activity.objects.get(uuid=recorded.uuid)

    assert (answer.status_code, again.status_code) == (302, 302), form.errors
    assert recorded.kind == kind
    for field in Activity._meta.concrete_fields:
        if field.name != "updated_at":
            assert getattr(edited, field.attname) == getattr(recorded, field.attname), field.name


def test_figures_are_read_and_shown_in_the_locale_of_the_person(ada, account, shares, client):
    ada.locale = "de-DE"
    ada.save()

    client.post(ADD, said(account, "buy", instrument="ABC", quantity="1.000,5", price="0,125"))
    wrong = client.post(ADD, said(account, "buy", instrument="ABC", quantity="1,000.5", price="1"))
    recorded = Activity.objects.get()
    form = client.get(f"{LIST}{recorded.uuid}/edit/").text

    assert (recorded.quantity, recorded.price) == (Decimal("1000.5"), Decimal("0.125"))
    assert 'value="1000,5"' in form
    assert "quantity" in wrong.context["form"].errors


def test_a_kind_is_chosen_first_and_swaps_only_the_fields_later(ada, account, shares, client):
    paid_in(account, 100, DAY)

    kinds = client.get(ADD).text
    page = client.get(ADD, {"kind": "buy"})
    swapped = client.get(
        ADD, {"kind": "deposit", "account": account.uuid, "on": "2024-05-05", "note": "salary"}, headers=HTMX
    )

    assert all(f"?kind={kind}" in kinds for kind in SHAPES)
    assert page.context["form"]["account"].value() == str(account.uuid)
    assert page.context["form"]["on"].value() == TODAY
    assert "ratio" not in page.context["form"].fields
    assert "<html" not in swapped.text
    assert 'value="salary"' in swapped.text
    assert 'name="quantity"' not in swapped.text


def test_without_an_account_it_says_to_add_one(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("bo@example.org"))

    assert client.get(ADD).url == "/portfolio/accounts/add/"


def test_an_instrument_of_ones_own_is_added_on_the_way(ada, account, client):
    fields = {
        "instrument": "HOUSE",
        "new_name": "Our house",
        "new_kind": "property",
        "quantity": "1",
        "price": "250000",
    }

    refused = client.post(ADD, said(account, "buy", on="2030-01-01", **fields))
    none_then = Instrument.objects.count()
    done = client.post(ADD, said(account, "buy", **fields))

    assert (refused.status_code, none_then, done.status_code) == (422, 0, 302)
    house = Instrument.objects.get()
    assert (house.owner, house.symbol, house.kind, house.currency) == (ada, "HOUSE", "property", "EUR")
    assert Activity.objects.get().instrument == house


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"kind": "buy", "instrument": "ABC", "price": "1"}, "quantity", "The quantity must be above zero."),
        ({"kind": "buy", "instrument": "NOPE", "quantity": "1", "price": "1"}, "instrument", "Nothing called NOPE"),
        ({"kind": "buy", "quantity": "1", "price": "1"}, "instrument", "Say which security it was."),
        ({"kind": "buy", "new_name": "A", "quantity": "1", "price": "1"}, "instrument", "Write the symbol"),
        ({"kind": "buy", "instrument": "A", "quantity": "1", "price": "1"}, "instrument", "Several fit"),
        ({"kind": "deposit", "amount": "1", "on": "2030-01-01"}, "on", "has not come yet"),
        ({"kind": "deposit", "amount": "1", "on": "0204-01-01"}, "on", "too long ago"),
        ({"kind": "deposit", "amount": "much"}, "amount", "Write a number in digits"),
        ({"kind": "deposit", "amount": "0.0000000000001"}, "amount", "At most 12 decimals"),
        ({"kind": "deposit", "amount": "1", "currency": "XXX"}, "currency", "no such currency"),
        ({"kind": "deposit", "amount": "1", "tags": "x" * 51}, "tags", "at most 50 letters"),
        ({"kind": "split", "instrument": "ABC", "ratio": "0:1"}, "ratio", "such as 2:1"),
        ({"kind": "split", "instrument": "ABC"}, "ratio", "Say how many units"),
        ({"kind": "sell", "instrument": "ABC", "quantity": "1", "price": "1"}, "quantity", "You hold 0"),
    ],
)  # fmt: skip
def test_what_is_refused_is_said_at_its_field(fields, field, words, signed_in):
    account, client = signed_in
    InstrumentFactory(symbol="ABC", name="Alphabet Soup")
    InstrumentFactory(symbol="ABD", name="Another")

    answer = client.post(ADD, {"account": account.uuid, "on": "2024-05-02", **fields})

    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors[field])
    assert not Activity.objects.exists()


def test_another_kind_clears_what_the_new_one_does_not_ask_for(ada, account, shares, client):
    activity = bought(account, shares, "10", DAY, fee=Decimal(2))

    client.post(f"{LIST}{activity.uuid}/edit/", said(account, "deposit", amount="7"))

    changed = Activity.objects.get()
    assert (changed.kind, changed.amount, changed.quantity, changed.price) == ("deposit", 7, 0, None)


def test_an_edit_that_cannot_be_is_refused_on_the_form(ada, account, shares, client):
    activity = bought(account, shares, "10", DAY)

    answer = client.post(
        f"{LIST}{activity.uuid}/edit/", said(account, "buy", instrument="ABC", quantity="0", price="1")
    )

    assert answer.status_code == 422
    assert Activity.objects.get().quantity == 10


# --- Taking back ------------------------------------------------------------------------------------------------------


def test_each_change_offers_to_be_undone(ada, account, shares, client):
    recorded = client.post(ADD, said(account, "buy", instrument="ABC", quantity="1", price="1"), follow=True)
    activity = Activity.objects.get()
    more = said(account, "buy", instrument="ABC", quantity="5", price="1")
    client.post(f"{LIST}{activity.uuid}/edit/", more, follow=True)
    deleted = client.post(f"{LIST}{activity.uuid}/delete/", follow=True)
    gone = Activity.objects.exists()
    history = client.get(f"{LIST}{activity.uuid}/").text
    back = client.post(undo_of(deleted.text), follow=True)
    again = client.post(undo_of(deleted.text), follow=True)

    assert undo_of(recorded.text)
    assert not gone
    assert "A deleted activity" in history
    assert "Quantity: 1 → 5" in history
    assert "Undone: 1 activity." in back.text
    assert "undone already" in again.text
    assert Activity.objects.get().quantity == 5


def test_what_later_ones_stand_on_is_not_deleted(ada, account, shares, client):
    first = bought(account, shares, "10", DAY)
    client.post(ADD, said(account, "sell", instrument="ABC", quantity="10", price="1"))

    answer = client.post(f"{LIST}{first.uuid}/delete/", follow=True)

    assert "It was not deleted." in answer.text
    assert Activity.objects.count() == 2


# --- Many -------------------------------------------------------------------------------------------------------------


def test_ticked_ones_are_changed_and_deleted_together_and_both_undone(ada, account, client):
    other = AccountFactory(owner=ada)
    ticked = [paid_in(account, 10, DAY).uuid, paid_in(account, 20, DAY).uuid]
    paid_in(account, 30, DAY)

    changed = client.post(
        f"{LIST}change/", {"ticked": ticked, "act": "change", "all-account": other.uuid, "all-tags": "x"}, follow=True
    )
    moved = set(Activity.objects.filter(account=other, tags=["x"]).values_list("uuid", flat=True))
    client.post(undo_of(changed.text))
    deleted = client.post(f"{LIST}change/", {"ticked": ticked, "act": "delete", "back": f"{LIST}?kind=deposit"})
    left = Activity.objects.count()
    client.post(undo_of(client.get(deleted.url).text))

    assert moved == set(ticked)
    assert deleted.url == f"{LIST}?kind=deposit"
    assert left == 1
    assert Activity.objects.filter(account=account).count() == 3


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Tick the activities"),
        ({"ticked": True}, "Say what to change"),
        ({"ticked": True, "all-on": "2030-01-01"}, "Nothing was changed."),
        ({"ticked": True, "all-on": "soon"}, "Enter a valid date."),
    ],
)
def test_a_change_to_many_says_what_is_missing(fields, words, ada, account, client):
    activity = paid_in(account, 10, DAY)
    fields = {**fields, "ticked": [activity.uuid]} if "ticked" in fields else fields

    answer = client.post(f"{LIST}change/", {**fields, "back": "https://elsewhere.example/"}, follow=True)

    assert words in answer.text
    assert client.post(f"{LIST}change/", {"ticked": "no-uuid"}).status_code == 404


# --- The list ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 60])
def test_the_list_costs_the_same_however_long(rows, ada, account, shares, client):
    for _ in range(rows):
        bought(account, shares, "1", DAY) if rows == 1 else None
    if rows > 1:
        Activity.objects.bulk_create(
            Activity(owner=ada, account=account, instrument=shares, kind="buy", on=DAY + timedelta(days=day % 50),
                     quantity=1, price=1, currency="EUR")
            for day in range(rows)
        )  # fmt: skip

    with statements() as sent:
        page = client.get(LIST, {"words": "Alphabet", "account": account.uuid, "instrument": "ABC"})

    assert len(sent.beyond_sign_in()) <= 5, sent.beyond_sign_in()
    assert len(page.context["lines"]) == min(rows, 25)
    assert bool(page.context["next"]) == (rows > 25)


def test_the_list_is_narrowed_by_what_is_chosen(ada, account, shares, client):
    bought(account, shares, "1", DAY)
    paid_in(account, 10, date(2024, 2, 1), note="Salary")

    def titles(**asked):
        return [line.title for line in client.get(LIST, asked).context["lines"]]

    assert titles() == ["Buy ABC", "Deposit €10.00"]
    assert titles(kind="deposit") == titles(words="salary") == titles(until="2024-02-10") == ["Deposit €10.00"]
    assert titles(instrument="ABC") == titles(since="2024-02-10") == ["Buy ABC"]
    assert titles(account=AccountFactory(owner=ada).uuid) == []
    assert "Nothing fits" in client.get(LIST, {"kind": "short"}).text
    assert "Nothing called" in client.get(LIST, {"instrument": "nothing"}).text
    assert "<html" not in client.get(LIST, headers=HTMX).text


def test_an_empty_list_says_what_to_do(ada, client):
    assert "Nothing recorded yet" in client.get(LIST).text


def test_suggestions_are_options_while_it_is_typed(ada, shares, client):
    InstrumentFactory(symbol="ABZ", owner=AccountFactory().owner)
    address = reverse("portfolio:instrument-suggestions")

    found = client.get(address, {"instrument": "ab"}, headers=HTMX).text
    other = client.get(address, {"into": "alphabet"}, headers=HTMX).text

    assert 'value="ABC"' in found
    assert "ABZ" not in found
    assert 'value="ABC"' in other
    assert client.get(address).url == "/portfolio/instruments/"


def test_hundredths_of_a_currency_and_every_figure_are_shown(ada, account, client):
    pence = InstrumentFactory(symbol="TSCO", currency="GBX")
    from apps.portfolio.tests.factories import rated

    rated("GBP", "0.85")
    activity = bought(account, pence, "3", DAY, price="250.5", note="First", rate=Decimal("0.0117"))

    assert "751.5 GBX" in client.get(LIST).text
    page = client.get(f"{LIST}{activity.uuid}/").text
    assert all(words in page for words in ("250.5 GBX", "0.0117", "First", "Exchange rate"))
    assert Account.objects.get().name in page


def test_a_line_that_came_with_a_file_has_a_page_before_anybody_changed_it(signed_in):
    account, client = signed_in
    booked = Activity.objects.create(
        owner=account.owner, account=account, kind="deposit", on=DAY, amount=10, currency="EUR"
    )

    page = client.get(f"/portfolio/activities/{booked.uuid}/")

    assert page.status_code == 200
    assert "It came from a file on" in page.content.decode()
    assert client.get(f"/portfolio/activities/{account.uuid}/").status_code == 404


def test_a_long_history_is_read_page_by_page(signed_in):
    account, client = signed_in
    activity = paid_in(account, 1)
    for amount in range(2, 28):
        services.edit_activity(activity=activity, amount=Decimal(amount))

    page = client.get(f"/portfolio/activities/{activity.uuid}/").content.decode()
    older = client.get(re.search(r'rel="next" href="([^"]+)"', page)[1].replace("&amp;", "&")).content.decode()

    assert page.count("<strong>Changed</strong>") == 25
    assert (older.count("<strong>Changed</strong>"), older.count("<strong>Recorded</strong>")) == (1, 1)
