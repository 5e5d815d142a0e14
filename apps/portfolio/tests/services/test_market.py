"""Prices and rates, packed beside their rows, and who is valued anew because of them."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from apps.portfolio import public, services, tasks
from apps.portfolio.models import Holding, HoldingSeries, Outdated, Price, PriceSeries, RateSeries, Standing
from apps.portfolio.queries.market import quotes_of, rates
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, bought, priced
from project.lib.errors import NotThere
from project.lib.testing import UserFactory, clock

pytestmark = pytest.mark.django_db

DAY, LATER = date(2024, 3, 1), date(2024, 3, 8)


def test_prices_are_packed_with_their_gaps():
    shares = InstrumentFactory()

    services.set_prices(instrument=shares, closes={DAY: Decimal("10.5"), LATER: Decimal(12)}, source="test")
    services.set_prices(instrument=shares, closes={LATER: Decimal(11)}, source="test")

    quotes = quotes_of([shares.pk])[shares.pk]
    assert [date.fromordinal(int(day)) for day in quotes.days] == [DAY, LATER]
    assert list(quotes.values) == [10.5, 11.0]
    series = PriceSeries.objects.get()
    assert (series.version, np.isnan(np.frombuffer(series.values)).sum()) == (2, 6)
    assert Price.objects.count() == 2


def test_a_price_of_nothing_is_refused():
    with pytest.raises(services.BadPrice):
        services.set_prices(instrument=InstrumentFactory(), closes={DAY: Decimal(0)}, source="test")
    with pytest.raises(services.BadPrice):
        services.set_rates(currency="USD", values={DAY: Decimal("NaN")}, source="test")
    services.set_prices(instrument=InstrumentFactory(), closes={}, source="test")
    services.set_rates(currency="USD", values={}, source="test")

    assert not Price.objects.exists()


def test_people_price_what_is_their_own_only():
    owner = UserFactory()
    house = services.add_instrument(owner=owner, symbol="HOUSE", name="Our house", currency="EUR")

    services.set_price(owner=owner, instrument=house, on=DAY, close=Decimal(300_000))
    with pytest.raises(NotThere):
        services.set_price(owner=owner, instrument=InstrumentFactory(), on=DAY, close=Decimal(1))

    assert Price.objects.get().source == "typed in"


@clock("2024-04-01T12:00:00Z")
def test_everyone_who_holds_it_is_valued_anew_and_nobody_else():
    shares, other = priced(InstrumentFactory()), priced(InstrumentFactory())
    holder, twice, stranger = AccountFactory(), AccountFactory(), AccountFactory()
    bought(holder, shares, 2, DAY)
    bought(twice, shares, 1, DAY)
    bought(twice, shares, 1, DAY)
    bought(stranger, other, 1, DAY)
    assert services.value_outdated() == 3

    services.set_prices(instrument=shares, closes={date(2024, 4, 1): Decimal(200)}, source="test")

    assert sorted(Outdated.objects.values_list("owner", flat=True)) == sorted([holder.owner.pk, twice.owner.pk])
    assert services.value_outdated() == 2
    assert services.value_outdated() == 0
    assert Holding.objects.get(account=holder, instrument=shares).market_value == 400


@clock("2024-04-01T12:00:00Z")
def test_new_rates_reach_everyone():
    account = AccountFactory()
    bought(account, priced(InstrumentFactory()), 1, DAY)
    services.value_outdated()

    services.set_rates(currency="USD", values={DAY: Decimal("1.25")}, source="test")
    services.set_rates(currency="USD", values={LATER: Decimal("1.30")}, source="test")

    assert rates().at("EUR", "USD", LATER.toordinal()) == Decimal("1.3")
    assert RateSeries.objects.get().version == 2
    assert services.value_outdated() == 1


def test_a_new_day_makes_figures_old():
    account = AccountFactory()
    with clock("2024-04-01T12:00:00Z"):
        bought(account, priced(InstrumentFactory()), 1, DAY)
        tasks.update_portfolio_metrics(account.owner.pk)
    with clock("2024-04-02T12:00:00Z"):
        tasks.value_outdated()

    assert Standing.objects.get().as_of == date(2024, 4, 2)
    assert services.update_portfolio_metrics_of(user_id=0) is False


@clock("2024-04-01T12:00:00Z")
def test_one_person_s_broken_figures_keep_nobody_else_waiting():
    first, second = AccountFactory(), AccountFactory()
    for account in (first, second):
        bought(account, priced(InstrumentFactory()), 1, DAY)
    services.value_outdated()
    HoldingSeries.objects.for_user(first.owner).update(entries=b"no array")
    for account in (first, second):
        bought(account, priced(InstrumentFactory()), 1, DAY)

    assert services.value_outdated() == 1

    assert [row.owner for row in Outdated.objects.distinct("owner")] == [first.owner]
    assert "went wrong" in Standing.objects.get(owner=first.owner).problem
    assert Standing.objects.get(owner=second.owner).problem == ""
    assert services.value_outdated() == 1  # anew from the ledger, as nobody knows what was broken
    assert Standing.objects.get(owner=first.owner).problem == ""


def test_a_new_day_begins_where_the_person_is():
    account = AccountFactory(owner=UserFactory(time_zone="Pacific/Kiritimati"))
    elsewhere = AccountFactory(owner=UserFactory(time_zone="America/New_York"))
    with clock("2024-04-01T09:30:00Z"):
        for one in (account, elsewhere):
            bought(one, priced(InstrumentFactory()), 1, DAY)
        services.value_outdated()
    with clock("2024-04-01T10:30:00Z"):
        assert services.value_outdated() == 1

    assert Standing.objects.get(owner=account.owner).as_of == date(2024, 4, 2)
    assert Standing.objects.get(owner=elsewhere.owner).as_of == date(2024, 4, 1)


@clock("2024-04-01T12:00:00Z")
def test_another_base_currency_has_everything_valued_anew():
    account = AccountFactory()
    services.set_rates(currency="USD", values={DAY: Decimal("1.25")}, source="test")
    bought(account, priced(InstrumentFactory()), 1, DAY)
    services.value_outdated()

    services.take_preferences(account.owner, frozenset({"theme"}))
    assert not Outdated.objects.exists()
    account.owner.base_currency = "USD"
    account.owner.save()
    services.take_preferences(account.owner, frozenset({"base_currency", "theme"}))
    assert public.allocation(account.owner).currency == "EUR"
    assert public.summary(account.owner).updating
    services.value_outdated()

    assert public.allocation(account.owner).currency == "USD"


@clock("2024-04-01T12:00:00Z")
def test_a_problem_stays_said_when_something_else_is_valued_anew():
    account = AccountFactory()
    services.set_rates(currency="USD", values={DAY: Decimal("1.25")}, source="test")
    bought(account, InstrumentFactory(currency="USD"), 1, DAY)
    RateSeries.objects.all().delete()
    tasks.update_portfolio_metrics(account.owner.pk)
    bought(account, priced(InstrumentFactory()), 1, DAY)

    tasks.update_portfolio_metrics(account.owner.pk)

    assert "USD" in Standing.objects.get().problem


@clock("2024-04-01T12:00:00Z")
def test_what_cannot_be_valued_is_said_and_the_rest_stands():
    account = AccountFactory()
    foreign = InstrumentFactory(currency="USD")
    services.set_rates(currency="USD", values={DAY: Decimal("1.25")}, source="test")
    bought(account, priced(InstrumentFactory()), 1, DAY)
    bought(account, foreign, 1, DAY)
    RateSeries.objects.all().delete()

    tasks.update_portfolio_metrics(account.owner.pk)

    assert "USD" in Standing.objects.get().problem
    assert Holding.objects.get(instrument__currency="EUR", account=account).market_value > 0
    assert not Holding.objects.filter(instrument=foreign, market_value__isnull=False).exists()
