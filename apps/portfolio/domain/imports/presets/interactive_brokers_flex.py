"""
Interactive Brokers, a Flex query as CSV: of trades, or of cash transactions.

Source: dickwolff/Export-To-Ghostfolio, `samples/ibkr-trades-export.csv` and `samples/ibkr-dividends-export.csv`
(columns and lines), and public readers of Flex files, found by searching for `SELL (Ca.)`, which cancels a trade.

Conventions: quantity and money are those of the trade, below zero for a sale; the commission is below zero and has a
currency of its own, so one in another currency becomes a fee beside the trade. A line without ISIN of asset class
CASH is an exchange of money; options and futures are kept to be mended. `TradeID` and `TransactionID` tell lines
apart where the query has them. Withheld tax has a line of its own and becomes the tax of the dividend of its day.
"""

import re
from decimal import Decimal
from typing import Any

from ..entries import Entry, Reading
from ..pairs import mend_cancelled, with_withheld_tax, without_reversed
from ..sheets import Sheet
from ..tables import Found, Line, Settings, each, unknown
from .base import Preset

TRADES = ("buy/sell", "quantity", "tradeprice", "currencyprimary")
CASH = ("type", "amount", "currencyprimary", "description")
_KINDS = {
    "dividends": "dividend", "payment in lieu of dividends": "dividend", "withholding tax": "tax",
    "broker interest received": "interest", "broker interest paid": "interest", "bond interest received": "interest",
    "other fees": "fee", "deposits/withdrawals": "cash", "deposits & withdrawals": "cash",
}  # fmt: skip
_PAIR = re.compile(r"[A-Z]{3}\.[A-Z]{3}").fullmatch
_SYMBOL = re.compile(r"^\s*([^()]+?)\s*\(").match


def recognises(sheet: Sheet) -> bool:
    return sheet.find_header(TRADES) is not None or sheet.find_header(CASH) is not None


def read(sheet: Sheet, settings: Settings) -> Reading:
    at = sheet.find_header(TRADES)
    if at is None:
        reading = each(sheet, settings, sheet.find_header(CASH) or 0, _cash, Reading())
        without_reversed(reading, _payment)
        with_withheld_tax(reading, _payment)
        return reading
    cancelled: list[tuple[int, str, Entry]] = []

    def trade(line: Line) -> Found:
        if "(ca.)" not in line["buy/sell"].lower():
            return _trade(line)
        cancelled.append((line.record.line, line.record.text, _security(line, line["buy/sell"].lower().split()[0])))
        return ()

    reading = each(sheet, settings, at, trade, Reading())
    mend_cancelled(reading, cancelled)
    return reading


def _trade(line: Line) -> Found:
    asset = line.first("assetclass", "assetcategory").upper()
    if asset == "CASH" or (not asset and not line["isin"] and (not line["symbol"] or _PAIR(line["symbol"]))):
        return _exchange(line)
    if asset and asset not in {"STK", "BOND", "FUND", "ETF"}:
        return unknown(f"{asset} {line['symbol']}")
    kind = line["buy/sell"].lower()
    if kind not in {"buy", "sell"}:
        return unknown(line["buy/sell"])
    trade = _security(line, kind)
    beside = _commission(line)
    return (trade, beside) if beside else trade


def _security(line: Line, kind: str) -> Entry:
    currency = line["currencyprimary"].upper()
    commission = -line.amount("ibcommission")
    own = line["ibcommissioncurrency"].upper() in {"", currency} and commission >= 0
    return Entry(
        kind=kind, quantity=abs(line.amount("quantity")), price=line.number("tradeprice"),
        amount=abs(line.amount("trademoney", "proceeds")), fee=commission if own else Decimal(0),
        tax=abs(line.amount("taxes")), symbol=line["symbol"], isin=line["isin"].upper(), name=line["description"],
        reference=line.first("tradeid", "transactionid"), **_when(line), **_in(currency),
    )  # fmt: skip


def _commission(line: Line) -> Entry | None:
    """In another currency than the trade, or given back."""
    currency, charged = line["currencyprimary"].upper(), -line.amount("ibcommission")
    other = line["ibcommissioncurrency"].upper() or currency
    if not charged or (other == currency and charged > 0):
        return None
    reference = line.first("tradeid", "transactionid")
    return Entry(
        kind="fee", amount=charged, symbol=line["symbol"], isin=line["isin"].upper(), name=line["description"],
        asset_currency=currency, reference=f"{reference}/commission" if reference else "", **_when(line), **_in(other),
    )  # fmt: skip


def _exchange(line: Line) -> Found:
    """Of the other currency the query may say nothing; only a symbol such as EUR.USD does."""
    own, _, quote = line["symbol"].partition(".")
    quantity, money = line.amount("quantity"), abs(line.amount("trademoney", "proceeds"))
    if not quote or not quantity or not money:
        return (
            "This exchanges money, and the file does not say from which currency. Add the column Symbol to the query."
        )
    if quantity < 0:
        left, amount, came, rate = own, -quantity, quote, money / -quantity
    else:
        left, amount, came, rate = quote, money, own, quantity / money
    reference = line.first("tradeid", "transactionid")
    moved = Entry(
        kind="transfer", amount=amount, rate=rate, currency=left, settled_in=came, reference=reference,
        note=line["symbol"], **_when(line),
    )  # fmt: skip
    charged, currency = -line.amount("ibcommission"), line["ibcommissioncurrency"].upper() or quote
    if not charged:
        return moved
    return moved, Entry(
        kind="fee", amount=charged, note=line["symbol"], reference=f"{reference}/commission" if reference else "",
        **_when(line), **_in(currency),
    )  # fmt: skip


def _cash(line: Line) -> Found:
    kind = _KINDS.get(line["type"].lower())
    if kind is None:
        return unknown(line["type"])
    amount, description = line.amount("amount"), line["description"]
    said: dict[str, Any] = {
        "reference": line["transactionid"], "note": description[:500], **_when(line),
        **_in(line["currencyprimary"].upper()),
    }  # fmt: skip
    if kind == "cash":
        return Entry(kind="deposit" if amount > 0 else "withdrawal", amount=abs(amount), **said)
    if kind in {"dividend", "tax"}:
        found = _SYMBOL(description)
        said |= {"symbol": line["symbol"] or (found[1] if found else ""), "isin": line["isin"].upper()}
        if "return of capital" in description.lower():
            kind = "return_of_capital" if kind == "dividend" and amount > 0 else kind
    return Entry(kind=kind, amount=-amount if kind in {"tax", "fee"} else amount, **said)


def _when(line: Line) -> dict[str, Any]:
    return {
        "on": line.day("tradedate", "date/time", "settledate", "reportdate", "datetime"),
        "at": line.clock("datetime", "date/time", "tradedate"),
    }


def _in(currency: str) -> dict[str, Any]:
    return {"currency": currency, "settled_in": currency}


def _payment(entry: Entry) -> tuple[Any, ...]:
    per_share = re.search(r"[\d.]+ per share", entry.note.lower())
    return entry.on, entry.isin or entry.symbol, entry.currency, per_share[0] if per_share else ""


PRESET = Preset(
    "interactive-brokers-flex", "Interactive Brokers (Flex query)",
    "In Client Portal: Performance & Reports, Flex Queries, trades or cash transactions as CSV.", recognises, read,
    mark=".", order="ymd",
)  # fmt: skip
