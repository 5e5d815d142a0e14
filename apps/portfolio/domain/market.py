"""What securities were worth on a day: the last known quote, else the last trade, over the splits since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from .activities import Activity, Kind
from .amounts import EXACT
from .fx import Rates
from .quotes import Floats, MissingPrice, Quotes, exact


class Split(NamedTuple):
    day: int
    event: int  # its place in the ledger
    ratio: Fraction


class Known(NamedTuple):
    day: int  # when it was known
    price: Decimal
    quoted: bool  # by a market, not taken from a trade


def splits_among(activities: Sequence[Activity]) -> dict[str, list[Split]]:
    """A split concerns every account, so the same one entered for several counts once."""
    found: dict[str, dict[tuple[date, Fraction], Split]] = defaultdict(dict)
    for event, activity in enumerate(activities):
        if activity.kind is Kind.SPLIT and activity.ratio is not None:
            key = (activity.on, activity.ratio)
            found[activity.symbol].setdefault(key, Split(activity.on.toordinal(), event, activity.ratio))
    return {symbol: list(splits.values()) for symbol, splits in found.items()}


@dataclass(slots=True)
class Market:
    """
    Prices are in the currency of the security, as they stood on their day; `adjusted` says that they were divided
    by all later splits instead, as many data providers do.
    """

    quotes: Mapping[str, Quotes]
    rates: Rates
    splits: Mapping[str, list[Split]]
    adjusted: bool = False
    _trades: dict[str, dict[int, Decimal]] = field(default_factory=lambda: defaultdict(dict))

    def note_trade(self, symbol: str, day: int, price: Decimal) -> None:
        self._trades[symbol][day] = price

    def known(self, symbol: str, day: int) -> Known | None:
        """The price of one unit on a day: the last quote, else the last trade, over the splits since."""
        splits = self.splits.get(symbol, ())
        if (quotes := self.quotes.get(symbol)) and (quote := quotes.last_known(day)):
            price = exact(quote[1])
            if self.adjusted:
                return Known(quote[0], _times(price, (split.ratio for split in splits if split.day > day)), quoted=True)
            return Known(quote[0], _over(price, splits, quote[0], day), quoted=True)
        if days := [traded for traded in self._trades.get(symbol, ()) if traded <= day]:
            return Known(max(days), _over(self._trades[symbol][max(days)], splits, max(days), day), quoted=False)
        return None

    def price(self, symbol: str, day: int) -> Decimal:
        """
        :raises MissingPrice: there is neither a quote nor a trade by then
        """
        if (known := self.known(symbol, day)) is None:
            raise MissingPrice(f"No price of {symbol} is known on or before {date.fromordinal(day)}; give one.")
        return known.price

    def filled(self, symbol: str, first: int, last: int) -> Floats:
        """The price of every day in units of after the last split; NaN before one was known."""
        splits = self.splits.get(symbol, ())
        prices = np.full(last - first + 1, np.nan)
        if (quotes := self.quotes.get(symbol)) is not None:
            prices = (quotes if self.adjusted else _adjusted(quotes, splits)).filled(first, last)
        if np.isnan(prices[0]) and (trades := self._trades.get(symbol)):
            days = sorted(trades)
            traded = Quotes(np.array(days, dtype=np.int64), np.array([float(trades[day]) for day in days]))
            prices = np.where(np.isnan(prices), _adjusted(traded, splits).filled(first, last), prices)
        return prices

    def growth(self, symbol: str, *, since: tuple[int, int]) -> Fraction:
        """How many units one unit of after an event (day, place in the ledger) became in the end."""
        ratio = Fraction(1)
        for split in self.splits.get(symbol, ()):
            if (split.day, split.event) > since:
                ratio *= split.ratio
        return ratio


def _adjusted(quotes: Quotes, splits: Iterable[Split]) -> Quotes:
    values = quotes.values
    for split in splits:
        values = np.where(quotes.days < split.day, values / float(split.ratio), values)
    return Quotes(quotes.days, values)


def _over(price: Decimal, splits: Iterable[Split], after: int, until: int) -> Decimal:
    return _times(price, (1 / split.ratio for split in splits if after < split.day <= until))


def _times(price: Decimal, ratios: Iterable[Fraction]) -> Decimal:
    for ratio in ratios:
        price = EXACT.divide(EXACT.multiply(price, Decimal(ratio.numerator)), Decimal(ratio.denominator))
    return price
