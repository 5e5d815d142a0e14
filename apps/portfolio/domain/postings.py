"""What the ledger keeps books of, on which terms, and the entries it makes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from .amounts import ZERO, Amounts
from .lots import Method

ONE = Decimal(1)


class Holding(NamedTuple):
    """A security, a currency of cash, or (with an empty name) the costs and interest of the account itself."""

    account: str
    name: str
    cash: bool = False

    @property
    def security(self) -> bool:
        return bool(self.name) and not self.cash


class Posting(NamedTuple):
    """
    What one activity did to one holding. All but `quantity` and `worth` is in the base currency.

    The holding is a box: `flow` is the money put in, or with a minus taken out, net of fees and taxes. The flows of one
    activity over all boxes sum to what came from outside.
    """

    holding: Holding
    event: int  # the place of the activity in the ledger
    day: int
    quantity: Decimal  # units that came in, or the amount of cash
    worth: Decimal  # of these at the price of the activity, in the currency of the holding
    booked: Decimal  # the same at the booked rate
    flow: Decimal
    income: Decimal = ZERO
    fee: Decimal = ZERO
    tax: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Terms:
    """How books are kept."""

    base: str
    method: Method = Method.FIFO
    methods: Mapping[str, Method] = field(default_factory=dict)  # of accounts that differ
    currencies: Mapping[str, str] = field(default_factory=dict)  # of securities; else that of their first activity
    account_currencies: Mapping[str, str] = field(default_factory=dict)


class Booked(NamedTuple):
    """What one unit of an activity's currency was in the others."""

    own: Decimal
    settled: Decimal
    account: Decimal
    base: Decimal

    def amounts(self, amount: Decimal) -> Amounts:
        return Amounts(amount * self.own, amount * self.account, amount * self.base)
