"""What other apps may ask about money. Plain frozen values come out; people, words and dates go in."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from project.lib.errors import NotThere

from .models import Instrument
from .queries import holdings as held
from .queries import listing, ranges
from .queries.selection import selected

__all__ = [
    "Allocation", "Found", "HoldingOf", "Income", "Part", "Performance", "Summary", "allocation", "holding", "income",
    "instruments", "performance", "summary",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Summary:
    """What a person's money comes to at the close of `as_of` (None: nothing was valued yet), in `currency`."""

    currency: str
    as_of: date | None
    value: Decimal
    cash: Decimal
    cost: Decimal
    unrealised: Decimal
    realised: Decimal
    income: Decimal
    fees: Decimal
    taxes: Decimal
    holdings: int
    unknown: int  # holdings without a price: not in the value
    stale: int  # holdings with a price of more than a week ago
    oldest_price: date | None
    day_gain: float | None
    day_return: float | None
    has_accounts: bool
    updating: bool
    problem: str


@dataclass(frozen=True, slots=True)
class Performance:
    """
    A range, both days included. `parts` add up to the cent: start + net_flow + gain = end.

    Each percentage is named for its method; `why_not` says in a sentence why one of them has no value.
    """

    currency: str
    first: date
    last: date
    parts: dict[str, Decimal]
    twr: float | None
    twr_annualised: float | None
    xirr: float | None
    simple: float | None
    volatility: float | None
    sharpe: float | None
    sortino: float | None
    drawdown: float | None
    why_not: dict[str, str]


@dataclass(frozen=True, slots=True)
class HoldingOf:
    """An instrument in all of a person's accounts. Amounts are in `currency`, the price in `price_currency`."""

    symbol: str
    name: str
    quantity: Decimal
    cost: Decimal
    market_value: Decimal | None
    unrealised: Decimal | None
    realised: Decimal
    income: Decimal
    currency: str
    price: Decimal | None
    price_on: date | None
    price_currency: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    value: Decimal
    weight: Decimal | None


@dataclass(frozen=True, slots=True)
class Allocation:
    by: str
    currency: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Income:
    """Dividends and interest of a range: by month and by instrument ("" for what an account itself earned)."""

    currency: str
    first: date
    last: date
    months: tuple[tuple[date, float], ...]
    instruments: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """An instrument that a person may mean."""

    symbol: str
    name: str
    kind: str
    currency: str
    isin: str
    is_private: bool


def summary(user: Any) -> Summary:
    return Summary(**held.summary(user))


def performance(user: Any, first: date | None = None, last: date | None = None, *, of: str = "") -> Performance:
    """
    Without days, since the beginning and until now.

    :param of: `portfolio:<uuid>`, `account:<uuid>` or `label:<name>`; empty for everything
    :raises NotThere: the person has nothing that is called so
    :raises DomainError: there are no figures yet, or the range ends before it begins
    """
    found = ranges.performance(user, first, last, **selected(user, of).narrowing)
    same = ("currency", "first", "last", "parts", "twr", "twr_annualised", "xirr", "simple", "volatility", "sharpe")
    return Performance(
        **{name: found[name] for name in same},
        sortino=found["sortino"],
        drawdown=found["drawdown"] and found["drawdown"]["depth"],
        why_not={name: problem["detail"] for name, problem in found["problems"].items()},
    )


def holding(user: Any, symbol: str) -> HoldingOf:
    """:raises NotThere: the person holds nothing of that symbol, and never did"""
    position = held.holding(user, symbol)
    if position is None:
        raise NotThere(f"You hold nothing called {symbol}.")
    return HoldingOf(**position)


def allocation(user: Any, by: str = "kind") -> Allocation:
    """
    :param by: kind, sector, region, currency, account, instrument or label
    :raises NotThere: it is spread by nothing of that name
    """
    if by not in {*held.ALLOCATIONS, "label"}:
        raise NotThere(f"Nothing is spread by {by}; ask for {', '.join(held.ALLOCATIONS)} or label.")
    parts = tuple(Part(**part) for part in held.allocation(user, by))
    return Allocation(by, held.currency_of(user), parts)


def income(user: Any, first: date | None = None, last: date | None = None) -> Income:
    """:raises DomainError: there are no figures yet, or the range ends before it begins"""
    found = ranges.income(user, first, last)
    return Income(
        found["currency"],
        found["first"],
        found["last"],
        tuple((part["month"], part["income"]) for part in found["months"]),
        tuple((part["symbol"], part["income"]) for part in found["instruments"]),
    )


def instruments(user: Any, words: str) -> list[Found]:
    """At most ten: of the catalogue and the person's own, the likeliest first."""
    return [_found(instrument) for instrument in listing.instruments_like(user, words)]


def _found(instrument: Instrument) -> Found:
    return Found(
        instrument.symbol, instrument.name, instrument.kind, instrument.currency, instrument.isin,
        is_private=instrument.owner_id is not None,
    )  # fmt: skip
