"""
Interactive Brokers, the activity statement as CSV, in English.

Source: activity statements and their parsers in public code, found by searching it for the headers of the sections
`Trades`, `Dividends`, `Withholding Tax`, `Deposits & Withdrawals`, `Interest`, `Fees`, `Open Positions` and `Cash
Report` (docs/portfolio/import.md names what each taught).

Conventions: the first cell of a line names its section, the second says header or data. A trade is the line `Order`;
subtotals, totals, closed lots and single executions repeat it. Quantity, proceeds and amounts have the sign of
what the account got; the commission is below zero, in the currency of the trade, or (`Comm in EUR`) for exchanges of
money in the base currency. Cash is kept in every currency, so nothing is converted. Withheld tax has a line of its own
and becomes the tax of the dividend of the same day and security. A trade with the code `Ca` cancels another. Options,
futures, corporate actions, transfers and sections not named here are kept to be mended. `Open Positions`
and `Ending Cash` are what the import is compared with.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from .. import figures
from ..entries import BadEntry, Closing, Entry, Reading
from ..pairs import mend_cancelled, with_withheld_tax, without_reversed
from ..sheets import Sheet, named
from ..tables import Line, Settings, unknown
from .base import Preset

# Sections that say nothing of the ledger, or say again what others do.
_INFORMATION = {
    "statement", "account information", "net asset value", "change in nav", "mark-to-market performance summary",
    "realized & unrealized performance summary", "month & year to date performance summary", "open positions",
    "forex balances", "cash report", "financial instrument information", "codes", "notes/legal notes",
    "change in dividend accruals", "open dividend accruals", "base currency exchange rate", "forex p/l details",
    "interest accruals", "location of customer assets, positions and money", "net stock position summary",
    "commission details", "statement of funds", "trade summary by symbol", "trade summary by asset class",
}  # fmt: skip
_REPEATS = {"subtotal", "total", "closedlot", "lot", "execution", "trade"}
_OF = re.compile(r"^\s*([^()]+?)\s*\(([A-Z]{2}[A-Z0-9]{9}\d|\w+)\)").match
_ISIN = re.compile(r"[A-Z]{2}[A-Z0-9]{9}\d").fullmatch
_PERIOD_END = re.compile(r"([A-Z][a-z]+) (\d{1,2}), (\d{4})\s*$").search
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def recognises(sheet: Sheet) -> bool:
    return any(
        [named(cell) for cell in record.cells[:2]] == ["statement", "header"] for record in sheet.records[:3]
    ) and any(named(record.cells[0]) in {"trades", "dividends", "open positions"} for record in sheet.records)


def read(sheet: Sheet, settings: Settings) -> Reading:
    return _Statement(sheet, settings).read()


class _Statement:
    def __init__(self, sheet: Sheet, settings: Settings) -> None:
        self.sheet, self.settings = sheet, settings
        self.reading = Reading()
        self.cancellations: list[tuple[int, str, Entry]] = []
        self.isins: dict[str, str] = {}
        self.names: dict[str, str] = {}

    def read(self) -> Reading:
        self._look_up_instruments()
        for section, line in self._lines():
            record = line.record
            if line.record.cells[1].lower() in {"header", "notes"}:
                continue
            try:
                self._take(section, line)
            except BadEntry as fault:
                self.reading.to_mend(record.line, record.text, fault.detail)
        without_reversed(self.reading, _of_one_payment)
        with_withheld_tax(self.reading, _of_one_payment)
        mend_cancelled(self.reading, self.cancellations)
        return self.reading

    def _lines(self) -> Iterator[tuple[str, Line]]:
        """Every line with the names of the columns that its section gave last: they change within a section."""
        columns: dict[str, dict[str, int]] = {}
        for record in self.sheet.records:
            if record.empty:
                continue
            section = named(record.cells[0])
            kind = record.cells[1].lower() if len(record.cells) > 1 else ""
            if kind == "header":
                columns[section] = {named(name): index for index, name in enumerate(record.cells) if index > 1 and name}
            cells = record.cells if len(record.cells) > 1 else [*record.cells, ""]
            yield section, Line(replace(record, cells=cells), columns.get(section, {}), self.settings)

    def _look_up_instruments(self) -> None:
        for section, line in self._lines():
            if section == "financial instrument information" and line.record.cells[1] == "Data":
                for symbol in line["symbol"].split(", "):
                    self.names[symbol] = line["description"]
                    if _ISIN(line["security id"]):
                        self.isins[symbol] = line["security id"]

    # --- Sections ---------------------------------------------------------------------------------------------

    def _take(self, section: str, line: Line) -> None:
        record = line.record
        if section in _INFORMATION:
            self._closing(section, line)
            self.reading.left_out(record.line, record.text, "Says nothing of the ledger.")
        elif record.cells[1].lower() in _REPEATS or _is_total(line):
            self.reading.left_out(record.line, record.text, "A line of totals.")
        elif section in _SECTIONS:
            _SECTIONS[section](self, line)
        else:
            self.reading.to_mend(record.line, record.text, unknown(record.cells[0]))

    def _trade(self, line: Line) -> None:
        record, repeated = line.record, line["datadiscriminator"].lower()
        if repeated in _REPEATS:
            self.reading.left_out(record.line, record.text, "Says again what the order says.")
        elif line["asset category"] in {"Stocks", "Bonds", "STK"}:
            self._security(line)
        elif line["asset category"] in {"Forex", "CASH"}:
            self._exchange(line)
        else:
            self.reading.to_mend(record.line, record.text, unknown(line["asset category"]))

    def _security(self, line: Line) -> None:
        quantity, proceeds = line.amount("quantity"), line.amount("proceeds")
        commission = -line.amount("comm/fee")
        entry = self._said(
            line,
            kind="buy" if quantity > 0 else "sell",
            quantity=abs(quantity),
            price=line.number("t. price"),
            amount=abs(proceeds),
            fee=max(commission, Decimal(0)),
            **self._instrument(line["symbol"]),
        )
        record = line.record
        if "Ca" in re.split(r"[;\s]+", line["code"]):
            self.cancellations.append((record.line, record.text, entry))
            return
        self.reading.ready(record.line, record.text, entry)
        if commission < 0:
            # A rebate: no trade has a fee below zero.
            self.reading.ready(
                record.line,
                record.text,
                self._said(line, kind="fee", amount=commission, **self._instrument(line["symbol"])),
            )

    def _exchange(self, line: Line) -> None:
        """`EUR.USD` with a minus: euros left and dollars came; with a plus the other way round."""
        record = line.record
        own, _, quote = line["symbol"].partition(".")
        quantity, proceeds = line.amount("quantity"), line.amount("proceeds")
        if not quote or not quantity or not proceeds:
            self.reading.to_mend(record.line, record.text, unknown(line["symbol"]))
            return
        if quantity < 0:
            left, amount, came, rate = own, -quantity, quote, proceeds / -quantity
        else:
            left, amount, came, rate = quote, -proceeds, own, quantity / -proceeds
        entry = self._said(line, kind="transfer", amount=amount, rate=rate, note=line["symbol"])
        self.reading.ready(record.line, record.text, replace(entry, currency=left, settled_in=came))
        for column in line.columns:
            if column.startswith("comm in ") and (charged := line.number(column)):
                currency = column.removeprefix("comm in ").upper()
                fee = self._said(line, kind="fee", amount=-charged, note=line["symbol"])
                self.reading.ready(record.line, record.text, replace(fee, currency=currency, settled_in=currency))

    def _dividend(self, line: Line) -> None:
        self._of_a_security(line, "dividend", line.amount("amount"))

    def _withheld(self, line: Line) -> None:
        self._of_a_security(line, "tax", -line.amount("amount"))

    def _of_a_security(self, line: Line, kind: str, amount: Decimal) -> None:
        record, said = line.record, line["description"]
        if not (found := _OF(said)):
            self.reading.to_mend(record.line, record.text, "The line does not say of which security this is.")
            return
        instrument = self._instrument(found[1], found[2])
        self.reading.ready(
            record.line, record.text, self._said(line, kind=kind, amount=amount, note=said[:500], **instrument)
        )

    def _cash(self, line: Line) -> None:
        amount = line.amount("amount")
        kind = "deposit" if amount > 0 else "withdrawal"
        self._plain(line, kind, abs(amount))

    def _interest(self, line: Line) -> None:
        self._plain(line, "interest", line.amount("amount"))

    def _fee(self, line: Line) -> None:
        self._plain(line, "fee", -line.amount("amount"))

    def _plain(self, line: Line, kind: str, amount: Decimal) -> None:
        record = line.record
        self.reading.ready(
            record.line, record.text, self._said(line, kind=kind, amount=amount, note=line["description"][:500])
        )

    def _said(self, line: Line, **said: Any) -> Entry:
        when = line.first("date/time", "date", "settle date")
        currency = line["currency"].upper()
        return Entry(
            on=figures.day(when, "ymd"), at=figures.clock(when), currency=currency, settled_in=currency, **said
        )

    def _instrument(self, symbol: str, isin: str = "") -> dict[str, str]:
        isin = isin if _ISIN(isin) else self.isins.get(symbol, "")
        return {"symbol": symbol, "isin": isin, "name": self.names.get(symbol, "")}

    # --- What it says of the end ------------------------------------------------------------------------------

    def _closing(self, section: str, line: Line) -> None:
        if section == "statement" and line["field name"] == "Period":
            found = _PERIOD_END(line["field value"])
            if found and found[1] in _MONTHS:
                day = f"{found[3]}-{_MONTHS.index(found[1]) + 1:02}-{int(found[2]):02}"
                self.reading.closing_on = figures.day(day)
        if section == "open positions" and line["datadiscriminator"] == "Summary":
            symbol = line["symbol"]
            if line["asset category"] in {"Stocks", "Bonds"}:
                self.reading.closing.append(
                    Closing(line.amount("quantity"), symbol=symbol, isin=self.isins.get(symbol, ""))
                )
        if section == "cash report" and line["currency summary"] == "Ending Cash":
            currency = line["currency"]
            if len(currency) == 3:
                self.reading.closing.append(Closing(line.amount("total"), currency))


def _of_one_payment(entry: Entry) -> tuple[Any, ...]:
    return entry.on, entry.isin or entry.symbol, entry.currency


def _is_total(line: Line) -> bool:
    return line["currency"].lower().startswith("total") or line["subtitle"].lower().startswith("total")


_SECTIONS: dict[str, Callable[[_Statement, Line], None]] = {
    "trades": _Statement._trade,
    "dividends": _Statement._dividend,
    "withholding tax": _Statement._withheld,
    "deposits & withdrawals": _Statement._cash,
    "interest": _Statement._interest,
    "fees": _Statement._fee,
}

PRESET = Preset(
    "interactive-brokers", "Interactive Brokers (activity statement)",
    "In Client Portal: Performance & Reports, Statements, Activity, as CSV in English.", recognises, read, mark=".",
    order="ymd",
)  # fmt: skip
