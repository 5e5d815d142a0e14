"""From which accounts and lots a sale is taxed least, and what it would gain. Replays the books of what is sold."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from project.lib.errors import DomainError

from ..domain.amounts import ZERO
from ..domain.rebalancing import OpenLot, TaxRates, least_taxed
from ..models import Account, Holding, Instrument

if TYPE_CHECKING:
    from ..domain.lots import Closed


@dataclass(frozen=True, slots=True)
class Sold:
    """What is to be sold some of: where it is held, and its price in its own and in the base currency."""

    instrument: Instrument
    holdings: list[Holding]
    price: Decimal
    price_in_base: Decimal


@dataclass(frozen=True, slots=True)
class Sale:
    """`outcome`: the gain in the base currency and the tax on it; None where the books cannot tell."""

    account: Account
    quantity: Decimal
    outcome: tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Taken:
    account: str
    activity_id: int | None  # what brought the lot
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Seller:
    user: Any
    on: date
    rates: TaxRates

    def sales(self, what: Sold, quantity: Decimal) -> list[Sale]:
        """By account, each with the gain that its own way of taking lots leads to."""
        accounts = {one.account.name: one.account for one in what.holdings}
        parts: dict[str, Decimal] = defaultdict(lambda: ZERO)
        for taken in self._taken(what, quantity):
            parts[taken.account] += taken.quantity
        return [Sale(accounts[name], sold, self._outcome(what, accounts[name], sold)) for name, sold in parts.items()]

    def lots(self, what: Sold, quantity: Decimal) -> list[list[Any]] | None:
        """What a sale names in an account whose lots are chosen: those that are taxed least; None in all others."""
        if any(one.account.lot_method != Account.LotMethod.CHOSEN for one in what.holdings):
            return None
        return [[taken.activity_id, str(taken.quantity)] for taken in self._taken(what, quantity)]

    def _taken(self, what: Sold, quantity: Decimal) -> list[Taken]:
        from . import books

        names = {one.account.name for one in what.holdings}
        lots = [lot for lot in books.open_lots(self.user, what.instrument) if lot.account in names and not lot.short]
        offered = [OpenLot(str(at), lot.acquired_on, lot.quantity, lot.cost_in_base) for at, lot in enumerate(lots)]
        sales = least_taxed(offered, quantity, what.price_in_base, self.on, self.rates)
        chosen = [(lots[int(sale.lot)], sale.quantity) for sale in sales]
        return [Taken(lot.account, lot.activity_id, part) for lot, part in chosen]

    def _outcome(self, what: Sold, account: Account, quantity: Decimal) -> tuple[Decimal | None, Decimal | None]:
        from . import books

        here = [one for one in what.holdings if one.account_id == account.pk]
        lots = self.lots(Sold(what.instrument, here, what.price, what.price_in_base), quantity)
        sale = books.Sale(account.name, self.on, quantity, what.price, lots)
        try:
            closed = books.closed_by(self.user, what.instrument, sale)
        except DomainError:
            return None, None
        return sum((one.gain.base for one in closed), ZERO), sum((self._tax(one) for one in closed), ZERO)

    def _tax(self, closed: "Closed") -> Decimal:
        return closed.gain.base * (self.rates.long if closed.days_held >= self.rates.long_after else self.rates.short)
