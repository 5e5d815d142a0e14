"""A table with named columns, read line by line; what a line cannot be read as is said in a sentence, not raised on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from . import figures
from .entries import BadEntry, Entry, Reading
from .sheets import Record, Sheet


@dataclass(frozen=True, slots=True)
class Settings:
    """How the file writes what may be written in several ways, and (`mapping`) which column is what."""

    mark: str = "."
    order: str = "ymd"
    currency: str = ""  # where a line names none
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    record: Record
    columns: Mapping[str, int]
    settings: Settings

    def __getitem__(self, name: str) -> str:
        index = self.columns.get(name, -1)
        cells = self.record.cells
        return cells[index] if 0 <= index < len(cells) else ""

    def first(self, *names: str) -> str:
        """What stands in the first of these columns that holds something."""
        return next((text for name in names if (text := self[name])), "")

    def number(self, *names: str) -> Decimal | None:
        return figures.number_or_none(self.first(*names), self.settings.mark)

    def amount(self, *names: str) -> Decimal:
        """A number, zero where nothing stands: for what is left empty when there is none of it."""
        return self.number(*names) or Decimal(0)

    def day(self, *names: str) -> date:
        return figures.day(self.first(*names), self.settings.order)

    def clock(self, *names: str) -> str:
        return figures.clock(self.first(*names))


def lines(sheet: Sheet, settings: Settings, at: int | None = None) -> Iterator[Line]:
    columns: dict[str, int] = {}
    for index, name in enumerate(sheet.header(at)):
        columns.setdefault(name, index)
    return (Line(record, columns, settings) for record in sheet.body(at))


def before_the_table(sheet: Sheet, at: int, reading: Reading) -> None:
    """What stands above the names of the columns is kept too."""
    for record in sheet.records[:at]:
        if not record.empty:
            reading.left_out(record.line, record.text, "Stands above the table.")


Found = Entry | tuple[Entry, ...] | str


def each(sheet: Sheet, settings: Settings, at: int, entry_of: Callable[[Line], Found], reading: Reading) -> Reading:
    """
    Read every line with `entry_of`, which answers its entries, or a sentence that says why it has none to book.

    A sentence that begins with `-` is about a line that says nothing of the ledger, such as one of totals.
    """
    before_the_table(sheet, at, reading)
    for line in lines(sheet, settings, at):
        record = line.record
        try:
            found = entry_of(line)
        except BadEntry as fault:
            reading.to_mend(record.line, record.text, fault.detail)
            continue
        if isinstance(found, Entry):
            found = (found,)
        if isinstance(found, tuple):
            for entry in found:
                reading.ready(record.line, record.text, entry)
        elif found.startswith("-"):
            reading.left_out(record.line, record.text, found[1:])
        else:
            reading.to_mend(record.line, record.text, found)
    return reading


def unknown(what: str) -> str:
    return f"Steward does not know the kind “{what[:60]}” in files like this. Say what it was, or leave it out."


# Prices of some exchanges are in hundredths, which are written in several ways; cash is in the whole currency.
_HUNDREDTHS = {"GBp": "GBX", "GBX": "GBX", "ZAc": "ZAX", "ZAC": "ZAX", "ILA": "ILX"}
_WHOLE = {"GBX": "GBP", "ZAX": "ZAR", "ILX": "ILS"}


def currencies(text: str) -> tuple[str, str]:
    """The currency that a price is in, and the one that its cash is in."""
    code = _HUNDREDTHS.get(text.strip(), text.strip().upper())
    return code, _WHOLE.get(code, code)


TOTALS = "-A line of totals."
_TOTAL_WORDS = ("total", "totals", "sum", "summe", "gesamt", "totaal", "totale", "transactions total", "somme", "suma")


def is_totals(*cells: str) -> bool:
    return any(cell.lower().strip(" :") in _TOTAL_WORDS or cell.lower().startswith("total ") for cell in cells)
