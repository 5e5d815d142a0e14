"""Accounts, portfolios, instruments of one's own and labels."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from apps.portfolio import services
from apps.portfolio.domain.activities import BadActivity
from apps.portfolio.models import Account, Instrument, Label, Portfolio
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, bought, paid_in, sold
from project.lib.errors import NotThere
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db

DAY, LATER = date(2024, 3, 1), date(2024, 5, 1)


def test_an_account_is_opened_renamed_and_deleted():
    owner = UserFactory()

    account = services.open_account(owner=owner, name=" Broker ", currency="CHF", lot_method="average")
    services.change_account(account=account, name="My broker")

    assert Account.objects.for_user(owner).get().name == "My broker"
    paid_in(AccountFactory(owner=owner), 1)
    services.delete_account(account=account)
    services.delete_account(account=Account.objects.for_user(owner).get())
    assert not Account.objects.for_user(owner).exists()


def test_names_and_currencies_are_looked_at():
    owner = UserFactory()
    services.open_account(owner=owner, name="Bank", currency="EUR")

    with pytest.raises(services.NameTaken, match="another account called BANK"):
        services.open_account(owner=owner, name="BANK", currency="EUR")
    with pytest.raises(services.NameTaken, match="Give the account a name"):
        services.open_account(owner=owner, name="  ", currency="EUR")
    with pytest.raises(services.BadCurrency):
        services.open_account(owner=owner, name="Other", currency="EURO")
    services.open_account(owner=UserFactory(), name="Bank", currency="EUR")


def test_only_an_empty_account_is_closed_and_then_takes_nothing_more():
    account, shares = AccountFactory(), InstrumentFactory(symbol="ABC")
    paid_in(account, 200, DAY)
    bought(account, shares, 2, DAY)

    with pytest.raises(services.StillUsed, match="still holds 2 ABC"):
        services.close_account(account=account, on=LATER)
    with pytest.raises(services.StillUsed, match="was used after"):
        services.close_account(account=account, on=date(2024, 1, 1))
    sold(account, shares, 2, DAY)
    services.record_activity(owner=account.owner, account=account, kind="withdrawal", on=DAY, amount=Decimal(200))
    closed = services.close_account(account=account, on=LATER)

    with pytest.raises(services.AccountClosed):
        paid_in(closed, 1, date(2024, 6, 1))
    paid_in(services.reopen_account(account=closed), 1, date(2024, 6, 1))


def test_an_account_that_others_sent_to_stays():
    one = AccountFactory()
    other = AccountFactory(owner=one.owner)
    services.record_activity(owner=one.owner, account=one, to_account=other, kind="transfer", on=DAY, amount=Decimal(1))

    for account in (one, other):
        with pytest.raises(services.StillUsed, match="transfers between them"):
            services.delete_account(account=account)


def test_an_account_whose_split_other_accounts_live_by_stays():
    account, shares = AccountFactory(name="Old"), InstrumentFactory(symbol="ABC")
    other = AccountFactory(owner=account.owner)
    bought(other, shares, 1, DAY)
    bought(account, shares, 1, DAY)
    services.record_activity(
        owner=account.owner, account=account, kind="split", on=DAY, instrument=shares, ratio_new=2, ratio_old=1
    )
    sold(other, shares, 2, LATER)

    with pytest.raises(services.StillUsed, match=r"Without Old the other accounts cannot be .* you hold 1"):
        services.delete_account(account=account)

    assert Account.objects.filter(pk=account.pk).exists()


def test_a_change_of_an_account_is_of_how_it_stands_now():
    account = AccountFactory()
    services.close_account(account=Account.objects.get(), on=DAY)

    services.change_account(account=account, name="New name")
    services.delete_account(account=Account.objects.get())

    with pytest.raises(NotThere):
        services.change_account(account=account, name="Newer name")


def test_a_lot_method_that_the_ledger_cannot_follow_is_refused():
    account, shares = AccountFactory(), InstrumentFactory()
    bought(account, shares, 2, DAY)
    bought(account, shares, 2, DAY)
    sold(account, shares, 1, LATER)

    with pytest.raises(BadActivity, match="say which lots"), transaction.atomic():
        services.change_account(account=account, lot_method="chosen")
    services.change_account(account=Account.objects.get(), lot_method="hifo")
    services.change_account(account=AccountFactory(), lot_method="lifo")

    assert Account.objects.get(pk=account.pk).lot_method == "hifo"


def test_a_portfolio_is_some_accounts_under_a_name():
    account = AccountFactory()

    portfolio = services.open_portfolio(owner=account.owner, name="Old age", accounts=[account])
    services.change_portfolio(portfolio=portfolio, name="Retirement", accounts=[])
    assert (portfolio.name, portfolio.accounts.count()) == ("Retirement", 0)
    with pytest.raises(NotThere):
        services.change_portfolio(portfolio=portfolio, accounts=[AccountFactory()])
    services.delete_portfolio(portfolio=portfolio)

    assert not Portfolio.objects.exists()
    assert Account.objects.filter(pk=account.pk).exists()


def test_an_instrument_of_ones_own_is_seen_by_nobody_else():
    owner = UserFactory()

    house = services.add_instrument(owner=owner, symbol="HOUSE", name="Our house", currency="EUR", kind="property")

    assert list(Instrument.objects.visible_to(owner)) == [house]
    assert not Instrument.objects.visible_to(UserFactory()).exists()
    with pytest.raises(services.NameTaken, match="symbol"):
        services.add_instrument(owner=owner, symbol="house", name="Again", currency="EUR")
    with pytest.raises(services.NameTaken, match="ISIN"):
        services.add_instrument(owner=owner, symbol="X", name="X", currency="EUR", isin="nonsense")


def test_an_instrument_that_is_named_stays():
    account = AccountFactory()
    house = services.add_instrument(owner=account.owner, symbol="HOUSE", name="Our house", currency="EUR")
    activity = bought(account, house, 1, DAY)

    with pytest.raises(services.InstrumentUsed):
        services.delete_instrument(owner=account.owner, instrument=house)
    services.delete_activity(activity=activity)
    services.delete_instrument(owner=account.owner, instrument=house)
    with pytest.raises(NotThere):
        services.delete_instrument(owner=account.owner, instrument=InstrumentFactory())

    assert not Instrument.objects.for_user(account.owner).exists()


def test_labels_are_a_persons_own():
    owner, shares = UserFactory(), InstrumentFactory()

    services.set_labels(owner=owner, instrument=shares, names=["Safe", " safe ", "Green", ""])
    services.set_labels(owner=UserFactory(), instrument=shares, names=["Mine"])
    with pytest.raises(NotThere):
        services.set_labels(owner=owner, instrument=InstrumentFactory(owner=UserFactory()), names=["x"])

    assert set(Label.objects.for_user(owner).values_list("name", flat=True)) == {"safe", "Green"}
