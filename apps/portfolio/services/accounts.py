"""Accounts and portfolios: what a person can do with them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from project.lib.errors import Conflict, DomainError, NotThere

from ..models import Account, Activity, Portfolio
from . import ledger, marks
from .rules import NameTaken, known_currency, not_in_the_future, own, refusal


class StillUsed(Conflict):
    code = "account_still_used"


@transaction.atomic
def open_account(
    *, owner: Any, name: str, currency: str, kind: str = "broker", lot_method: str = "fifo", is_sample: bool = False
) -> Account:
    """
    :raises NameTaken: another account of the person is called that
    :raises BadCurrency:
    """
    known_currency(currency)
    account = Account(
        owner=owner, name=name.strip(), currency=currency, kind=kind, lot_method=lot_method, is_sample=is_sample
    )
    _save(account, "account")
    marks.new_version(owner)
    return account


@transaction.atomic
def change_account(
    *, account: Account, name: str | None = None, kind: str | None = None, lot_method: str | None = None
) -> Account:
    """
    Rename an account, say what it is, or take its lots in another way from now on and in the past.

    :raises NameTaken:
    """
    account = _held(account)
    account.name = account.name if name is None else name.strip()
    account.kind = kind or account.kind
    method_changed = lot_method not in (None, account.lot_method)
    account.lot_method = lot_method or account.lot_method
    _save(account, "account")
    if method_changed:
        _replay(account)
    else:
        marks.new_version(account.owner)
    return account


@transaction.atomic
def close_account(*, account: Account, on: date) -> Account:
    """
    :raises StillUsed: it holds something, or was used after that day
    """
    not_in_the_future(account.owner, on)
    account = _held(account)
    if Activity.objects.touching([account]).filter(on__gt=on).exists():
        raise StillUsed(f"{account} was used after {on}; close it on a later day.")
    _refuse_if_it_holds(account)
    account.closed_on = on
    account.save(update_fields=["closed_on"])
    marks.new_version(account.owner)
    return account


@transaction.atomic
def reopen_account(*, account: Account) -> Account:
    account = _held(account)
    account.closed_on = None
    account.save(update_fields=["closed_on"])
    marks.new_version(account.owner)
    return account


@transaction.atomic
def delete_account(*, account: Account) -> None:
    """
    The account and its whole ledger. There is no way back; closing keeps the ledger.

    :raises StillUsed: other accounts sent something to it, or what it says of a split is needed by theirs
    """
    account = _held(account)
    if Activity.objects.filter(to_account=account).exists() or account.activities.exclude(to_account=None).exists():
        raise StillUsed(f"{account} and other accounts have transfers between them; delete those first, or close it.")
    owner, was_used = account.owner, account.activities.exists()
    instruments = set(account.activities.exclude(instrument=None).order_by().values_list("instrument_id", flat=True))
    # Figures that are being made refer to it, and would wait for us at their end while we wait for theirs here.
    marks.hold_figures(owner)
    account.activities.all().delete()
    account.delete()
    _refuse_if_needed(account, instruments)
    if was_used:
        marks.changed(owner, everything=True)
    else:
        marks.new_version(owner)


# --- Portfolios -------------------------------------------------------------------------------------------------------


@transaction.atomic
def open_portfolio(*, owner: Any, name: str, accounts: Iterable[Account] = (), is_sample: bool = False) -> Portfolio:
    """:raises NameTaken:"""
    portfolio = Portfolio(owner=owner, name=name.strip(), is_sample=is_sample)
    _save(portfolio, "portfolio")
    portfolio.accounts.set([own(owner, account, "account") for account in accounts])
    marks.new_version(owner)
    return portfolio


@transaction.atomic
def change_portfolio(
    *, portfolio: Portfolio, name: str | None = None, accounts: Iterable[Account] | None = None
) -> Portfolio:
    """:raises NameTaken:"""
    portfolio.name = portfolio.name if name is None else name.strip()
    _save(portfolio, "portfolio")
    if accounts is not None:
        portfolio.accounts.set([own(portfolio.owner, account, "account") for account in accounts])
    marks.new_version(portfolio.owner)
    return portfolio


@transaction.atomic
def delete_portfolio(*, portfolio: Portfolio) -> None:
    """The name for them; the accounts stay."""
    owner = portfolio.owner
    portfolio.delete()
    marks.new_version(owner)


def _save(named: Account | Portfolio, what: str) -> None:
    if not named.name:
        raise refusal(NameTaken, "name", f"Give the {what} a name.")
    try:
        with transaction.atomic():
            named.save()
    except IntegrityError:
        raise refusal(NameTaken, "name", f"You have another {what} called {named.name}.") from None


def _held(account: Account) -> Account:
    """As it stands now, and nobody else can change it or its ledger until the transaction ends."""
    found = ledger.held(account.owner).get(account.pk)
    if found is None:
        raise NotThere("There is no such account.")
    return found


def _refuse_if_needed(account: Account, instruments: set[int]) -> None:
    from ..queries import books

    try:
        books.replayed(account.owner, instruments)
    except DomainError as no:
        raise StillUsed(f"Without {account} the other accounts cannot be as they are. {no.detail}") from None


def _refuse_if_it_holds(account: Account) -> None:
    from ..queries import books

    held = books.what_is_in(account)
    if held:
        raise StillUsed(f"{account} still holds {', '.join(held)}; sell or transfer that first.")


def _replay(account: Account) -> None:
    """With chosen lots every sale must name its own."""
    from ..queries import books

    if not account.activities.exists():
        marks.new_version(account.owner)
        return
    instruments = account.activities.exclude(instrument=None).order_by().values_list("instrument_id", flat=True)
    books.replayed(account.owner, set(instruments.distinct()))
    marks.changed(account.owner, everything=True)
