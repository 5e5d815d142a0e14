"""Daily value, flows, income, costs and currency effect of every holding, in one pass; subsets and ranges sum them."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, localcontext
from functools import cache
from itertools import accumulate, chain

import numpy as np

from .amounts import EXACT, ZERO
from .ledger import Ledger
from .postings import Holding, Posting
from .quotes import Days, Floats, MissingPrice, MissingRate

ENTRY_COLUMNS = ("event", "day", "quantity", "booked", "flow", "income", "fee", "tax")
# What divisions of sixty digits may leave of nothing.
_RESIDUE = Decimal("1e-30")


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """
    Sums over some holdings, in the base currency. `value` begins at the close of the day before the first day, the
    others at the first day; flows are those that cross the border of the selection.
    """

    first: date
    value: Floats
    inflow: Floats
    outflow: Floats
    income: Floats
    fee: Floats
    tax: Floats
    fx_gain: Floats

    def close(self, number: int) -> date:
        """The day of a value."""
        return self.first + timedelta(days=number - 1)

    @property
    def price_gain(self) -> Floats:
        """What is left of the change in value when all else is accounted for."""
        net = self.inflow - self.outflow
        return np.diff(self.value) - net - self.income - self.fx_gain + self.fee + self.tax


class Daily:
    """
    One row for each holding, one column for each day; the first column is the day before the first activity.

    :raises MissingPrice: something was held for which neither a quote nor a trade was known
    """

    def __init__(self, ledger: Ledger, last: date) -> None:
        self.ledger = ledger
        postings = ledger.postings
        self.first = min((posting.day for posting in postings), default=last.toordinal()) - 1
        self.last = last.toordinal()
        by_holding: dict[Holding, list[Posting]] = defaultdict(list)
        for posting in postings:
            if posting.day <= self.last:
                by_holding[posting.holding].append(posting)
        self.postings = by_holding
        self.holdings = list(by_holding)
        self.row = {holding: row for row, holding in enumerate(self.holdings)}
        days = self.last - self.first + 1
        self.value = np.zeros((len(self.holdings), days))
        self.fx_gain = np.zeros((len(self.holdings), days))
        self._rates = cache(self._rates_and_steps)
        self._enter(by_holding)
        self._levels = [self._quantities(holding, entries) for holding, entries in by_holding.items()]
        for holding in by_holding:
            self._value(holding)
        self._add_gains_on_entry()

    def rows(self, wanted: Callable[[Holding], bool]) -> list[int]:
        return [row for row, holding in enumerate(self.holdings) if wanted(holding)]

    def series(self, rows: Collection[int], first: date, last: date) -> Series:
        """The sums over some rows from the first to the last day, both included."""
        begin, end = self._columns(first, last)
        chosen = np.zeros(len(self.holdings), dtype=bool)
        chosen[list(rows)] = True
        picked = chosen[self._row] & (self._column >= begin) & (self._column <= end)
        columns, events = self._column[picked] - begin, self._event[picked]
        days = end - begin + 1

        def daily(figures: Floats) -> Floats:
            return _by_day(columns, figures[picked], days)

        # An activity between two chosen holdings crosses no border, so its flows are netted before they are told apart.
        which, at = np.unique(events, return_inverse=True)
        crossing = np.bincount(at, self._flow[picked], len(which))
        day_of = np.zeros(len(which), dtype=np.int64)
        day_of[at] = columns
        picked_rows = np.flatnonzero(chosen)
        return Series(
            first=first,
            value=_padded_sum(self.value, picked_rows, begin - 1, end),
            inflow=_by_day(day_of, np.maximum(crossing, 0), days),
            outflow=_by_day(day_of, np.maximum(-crossing, 0), days),
            income=daily(self._income),
            fee=daily(self._fee),
            tax=daily(self._tax),
            fx_gain=_padded_sum(self.fx_gain, picked_rows, begin, end),
        )

    # --- Exactly, on one day ----------------------------------------------------------------------------------

    def quantity_on(self, row: int, day: date) -> Decimal:
        """In units of that day."""
        holding, until = self.holdings[row], day.toordinal()
        days, levels = self._levels[row]
        level = levels[bisect_right(days, until) - 1] if until >= self.first else ZERO
        if not level or holding.name not in self.ledger.market.splits:
            return level
        growth = self.ledger.market.growth(holding.name, since=(until + 1, -1))
        return EXACT.divide(EXACT.multiply(level, Decimal(growth.denominator)), Decimal(growth.numerator))

    def value_on(self, rows: Collection[int], day: date) -> Decimal:
        """In the base currency, at the prices and rates last known."""
        total = ZERO
        with localcontext(EXACT):
            for row in rows:
                if quantity := self.quantity_on(row, day):
                    total += quantity * self.price_on(row, day) * self.rate_on(row, day)
        return total

    def price_on(self, row: int, day: date) -> Decimal:
        holding = self.holdings[row]
        return (
            self.ledger.market.price(holding.name, day.toordinal()) if holding.security else Decimal(bool(holding.name))
        )

    def rate_on(self, row: int, day: date) -> Decimal:
        currency = self.ledger.currency_of(self.holdings[row])
        return self.ledger.market.rates.at(currency, self.ledger.terms.base, day.toordinal())

    # --- The pass ---------------------------------------------------------------------------------------------

    def _enter(self, by_holding: dict[Holding, list[Posting]]) -> None:
        """The postings as columns, those of a holding together."""
        counts = [len(found) for found in by_holding.values()]
        self._starts = [0, *accumulate(counts)]
        self._row = np.repeat(np.arange(len(counts)), counts)
        columns = zip(*chain.from_iterable(by_holding.values()), strict=True) if counts else [()] * len(Posting._fields)
        _, event, day, *amounts = columns
        self._event, self._day = np.array(event, dtype=np.int64), np.array(day, dtype=np.int64)
        self._column = self._day - self.first
        self._quantity, self._worth, self._booked, self._flow, self._income, self._fee, self._tax = map(
            _floats, amounts
        )

    def entries(self, row: int) -> dict[str, Days | Floats]:
        """What was posted to a holding, by column; `event` is the place of the activity in the ledger."""
        part = slice(self._starts[row], self._starts[row + 1])
        return {name: getattr(self, f"_{name}")[part] for name in ENTRY_COLUMNS}

    def _value(self, holding: Holding) -> None:
        if not holding.name:
            return
        row, currency, base = self.row[holding], self.ledger.currency_of(holding), self.ledger.terms.base
        days, levels = self._levels[row]
        local = np.repeat(_floats(levels), np.diff(days, append=self.last + 1))
        if holding.security:
            prices = self.ledger.market.filled(holding.name, self.first, self.last)
            local = self._product(local, prices, f"No price of {holding.name} is known", MissingPrice)
        if currency == base:
            self.value[row] = local
            return
        rates, steps = self._rates(currency)
        missing = f"No exchange rate from {currency} to {base} is known"
        self.value[row] = self._product(local, rates, missing, MissingRate)
        # What was held at the last close moved with the rate.
        self.fx_gain[row, 1:] = self._product(local[:-1], steps, missing, MissingRate)

    def _rates_and_steps(self, currency: str) -> tuple[Floats, Floats]:
        """The rate of every day, and by how much it moved from the day before."""
        rates = self.ledger.market.rates.filled(currency, self.ledger.terms.base, self.first, self.last)
        return rates, np.diff(rates)

    def _product(self, held: Floats, figures: Floats, missing: str, error: type[MissingPrice | MissingRate]) -> Floats:
        """Nothing held is worth nothing, also where the figure is not known yet."""
        product = held * figures
        # What is known on the first day is known ever after.
        if np.isnan(product[:1]).any():
            product[held == 0] = 0
            unknown = np.flatnonzero(np.isnan(product))
            if len(unknown):
                raise error(f"{missing} on or before {date.fromordinal(self.first + int(unknown[0]))}; give one.")
        return product

    def _add_gains_on_entry(self) -> None:
        """What came or went on a day moved from its booked rate to that of the day."""
        currencies = np.array([self.ledger.currency_of(holding) for holding in self.holdings])
        for currency in set(currencies.tolist()) - {self.ledger.terms.base}:
            rates, _ = self._rates(currency)
            picked = (currencies == currency)[self._row] & (self._worth != 0)
            column = self._column[picked]
            moved = self._worth[picked] * rates[column] - self._booked[picked]
            np.add.at(self.fx_gain, (self._row[picked], column), moved)

    def _quantities(self, holding: Holding, entries: Sequence[Posting]) -> tuple[list[int], list[Decimal]]:
        """How much there was from which day on, exactly, in units of after the last split."""
        splits = self.ledger.market.splits.get(holding.name, ()) if holding.security else ()
        levels: dict[int, Decimal] = {self.first: ZERO}
        level = ZERO
        with localcontext(EXACT):
            for posting in entries:
                quantity = posting.quantity
                if splits:
                    growth = self.ledger.market.growth(holding.name, since=(posting.day, posting.event))
                    quantity = quantity * growth.numerator / growth.denominator
                level += quantity
                levels[posting.day] = level if abs(level) > _RESIDUE else ZERO
        return list(levels), list(levels.values())

    def _columns(self, first: date, last: date) -> tuple[int, int]:
        """They may lie before all columns, where nothing was held, but not after."""
        return first.toordinal() - self.first, last.toordinal() - self.first


def _floats(amounts: Sequence[Decimal]) -> Floats:
    # Most are nothing at all, and telling that is quicker than turning it into a float.
    return np.array([float(amount) if amount else 0.0 for amount in amounts], dtype=np.float64)


def _by_day(columns: Days, figures: Floats, days: int) -> Floats:
    return np.bincount(columns, figures, days).astype(np.float64, copy=False)


def _padded_sum(matrix: Floats, rows: Days, begin: int, end: int) -> Floats:
    """The sum over rows of the columns from begin to end, which are zero before the first column."""
    before = min(max(0, -begin), end - begin + 1)
    columns = matrix[:, max(0, begin) : max(0, end + 1)]
    summed = columns.sum(axis=0) if len(rows) == len(matrix) else columns[rows].sum(axis=0)
    return np.concatenate((np.zeros(before), summed))
