"""What a report is asked for: activities, prices, rates and choices, read from JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from ..activities import Activity, Kind
from ..fx import Rates
from ..lots import Method
from ..market import Market, splits_among
from ..performance import Ways
from ..postings import Terms
from ..quotes import Quotes
from ..risk import Year
from . import rows, series, values
from .values import unreadable

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "activities": ("transactions", "orders"),
    "prices": ("quotes", "market_data"),
    "rates": ("fx", "fx_rates", "exchange_rates", "currency_rates"),
    "base_currency": ("base", "currency", "reporting_currency"),
    "instruments": ("securities", "assets", "symbol_profiles"),
    "accounts": (),
    "lot_method": ("cost_basis_method", "method", "cost_method", "booking_method"),
    "range": ("period",),
    "from": ("start", "start_date"),
    "to": ("end", "end_date", "as_of", "date"),
    "cash": (),
    "risk_free_rate": ("risk_free",),
    "periods_per_year": ("trading_days",),
    "log_volatility": (),
    "annualise": ("annualize", "annualisation", "annualization"),
    "benchmark": (),
    "only": ("filter",),
    "prices_adjusted_for_splits": ("adjusted_prices", "prices_adjusted"),
    "pivot_currency": ("pivot",),
    "daily": ("series",),
    "targets": ("target_allocation",),
    "new_cash": ("cash_to_invest",),
    "whole_shares": (),
}
_INSTRUMENT = {"currency": (), "labels": ("tags",), "expense_ratio": ("ter",), "name": (), "prices": ("quotes",)}
_ACCOUNT = {"currency": (), "lot_method": ("method", "cost_basis_method"), "name": ("id",)}
_METHODS = {"average_cost": "average", "avg": "average", "moving_average": "average", "specific": "chosen"}
CASH = {"auto", "included", "left_out"}


@dataclass(frozen=True, slots=True)
class Instrument:
    currency: str = ""
    labels: dict[str, dict[str, Decimal]] = field(default_factory=dict)  # what of it has which label, by dimension
    expense_ratio: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Request:
    activities: list[Activity]
    market: Market
    terms: Terms
    first: date
    last: date
    instruments: Mapping[str, Instrument]
    ways: Ways
    cash: str
    basket: Mapping[str, float]
    only: Mapping[str, frozenset[str]]
    daily: bool
    targets: Mapping[str, Decimal]
    new_cash: Decimal | None
    whole_shares: bool
    unknown: list[str]

    @property
    def base(self) -> str:
        return self.terms.base

    @property
    def taken_in(self) -> list[Activity]:
        return [activity for activity in self.activities if activity.on <= self.last]


def read(asked: Mapping[str, object]) -> Request:
    given, unknown = values.named(asked, "", _FIELDS)
    instruments, quoted = _instruments(given.get("instruments", {}))
    accounts, methods = _accounts(given.get("accounts", {}))
    currencies = {symbol: instrument.currency for symbol, instrument in instruments.items() if instrument.currency}
    base = values.currency(given["base_currency"], "base_currency") if "base_currency" in given else ""
    defaults = rows.Defaults(base, currencies, accounts)
    activities, left_out = rows.activities(given.get("activities"), defaults)
    base = base or _only_currency(activities)
    prices = quoted | series.prices(given.get("prices", {}))
    basket = _basket(given.get("benchmark"), prices, currencies)
    first, last = _span(given, activities, prices)
    pivot = values.currency(given.get("pivot_currency", base), "pivot_currency")
    rates = Rates(series.rates(given.get("rates", {}), base), pivot=pivot)
    return Request(
        activities=activities,
        market=Market(
            {symbol: Quotes.of(found) for symbol, found in prices.items() if found},
            rates.with_fallback(_booked(activities, base)),
            splits_among(activities),
            adjusted=given.get("prices_adjusted_for_splits") is True,
        ),
        terms=Terms(base, _method(given.get("lot_method", "fifo"), "lot_method"), methods, currencies, accounts),
        first=first,
        last=last,
        instruments=instruments,
        ways=_ways(given),
        cash=_one_of(given.get("cash", "auto"), CASH, "cash"),
        basket=basket,
        only=_only(given.get("only", {})),
        daily=given.get("daily") is True,
        targets=_shares(given.get("targets", {}), "targets"),
        new_cash=values.number(given["new_cash"], "new_cash") if "new_cash" in given else None,
        whole_shares=given.get("whole_shares") is True,
        unknown=unknown + left_out,
    )


def year(given: Mapping[str, object]) -> Year:
    periods = values.number(given.get("periods_per_year", 252), "periods_per_year")
    risk_free = values.number(given.get("risk_free_rate", 0), "risk_free_rate")
    if periods < 1 or periods > 366:
        raise unreadable("periods_per_year", "a year has from 1 to 366 periods.")
    if not -1 < risk_free < 1:
        raise unreadable("risk_free_rate", "write 2 % a year as 0.02.")
    return Year(int(periods), float(risk_free))


def _ways(given: Mapping[str, object]) -> Ways:
    annualise = given.get("annualise", "auto")
    if not isinstance(annualise, bool):
        annualise = _one_of(annualise, {"auto", "always"}, "annualise") == "always"
    return Ways(year(given), log_volatility=given.get("log_volatility") is True, annualise_always=annualise)


def _one_of(value: object, choices: set[str], path: str) -> str:
    chosen = values.snake(values.text(value, path))
    if chosen not in choices:
        raise unreadable(path, f"{value!r} is none of {', '.join(sorted(choices))}.")
    return chosen


def _method(value: object, path: str) -> Method:
    name = values.snake(values.text(value, path))
    return Method(_one_of(_METHODS.get(name, name), set(Method), path))


def _listed(value: object, path: str) -> Mapping[str, object]:
    """By name; a list of objects with a name or symbol is as good."""
    if not isinstance(value, list):
        return values.mapping(value, path)
    found: dict[str, object] = {}
    for where, item in values.rows(value, path):
        inner = dict(values.mapping(item, where))
        name = next((inner.pop(key) for key in ("symbol", "name", "id") if key in inner), None)
        found[values.text(name, where)] = inner
    return found


def _instruments(value: object) -> tuple[dict[str, Instrument], dict[str, series.Points]]:
    found: dict[str, Instrument] = {}
    quoted: dict[str, series.Points] = {}
    for symbol, item in _listed(value, "instruments").items():
        path = f"instruments.{symbol}"
        given, _ = values.named({"currency": item} if isinstance(item, str) else item, path, _INSTRUMENT)
        found[symbol] = Instrument(
            values.currency(given["currency"], f"{path}.currency") if "currency" in given else "",
            {name: _shares(labels, path) for name, labels in _labels(given.get("labels", {}), path).items()},
            values.number(given.get("expense_ratio", 0), f"{path}.expense_ratio"),
        )
        if "prices" in given:
            quoted[symbol] = series.points(given["prices"], f"{path}.prices", zero=True)
    return found, quoted


def _labels(value: object, path: str) -> Mapping[str, object]:
    """{"class": "equity"}, {"region": {"Europe": 0.6, "Asia": 0.4}}."""
    return {
        name: {label: 1} if isinstance(label, str) else label for name, label in values.mapping(value, path).items()
    }


def _shares(value: object, path: str) -> dict[str, Decimal]:
    found = {name: values.number(share, f"{path}.{name}") for name, share in values.mapping(value, path).items()}
    if any(share < 0 for share in found.values()):
        raise unreadable(path, "a share must not be below zero.")
    return found


def _accounts(value: object) -> tuple[dict[str, str], dict[str, Method]]:
    currencies: dict[str, str] = {}
    methods: dict[str, Method] = {}
    for name, item in _listed(value, "accounts").items():
        path = f"accounts.{name}"
        given, _ = values.named({"currency": item} if isinstance(item, str) else item, path, _ACCOUNT)
        if "currency" in given:
            currencies[name] = values.currency(given["currency"], f"{path}.currency")
        if "lot_method" in given:
            methods[name] = _method(given["lot_method"], f"{path}.lot_method")
    return currencies, methods


def _only(value: object) -> dict[str, frozenset[str]]:
    given, _ = values.named(value, "only", {"accounts": ("account",), "symbols": ("symbol",)})
    return {
        name: frozenset(
            [item] if isinstance(item, str) else [values.text(one, p) for p, one in values.rows(item, name)]
        )
        for name, item in given.items()
    }


def _basket(value: object, prices: dict[str, series.Points], currencies: dict[str, str]) -> dict[str, float]:
    """A symbol, {symbol: weight}, or {"prices": series, "currency": …} of its own."""
    if value is None:
        return {}
    if isinstance(value, str):
        return {value: 1.0}
    given: Mapping[str, Any] = values.mapping(value, "benchmark")
    if "prices" in given:
        name = values.text(given.get("name", "benchmark"), "benchmark.name")
        prices[name] = series.points(given["prices"], "benchmark.prices", zero=False)
        if "currency" in given:
            currencies[name] = values.currency(given["currency"], "benchmark.currency")
        return {name: 1.0}
    return {symbol: float(values.number(weight, f"benchmark.{symbol}")) for symbol, weight in given.items()}


def _only_currency(activities: list[Activity]) -> str:
    used = {activity.currency for activity in activities if activity.currency}
    if len(used) != 1:
        raise unreadable("base_currency", "say in which currency the totals are, such as EUR.")
    return used.pop()


def _span(
    given: Mapping[str, object], activities: list[Activity], prices: Mapping[str, series.Points]
) -> tuple[date, date]:
    """From the first activity to the last day with an activity or a price, where nothing else is asked for."""
    inner = {"from": ("start", "first", "start_date"), "to": ("end", "last", "end_date")}
    asked, _ = values.named(given.get("range", {}), "range", inner)
    asked = {name: given[name] for name in inner if name in given} | asked
    days = [activity.on for activity in activities]
    known = [*days, *(max(found) for found in prices.values() if found)]
    if not known:
        raise unreadable("activities", "there is no activity to report on.")
    last = values.day(asked["to"], "range.to") if "to" in asked else max(known)
    first = values.day(asked["from"], "range.from") if "from" in asked else min([*days, last])
    if first > last:
        raise unreadable("range", f"it begins on {first}, after it ends on {last}.")
    if last - first > timedelta(days=366 * 150):
        raise unreadable("range", "it is longer than 150 years.")
    return first, last


def _booked(activities: list[Activity], base: str) -> dict[tuple[str, str], Quotes]:
    """The rates that activities were booked with, for currencies that have no other."""
    found: dict[tuple[str, str], series.Points] = {}
    for activity in activities:
        if activity.rate is not None and activity.kind is not Kind.SPLIT:
            target = activity.settled_in if activity.settled_in not in ("", activity.currency) else base
            if target != activity.currency:
                found.setdefault((activity.currency, target), {})[activity.on] = activity.rate
    return {pair: Quotes.of(rates) for pair, rates in found.items()}
