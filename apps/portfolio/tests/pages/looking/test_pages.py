"""The pages for looking at a portfolio: whose they are, what they say, what they cost."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from apps.portfolio.models import Account, Holding, Instrument, Outdated, Standing
from apps.portfolio.services import open_account, remove_sample, set_prices, set_rates
from apps.portfolio.services.valuation import update_portfolio_metrics
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, bought, paid_in, priced
from project.lib.testing import UserFactory, statements

from .asking import PAGES, TODAY, holding_path, page

pytestmark = pytest.mark.django_db


# --- Whose they are, and what they cost -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_sees_nothing_of_it(path, client, person):
    client.force_login(UserFactory())

    said = page(client, path)

    assert Instrument.objects.get(symbol="LUMF").name not in said
    assert "£" not in said
    assert "Nothing is recorded yet" in said or "Record what you own" in said


def test_a_holding_is_there_only_for_who_had_it(client, person):
    path = f"/portfolio/{holding_path('LUMF')}"
    client.force_login(UserFactory())

    assert client.get(path).status_code == 404


@pytest.mark.parametrize(("path", "most"), [("", 2), ("performance/", 0), ("income/", 0), ("allocation/", 0)])
def test_what_is_remembered_is_not_read_again(path, most, client, person):
    connection.run_on_commit.clear()  # as if committed: what is being written is never remembered
    page(client, path)

    with statements() as sent:
        page(client, path)

    assert len(sent.beyond_sign_in()) <= most, sent.beyond_sign_in()


@pytest.mark.parametrize(
    ("path", "most"), [("", 10), ("holdings/", 6), ("performance/", 7), ("income/", 8), ("allocation/", 6)]
)
def test_a_page_costs_the_same_however_much_is_held(path, most, client, person):
    account = Account.objects.for_user(person).get(name="Ashdown Broker")
    for _ in range(10):
        bought(account, priced(InstrumentFactory(currency="GBP")), 1, date(2025, 5, 2))
    update_portfolio_metrics(user=person)

    with statements() as sent:
        page(client, path)

    assert len(sent.beyond_sign_in()) <= most, sent.beyond_sign_in()


def test_a_holding_costs_the_same_however_much_was_done_with_it(client, person):
    instrument = Instrument.objects.get(symbol="LUMF")
    account = Account.objects.for_user(person).get(name="Euro Depot")
    for day in range(1, 13):
        bought(account, instrument, 1, date(2025, 5, day))
    update_portfolio_metrics(user=person)

    with statements() as sent:
        page(client, holding_path("LUMF"))

    assert len(sent.beyond_sign_in()) <= 28, sent.beyond_sign_in()


# --- What they say ----------------------------------------------------------------------------------------------------


def test_the_overview_says_what_there_is_and_names_its_methods(client, person):
    said = page(client, "")

    for words in ("Worth", "As of 2 Jun 2025, in GBP.", "Time-weighted (TWR)", "Money-weighted (XIRR), per year"):
        assert words in said
    assert "Gain, 3 Jun 2024 to 2 Jun 2025" in said
    assert "Updating" not in said


def test_while_a_valuation_is_due_it_says_so(client, person):
    Outdated.objects.create(owner=person)

    assert "Updating" in page(client, "")


def test_old_and_missing_prices_are_flagged_quietly(client, person):
    Holding.objects.for_user(person).filter(instrument__symbol="LUMF").update(price_on=date(2025, 1, 2))
    Holding.objects.for_user(person).filter(instrument__symbol="KSTE").update(market_value=None, price=None)

    assert "1 price older than a week" in page(client, "")
    said = page(client, "holdings/")
    assert "1 without a price, not counted" in said
    assert "of 2 Jan 2025" in said


def test_what_could_not_be_valued_is_said(client, person):
    Standing.objects.for_user(person).update(problem="There is no rate for XAU.")

    assert "There is no rate for XAU." in page(client, "performance/")


@pytest.mark.parametrize("path", PAGES)
def test_with_an_account_and_nothing_in_it_one_is_told_what_comes_next(path, client):
    person = UserFactory()
    open_account(owner=person, name="Bank", currency="EUR")
    client.force_login(person)

    said = page(client, path)

    assert "Nothing is recorded yet" in said or "Your figures are being made" in said


@pytest.mark.parametrize("path", PAGES)
def test_pages_stand_after_everything_was_taken_away(path, client, person):
    remove_sample(person)

    assert page(client, path)


def test_percentages_without_a_value_say_why(client):
    account = AccountFactory()
    paid_in(account, 100, TODAY)
    update_portfolio_metrics(user=account.owner)
    client.force_login(account.owner)

    said = page(client, "performance/?range=1m")

    assert "Money-weighted (XIRR), this range" in said
    assert "There is too little in this range to tell." in said


@pytest.mark.parametrize("query", ["range=1m", "range=ytd", "range=5y", "range=all", "from=2024-01-01&to=2024-12-31"])
@pytest.mark.parametrize("path", ["", "performance/", "income/"])
def test_any_range_can_be_asked_for(path, query, client, person):
    assert page(client, f"{path}?{query}")


def test_a_range_that_makes_no_sense_is_explained(client, person):
    assert "begins before it ends" in page(client, "?from=2024-02-01&to=2024-01-01")
    assert "Write days as" in page(client, "income/?from=2024-02-31")
    assert "Write days as" in page(client, "income/?to=soon")


def test_the_parts_of_a_range_stand_beside_its_methods(client, person):
    said = page(client, "performance/?from=2024-01-01&to=2024-12-31")

    for words in ("Where it came from", "Gain from exchange rates", "Deepest fall", "Peak reached again", "Five years"):
        assert words in said


# --- Where prices come from -------------------------------------------------------------------------------------------


def test_pages_name_the_sources_of_the_prices_and_rates_on_them(client, person):
    meridian = Instrument.objects.get(symbol="MWLD")
    set_prices(instrument=meridian, closes={TODAY: Decimal(100)}, source="alpha_vantage")
    set_rates(currency="USD", values={TODAY: Decimal("1.1")}, source="ecb")
    update_portfolio_metrics(user=person)

    def credited(path):
        return page(client, path).split("Prices and rates from ")[1].replace(" ,", ",").replace(" .", ".")

    assert credited("holdings/").startswith(
        "Alpha Vantage, European Central Bank, a made-up market, for the sample data."
    )
    assert credited(holding_path("MWLD")).startswith("Alpha Vantage.")
    assert credited(holding_path("NWSO")).startswith("European Central Bank, a made-up market, for the sample data.")
