"""Reading prices and exchange rates: by name and day, or row by row."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from ..quotes import Quotes
from . import values
from .values import unreadable

Points = dict[date, Decimal]

_PRICE_ROW = {
    "symbol": ("ticker", "isin", "security", "instrument", "asset", "name"),
    "day": ("date", "on"),
    "price": ("close", "value", "market_price"),
}
_POINT = {"day": _PRICE_ROW["day"], "price": (*_PRICE_ROW["price"], "rate")}
_RATE_ROW = {
    "source": ("from", "from_currency", "currency", "of"),
    "target": ("to", "to_currency", "in", "base", "quote"),
    "day": ("date", "on"),
    "rate": ("value", "price", "close"),
}


def points(value: object, path: str, *, zero: bool) -> Points:
    """{day: figure}, or a list of [day, figure] or of {date, price}. Days without a figure are left out."""
    found: Points = {}
    if isinstance(value, Mapping):
        pairs = [(f"{path}.{name}", name, item) for name, item in value.items()]
    else:
        pairs = []
        for where, item in values.rows(value, path):
            if isinstance(item, list) and len(item) == 2:
                pairs.append((where, item[0], item[1]))
            else:
                given, _ = values.named(item, where, _POINT)
                pairs.append((where, given.get("day"), given.get("price")))
    for where, name, item in pairs:
        if item is None or item == "":
            continue
        found[values.day(name, where)] = _figure(item, where, zero=zero)
    return found


def _figure(value: object, path: str, *, zero: bool) -> Decimal:
    figure = values.number(value, path)
    if figure < 0 or (not zero and not figure):
        raise unreadable(path, f"{value!r} must be above zero.")
    return figure


def prices(value: object, path: str = "prices") -> dict[str, Points]:
    """{symbol: series}, or a list of {symbol, date, price}."""
    if isinstance(value, Mapping):
        return {symbol: points(series, f"{path}.{symbol}", zero=True) for symbol, series in value.items()}
    found: dict[str, Points] = defaultdict(dict)
    for where, item in values.rows(value, path):
        given, _ = values.named(item, where, _PRICE_ROW)
        if "price" in given:
            symbol = values.text(given.get("symbol"), f"{where}.symbol")
            day = values.day(given.get("day"), f"{where}.date")
            found[symbol][day] = _figure(given["price"], f"{where}.price", zero=True)
    return found


def rates(value: object, base: str, path: str = "rates") -> dict[tuple[str, str], Quotes]:
    """
    {"USD/EUR": series}, {"USD": series} in the base currency, {"EUR": {"USD": series}} with the price of one euro, or a
    list of {date, from, to, rate}. A series may be a single number, which then always holds.
    """
    found: dict[tuple[str, str], Points] = defaultdict(dict)
    if isinstance(value, Mapping):
        for name, series in value.items():
            where = f"{path}.{name}"
            if _is_by_currency(series):
                for other, inner in values.mapping(series, where).items():
                    pair = (values.currency(name, where), values.currency(other, where))
                    found[pair] = _series(inner, f"{where}.{other}")
            else:
                found[_pair(name, base, where)] = _series(series, where)
    else:
        for where, item in values.rows(value, path):
            given, _ = values.named(item, where, _RATE_ROW)
            source = values.currency(given.get("source"), f"{where}.from")
            target = values.currency(given.get("target", base), f"{where}.to")
            day = values.day(given["day"], f"{where}.date") if "day" in given else date.min
            found[source, target][day] = _figure(given.get("rate"), f"{where}.rate", zero=False)
    return {pair: Quotes.of(series) for pair, series in found.items()}


def _series(value: object, path: str) -> Points:
    if isinstance(value, int | float | str | Decimal):
        return {date.min: _figure(value, path, zero=False)}
    return points(value, path, zero=False)


def _pair(name: str, base: str, path: str) -> tuple[str, str]:
    cleaned = name.strip().removesuffix("=X")
    for separator in ("/", "-", "_", ":", ">"):
        if separator in cleaned:
            source, target = cleaned.split(separator, 1)
            return values.currency(source, path), values.currency(target, path)
    if len(cleaned) == 6:
        return values.currency(cleaned[:3], path), values.currency(cleaned[3:], path)
    return values.currency(cleaned, path), base


def _is_by_currency(series: object) -> bool:
    return isinstance(series, Mapping) and bool(series) and not any(name[:1].isdigit() for name in series)
