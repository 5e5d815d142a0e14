"""
What the arithmetic of a portfolio costs: 10 years of days, 5,000 activities, 200 holdings in 6 currencies.

    python -m tests.bench.portfolio [--rounds N]
    python -m tests.bench.portfolio --people 10000

CPU milliseconds in this process, the median of the rounds; the first one is cold. No database. The last line values the
same days in a plain loop over Decimal, which is the arithmetic alone of most programs.

With --people it measures a night of so many instead: see portfolio_night.py. What it costs with the database, from a
change to the page, is in portfolio_db.py.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from apps.portfolio.domain.activities import Activity, Kind
from apps.portfolio.domain.daily import Daily
from apps.portfolio.domain.fx import Rates
from apps.portfolio.domain.ledger import Ledger
from apps.portfolio.domain.lots import Method
from apps.portfolio.domain.market import Market, splits_among
from apps.portfolio.domain.outcome import outcome
from apps.portfolio.domain.performance import Ways, performance
from apps.portfolio.domain.postings import Terms
from apps.portfolio.domain.quotes import Quotes

from . import portfolio_night

DAYS, ACTIVITIES, HOLDINGS = 3653, 5000, 200
CURRENCIES = ("EUR", "USD", "GBP", "CHF", "JPY", "SEK")
FIRST = date(2014, 1, 1)
LAST = FIRST + timedelta(days=DAYS - 1)


class Sample:
    """The same portfolio every time."""

    def __init__(self) -> None:
        generator = np.random.default_rng(1)
        days = np.arange(FIRST.toordinal(), FIRST.toordinal() + DAYS)

        def walk(start: float, spread: float, digits: int) -> Quotes:
            steps = np.exp(np.cumsum(generator.normal(0, spread, DAYS)))
            return Quotes(days, np.round(start * steps, digits))

        self.quotes = {f"S{number}": walk(50, 0.015, 4) for number in range(HOLDINGS)}
        self.rates = {("EUR", currency): walk(1.2, 0.004, 5) for currency in CURRENCIES[1:]}
        self.currencies = {f"S{number}": CURRENCIES[number % len(CURRENCIES)] for number in range(HOLDINGS)}
        self.activities = self._activities(random.Random(1))  # noqa: S311 (no secret)

    def _activities(self, chance: random.Random) -> list[Activity]:
        held = dict.fromkeys(self.quotes, 0)
        found = [Activity(Kind.DEPOSIT, FIRST, amount=Decimal(1_000_000), currency="EUR")]
        for number, offset in enumerate(sorted(chance.randrange(DAYS) for _ in range(ACTIVITIES - 1))):
            symbol = f"S{chance.randrange(HOLDINGS)}"
            common = {"row": f"r{number}", "symbol": symbol, "currency": self.currencies[symbol]}
            day = FIRST + timedelta(days=offset)
            trade = {"price": Decimal(repr(float(self.quotes[symbol].values[offset]))), "fee": Decimal(5)}
            kind = chance.random()
            if kind < 0.2 and held[symbol] > 1:
                quantity = chance.randint(1, held[symbol])
                held[symbol] -= quantity
                found.append(Activity(Kind.SELL, day, quantity=Decimal(quantity), **common, **trade))
            elif kind < 0.4 and held[symbol]:
                found.append(Activity(Kind.DIVIDEND, day, amount=Decimal(20), tax=Decimal(3), **common))
            elif kind < 0.5:
                found.append(Activity(Kind.DEPOSIT, day, amount=Decimal(1000), currency="EUR"))
            else:
                quantity = chance.randint(1, 50)
                held[symbol] += quantity
                found.append(Activity(Kind.BUY, day, quantity=Decimal(quantity), **common, **trade))
        return found

    def ledger(self, method: Method = Method.FIFO) -> Ledger:
        market = Market(self.quotes, Rates(self.rates), splits_among(self.activities))
        return Ledger(self.activities, market, Terms("EUR", method))


def figures(daily: Daily, rows: list[int]) -> None:
    series = daily.series(rows, FIRST, LAST)
    performance(series, outcome(daily, rows, series, LAST), Ways())


def whole(sample: Sample) -> None:
    daily = Daily(sample.ledger(), LAST)
    figures(daily, list(range(len(daily.holdings))))


def each(daily: Daily) -> None:
    for row in range(len(daily.holdings)):
        figures(daily, [row])


def plain_decimal(sample: Sample) -> list[Decimal]:
    """The value of every day, and nothing else."""
    prices = {
        symbol: [Decimal(repr(float(price))) for price in known.values] for symbol, known in sample.quotes.items()
    }
    rates = {pair[1]: [1 / Decimal(repr(float(rate))) for rate in known.values] for pair, known in sample.rates.items()}
    begun = time.process_time()
    totals = [Decimal(0)] * DAYS
    for symbol, series in prices.items():
        changes: dict[int, Decimal] = {}
        for one in sample.activities:
            if one.symbol == symbol and one.kind in {Kind.BUY, Kind.SELL}:
                offset, sign = (one.on - FIRST).days, 1 if one.kind is Kind.BUY else -1
                changes[offset] = changes.get(offset, Decimal(0)) + sign * one.quantity
        held, currency = Decimal(0), sample.currencies[symbol]
        for offset in range(DAYS):
            held += changes.get(offset, 0)
            rate = Decimal(1) if currency == "EUR" else rates[currency][offset]
            totals[offset] += held * series[offset] * rate
    print(f"{'plain Decimal loop, values alone':50} {(time.process_time() - begun) * 1000:8.0f}")
    return totals


def median_ms(rounds: int, run: Callable[[], object]) -> tuple[float, float]:
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        run()
        taken.append((time.process_time() - begun) * 1000)
    return taken[0], statistics.median(taken)


def main(rounds: int) -> None:
    sample = Sample()
    daily = Daily(sample.ledger(), LAST)
    rows = list(range(len(daily.holdings)))
    print(f"{'CPU ms, ' + str(rounds) + ' rounds':50} {'first':>8} {'median':>8}")
    for name, run in (
        ("all: ledger, days, figures of the whole", lambda: whole(sample)),
        ("  ledger, first in first out", sample.ledger),
        ("  ledger, average", lambda: sample.ledger(Method.AVERAGE)),
        ("  daily arrays of every holding", lambda: Daily(daily.ledger, LAST)),
        ("  figures of the whole, any range", lambda: figures(daily, rows)),
        ("figures of every holding by itself", lambda: each(daily)),
    ):
        print(f"{name:50} {'{:8.0f} {:8.0f}'.format(*median_ms(rounds, run))}")
    totals = plain_decimal(sample)
    ours = daily.series(daily.rows(lambda holding: holding.security), FIRST, LAST).value[1:]
    print(
        f"largest difference of a day's value: {max(abs(float(t) - v) for t, v in zip(totals, ours, strict=True)):.2e}"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--people", type=int)
    asked = parser.parse_args()
    if asked.people:
        portfolio_night.measure(asked.people)
    else:
        main(asked.rounds)
