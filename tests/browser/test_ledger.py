"""A person on a phone records what they bought, and takes it back."""

import pytest

from apps.portfolio.models import Activity
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_buy_is_recorded_on_a_phone_and_undone(visit):
    account = AccountFactory(name="Broker")
    InstrumentFactory(symbol="ABC", name="Alphabet Soup")
    with visit(account.owner, width=390) as seen:
        page = seen.goto("/portfolio/activities/add/?kind=deposit")
        page.get_by_label("Amount").wait_for()
        with page.expect_response(lambda answer: "kind=buy" in answer.url):
            page.get_by_label("What it was").select_option("buy")
        with page.expect_response(lambda answer: "/suggest/" in answer.url):
            page.get_by_label("Security", exact=True).press_sequentially("alpha")
        page.locator("datalist option[value=ABC]").wait_for(state="attached")
        page.get_by_label("Security", exact=True).fill("ABC")
        page.get_by_label("Quantity").fill("3")
        page.get_by_label("Price of one").fill("10.50")
        page.get_by_role("button", name="Record it").click()
        page.get_by_text("Recorded: Buy ABC.").wait_for()
        listed = page.get_by_role("link", name="Buy ABC").count()
        wide = page.evaluate("document.documentElement.scrollWidth")
        page.locator(".toast-note").get_by_role("button", name="Undo").click()
        page.get_by_text("Undone: 1 activity.").wait_for()
        empty = page.get_by_text("Nothing recorded yet").count()

    assert (listed, empty) == (1, 1)
    assert wide <= 390
    assert not Activity.objects.exists()
