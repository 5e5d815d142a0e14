"""The sample household: coherent, repeatable, and gone when it is taken away."""

from datetime import date
from decimal import Decimal
from unittest.mock import patch

import pytest

from apps.portfolio import services, tasks
from apps.portfolio.clients import sample_market
from apps.portfolio.models import Account, Activity, Holding, Instrument, Portfolio, Price, Rate, Standing
from apps.portfolio.queries import books
from apps.portfolio.services.sample import bring_sample_market_to, load_sample, remove_sample
from project.lib.testing import UserFactory, clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock("2026-06-03T12:00:00Z"):
        yield


@pytest.fixture
def person():
    return UserFactory(base_currency="GBP")


def test_a_household_of_five_years_and_more(person):
    load_sample(person)

    held = books.positions(person)
    kinds = set(Activity.objects.for_user(person).values_list("kind", flat=True))
    assert {"deposit", "transfer", "buy", "sell", "dividend", "interest", "fee", "split"} == kinds
    assert held["Ashdown Broker", "NWSO"] == 12
    assert ("Ashdown Broker", "ALDR") not in held
    assert all(row.quantity >= 0 for row in Holding.objects.for_user(person))
    assert Standing.objects.get(owner=person).problem == ""
    assert Holding.objects.for_user(person).worth() > 20_000


def test_loading_and_removing_may_be_repeated(person):
    load_sample(person)
    load_sample(person)
    assert Account.objects.for_user(person).count() == 3

    remove_sample(person)
    remove_sample(person)

    assert not Account.objects.for_user(person).exists()
    assert not Portfolio.objects.for_user(person).exists()
    assert not Holding.objects.for_user(person).exists()


def test_what_the_person_added_stays(person):
    mine = services.open_account(owner=person, name="high street bank", currency="GBP")
    load_sample(person)
    bank = Account.objects.get(name="High Street Bank (sample)")
    services.record_activity(owner=person, account=bank, kind="deposit", on=date(2026, 6, 1), amount=Decimal(7))

    remove_sample(person)

    assert set(Account.objects.for_user(person)) == {mine, bank}
    assert Activity.objects.for_user(person).get().amount == 7


def test_a_sale_of_what_the_sample_bought_keeps_it(person):
    load_sample(person)
    broker = Account.objects.get(name="Ashdown Broker")
    services.record_activity(
        owner=person, account=broker, kind="sell", on=date(2026, 6, 1), quantity=Decimal(1), price=Decimal(90),
        instrument=Instrument.objects.get(symbol="MWLD"),
    )  # fmt: skip

    remove_sample(person)

    assert broker.activities.count() > 50
    assert not Account.objects.filter(is_sample=True).exists()


def test_the_market_goes_on_by_a_day_without_changing_what_was(person):
    load_sample(person)
    before = dict(Price.objects.filter(instrument__symbol="MWLD").values_list("on", "close"))

    with clock("2026-06-08T12:00:00Z"), patch.object(tasks.value_outdated, "apply_async") as enqueued:
        services.begin_day()

    after = dict(Price.objects.filter(instrument__symbol="MWLD").values_list("on", "close"))
    assert enqueued.call_args.kwargs == {"queue": "bulk"}
    assert {on: close for on, close in after.items() if on in before} == before
    assert max(after) == date(2026, 6, 8)


def test_the_market_is_as_odd_as_real_ones():
    by_symbol = {sample.symbol: sample for sample in sample_market.SAMPLES}
    last = date(2026, 6, 3)
    split, silent, gone = (sample_market.closes(by_symbol[symbol], last) for symbol in ("NWSO", "HAGB", "ALDR"))

    assert Decimal(3) < split[date(2023, 6, 9)] / split[date(2023, 6, 12)] < Decimal(5)
    assert date(2022, 12, 20) not in silent
    assert max(gone) == date(2024, 9, 27)
    assert all(day.weekday() < 5 for day in sample_market.rates("USD", last))
    assert sample_market.paydays(by_symbol["MWLD"], last) == []


def test_without_a_sample_market_nothing_is_brought_anywhere():
    assert bring_sample_market_to(date(2026, 6, 3)) == {}


def test_better_rates_are_left_alone(person):
    services.set_rates(currency="USD", values={date(2026, 1, 2): Decimal("1.5")}, source="bank")

    load_sample(person)

    assert Rate.objects.filter(currency="USD").count() == 1
