"""Reports without a portfolio: the rate of dated flows, or the risk figures of returns or values."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from .. import returns, risk
from ..quotes import Floats
from ..xirr import xirr
from . import request, values
from .shown import day, part
from .values import unreadable

_FLOW = {"day": ("date", "on"), "amount": ("flow", "value", "cash_flow", "cashflow")}
_MODES = ("flows", "cash_flows", "returns", "values")


def is_bare(asked: Mapping[str, object]) -> bool:
    return "activities" not in asked and any(name in asked for name in _MODES)


def report(asked: Mapping[str, object]) -> dict[str, object]:
    if "flows" in asked or "cash_flows" in asked:
        return _of_flows(asked.get("flows", asked.get("cash_flows")))
    return _of_returns(asked)


def _of_flows(value: object) -> dict[str, object]:
    flows = []
    pairs = [(f"flows.{name}", [name, item]) for name, item in value.items()] if isinstance(value, Mapping) else None
    for path, item in pairs if pairs is not None else values.rows(value, "flows"):
        if isinstance(item, list) and len(item) == 2:
            when, amount = item
        else:
            given, _ = values.named(item, path, _FLOW)
            when, amount = given.get("day"), given.get("amount")
        flows.append((values.day(when, path), float(values.number(amount, path))))
    rate = xirr(flows)
    days = (max(when for when, _ in flows) - min(when for when, _ in flows)).days
    return {
        "methods": {"xirr": "yearly rate on 365 days at which the flows sum to zero"},
        "days": days,
        "xirr": part(rate),
        "xirr_of_period": part(returns.over(rate, days)),
    }


def _of_returns(asked: Mapping[str, object]) -> dict[str, object]:
    year = request.year(asked)
    changes, days = _changes(asked, "")
    index = returns.index_of(changes)
    drawdown = returns.max_drawdown(index, lambda number: days[number] if days else None)
    growth = risk.compound_growth(changes, year)
    dated = bool(days)
    answer: dict[str, object] = {
        "methods": {
            "volatility": f"sample deviation times the root of {year.periods}",
            "sharpe": "mean excess return by its deviation, of a year",
            "sortino": "mean excess return by the downside deviation, of a year",
        },
        "periods": len(changes),
        "total_return": part(returns.linked(changes)),
        "compound_growth": part(growth),
        "mean": part(float(np.mean(changes))),
        "best": part(float(np.max(changes))),
        "worst": part(float(np.min(changes))),
        "volatility": part(risk.volatility(changes, year, log=asked.get("log_volatility") is True)),
        "downside_deviation": part(risk.downside_deviation(changes, year)),
        "sharpe": part(risk.sharpe(changes, year)),
        "sortino": part(risk.sortino(changes, year)),
        "calmar": part(None if growth is None else risk.calmar(growth, drawdown.depth)),
        "max_drawdown": {
            "depth": part(drawdown.depth),
            **(
                {
                    "peak_on": day(drawdown.peak_on),
                    "trough_on": day(drawdown.trough_on),
                    "recovered_on": day(drawdown.recovered_on),
                }
                if dated
                else {}
            ),
        },
    }
    if "benchmark_returns" in asked or "benchmark_values" in asked:
        there, _ = _changes(asked, "benchmark_")
        if len(there) != len(changes):
            raise unreadable("benchmark_returns", "the benchmark needs as many periods as the returns.")
        answer["benchmark"] = comparison(risk.compared(changes, there, year))
    return answer


def comparison(found: risk.Comparison) -> dict[str, object]:
    return {
        "beta": part(found.beta),
        "alpha": part(found.alpha),
        "correlation": part(found.correlation),
        "tracking_error": part(found.tracking_error),
        "information_ratio": part(found.information_ratio),
    }


def _changes(asked: Mapping[str, object], prefix: str) -> tuple[Floats, list[date]]:
    """The returns, and where they are dated the close before the first and the day of each."""
    if f"{prefix}returns" in asked:
        path = f"{prefix}returns"
        figures, days = _figures(asked[path], path)
        if (figures < -1).any():
            raise unreadable(path, "a return below -1 would lose more than all; write 5 % as 0.05.")
        before = [date.fromordinal(days[0].toordinal() - 1), *days] if days else []
        return figures, before
    path = f"{prefix}values"
    figures, days = _figures(asked[path], path)
    if (figures <= 0).any() or len(figures) < 2:
        raise unreadable(path, "give at least two values, all above zero.")
    return figures[1:] / figures[:-1] - 1, days


def _figures(value: object, path: str) -> tuple[Floats, list[date]]:
    """A list of numbers, or {day: number}, or a list of [day, number]."""
    if isinstance(value, Mapping):
        pairs = sorted((values.day(name, path), values.number(item, f"{path}.{name}")) for name, item in value.items())
    else:
        items = list(values.rows(value, path))
        if not items:
            raise unreadable(path, "give at least one.")
        if not isinstance(items[0][1], list):
            return np.array([float(values.number(item, where)) for where, item in items]), []
        pairs = []
        for where, item in items:
            if not isinstance(item, list) or len(item) != 2:
                raise unreadable(where, "write each as [day, number].")
            pairs.append((values.day(item[0], where), values.number(item[1], where)))
        pairs.sort()
    if not pairs:
        raise unreadable(path, "give at least one.")
    return np.array([float(figure) for _, figure in pairs]), [when for when, _ in pairs]
