"""
DEGIRO, the account statement (Account.csv) and the list of transactions (Transactions.csv).

Source: dickwolff/Export-To-Ghostfolio, `samples/degiro-export.csv` and `src/converters/degiroConverterV3.ts` (lines
in seven languages and what belongs together); for Transactions.csv the headers and lines in tests of public importers,
found by searching for `Date,Time,Product,ISIN,Reference exchange,Venue`. docs/portfolio/import.md names them.

Conventions of Account.csv: columns are known by their place, as their names are translated; `Change` is a currency and
a signed amount. A trade is told in words ("Koop 1 @ 33,9 USD"), its fee is another line with the same order id, in
euros even where the trade is not, so it becomes a fee beside it. Dividend tax has a line of its own and becomes
the tax of the dividend of the same day and ISIN. An exchange of money is two lines of the same minute. Cash that
moves to and from the flatex bank account, and reservations of deposits, say the same money twice and are left out. A
long order id runs on into the next line. Product changes, splits, withdrawals by flatex and anything else are
kept to be mended.

Conventions of Transactions.csv: a sale has a quantity below zero; `Local value` is in the currency of the exchange,
`Value` and the fees in that of the account, and the two values give the booked rate.
"""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from .. import figures
from ..entries import BadEntry, Entry, Reading, Row, State
from ..pairs import with_withheld_tax
from ..sheets import Record, Sheet
from ..tables import Settings, before_the_table, currencies, unknown
from .base import Preset

_BUY = "buy|koop|kauf|compra|achat|acquisto"
_SELL = "sell|verkoop|verkauf|venta|venda|vente|vendita"
_TRADE = re.compile(
    rf"^({_BUY}|{_SELL})\s+([\d.,' ]+?)\s.*?(?:@|zu je)\s*([\d.,']+)\s+([A-Za-z]{{3}})\b", re.IGNORECASE
).match
_TRADE_TIGHT = re.compile(rf"^({_BUY}|{_SELL})\s+([\d.,']+)\s*@\s*([\d.,']+)\s+([A-Za-z]{{3}})\b", re.IGNORECASE).match
_FEE_OF_TRADE = ("en/of", "and/or", "und/oder", "e/o di terze", "e/ou taxas", "et/ou de parties", "costes de transacci")
_DIVIDEND = {"dividend", "dividende", "dividendo", "dividendi"}
_TAX = (
    "dividendbelasting", "dividend tax", "impôts sur dividende", "dividendensteuer", "retención del dividendo",
    "ritenuta", "daň z dividendy",
)  # fmt: skip
_CONNECTION = (
    "aansluitingskosten", "connection fee", "costi di connessione", "verbindungskosten", "custo de conectividade",
    "frais de connexion",
)  # fmt: skip
_EXCHANGE = (
    "valuta creditering", "valuta debitering", "fx credit", "fx debit", "currency exchange", "cambio de divisa",
    "währungswechsel", "operation de change",
)  # fmt: skip
_SAME_MONEY = (
    "cash sweep",
    "overboeking van uw geldrekening",
    "overboeking naar uw geldrekening",
    "transfer from your cash account",
    "transfer to your cash account",
)
_RESERVED = ("reservation ideal",)
_DEPOSIT = {"ideal deposit", "deposit", "storting", "ingreso", "flatex deposit", "versement de fonds", "depósito"}


def _kind(description: str, isin: str) -> str:  # noqa: PLR0911 (one for each kind of line)
    words = description.lower()
    if any(part in words for part in _SAME_MONEY):
        return "same"
    if words.startswith(_RESERVED):
        return "reserved"
    if any(part in words for part in _EXCHANGE):
        return "exchange"
    if any(part in words for part in _FEE_OF_TRADE):
        return "fee"
    if any(part in words for part in _CONNECTION):
        return "connection"
    if isin and words.startswith(_TAX):
        return "tax"
    if isin and words in _DIVIDEND:
        return "dividend"
    return "deposit" if words in _DEPOSIT else ""


# --- Account.csv ------------------------------------------------------------------------------------------------------


def recognises_account(sheet: Sheet) -> bool:
    header = sheet.header(0)
    return len(header) >= 12 and header[4] == "isin" and not header[8] and not header[10] and header[6] == "fx"


def read_account(sheet: Sheet, settings: Settings) -> Reading:
    reading, waiting = Reading(), list[Row]()
    before_the_table(sheet, 0, reading)
    for record in _joined(list(sheet.body(0))):
        try:
            found = _account_line(record, settings)
        except BadEntry as fault:
            found = fault.detail
        if isinstance(found, Entry):
            (waiting if found.kind == "transfer" else reading.rows).append(
                Row(record.line, record.text, found, State.READY)
            )
        elif found.startswith("-"):
            reading.left_out(record.line, record.text, found[1:])
        else:
            reading.to_mend(record.line, record.text, found)
    _pair_exchanges(waiting, reading)
    with_withheld_tax(reading, lambda entry: (entry.on, entry.isin, entry.currency))
    reading.rows.sort(key=lambda row: row.line)
    return reading


def _joined(records: list[Record]) -> list[Record]:
    """A line that holds nothing but the rest of an order id belongs to the one above."""
    whole: list[Record] = []
    for record in records:
        if whole and not any(record.cells[:11]) and len(record.cells) > 11:
            above = whole[-1]
            cells = [*above.cells[:11], above.cells[11] + record.cells[11]]
            whole[-1] = replace(above, text=f"{above.text}\n{record.text}", cells=cells)
        else:
            whole.append(record)
    return whole


def _account_line(record: Record, settings: Settings) -> Entry | str:  # noqa: PLR0911 (one for each kind of line)
    on, at, _, product, isin, description, _, currency, change, *_ = [*record.cells, *[""] * 12]
    order = record.cells[11] if len(record.cells) > 11 else ""
    trade = _TRADE_TIGHT(description) or _TRADE(description)
    kind = _kind(description, isin)
    if kind == "same":
        return "-Cash that moved between your accounts at DEGIRO and flatex."
    if kind == "reserved":
        return "-A reservation, which is taken back when the deposit arrives."
    if not trade and not kind:
        return unknown(description)
    amount = figures.number(change, settings.mark)
    said: dict[str, Any] = {
        "on": figures.day(on, "dmy"), "at": figures.clock(f" {at}"), "currency": currency, "settled_in": currency,
    }  # fmt: skip
    security: dict[str, Any] = {"isin": isin, "name": product}
    if trade:
        buys = trade[1].lower() in _BUY.split("|")
        if (amount < 0) != buys:
            return "The amount goes the other way than the words say; say what it was, or leave it out."
        price_in, cash_in = currencies(trade[4])
        price = figures.number(trade[3], settings.mark) if price_in == cash_in == currency else None
        return Entry(
            kind="buy" if buys else "sell", quantity=figures.number(trade[2], settings.mark), price=price,
            amount=abs(amount), asset_currency="" if price_in == currency else price_in,
            note=f"Order {order}" if order else "", **said, **security,
        )  # fmt: skip
    if kind == "exchange":
        return Entry(kind="transfer", amount=amount, note=order, **said)
    if kind in {"fee", "tax"}:
        return Entry(kind=kind, amount=-amount, note=f"Order {order}" if order else "", **said, **security)
    if kind == "connection":
        return Entry(kind="fee", amount=-amount, note=description[:500], **said)
    if kind == "dividend":
        return Entry(kind=kind, amount=amount, **said, **security)
    return Entry(kind="deposit" if amount > 0 else "withdrawal", amount=abs(amount), note=description[:500], **said)


def _pair_exchanges(waiting: list[Row], reading: Reading) -> None:
    """The debit becomes the exchange, at the rate that the two amounts give; the credit is left out as counted."""
    groups: dict[Any, list[Row]] = {}
    for row in waiting:
        assert row.entry is not None  # noqa: S101 (made above)
        groups.setdefault((row.entry.on, row.entry.at, row.entry.note), []).append(row)
    for rows in groups.values():
        debits = [row for row in rows if row.entry and row.entry.amount < 0]
        credits_ = [row for row in rows if row.entry and row.entry.amount > 0]
        if len(debits) != 1 or len(credits_) != 1 or len(rows) != 2:
            for row in rows:
                reading.to_mend(row.line, row.text, "The other half of this exchange of money cannot be told.")
            continue
        debit, credit = debits[0], credits_[0]
        assert debit.entry and credit.entry  # noqa: S101, PT018 (chosen by their amounts)
        entry = replace(
            debit.entry, amount=-debit.entry.amount, settled_in=credit.entry.currency,
            rate=credit.entry.amount / -debit.entry.amount, note="",
        )  # fmt: skip
        reading.ready(debit.line, debit.text, entry)
        reading.left_out(credit.line, credit.text, f"The other half of the exchange in line {debit.line}.")


# --- Transactions.csv -------------------------------------------------------------------------------------------------

_VALUE_IN = re.compile(r" ([a-z]{3})$").search


def recognises_transactions(sheet: Sheet) -> bool:
    header = sheet.header(0)
    return (
        len(header) >= 16
        and header[3] == "isin"
        and not header[8]
        and not header[10]
        and bool(_VALUE_IN(header[11]) or not header[12])
    )


def read_transactions(sheet: Sheet, settings: Settings) -> Reading:
    reading, header = Reading(), sheet.header(0)
    before_the_table(sheet, 0, reading)
    for record in sheet.body(0):
        try:
            for entry in _transaction(record, header, settings):
                reading.ready(record.line, record.text, entry)
        except BadEntry as fault:
            reading.to_mend(record.line, record.text, fault.detail)
    return reading


def _transaction(record: Record, header: list[str], settings: Settings) -> list[Entry]:
    cells = [*record.cells, *[""] * 20]
    named = _VALUE_IN(header[11])
    # With the currency in the names, or in columns without one behind each amount.
    value_at, fees_at, account = (11, (13, 14), named[1].upper()) if named else (11, (14,), cells[12])
    quantity = figures.number(cells[6], settings.mark)
    local, value = (abs(figures.number(cells[index], settings.mark)) for index in (9, value_at))
    if not local or not value or not quantity:
        raise BadEntry("No money moved; say what it was, such as a split or a change of product, or leave it out.")
    price_in, _ = currencies(cells[8])
    currency = cells[10]
    said: dict[str, Any] = {
        "on": figures.day(cells[0], "dmy"), "at": figures.clock(f" {cells[1]}"), "isin": cells[3], "name": cells[2],
        "settled_in": account, "asset_currency": "" if price_in == currency else price_in,
    }  # fmt: skip
    price = figures.number_or_none(cells[7], settings.mark) if price_in == currency else None
    trade = Entry(
        kind="buy" if quantity > 0 else "sell", quantity=abs(quantity), price=price, amount=local, currency=currency,
        rate=None if currency == account else value / local, **said,
    )  # fmt: skip
    charged = -sum((figures.number_or_none(cells[at], settings.mark) or Decimal(0) for at in fees_at), Decimal(0))
    if not charged:
        return [trade]
    if currency == account and charged > 0:
        return [replace(trade, fee=charged)]
    return [trade, Entry(kind="fee", amount=charged, currency=account, **{**said, "asset_currency": currency})]


ACCOUNT = Preset(
    "degiro", "DEGIRO (account statement)", "At DEGIRO: Inbox, Account statement, Export, CSV.", recognises_account,
    read_account, order="dmy",
)  # fmt: skip
TRANSACTIONS = Preset(
    "degiro-transactions", "DEGIRO (transactions)", "At DEGIRO: Inbox, Transactions, Export, CSV.",
    recognises_transactions, read_transactions, order="dmy",
)  # fmt: skip
