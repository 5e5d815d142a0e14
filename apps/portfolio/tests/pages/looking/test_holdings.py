"""The list of holdings, and the page of each."""

from datetime import date
from decimal import Decimal

import pytest

from apps.portfolio.models import Account, Holding, Instrument
from apps.portfolio.services.valuation import update_portfolio_metrics
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, bought, priced

from .asking import TODAY, holding_path, page

pytestmark = pytest.mark.django_db


def names(client, query):
    answer = client.get(f"/portfolio/holdings/?{query}")
    return [line.name for line in answer.context["lines"]]


def test_holdings_are_sorted_by_plain_links_and_unknown_comes_last(client, person):
    Holding.objects.for_user(person).filter(instrument__symbol="KSTE").update(market_value=None)
    unknown = Instrument.objects.get(symbol="KSTE").name

    by_value, rising = names(client, ""), names(client, "by=value&order=up")

    assert by_value[:-1] == rising[:-1][::-1]
    assert by_value[-1] == rising[-1] == unknown
    assert names(client, "by=name") == sorted(by_value, key=str.lower)
    assert names(client, "by=nonsense") == by_value


def test_what_was_sold_is_shown_when_asked_for(client, person):
    sold = Instrument.objects.get(symbol="ALDR").name

    assert sold not in names(client, "")
    assert sold in names(client, "closed=1")


def test_many_holdings_come_page_by_page_and_no_page_is_heavy(client):
    account = AccountFactory()
    for _ in range(50):
        bought(account, priced(InstrumentFactory()), 1, date(2025, 5, 2))
    update_portfolio_metrics(user=account.owner)
    client.force_login(account.owner)

    first, second, beyond = (client.get(f"/portfolio/holdings/?page={number}") for number in (1, 2, 99))

    assert len(first.context["lines"]) == 40
    assert not {line.name for line in first.context["lines"]} & {line.name for line in second.context["lines"]}
    assert beyond.context["lines"] == second.context["lines"]
    assert len(first.content) < 60_000


def test_a_holding_in_full(client, person):
    said = page(client, holding_path("KSTE"))

    for words in ("Lots", "Realised gains", "Latest activities", "17 Oct 2023", "Income, before tax"):
        assert words in said


def test_a_holding_without_figures_yet_shows_what_was_recorded(client):
    instrument = InstrumentFactory(isin="DE0007164600")
    account = AccountFactory()
    bought(account, instrument, 3, TODAY, note="On a whim")
    client.force_login(account.owner)

    said = page(client, f"holdings/{instrument.uuid}/")

    assert "Its figures are being made" in said
    assert "On a whim" in said


def test_a_holding_whose_lots_cannot_be_told_says_why(client):
    instrument = InstrumentFactory(currency="SEK")
    account = AccountFactory()
    bought(account, instrument, 3, TODAY, rate=Decimal("0.09"))
    client.force_login(account.owner)
    Account.objects.filter(pk=account.pk).update(currency="NOK")

    assert "Its lots cannot be told" in page(client, f"holdings/{instrument.uuid}/")


@pytest.mark.parametrize("by", ["kind", "sector", "region", "currency", "account", "instrument", "nonsense"])
def test_the_allocation_by_anything_is_all_of_it(by, client, person):
    parts = client.get(f"/portfolio/allocation/?by={by}").context["parts"]

    assert sum(weight for _, _, weight in parts) == pytest.approx(1)


def test_labels_that_were_never_given_spread_nothing(client, person):
    assert "Nothing to spread" in page(client, "allocation/?by=label")
