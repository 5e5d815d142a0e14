"""The same as tables to take along."""

from datetime import date
from decimal import Decimal

import pytest

from apps.portfolio.models import Account, Activity, Instrument, TotalSeries
from apps.portfolio.queries.kept import Sums
from apps.portfolio.services.valuation import update_portfolio_metrics
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, bought, priced
from project.lib.testing import UserFactory

from .asking import PAGES, TODAY, holding_path, table

pytestmark = pytest.mark.django_db


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
