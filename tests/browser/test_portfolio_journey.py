"""From the broker's file to a shared page: what a person does with a portfolio, in one go, with a worker behind it."""

import json
from datetime import UTC, datetime

import pytest

from apps.portfolio.models import Activity, Target
from apps.portfolio.tests.factories import FIRST, AccountFactory, InstrumentFactory, priced
from project.lib.testing import UserFactory
from tests.stack.processes import worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILE = b"""\
"Date","Action","Symbol","Description","Quantity","Price","Fees & Comm","Amount"
"01/02/2024","MoneyLink Transfer","","Tfr BANK","","","","$10,000.00"
"01/03/2024","Buy","WRLD","WORLD FUND","70","$100.02","$1.00","-$7,002.40"
"01/03/2024","Buy","ACME","ACME INC","20","$100.02","$1.00","-$2,001.40"
"""
# Of work behind the page, on a machine that has other things to do.
UNHURRIED = 60_000


@pytest.fixture
def person(transactional_db):
    today = datetime.now(UTC).date()
    for symbol, name, kind in (("WRLD", "World Fund", "etf"), ("ACME", "Acme", "share")):
        instrument = InstrumentFactory(symbol=symbol, name=name, kind=kind, currency="USD")
        priced(instrument, days=(today - FIRST).days + 1)
    person = UserFactory(name="Ada Lovelace", base_currency="USD")
    AccountFactory(owner=person, name="Broker", currency="USD")
    return person


def bring_in(page, origin):
    page.goto(f"{origin}/portfolio/import/")
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "trades.csv", "mimeType": "text/csv", "buffer": FILE}
    )
    page.get_by_label("Account", exact=True).select_option(label="Broker")
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_role("button", name="Look at every line").click()
    page.get_by_role("link", name="See the result").click(timeout=UNHURRIED)
    page.get_by_role("button", name="Book 3 lines").click()
    page.get_by_role("link", name="See the result").click(timeout=UNHURRIED)


def find_on_the_front_page(page, origin):
    """The figures are made behind the page, so it is looked at until they are there."""
    for _ in range(30):
        page.goto(f"{origin}/")
        if page.get_by_text("Not yet realised").count():
            return page.locator("main").inner_text()
        page.wait_for_timeout(1000)
    raise AssertionError("the front page never said what the portfolio is worth")


def rebalance(page, origin):
    page.goto(f"{origin}/portfolio/rebalance/targets/?by=kind")
    page.get_by_label("Share", exact=True).fill("40")
    page.get_by_label("ETF", exact=True).fill("60")
    page.get_by_role("button", name="Save the targets").click()
    page.get_by_label("New money").fill("1000")
    page.get_by_label("Whole shares only").check()
    page.get_by_role("button", name="Propose trades").click()
    page.get_by_role("button", name="Record these trades").click()
    page.get_by_text("Recorded: 1 trade.").wait_for()


def share(page, origin):
    page.goto(f"{origin}/portfolio/sharing/")
    page.get_by_label("Whom is it for?").fill("My adviser")
    page.get_by_role("button", name="Make the link").click()
    return page.locator(".share-link").inner_text()


def take_along(page, origin):
    page.goto(f"{origin}/portfolio/import/")
    with page.expect_download() as taken:
        page.get_by_role("link", name="One JSON file").click()
    return json.loads(taken.value.path().read_text())


def test_a_brokers_file_becomes_a_portfolio_that_is_rebalanced_shared_and_taken_along(person, visit):
    with worker(), visit(person) as seen, visit() as stranger:
        seen.page.set_default_timeout(UNHURRIED)
        failed: list[str] = []
        seen.page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
        bring_in(seen.page, seen.origin)
        front = find_on_the_front_page(seen.page, seen.origin)
        rebalance(seen.page, seen.origin)
        link = share(seen.page, seen.origin)
        stranger.page.goto(link)
        shown = stranger.page.locator("main").inner_text()
        copy = take_along(seen.page, seen.origin)
        # The pages of the tasks ask for event streams, which do not run here; the console names no address.
        seen.complaints[:] = [words for words in seen.complaints if not words.startswith("Failed to load resource")]

    assert not [url for url in failed if "/stream/" not in url]
    assert "Worth" in front
    assert {target.name for target in Target.objects.all()} == {"share", "etf"}
    bought = Activity.objects.get(on__gt=FIRST.replace(year=2025))
    assert (bought.kind, bought.instrument.symbol) == ("buy", "ACME")
    assert "World Fund" in shown
    assert "$" not in shown
    assert "Ada" not in shown
    assert len(copy["activities"]) == 4
