"""Trades that bring a portfolio to its targets: what to buy and sell, where, and what that would cost in tax."""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from project.lib.errors import DomainError

from ..domain import rebalancing as domain
from ..domain.amounts import ZERO
from ..domain.rebalancing import NO_TAX, Choices, Position, TaxRates
from ..domain.targets import of_securities
from ..models import Account, Holding, Instrument, Portfolio, Target
from .selling import Seller, Sold
from .targets import Aims, aims

# As finely as brokers keep parts of shares.
FINEST = Decimal("0.000001")


class NoTargets(DomainError):
    code = "no_targets"


@dataclass(frozen=True, slots=True)
class Wish:
    """`cash` is new money to spend; with sales it may have a minus: money to take out."""

    by: str = "kind"
    portfolio: Portfolio | None = None
    sales: bool = False
    cash: Decimal = ZERO
    choices: Choices = Choices()
    rates: TaxRates = NO_TAX
    account: Account | None = None  # where to buy; None: where most of it is held


@dataclass(frozen=True, slots=True)
class Trade:
    """`amount` is in the base currency, the price in that of the instrument. A gain that is not known is None."""

    kind: str  # buy or sell
    instrument: Instrument
    account: Account
    quantity: Decimal
    price: Decimal
    amount: Decimal
    gain: Decimal | None = None
    tax: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """`left` is what remains of the new cash and the sales."""

    aims: Aims
    trades: list[Trade] = field(default_factory=list)
    left: Decimal = ZERO


def proposed(user: Any, wish: Wish, today: date) -> Proposed:
    """
    :raises NoTargets: none were set
    :raises BadTarget: something that is wanted has no price, or nothing of it is held
    """
    found = aims(user, wish.by, wish.portfolio)
    if not found.targets:
        raise NoTargets("Set targets first, so that there is something to come nearer to.")
    positions = {name: _position(name, one.value, one.quantity) for name, one in found.held.items()}
    prices = {name: (one.holdings[0].price, one.value / one.quantity) for name, one in found.held.items()}
    for name, instrument in found.wanted.items():
        if name not in positions and (price := _price_of(user, instrument, today)):
            prices[name], positions[name] = price, Position(name, ZERO, price[1])
    wanted = found.targets if wish.by == Target.By.INSTRUMENT else of_securities(found.pieces, wish.by, found.targets)
    given = list(positions.values())
    if wish.sales:
        made = domain.rebalanced(given, wanted, cash=wish.cash, choices=wish.choices)
    else:
        made = domain.buy_only(given, wanted, wish.cash, wish.choices)
    instruments = found.wanted | {name: one.instrument for name, one in found.held.items()}
    seller, trades = Seller(user, today, wish.rates), list[Trade]()
    for proposal in made:
        own, base = prices[proposal.name]
        instrument = instruments[proposal.name]
        holdings = found.held[proposal.name].holdings if proposal.name in found.held else []
        quantity = _rounded(proposal.quantity, sum((one.quantity for one in holdings), ZERO))
        if not quantity:
            continue
        if quantity > 0:
            account = wish.account or _where(user, holdings, wish.portfolio)
            trades.append(Trade("buy", instrument, account, quantity, own or base, quantity * base))
        else:
            trades += [
                Trade("sell", instrument, sold.account, sold.quantity, own or base, sold.quantity * base, *sold.outcome)
                for sold in seller.sales(Sold(instrument, holdings, own or base, base), -quantity)
            ]
    spent = sum((trade.amount if trade.kind == "buy" else -trade.amount for trade in trades), ZERO)
    return Proposed(found, trades, wish.cash - spent)


def _position(name: str, value: Decimal, quantity: Decimal) -> Position:
    return Position(name, value, value / quantity)


def _rounded(quantity: Decimal, held: Decimal) -> Decimal:
    """To what can be traded, toward nothing; all that is held leaves whole, whatever the division left."""
    if abs(quantity + held) < FINEST:
        return -held
    return quantity.quantize(FINEST, ROUND_DOWN).normalize() + 0


def _where(user: Any, holdings: list[Holding], portfolio: Portfolio | None) -> Account:
    if holdings:
        return max(holdings, key=lambda one: one.market_value or ZERO).account
    accounts = Account.objects.for_user(user).filter(closed_on=None)
    if portfolio is not None:
        accounts = accounts.filter(portfolios=portfolio)
    found = accounts.order_by("kind", "pk").first()
    if found is None:
        raise NoTargets("There is no open account to buy in; add one first.")
    return found


def _price_of(user: Any, instrument: Instrument, today: date) -> tuple[Decimal, Decimal] | None:
    """The latest of one unit, in its own currency and in the base currency; None where either is not known."""
    from ..domain.quotes import MissingRate, exact
    from . import market

    quotes = market.quotes_of([instrument.pk]).get(instrument.pk)
    quote = quotes.last_known(today.toordinal()) if quotes else None
    if quote is None:
        return None
    try:
        price = exact(quote[1])
        return price, price * market.rates().at(instrument.currency, user.base_currency, today.toordinal())
    except MissingRate:
        return None
