"""The figures of a whole portfolio."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from project.lib.errors import DomainError

from .. import risk
from ..activities import Kind
from ..amounts import ZERO
from ..benchmark import basket_returns, same_money_in
from ..daily import Daily, Series
from ..ledger import Ledger
from ..outcome import Outcome, gains, outcome
from ..performance import Performance, performance, trading_returns, yearly
from ..postings import Holding
from ..quotes import exact
from ..returns import daily_returns, index_of, linked
from . import bare, extras, lots, request
from .request import Request
from .shown import day, money, part, quantity

METHODS = {
    "twr": "time-weighted, linked daily; inflows at the start of the day, outflows at its end; after fees and taxes",
    "twr_gross": "the same before fees and taxes",
    "twr_annualised": "to the power of 365 by days; not for less than a year",
    "xirr": "money-weighted, yearly rate on 365 days",
    "simple": "gain by the value at the start and all inflows",
    "modified_dietz": "gain by the flows weighted by their days",
    "volatility": "sample deviation of the returns between working days, times the root of the periods in a year",
    "sharpe": "mean excess return by its deviation, of a year",
    "sortino": "mean excess return by the downside deviation, of a year",
    "max_drawdown": "of the time-weighted index, from the close before the first day",
    "cost": "with fees and taxes",
}
# Activities that say that the cash of an account is recorded.
_RECORD_CASH = {Kind.DEPOSIT, Kind.WITHDRAWAL}


class Portfolio:
    """What the parts of a report look at."""

    def __init__(self, asked: Request) -> None:
        self.asked = asked
        self.ledger = Ledger(asked.taken_in, asked.market, asked.terms)
        self.daily = Daily(self.ledger, asked.last)
        self.period = self.ledger
        if asked.taken_in and asked.first > asked.taken_in[0].on:
            self.period = Ledger(asked.taken_in, asked.market, asked.terms, restate_on=asked.first)
        self.rows = self.daily.rows(self._wanted)
        self.securities = [row for row in self.rows if self.daily.holdings[row].security]
        self.series, self.outcome = self.over(self.rows)

    def over(self, rows: Collection[int]) -> tuple[Series, Outcome]:
        series = self.daily.series(rows, self.asked.first, self.asked.last)
        return series, outcome(self.daily, rows, series, self.asked.last)

    def value(self, rows: Collection[int]) -> Decimal:
        return self.daily.value_on(rows, self.asked.last)

    def keys(self, rows: Collection[int]) -> set[tuple[str, str]]:
        return {(self.daily.holdings[row].account, self.daily.holdings[row].name) for row in rows}

    def _wanted(self, holding: Holding) -> bool:
        only = self.asked.only
        if "accounts" in only and holding.account not in only["accounts"]:
            return False
        if "symbols" in only:
            return holding.security and holding.name in only["symbols"]
        return not holding.cash or self.cash_counts(holding.account)

    def cash_counts(self, account: str) -> bool:
        """Where no money ever came or went, only trades are recorded, and they are the flows."""
        if self.asked.cash != "auto":
            return self.asked.cash == "included"
        return any(
            activity.kind in _RECORD_CASH
            or (
                activity.kind is Kind.TRANSFER
                and not activity.symbol
                and account in (activity.account, activity.to_account)
            )
            for activity in self.asked.taken_in
            if account in (activity.account, activity.to_account)
        )


def report(asked: Mapping[str, object]) -> dict[str, object]:
    portfolio = Portfolio(request.read(asked))
    asking, base = portfolio.asked, portfolio.asked.base
    percent = performance(portfolio.series, portfolio.outcome, asking.ways)
    answer: dict[str, object] = {
        "base_currency": base,
        "range": {"from": day(asking.first), "to": day(asking.last), "days": percent.days},
        "lot_method": asking.terms.method.value,
        "methods": METHODS,
        "totals": _totals(portfolio) | _returns(percent),
        "holdings": [_holding(portfolio, row) for row in portfolio.securities],
        "cash": _cash(portfolio),
        "lots": lots.shown(portfolio.ledger, portfolio.keys(portfolio.securities), asking),
        "income": extras.income(portfolio),
        "allocation": extras.allocation(portfolio),
        "stale_prices": _stale(portfolio),
        "ignored": asking.unknown,
    }
    if asking.basket:
        answer["benchmark"] = _benchmark(portfolio)
    if asking.targets:
        answer["rebalancing"] = extras.rebalancing(portfolio)
    if asking.daily:
        answer["daily"] = _daily(portfolio.series)
    return answer


def _totals(portfolio: Portfolio) -> dict[str, object]:
    base = portfolio.asked.base
    securities = portfolio.value(portfolio.securities)
    return {
        **_parts(portfolio.outcome, base),
        **_gains(portfolio, portfolio.securities, securities),
        "securities_value": money(securities, base),
        "cash_value": money(portfolio.outcome.end - securities, base),
    }


def _parts(found: Outcome, base: str) -> dict[str, str]:
    names = {"start": "start_value", "end": "end_value"}
    return {names.get(name, name): money(amount, base) for name, amount in found.rounded(base).items()}


def _gains(portfolio: Portfolio, rows: Collection[int], value: Decimal) -> dict[str, object]:
    asking, keys, base = portfolio.asked, portfolio.keys(rows), portfolio.asked.base
    since_purchase = gains(portfolio.ledger, keys, asking.first, asking.last, value)
    period = gains(portfolio.period, keys, asking.first, asking.last, value)
    cost = since_purchase.cost.base
    return {
        "cost": money(cost, base),
        "realised": money(since_purchase.realised.base, base),
        "realised_gross": money(since_purchase.realised_gross.base, base),
        "realised_currency": money(since_purchase.realised_currency, base),
        "unrealised": money(since_purchase.unrealised, base),
        "unrealised_return": part(since_purchase.unrealised / cost if cost > 0 else None),
        "period_realised": money(period.realised.base, base),
        "period_unrealised": money(period.unrealised, base),
    }


def _returns(found: Performance) -> dict[str, object]:
    drawdown = found.drawdown
    return {
        "twr": part(found.twr),
        "twr_gross": part(found.twr_gross),
        "twr_annualised": part(found.twr_annualised),
        "xirr": part(found.xirr),
        "xirr_of_period": part(found.xirr_of_period),
        "simple": part(found.simple),
        "modified_dietz": part(found.modified_dietz),
        "volatility": part(found.volatility),
        "downside_deviation": part(found.downside_deviation),
        "sharpe": part(found.sharpe),
        "sortino": part(found.sortino),
        "calmar": part(found.calmar),
        "max_drawdown": drawdown
        and {
            "depth": part(drawdown.depth),
            "peak_on": day(drawdown.peak_on),
            "trough_on": day(drawdown.trough_on),
            "recovered_on": day(drawdown.recovered_on),
        },
        "problems": {
            name: {"code": problem.code, "detail": problem.detail}
            | ({"rates": [part(rate) for rate in problem.rates]} if problem.rates else {})
            for name, problem in found.problems.items()
        },
    }


def _holding(portfolio: Portfolio, row: int) -> dict[str, object]:
    asking, holding = portfolio.asked, portfolio.daily.holdings[row]
    series, found = portfolio.over([row])
    known = asking.market.known(holding.name, asking.last.toordinal())
    own = portfolio.ledger.currency_of(holding)
    book = portfolio.ledger.books[holding.account, holding.name]
    total = portfolio.outcome.end
    return {
        "account": holding.account,
        "symbol": holding.name,
        "currency": own,
        "quantity": quantity(portfolio.daily.quantity_on(row, asking.last)),
        "price": quantity(known.price) if known else None,
        "price_on": day(date.fromordinal(known.day)) if known else None,
        "stale": bool(known) and is_stale(known.day, asking.last, quoted=known.quoted) if known else True,
        "value": money(found.end, asking.base),
        "value_own": money(found.end / portfolio.daily.rate_on(row, asking.last), own)
        if found.end
        else money(ZERO, own),
        "weight": part(found.end / total if total > 0 else None),
        "cost_own": money(book.cost.own, own),
        **_parts(found, asking.base),
        **_gains(portfolio, [row], found.end),
        **_returns(performance(series, found, asking.ways)),
    }


def is_stale(known: int, last: date, *, quoted: bool) -> bool:
    """Not of the last working day, or only taken from a trade."""
    weekend = max(0, last.weekday() - 4)
    return not quoted or known < last.toordinal() - weekend


def _stale(portfolio: Portfolio) -> list[dict[str, object]]:
    asking = portfolio.asked
    found: dict[str, dict[str, object]] = {}
    for row in portfolio.securities:
        symbol = portfolio.daily.holdings[row].name
        known = asking.market.known(symbol, asking.last.toordinal())
        if (
            known
            and portfolio.daily.quantity_on(row, asking.last)
            and is_stale(known.day, asking.last, quoted=known.quoted)
        ):
            source = "quote" if known.quoted else "trade"
            found[symbol] = {"symbol": symbol, "price_on": day(date.fromordinal(known.day)), "taken_from": source}
    return list(found.values())


def _cash(portfolio: Portfolio) -> list[dict[str, object]]:
    rates, last = portfolio.asked.market.rates, portfolio.asked.last.toordinal()
    return [
        {
            "account": account,
            "currency": currency,
            "amount": money(amount, currency),
            "value": money(amount * rates.at(currency, portfolio.asked.base, last), portfolio.asked.base),
            "counted": portfolio.cash_counts(account),
        }
        for (account, currency), amount in sorted(portfolio.ledger.cash.items())
    ]


def _benchmark(portfolio: Portfolio) -> dict[str, object]:
    asking = portfolio.asked
    currencies = portfolio.ledger.currencies
    span = (asking.first, asking.last)
    there = basket_returns(asking.market, asking.basket, currencies, asking.base, span)
    answer: dict[str, object] = {
        "basket": {symbol: part(weight) for symbol, weight in asking.basket.items()},
        "rebalanced": "daily",
        "twr": part(linked(there)),
        "twr_annualised": part(yearly(linked(there), len(there), asking.ways)),
        "same_money": money(exact(same_money_in(portfolio.series, there)), asking.base),
    }
    try:
        here = daily_returns(portfolio.series)
    except DomainError as no:
        return answer | {"problem": {"code": no.code, "detail": no.detail}}
    year = asking.ways.year
    varied, varied_there = (trading_returns(index_of(changes), portfolio.series, year) for changes in (here, there))
    return (
        answer
        | {"difference": part(linked(here) - linked(there))}
        | bare.comparison(risk.compared(varied, varied_there, year))
    )


def _daily(series: Series) -> dict[str, object]:
    """Every figure of every day; the value begins at the close before the first day."""
    days = [day(series.first + timedelta(days=number - 1)) for number in range(len(series.value))]
    try:
        index = index_of(daily_returns(series))
    except DomainError:
        index = np.full(len(series.value), np.nan)
    columns = {
        "inflow": series.inflow,
        "outflow": series.outflow,
        "income": series.income,
        "fees": series.fee,
        "taxes": series.tax,
        "fx_gain": series.fx_gain,
        "price_gain": series.price_gain,
    }
    return {
        "days": days,
        "value": [f"{value:.2f}" for value in series.value],
        "twr_index": [None if np.isnan(value) else f"{value:.10f}" for value in index],
        **{name: ["0.00", *(f"{figure + 0:.2f}" for figure in figures)] for name, figures in columns.items()},
    }
