"""A person's accounts and what is in them, from the snapshots."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from project.lib.money import Money

from ..domain.amounts import rounded
from ..models import Account, Holding
from .holdings import currency_of


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account, its worth in the currency of the figures (None: nothing was valued yet), and its cash as it is."""

    account: Account
    worth: Money | None
    cash: tuple[Money, ...]


def account_lines(user: Any, accounts: Sequence[Account]) -> list[AccountLine]:
    """Of accounts from `account_totals`. Two statements."""
    cash: dict[int, list[Money]] = {}
    rows = Holding.objects.for_user(user).filter(instrument=None, account__in=accounts).open().order_by("currency")
    for account, currency, amount in rows.values_list("account_id", "currency", "quantity"):
        cash.setdefault(account, []).append(Money(amount, currency))
    currency = currency_of(user)
    return [AccountLine(account, _worth(account, currency), tuple(cash.get(account.pk, ()))) for account in accounts]


def _worth(account: Any, currency: str) -> Money | None:
    worth: Decimal | None = account.worth
    return None if worth is None else Money(rounded(worth, currency), currency)


def what_goes_with(account: Account) -> int:
    """How many lines of the ledger would be deleted with it."""
    return account.activities.count()
