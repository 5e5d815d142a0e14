"""Portfolios for tests, written briefly, and random ones."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from apps.portfolio.domain.activities import Activity, Kind, checked, in_ledger_order
from apps.portfolio.domain.daily import Daily
from apps.portfolio.domain.fx import Rates
from apps.portfolio.domain.ledger import Ledger
from apps.portfolio.domain.lots import Method
from apps.portfolio.domain.market import Market, splits_among
from apps.portfolio.domain.outcome import outcome
from apps.portfolio.domain.performance import Ways, performance
from apps.portfolio.domain.postings import Terms
from apps.portfolio.domain.quotes import Quotes

START = date(2024, 1, 1)  # a Monday


def day(number):
    return START + timedelta(days=number)


def act(kind, number, **fields):
    """An activity on a day counted from START; numbers may be written as int or text."""
    decimals = ("quantity", "price", "amount", "fee", "tax", "rate", "share", "cost")
    for name in decimals:
        if name in fields:
            fields[name] = Decimal(str(fields[name]))
    if "ratio" in fields:
        fields["ratio"] = Fraction(fields["ratio"])
    return checked(Activity(Kind(kind), day(number), **{"currency": "EUR", "symbol": _symbol(kind)} | fields))


def _symbol(kind):
    return "" if kind in {"deposit", "withdrawal", "interest", "fee", "tax"} else "ACME"


def quotes(points):
    return Quotes.of({day(number): value for number, value in points.items()})


@dataclass
class Kept:
    """A ledger up to some day, and what is asked of it most."""

    ledger: Ledger
    daily: Daily
    last: int

    @property
    def everything(self):
        return self.daily.rows(lambda holding: True)

    @property
    def securities(self):
        return self.daily.rows(lambda holding: holding.security)

    def series(self, rows=None, first=0, last=None):
        rows = self.everything if rows is None else rows
        return self.daily.series(rows, day(first), day(self.last if last is None else last))

    def outcome(self, rows=None, first=0):
        rows = self.everything if rows is None else rows
        return outcome(self.daily, rows, self.series(rows, first), day(self.last))

    def performance(self, rows=None, first=0, **ways):
        return performance(self.series(rows, first), self.outcome(rows, first), Ways(**ways))


def kept(*activities, prices=None, rates=None, last=30, method="fifo", base="EUR", adjusted=False, **terms):
    ordered = in_ledger_order(activities)
    market = Market(
        {symbol: quotes(points) for symbol, points in (prices or {}).items()},
        Rates({pair: quotes(points) for pair, points in (rates or {}).items()}),
        splits_among(ordered),
        adjusted=adjusted,
    )
    ledger = Ledger([one for one in ordered if one.on <= day(last)], market, Terms(base, Method(method), **terms))
    return Kept(ledger, Daily(ledger, day(last)), last)


# --- Random portfolios ----------------------------------------------------------------------------------------

SYMBOLS = ("ACME", "BETA", "GAMMA")
CURRENCY_OF = {"ACME": "EUR", "BETA": "USD", "GAMMA": "USD"}
LENGTH = 40

money = st.decimals("0.01", "5000", places=2)
prices_of_day = st.decimals("0.5", "500", places=2)
costs = st.decimals("0", "20", places=2)


@st.composite
def histories(draw, splits=True):
    """Activities that make sense (nothing is sold that is not held), prices on some days, and rates."""
    activities = [act("deposit", 0, amount=draw(money))]
    held = dict.fromkeys(SYMBOLS, Fraction(0))
    kinds = ["buy", "buy", "sell", "sell_all", "dividend", "deposit", "withdrawal", "fee", "interest"]
    kinds += ["split"] if splits else []
    for row in range(draw(st.integers(1, 8))):
        number = draw(st.integers(0, LENGTH - 1)) if row == 0 else draw(st.integers(_last(activities), LENGTH - 1))
        kind, symbol = draw(st.sampled_from(kinds)), draw(st.sampled_from(SYMBOLS))
        common = {"symbol": symbol, "currency": CURRENCY_OF[symbol], "row": f"row {row}"}
        trade = {"price": draw(prices_of_day), "fee": draw(costs), "tax": draw(costs)} | common
        if kind == "buy":
            quantity = draw(st.decimals("0.001", "100", places=3))
            held[symbol] += Fraction(quantity)
            activities.append(act("buy", number, quantity=quantity, **trade))
        elif kind in {"sell", "sell_all"} and held[symbol]:
            part = held[symbol] if kind == "sell_all" else held[symbol] * draw(st.sampled_from([1, 2, 3])) / 4
            quantity = _decimal(part)
            held[symbol] -= held[symbol] if kind == "sell_all" else Fraction(quantity)
            activities.append(act("sell", number, quantity=quantity, **trade))
        elif kind == "split" and held[symbol]:
            ratio = draw(st.sampled_from([Fraction(2), Fraction(3, 2), Fraction(1, 4)]))
            held[symbol] *= ratio
            activities.append(act("split", number, ratio=ratio, **common))
        elif kind == "dividend":
            activities.append(act("dividend", number, amount=draw(money), tax=draw(costs), **common))
        elif kind in {"deposit", "withdrawal", "fee", "interest"}:
            activities.append(act(kind, number, amount=draw(money)))
    points = st.dictionaries(st.integers(0, LENGTH), prices_of_day, max_size=5)
    rates = draw(st.dictionaries(st.integers(1, LENGTH), st.decimals("0.5", "2", places=4), max_size=4))
    return {
        "activities": activities,
        "prices": {symbol: draw(points) for symbol in SYMBOLS},
        "rates": {("USD", "EUR"): {0: draw(st.decimals("0.5", "2", places=4))} | rates},
        "last": LENGTH,
    }


def _last(activities):
    return max((activity.on - START).days for activity in activities)


def _decimal(exact):
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def keep(history, **changes):
    history = history | changes
    return kept(*history.pop("activities"), **history)
