"""Lists cost the same however long they are, and say what was asked for."""

from datetime import UTC, date, datetime

import pytest

from apps.portfolio import services
from apps.portfolio.models import Activity
from apps.portfolio.queries import listing
from apps.portfolio.queries.listing import Narrowed
from apps.portfolio.services import seeding
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, bought, paid_in
from project.lib.paging import keyset_page
from project.lib.testing import UserFactory, scanned, statements

pytestmark = pytest.mark.django_db

UNTIL = date(2024, 6, 30)
SCALE = seeding.Scale(instruments=20, years=3, activities=4000)


@pytest.fixture
def many():
    """A person with four thousand activities, among others who have as many."""
    people = [UserFactory(), UserFactory()]
    instruments = seeding.seed_market(scale=SCALE, until=UNTIL)
    for person in people:
        seeding.seed(owner=person, scale=SCALE, instruments=instruments, until=UNTIL)
    return people[0]


def shown(rows):
    return [str(row.instrument or row.kind) for row in rows]


@pytest.mark.parametrize("words", ["", "dunmore foods"])
def test_a_page_of_four_thousand_is_two_statements_at_most(words, many):
    found = listing.activities(many, Narrowed(words=words))

    with statements() as sent:
        page = keyset_page(listing.activities(many, Narrowed(words=words)), size=25)
        shown(page.items)
    further = keyset_page(found, cursor=page.next, size=25)

    assert len(sent) <= 2, sent
    assert len(page.items) == len(further.items) == 25
    assert page.items[-1].on >= further.items[0].on


def test_no_page_reads_the_ledgers_of_everyone(many):
    account = Activity.objects.for_user(many).first().account
    page = keyset_page(listing.activities(many))
    last = page.items[-1]

    narrowed = [
        Narrowed(), Narrowed(accounts=[account]), Narrowed(kinds=["dividend"]), Narrowed(instrument=last.instrument),
        Narrowed(since=date(2024, 1, 1)), Narrowed(words="line 120"),
    ]  # fmt: skip

    for one in narrowed:
        assert "portfolio_activity" not in scanned(listing.activities(many, one)[:25]), one


def test_a_list_is_narrowed_by_all_that_is_said():
    account, shares, fund = AccountFactory(), InstrumentFactory(symbol="ABC", name="Alpha"), InstrumentFactory()
    other = AccountFactory(owner=account.owner)
    owner = account.owner
    first = bought(account, shares, 1, date(2024, 1, 2), note="For the children", tags=["plan"])
    second = bought(other, fund, 1, date(2024, 2, 2))
    third = paid_in(account, 5, date(2024, 3, 3))
    services.set_labels(owner=owner, instrument=shares, names=["Green"])
    portfolio = services.open_portfolio(owner=owner, name="One", accounts=[other])
    bought(AccountFactory(), shares, 1, date(2024, 1, 2), note="For the children")

    def found(**said):
        return list(listing.activities(owner, Narrowed(**said)))

    assert found() == [third, second, first]
    assert found(words="CHILDREN") == found(words="alph") == found(tag="plan") == found(label="green") == [first]
    assert found(portfolio=portfolio) == found(accounts=[other]) == found(instrument=fund) == [second]
    assert found(kinds=["deposit"]) == found(since=date(2024, 3, 1)) == [third]
    assert found(until=date(2024, 1, 31), kinds=["buy"]) == [first]
    assert found(words="nothing like it") == []


def test_what_is_typed_finds_the_likeliest_instrument_first():
    owner = UserFactory()
    named = InstrumentFactory(symbol="XYZ", name="ABC of things")
    longer, exact = InstrumentFactory(symbol="ABCD"), InstrumentFactory(symbol="ABC", isin="IE00B3RBWM25")
    private = InstrumentFactory(symbol="MYABC", owner=owner)
    InstrumentFactory(symbol="ABCX", owner=UserFactory())

    assert listing.instruments_like(owner, "abc") == [exact, longer, named, private]
    assert listing.instruments_like(owner, "IE00B3RBWM25") == [exact]
    assert listing.instruments_like(owner, "  ") == []


def test_seeding_again_gives_the_same():
    person = UserFactory()
    scale = seeding.Scale(instruments=3, years=1, activities=50, price_rows=True)
    instruments = seeding.seed_market(scale=scale, until=UNTIL)

    account = seeding.seed(owner=person, scale=scale, instruments=instruments, until=UNTIL)
    before = list(account.activities.order_by("pk").values_list("uuid", "kind", "on", "quantity", "price"))
    account.delete()
    again = seeding.seed(
        owner=person, scale=scale, instruments=seeding.seed_market(scale=scale, until=UNTIL), until=UNTIL
    )

    assert list(again.activities.order_by("pk").values_list("uuid", "kind", "on", "quantity", "price")) == before
    assert len(before) == 50
    assert scale.days * 5 // 7 <= instruments[0].prices.count() <= scale.days * 5 // 7 + 2  # no weekends
    assert again.activities.first().created_at < datetime.now(UTC)
