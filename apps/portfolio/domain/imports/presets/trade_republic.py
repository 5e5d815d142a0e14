"""
Trade Republic, the "Transaction export" of the app.

Source: the headers and lines of that export as community converters keep them in their tests and docs: the parsers of
"Exportación de transacciones" with its 23 columns, category TRADING and CASH, types and signs, found by searching
public code for `datetime,date,account_type,category,type,asset_class,name,symbol` (docs/portfolio/import.md names what
each taught). dickwolff/Export-To-Ghostfolio, `samples/traderepublic-export.csv`, is an older, other file (of pytr), for
which the columns can be chosen by hand.

Conventions: `symbol` is the ISIN, for crypto the ticker; `amount` has the sign of the cash and leaves out `fee` and
`tax`, which have columns of their own and are below zero where they cost; every line has a `transaction_id`. Cash
is in euros. A dividend or interest comes with its tax in the same line. TAX_OPTIMIZATION is tax given
back or taken. MIGRATION moves shares between custodians in two lines that cancel out; they are left out where they do.
Warrants that expire, deliveries, corporate actions and payments by card are kept to be mended.
"""

import re
from collections import Counter
from decimal import Decimal
from typing import Any

from ..entries import Entry, Reading
from ..sheets import Sheet
from ..tables import Found, Line, Settings, each, lines, unknown
from .base import Preset

COLUMNS = (
    "datetime", "date", "category", "type", "asset_class", "name", "symbol", "shares", "price", "amount", "fee", "tax",
    "currency", "transaction_id",
)  # fmt: skip
_KINDS = {
    "BUY": "buy", "SELL": "sell", "DIVIDEND": "dividend", "INTEREST_PAYMENT": "interest",
    "CUSTOMER_INPAYMENT": "cash", "CUSTOMER_INBOUND": "cash", "TRANSFER_INSTANT_INBOUND": "cash",
    "CUSTOMER_OUTBOUND": "cash", "CUSTOMER_OUTBOUND_REQUEST": "cash", "TRANSFER_INSTANT_OUTBOUND": "cash",
    "TRANSFER_OUTBOUND": "cash", "FEE": "fee", "TAX_OPTIMIZATION": "tax",
}  # fmt: skip
_ASSETS = {"STOCK": "share", "FUND": "fund", "CRYPTO": "crypto", "BOND": "bond"}
_ISIN = re.compile(r"[A-Z]{2}[A-Z0-9]{9}\d").fullmatch


def recognises(sheet: Sheet) -> bool:
    return sheet.find_header(COLUMNS) is not None


def read(sheet: Sheet, settings: Settings) -> Reading:
    at = sheet.find_header(COLUMNS) or 0
    moved: Counter[tuple[str, str]] = Counter()
    for line in lines(sheet, settings, at):
        if line["type"] == "MIGRATION":
            moved[line["date"], line["symbol"]] += line.amount("shares")  # type: ignore[assignment]

    def entry_of(line: Line) -> Found:
        if line["type"] == "MIGRATION" and not moved[line["date"], line["symbol"]]:
            return "-Moves shares between custodians of Trade Republic; a line of the same day moves them back."
        return _entry(line)

    return each(sheet, settings, at, entry_of, Reading())


def _entry(line: Line) -> Found:  # noqa: PLR0911 (one for each kind of line)
    kind = _KINDS.get(line["type"].upper())
    if kind is None:
        return unknown(line["type"])
    amount, fee, tax = line.amount("amount"), -line.amount("fee"), -line.amount("tax")
    currency = line["currency"].upper() or "EUR"
    said: dict[str, Any] = {
        "on": line.day("date", "datetime"),
        "at": line.clock("datetime"),
        "currency": currency,
        "settled_in": currency,
        "reference": line["transaction_id"],
        "note": line["description"],
    }
    if kind == "cash":
        if not amount:
            return "No amount stands in the line."
        return Entry(kind="deposit" if amount > 0 else "withdrawal", amount=abs(amount), fee=fee, **said)
    if kind == "fee":
        return Entry(kind=kind, amount=-amount + fee, **said)
    if kind == "tax":
        return Entry(kind=kind, amount=-amount + tax, **said)
    if kind == "interest":
        return Entry(kind=kind, amount=amount, fee=fee, tax=tax, **said)
    symbol = line["symbol"].upper()
    said |= {"name": line["name"], "asset": _ASSETS.get(line["asset_class"].upper(), "")}
    said |= {"isin": symbol} if _ISIN(symbol) else {"symbol": symbol}
    if kind == "dividend":
        return Entry(kind=kind, amount=amount, fee=fee, tax=tax, **said)
    if (amount > 0) != (kind == "sell"):
        return f"A {kind} has its amount the other way round; say what it was, or leave it out."
    trade = Entry(
        kind=kind, quantity=abs(line.amount("shares")), price=line.number("price"), amount=abs(amount), fee=fee,
        tax=max(tax, Decimal(0)), **said,
    )  # fmt: skip
    if tax < 0:
        # A trade has no tax below zero: what came back with it is a line of its own.
        return trade, Entry(kind="tax", amount=tax, **{**said, "reference": f"{said['reference']}/tax"})
    return trade


PRESET = Preset(
    "trade-republic", "Trade Republic", "In the app: Profile, Statements, Transaction export, as CSV.", recognises,
    read, mark=".", order="ymd", columns=COLUMNS,
)  # fmt: skip
