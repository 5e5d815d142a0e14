"""Exchange rates by day: the last known one before a date, and cross rates through other currencies."""

from collections import deque
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Context, Decimal
from functools import cache

import numpy as np

from .quotes import Floats, MissingRate, Quotes, exact

# Prices of some exchanges are in hundredths.
HUNDREDTHS = {"GBX": "GBP", "GBp": "GBP", "ZAc": "ZAR", "ZAX": "ZAR", "ILA": "ILS", "ILX": "ILS", "USX": "USD"}
_EVER = 1
# No quoted rate has more digits than crossed and inverted ones keep.
_DIGITS = Context(prec=18)

Pair = tuple[str, str]
# The step of a path: the quotes to use, and whether to divide by them.
Step = tuple[Quotes, bool]


class Rates:
    """
    What one unit of a currency costs in another, by day.

    A pair without quotes of its own is crossed over as few others as connect it, through the pivot where it can be.
    """

    def __init__(self, quotes: Mapping[Pair, Quotes], *, pivot: str = "EUR") -> None:
        hundredth = Quotes(np.array([_EVER], dtype=np.int64), np.array([0.01]))
        self._quotes = dict(quotes) | dict.fromkeys(HUNDREDTHS.items(), hundredth)
        self._pivot = pivot
        self._path = cache(self._found_path)
        self.at = cache(self._at)
        self.filled = cache(self._filled)

    def with_fallback(self, booked: Mapping[Pair, Quotes]) -> "Rates":
        """These, and for pairs that they do not connect, the rates that activities were booked with."""
        missing = {pair: quotes for pair, quotes in booked.items() if self._path(*pair) is None}
        return Rates(self._quotes | missing, pivot=self._pivot) if missing else self

    def _at(self, source: str, target: str, day: int) -> Decimal:
        """
        The last rate known on that day.

        :raises MissingRate: none was known by then
        """
        rate = Decimal(1)
        for quotes, inverse in self._steps(source, target):
            known = quotes.last_known(day)
            if known is None:
                raise _missing(source, target, day)
            value = exact(known[1])
            rate = _DIGITS.divide(rate, value) if inverse else _DIGITS.multiply(rate, value)
        return rate

    def _filled(self, source: str, target: str, first: int, last: int) -> Floats:
        """The rate of every day; NaN before one was known."""
        rates = np.ones(last - first + 1)
        for quotes, inverse in self._steps(source, target):
            known = quotes.filled(first, last)
            rates = rates / known if inverse else rates * known
        return rates

    def _steps(self, source: str, target: str) -> tuple[Step, ...]:
        path = self._path(source, target)
        if path is None:
            raise MissingRate(
                f"No exchange rate leads from {source} to {target}; give rates for the pair, or of both in another."
            )
        return path

    def _found_path(self, source: str, target: str) -> tuple[Step, ...] | None:
        """Breadth first, so the shortest; among equally short ones the one through the pivot."""
        seen: dict[str, tuple[Step, ...]] = {source: ()}
        waiting = deque([source])
        while waiting and target not in seen:
            here = waiting.popleft()
            for neighbour, step in sorted(self._neighbours(here), key=lambda found: found[0] != self._pivot):
                if neighbour not in seen:
                    seen[neighbour] = (*seen[here], step)
                    waiting.append(neighbour)
        return seen.get(target)

    def _neighbours(self, currency: str) -> Iterable[tuple[str, Step]]:
        for (source, target), quotes in self._quotes.items():
            if source == currency:
                yield target, (quotes, False)
            elif target == currency:
                yield source, (quotes, True)


def _missing(source: str, target: str, day: int) -> MissingRate:
    return MissingRate(f"No exchange rate from {source} to {target} is known on or before {date.fromordinal(day)}.")
