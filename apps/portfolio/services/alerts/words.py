"""What an alert says, in the words and figures of its person."""

from decimal import Decimal

from project.lib import formats
from project.lib.money import CURRENCIES, Money

from ...models import Activity, Alert, Instrument
from ...queries.measures import Reading


def said_of(alert: Alert, reading: Reading) -> str:
    """A sentence about a condition that has begun. The reading is known."""
    measure, limit = reading.measure or Decimal(0), reading.limit_of(alert)
    if alert.kind == Alert.Kind.PRICE and alert.instrument is not None:
        currency, side = alert.instrument.currency, "at or below" if alert.below else "at or above"
        return (
            f"{alert.instrument.symbol} closed at {_price(measure, currency)} on {formats.day(reading.on)},"
            f" {side} your {_price(limit, currency)}."
        )
    if alert.kind == Alert.Kind.DRIFT:
        kind = Instrument.Kind(reading.asset_kind).label
        return f"{kind} is {_figure(measure)} points away from your target; you set {formats.number(limit)}."
    if alert.kind == Alert.Kind.DRAWDOWN:
        return f"Everything you own lies {_figure(measure)}% below its highest; you set {formats.number(limit)}%."
    symbol = reading.instrument.symbol if reading.instrument else ""
    return f"The last price of {symbol} is of {formats.day(reading.on)}, {_figure(measure)} days before your figures."


def said_of_dividend(activity: Activity) -> str:
    symbol = activity.instrument.symbol if activity.instrument else ""
    return f"{symbol} paid {_price(activity.amount, activity.currency)} on {formats.day(activity.on)}, before tax."


def _figure(value: Decimal) -> str:
    return formats.number(round(value, 1))


def _price(value: Decimal, currency: str) -> str:
    if currency in CURRENCIES and value == round(value, 2):
        return formats.money(Money(value, currency))
    return f"{formats.number(value)}\u00a0{currency}"
