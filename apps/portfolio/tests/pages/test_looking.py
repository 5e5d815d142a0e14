"""The pages for looking at a portfolio: whose they are, what they say, what they cost."""

import csv
import io
import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from apps.portfolio.models import Account, Activity, Holding, Instrument, Label, Outdated, Standing, TotalSeries
from apps.portfolio.queries.kept import Sums
from apps.portfolio.services import load_sample, open_account, open_portfolio, remove_sample, set_prices, set_rates
from apps.portfolio.services.valuation import update_portfolio_metrics
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, bought, paid_in, priced
from project.lib.testing import UserFactory, clock, statements

pytestmark = pytest.mark.django_db

TODAY = date(2025, 6, 2)
PAGES = ["", "holdings/", "performance/", "income/", "allocation/"]


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock("2025-06-02T12:00:00Z"):
        yield


@pytest.fixture
def person(client):
    """Signed in, with the sample household's money."""
    person = UserFactory(base_currency="GBP")
    load_sample(person)
    client.force_login(person)
    return person


def page(client, path):
    answer = client.get(f"/portfolio/{path}")
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def table(client, path):
    answer = client.get(f"/portfolio/{path}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def holding_path(symbol):
    return f"holdings/{Instrument.objects.get(symbol=symbol).uuid}/"


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


# --- Holdings ---------------------------------------------------------------------------------------------------------


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


# --- To take along ----------------------------------------------------------------------------------------------------


def test_every_table_can_be_taken_along(client, person):
    held = table(client, "holdings/?as=csv")
    lots, sales, activities = (
        table(client, f"{holding_path('KSTE')}?as=csv&table={name}") for name in ("lots", "sales", "activities")
    )

    assert {row["currency"] for row in held} == {"GBP"}
    assert sum(Decimal(row["share"]) for row in held) == pytest.approx(1)
    assert sum(Decimal(row["quantity"]) for row in lots) == 80
    assert [row["closed_on"] for row in sales] == ["2023-10-17"]
    assert {row["kind"] for row in activities} <= {"dividend", "buy", "sell"}
    assert sum(Decimal(row["share"]) for row in table(client, "allocation/?as=csv")) == pytest.approx(1)
    assert table(client, "?as=csv")[-1]["day"] == "2025-06-02"
    assert [row["range"] for row in table(client, "performance/?as=csv")][-1] == "All the time"


def test_a_table_to_take_along_leaves_nothing_out_and_rounds_nothing(client, person):
    instrument = Instrument.objects.get(symbol="LUMF")
    account = Account.objects.for_user(person).get(name="Euro Depot")
    for day in range(1, 32):
        bought(account, instrument, "1.000001", date(2025, 5, day))
    done = Activity.objects.for_user(person).filter(instrument=instrument).count()
    update_portfolio_metrics(user=person)

    lots, activities = (table(client, f"{holding_path('LUMF')}?as=csv&table={name}") for name in ("lots", "activities"))
    values = table(client, "?range=all&as=csv")

    assert len(activities) == done > 31
    assert [row["quantity"] for row in lots if row["acquired_on"] > "2025-04-30"] == ["1.000001"] * 31
    assert len(values) == (TODAY - date.fromisoformat(values[0]["day"])).days + 1 > 400
    total = TotalSeries.objects.get(owner=person)
    assert float(values[-1]["value"]) == Sums.read(total.first_on, total.sums).value[-1]


def test_many_lots_come_page_by_page(client):
    account = AccountFactory()
    instrument = InstrumentFactory(symbol="LOTS")
    for day in range(1, 21):
        bought(account, instrument, day, date(2025, 1, day))
        bought(account, instrument, day, date(2025, 2, day))
        bought(account, instrument, day, date(2025, 3, day))
    client.force_login(account.owner)

    first, second = (
        client.get(f"/portfolio/{holding_path('LOTS')}{query}").content.decode() for query in ("", "?lots=2")
    )

    assert 'href="?lots=2#lots"' in first
    assert 'href="?lots=1#lots"' in second
    assert [text.count('data-label="Cost"') for text in (first, second)] == [40, 20]


def test_the_income_tables_are_the_same_money(client, person):
    sums = [
        sum(Decimal(row["income"]) for row in table(client, f"income/?range=all&as=csv&table={name}"))
        for name in ("months", "years", "holdings")
    ]

    assert sums[0] > 0
    assert sums[1:] == pytest.approx([sums[0]] * 2)


@pytest.mark.parametrize("path", PAGES)
def test_with_nothing_a_table_has_its_headings_only(path, client):
    client.force_login(UserFactory())

    assert table(client, f"{path}?as=csv") == []


def test_no_cell_is_run_by_a_spreadsheet(client):
    account = AccountFactory(name="=1+1")
    bought(account, priced(InstrumentFactory()), 1, date(2025, 5, 2))
    update_portfolio_metrics(user=account.owner)
    client.force_login(account.owner)

    assert "'=1+1" in {row["account"] for row in table(client, "holdings/?as=csv")}


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


# --- Of what ----------------------------------------------------------------------------------------------------------


def test_performance_is_that_of_what_was_asked_for(client, person):
    account = Account.objects.for_user(person).get(name="Euro Depot")
    portfolio = open_portfolio(owner=person, name="Abroad", accounts=[account])
    Label.objects.create(owner=person, instrument=Instrument.objects.get(symbol="LUMF"), name="Sunny days")

    whole = table(client, "performance/?as=csv")
    by_account = table(client, f"performance/?as=csv&of=account:{account.uuid}")
    by_portfolio = table(client, f"performance/?as=csv&of=portfolio:{portfolio.uuid}")
    by_label = table(client, "performance/?as=csv&of=label:sunny%20days")
    said = page(client, f"performance/?of=portfolio:{portfolio.uuid}")

    assert by_account == by_portfolio
    ends = [Decimal(found[-1]["end"]) for found in (by_label, by_account, whole)]
    assert ends == sorted(ends)
    assert len(set(ends)) == 3
    assert "Return of Abroad, " in said


@pytest.mark.parametrize("of", ["account:nonsense", "label:nothing", "planet:mars", "portfolio"])
def test_what_is_not_there_has_no_performance(of, client, person):
    assert client.get(f"/portfolio/performance/?of={of}").status_code == 404


def test_an_empty_portfolio_has_figures_of_nothing(client, person):
    portfolio = open_portfolio(owner=person, name="Empty")

    said = page(client, f"performance/?of=portfolio:{portfolio.uuid}&range=all")

    assert "Return of Empty, " in said


def test_a_stranger_sees_no_performance_of_an_account(client, person):
    account = Account.objects.for_user(person).get(name="Euro Depot")
    client.force_login(UserFactory())

    assert client.get(f"/portfolio/performance/?of=account:{account.uuid}").status_code == 404
