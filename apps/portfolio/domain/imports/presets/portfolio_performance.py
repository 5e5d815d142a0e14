"""
Portfolio Performance, its CSV export of transactions, in English or German.

Source: portfolio-performance/portfolio, `datatransfer/csv/exporter/CSVExporter.java` (the columns, and that debits
are below zero), `datatransfer/csv/CSVAccountTransactionExtractor.java` (what its import makes of them),
`messages.properties` and `model/labels.properties`, `labels_de.properties` (the words of columns and types).

Conventions: `Value` is what reached or left the cash, after fees and taxes, in `Transaction Currency`; what a purchase
cost before them is that without them. `Gross Amount` in another currency and its `Exchange Rate` are the same
amount in the currency of the security: it is noted, and the cash stays exact. A transfer between two accounts stands in
the export of each and names no counterpart, so it is kept to be mended. Deliveries are securities from or to outside.
A purchase stands in the export of the cash account and of the securities account: the second is a duplicate.
"""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from ..entries import Entry, Reading
from ..sheets import Sheet, named
from ..tables import Line, Settings, each, unknown
from .base import Preset
from .generic import settled

# As English and as German name them.
COLUMNS = {
    "date": ("date", "datum"),
    "type": ("type", "typ"),
    "value": ("value", "wert"),
    "currency": ("transaction currency", "buchungswährung"),
    "gross": ("gross amount", "bruttobetrag"),
    "gross currency": ("currency gross amount", "währung bruttobetrag"),
    "rate": ("exchange rate", "wechselkurs"),
    "fees": ("fees", "gebühren"),
    "taxes": ("taxes", "steuern"),
    "shares": ("shares", "stück"),
    "isin": ("isin",),
    "wkn": ("wkn",),
    "symbol": ("ticker symbol", "ticker-symbol"),
    "name": ("security name", "wertpapiername"),
    "note": ("note", "notiz"),
}
_KINDS = {
    "buy": "buy", "kauf": "buy",
    "sell": "sell", "verkauf": "sell",
    "dividend": "dividend", "dividende": "dividend",
    "deposit": "deposit", "einlage": "deposit",
    "removal": "withdrawal", "entnahme": "withdrawal",
    "interest": "interest", "zinsen": "interest",
    "interest charge": "-interest", "zinsbelastung": "-interest",
    "fees": "fee", "gebühren": "fee",
    "fees refund": "-fee", "gebührenerstattung": "-fee",
    "taxes": "tax", "steuern": "tax",
    "tax refund": "-tax", "steuerrückerstattung": "-tax",
    "delivery (inbound)": "transfer_in", "einlieferung": "transfer_in",
    "delivery (outbound)": "transfer_out", "auslieferung": "transfer_out",
}  # fmt: skip
_TRANSFERS = {"transfer (inbound)", "transfer (outbound)", "umbuchung (eingang)", "umbuchung (ausgang)"}
_ENGLISH = [COLUMNS[name][0] for name in ("date", "type", "value", "currency", "shares")]
_GERMAN = [COLUMNS[name][1] for name in ("date", "type", "value", "currency", "shares")]


def _header(sheet: Sheet) -> int | None:
    at = sheet.find_header(_ENGLISH)
    return sheet.find_header(_GERMAN) if at is None else at


def recognises(sheet: Sheet) -> bool:
    return _header(sheet) is not None


def read(sheet: Sheet, settings: Settings) -> Reading:
    return each(sheet, settings, _header(sheet) or 0, _entry, Reading())


def _entry(line: Line) -> Entry | str:
    word = named(line.first(*COLUMNS["type"]))
    if word in _TRANSFERS:
        return "The file does not say which account is on the other side of this transfer; say it, or leave it out."
    if word not in _KINDS:
        return unknown(line.first(*COLUMNS["type"]))
    kind, refund = _KINDS[word].removeprefix("-"), _KINDS[word].startswith("-")
    value, shares = line.amount(*COLUMNS["value"]), abs(line.amount(*COLUMNS["shares"]))
    currency = line.first(*COLUMNS["currency"]).upper() or line.settings.currency
    said: dict[str, Any] = {
        "on": line.day(*COLUMNS["date"]),
        "at": line.clock(*COLUMNS["date"]),
        "symbol": line.first(*COLUMNS["symbol"]),
        "isin": line.first(*COLUMNS["isin"]).upper(),
        "name": line.first(*COLUMNS["name"]),
        "fee": line.amount(*COLUMNS["fees"]),
        "tax": line.amount(*COLUMNS["taxes"]),
        "currency": currency,
        "settled_in": currency,
        "note": line.first(*COLUMNS["note"]),
    }
    if foreign := line.first(*COLUMNS["gross currency"]):
        said["asset_currency"] = foreign.upper()
        rate = line.first(*COLUMNS["rate"])
        said["note"] = f"{said['note']} {line.first(*COLUMNS['gross'])} {foreign} at {rate}".strip()
    if kind in {"buy", "sell", "transfer_in", "transfer_out"}:
        said["quantity"] = shares
    if kind.startswith("transfer"):
        price = abs(value) / shares if shares else None
        return Entry(kind=kind, price=price, **{**said, "fee": Decimal(0), "tax": Decimal(0)})
    entry = settled(kind, said, amount=None, net=value)
    return replace(entry, amount=-abs(entry.amount)) if refund else entry


PRESET = Preset(
    "portfolio-performance", "Portfolio Performance",
    "In Portfolio Performance: File, Export, CSV, the transactions of a cash account.", recognises, read, order="ymd",
)  # fmt: skip
