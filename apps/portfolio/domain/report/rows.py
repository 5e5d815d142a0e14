"""Reading activities, in the words of several programs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from project.lib.errors import DomainError

from ..activities import Activity, Kind, checked, in_ledger_order
from . import values
from .values import Unreadable, unreadable

KINDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.BUY: ("purchase", "buy_to_open", "reinvestment", "reinvest"),
    Kind.SELL: ("sale", "sell_to_close"),
    Kind.DIVIDEND: ("dividends", "div", "distribution"),
    Kind.INTEREST: ("coupon", "credit"),
    Kind.FEE: ("fees", "commission"),
    Kind.TAX: ("taxes",),
    Kind.DEPOSIT: ("cash_in", "contribution"),
    Kind.WITHDRAWAL: ("removal", "withdraw", "cash_out"),
    Kind.TRANSFER_IN: ("delivery_inbound", "inbound_delivery", "add_holding", "deposit_securities", "gift"),
    Kind.TRANSFER_OUT: ("delivery_outbound", "outbound_delivery", "remove_holding", "withdraw_securities"),
    Kind.TRANSFER: ("security_transfer", "cash_transfer", "exchange", "conversion", "account_transfer"),
    Kind.SPLIT: ("stock_split", "reverse_split"),
    Kind.BONUS: ("bonus_shares", "bonus_issue", "stock_dividend", "staking_reward"),
    Kind.RETURN_OF_CAPITAL: ("roc", "capital_repayment"),
    Kind.SPIN_OFF: ("spinoff",),
    Kind.MERGER: ("acquisition", "symbol_change"),
    Kind.SHORT: ("short_sell", "short_sale", "sell_short", "sell_to_open"),
    Kind.COVER: ("short_cover", "buy_to_cover", "buy_to_close"),
}
# The same kinds the other way round.
REFUNDS = {
    "interest_charge": Kind.INTEREST,
    "interest_paid": Kind.INTEREST,
    "fee_refund": Kind.FEE,
    "fees_refund": Kind.FEE,
    "tax_refund": Kind.TAX,
    "taxes_refund": Kind.TAX,
}
_KIND_OF = {name: kind for kind, names in KINDS.items() for name in (kind.value, *names)}
_OUTGOING = {Kind.SELL, Kind.SHORT, Kind.WITHDRAWAL, Kind.TRANSFER_OUT}
_OF_CASH = {Kind.DEPOSIT, Kind.WITHDRAWAL, Kind.INTEREST, Kind.FEE, Kind.TAX, Kind.TRANSFER}

FIELDS: Mapping[str, tuple[str, ...]] = {
    "kind": ("type", "activity", "activity_type", "action", "side"),
    "on": ("date", "day", "datetime", "traded_on", "activity_date", "trade_date"),
    "row": ("id", "name", "uuid"),
    "account": ("account_id", "account_name", "portfolio", "from_account"),
    "symbol": ("ticker", "isin", "security", "instrument", "asset", "asset_id"),
    "quantity": ("shares", "units", "qty"),
    "price": ("unit_price", "price_per_share", "per_share"),
    "amount": ("total", "gross", "gross_amount", "value", "cash"),
    "fee": ("fees", "commission", "commissions"),
    "tax": ("taxes", "withholding_tax"),
    "currency": ("currency_code", "trade_currency"),
    "settled_in": ("settlement_currency", "to_currency", "cash_currency"),
    "rate": ("fx_rate", "exchange_rate", "booked_rate"),
    "order": ("sequence", "position"),
    "to_account": ("target_account", "into_account"),
    "into": ("to_symbol", "new_symbol", "target", "target_symbol"),
    "ratio": ("split_ratio", "factor"),
    "share": ("cost_share", "allocation"),
    "cost": ("cost_basis", "total_cost"),
    "acquired_on": ("acquisition_date", "acquired", "purchase_date"),
    "lots": ("chosen_lots", "lot_ids"),
}
_LOT = {"lot": ("id", "acquired_on", "date"), "quantity": ("shares", "units")}
_READ: Mapping[str, Callable[[object, str], Any]] = {
    **dict.fromkeys(("quantity", "price", "amount", "fee", "tax", "rate", "share", "cost"), values.number),
    **dict.fromkeys(("on", "acquired_on"), values.day),
    **dict.fromkeys(("currency", "settled_in"), values.currency),
    **dict.fromkeys(("row", "account", "symbol", "to_account", "into"), values.text),
    "ratio": values.ratio,
}


@dataclass(slots=True)
class Defaults:
    """What an activity does not say itself."""

    base: str = ""
    currencies: Mapping[str, str] = field(default_factory=dict)  # of securities
    account_currencies: Mapping[str, str] = field(default_factory=dict)

    def currency_of(self, symbol: str, account: str) -> str:
        return self.currencies.get(symbol) or self.account_currencies.get(account) or self.base


def activities(value: object, defaults: Defaults) -> tuple[list[Activity], list[str]]:
    """
    The activities in ledger order, and the fields that were left out of account.

    A list that begins with the newest is turned round first, so that the order within a day is right.

    :raises Unreadable: with a sentence for every row at fault
    """
    found: list[Activity] = []
    unknown: list[str] = []
    faults: dict[str, list[str]] = {}
    first = ""
    for path, item in values.rows(value, "activities"):
        try:
            activity, unread = _activity(item, path, defaults)
            found.append(activity)
            unknown += unread
        except DomainError as fault:
            first = first or fault.detail
            faults |= fault.fields
    if first:
        raise Unreadable(first, fields=faults)
    days = [activity.on for activity in found]
    if days and days[0] > days[-1] and days == sorted(days, reverse=True):
        found.reverse()
    return in_ledger_order(found), unknown


def _activity(item: object, path: str, defaults: Defaults) -> tuple[Activity, list[str]]:
    given, unknown = values.named(item, path, FIELDS)
    kind, refund = _kind(given.pop("kind", None), f"{path}.type")
    read: dict[str, Any] = {"kind": kind, "row": path}
    if "on" not in given:
        raise unreadable(f"{path}.date", "say on which day it was.")
    for name, raw in given.items():
        where = f"{path}.{name}"
        if name == "lots":
            read[name] = tuple(_lots(raw, where))
        elif name == "order":
            read[name] = int(values.number(raw, where))
        else:
            read[name] = _READ[name](raw, where)
    if kind in _OUTGOING:
        read |= {name: abs(read[name]) for name in ("quantity", "amount") if name in read}
    if kind in _OF_CASH and not read.get("symbol") and "amount" not in read and "price" not in read:
        read["amount"] = read.pop("quantity", Decimal(0))
    if refund:
        read |= {name: -abs(read[name]) for name in ("amount", "price") if name in read}
    symbol, account = read.get("symbol", ""), read.get("account", "")
    read.setdefault("currency", defaults.currency_of(symbol, account))
    return checked(Activity(**read)), unknown


def _kind(value: object, path: str) -> tuple[Kind, bool]:
    name = values.snake(values.text("" if value is None else value, path))
    if name in REFUNDS:
        return REFUNDS[name], True
    if name not in _KIND_OF:
        raise unreadable(path, f"{value!r} is no kind of activity; there are {', '.join(Kind)}.")
    return _KIND_OF[name], False


def _lots(value: object, path: str) -> list[tuple[str, Decimal]]:
    """A list of [lot, quantity], or an object of them."""
    if isinstance(value, Mapping):
        return [(str(name), values.number(quantity, f"{path}.{name}")) for name, quantity in value.items()]
    lots = []
    for where, item in values.rows(value, path):
        if isinstance(item, Mapping):
            given, _ = values.named(item, where, _LOT)
            lots.append((values.text(given.get("lot"), where), values.number(given.get("quantity"), where)))
        elif isinstance(item, list) and len(item) == 2:
            lots.append((values.text(item[0], where), values.number(item[1], where)))
        else:
            raise unreadable(where, 'name the lot and how much of it, such as ["first-buy", 5].')
    return lots
