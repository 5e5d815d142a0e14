"""What is taken out of Steward comes back as it was."""

import zipfile
from datetime import date
from decimal import Decimal

import pytest

from apps.portfolio import services
from apps.portfolio.models import Account, Activity, Instrument, PriceSeries
from apps.portfolio.queries import export
from project.lib.testing import UserFactory

from ...factories import AccountFactory, InstrumentFactory, bought
from .full_ledger import a_full_ledger
from .running import booked, looked_at, undone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def ledger_of(person):
    """All that a person said, by names instead of keys; chosen lots by the day and quantity of what they name."""
    days = {row.pk: (row.on, row.quantity) for row in Activity.objects.for_user(person)}
    return [
        (
            row.kind, row.on, row.at, row.order, row.account.name, row.to_account and row.to_account.name,
            row.instrument and row.instrument.symbol, row.into and row.into.symbol, row.quantity, row.price, row.amount,
            row.fee, row.tax, row.currency, row.settled_in, row.rate, row.ratio_new, row.ratio_old, row.share, row.cost,
            row.acquired_on, row.note, row.tags, [(days[lot], taken) for lot, taken in row.lots or ()],
        )
        for row in Activity.objects.for_user(person).for_listing().order_by("on", "order", "kind", "quantity", "amount")
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["json", "archive"])
def test_an_export_brings_back_the_identical_ledger(form):
    person = a_full_ledger()
    content = "".join(export.as_json(person)) if form == "json" else export.as_archive(person).read()
    another = UserFactory(base_currency=person.base_currency)
    account = AccountFactory(owner=another, name="Broker", lot_method="chosen")

    brought_in = booked(looked_at(account, content))

    assert set(brought_in.counts) == {"booked"}
    assert ledger_of(another) == ledger_of(person)
    assert "".join(export.prices(another).__next__().values()) == "".join(export.prices(person).__next__().values())
    wallet = Account.objects.for_user(another).get(name="Wallet")
    assert wallet.currency == "USD"
    assert looked_at(account, content).counts == {"duplicate": len(ledger_of(person))}
    undone(brought_in)
    assert not Instrument.objects.filter(owner=another).exists()
    assert list(Account.objects.for_user(another)) == [account]


def test_the_prices_of_an_instrument_are_written_and_packed_once():
    person = UserFactory()
    house = InstrumentFactory(owner=person, symbol="HOUSE")
    bought(AccountFactory(owner=person), house, 1, date(2024, 1, 5))
    closes = {date(2024, 1, day): Decimal(300_000 + day) for day in range(1, 32)}
    services.set_prices(instrument=house, closes=closes, source="test")
    another = AccountFactory()

    booked(looked_at(another, "".join(export.as_json(person))))

    series = PriceSeries.objects.get(instrument__owner=another.owner)
    assert series.version == 1
    assert dict(series.instrument.prices.values_list("on", "close")) == closes


def test_an_archive_holds_tables_that_a_spreadsheet_opens():
    archive = zipfile.ZipFile(export.as_archive(a_full_ledger()))

    assert sorted(archive.namelist()) == ["accounts.csv", "activities.csv", "instruments.csv", "prices.csv"]
    assert archive.read("accounts.csv").splitlines()[0] == b"name,currency,kind,lot_method,closed_on"
