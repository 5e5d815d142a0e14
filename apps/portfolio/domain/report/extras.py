"""What a report says beside the figures: income, allocation, and the way to a target."""

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from .. import allocation as alloc
from .. import dividends
from .. import rebalancing as rebal
from ..amounts import ZERO
from .request import Instrument
from .shown import day, money, part, quantity

if TYPE_CHECKING:
    from .portfolio import Portfolio


def income(portfolio: "Portfolio") -> dict[str, object]:
    """Dividends of the range by payment and by year, the yield on cost, and what twelve months should bring."""
    asking, base = portfolio.asked, portfolio.asked.base
    keys = portfolio.keys(portfolio.securities)
    every = [
        paid for paid in dividends.history(portfolio.ledger, asking.taken_in) if (paid.account, paid.symbol) in keys
    ]
    within = [paid for paid in every if asking.first <= paid.on]
    by_year: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for paid in within:
        by_year[paid.on.year] += paid.gross
    expected: list[dividends.Expected] = []
    for key in sorted(keys):
        of_holding = [paid for paid in every if (paid.account, paid.symbol) == key]
        held = portfolio.ledger.books[key].quantity
        expected += dividends.forecast(of_holding, held, asking.last)
    cost = sum((portfolio.ledger.books[key].cost.base for key in keys), ZERO)
    return {
        "dividends": [
            {
                "date": day(paid.on),
                "account": paid.account,
                "symbol": paid.symbol,
                "gross": money(paid.gross, base),
                "net": money(paid.net, base),
            }
            for paid in within
        ],
        "by_year": {str(year): money(amount, base) for year, amount in sorted(by_year.items())},
        "yield_on_cost": part(dividends.yield_on_cost(every, cost, asking.last)),
        "forecast": [
            {"date": day(due.on), "symbol": due.symbol, "gross": money(due.gross, base)}
            for due in sorted(expected, key=lambda due: (due.on, due.symbol))
        ],
    }


def allocation(portfolio: "Portfolio") -> dict[str, object]:
    base = portfolio.asked.base
    pieces = [_piece(portfolio, row) for row in portfolio.rows if portfolio.daily.holdings[row].name]
    pieces = [piece for piece in pieces if piece.value]
    by_name = alloc.by_name(pieces)
    spread = alloc.concentration(by_name)
    dimensions = sorted({name for piece in pieces for name in piece.labels})
    found = portfolio.outcome
    return {
        "by_name": _slices(by_name, base),
        "by_label": {name: _slices(alloc.by_label(pieces, name), base) for name in dimensions},
        "hhi": part(spread.hhi),
        "effective_holdings": part(spread.effective_holdings),
        "top_five": part(spread.top_five),
        "top_ten": part(spread.top_ten),
        "yearly_expenses": money(alloc.yearly_expenses(pieces), base),
        "warnings": [
            {"code": warned.code, "detail": warned.detail}
            for warned in alloc.warnings(pieces, fees=found.fees, invested=found.start + found.inflow)
        ],
    }


def rebalancing(portfolio: "Portfolio") -> dict[str, object]:
    """Towards targets by security; cash of the accounts is left out."""
    asking, base = portfolio.asked, portfolio.asked.base
    values: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for row in portfolio.securities:
        values[portfolio.daily.holdings[row].name] += portfolio.value([row])
    positions = [
        rebal.Position(name, values[name], _price(portfolio, name))
        for name in sorted(values.keys() | asking.targets.keys())
    ]
    choices = rebal.Choices(whole_shares=asking.whole_shares)
    cash = asking.new_cash or ZERO
    full = rebal.rebalanced(positions, asking.targets, cash=cash, choices=choices)
    return {
        "drift": [
            {"symbol": row.name, "weight": part(row.weight), "target": part(row.target), "drift": part(row.drift)}
            for row in rebal.drifts(positions, asking.targets)
        ],
        "buy_only": _proposals(rebal.buy_only(positions, asking.targets, cash, choices), base) if cash > 0 else [],
        "full": _proposals(full, base),
    }


def _price(portfolio: "Portfolio", symbol: str) -> Decimal:
    market, last = portfolio.asked.market, portfolio.asked.last.toordinal()
    if (known := market.known(symbol, last)) is None:
        return ZERO
    own = portfolio.ledger.currencies.get(symbol, portfolio.asked.base)
    return known.price * market.rates.at(own, portfolio.asked.base, last)


def _piece(portfolio: "Portfolio", row: int) -> alloc.Piece:
    holding = portfolio.daily.holdings[row]
    known = portfolio.asked.instruments.get(holding.name, Instrument()) if holding.security else Instrument()
    own = {
        "account": {holding.account or "-": Decimal(1)},
        "currency": {portfolio.ledger.currency_of(holding): Decimal(1)},
        "kind": {"security" if holding.security else "cash": Decimal(1)},
    }
    name = holding.name if holding.security else f"{holding.name} cash"
    return alloc.Piece(name, portfolio.value([row]), own | known.labels, known.expense_ratio)


def _slices(slices: list[alloc.Slice], base: str) -> list[dict[str, object]]:
    return [{"label": one.label, "value": money(one.value, base), "weight": part(one.weight)} for one in slices]


def _proposals(proposals: list[rebal.Proposal], base: str) -> list[dict[str, object]]:
    return [
        {"symbol": one.name, "quantity": quantity(one.quantity), "amount": money(one.amount, base)} for one in proposals
    ]
