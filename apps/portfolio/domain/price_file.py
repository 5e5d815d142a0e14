"""A file of prices: a day and what one was worth on it, in whatever columns and notation."""

from datetime import date
from decimal import Decimal

from project.lib.errors import DomainError

from .imports.entries import BadEntry
from .imports.figures import date_order, day, decimal_mark, number
from .imports.sheets import Record, Sheet, read

_DAYS = ("date", "day", "on", "datum", "data", "fecha")
_PRICES = (
    "close",
    "price",
    "value",
    "last",
    "nav",
    "rate",
    "kurs",
    "schlusskurs",
    "schluss",
    "preis",
    "cours",
    "precio",
)
_MOST_SAID = 3
_LARGEST = Decimal(10) ** 15


class BadPriceFile(DomainError):
    code = "bad_price_file"


def prices_in(content: bytes) -> dict[date, Decimal]:
    """
    A price for each day; of a day that occurs twice, the later line counts.

    :raises BadPriceFile: a line cannot be read; the sentence names the first of them
    """
    try:
        sheet = read(content)
    except DomainError as no:
        raise _refused(no.detail) from None
    start, on_at, price_at = _columns(sheet)
    rows = [record for record in sheet.records[start:] if not record.empty]
    mark = decimal_mark(_cells(rows, price_at))
    order, _ = date_order(_cells(rows, on_at))
    found, wrong = {}, []
    for record in rows:
        try:
            on, price = _read(record, on_at, price_at, order, mark)
            found[on] = price
        except BadEntry as no:
            wrong.append(f"Line {record.line}: {no.detail}")
    if wrong:
        more = f" And {len(wrong) - _MOST_SAID} more." if len(wrong) > _MOST_SAID else ""
        raise _refused(" ".join(wrong[:_MOST_SAID]) + more)
    if not found:
        raise _refused("The file has no prices.")
    return found


def _columns(sheet: Sheet) -> tuple[int, int, int]:
    """The first line of figures, and which columns hold the day and the price; by their place where none is named."""
    header = sheet.header()
    on_at = next((header.index(name) for name in _DAYS if name in header), None)
    price_at = next((header.index(name) for name in _PRICES if name in header), None)
    if on_at is not None and price_at is not None:
        return sheet.header_at + 1, on_at, price_at
    first = next((record for record in sheet.records if not record.empty), None)
    if first is None or len(first.cells) != 2:
        raise _refused("Name the columns in the first line: date and close.")
    try:
        day(first.cells[0], "dmy")
    except BadEntry:
        raise _refused("Name the columns in the first line: date and close.") from None
    return 0, 0, 1


def _cells(rows: list[Record], at: int) -> list[str]:
    return [record.cells[at] for record in rows if at < len(record.cells)]


def _read(record: Record, on_at: int, price_at: int, order: str, mark: str) -> tuple[date, Decimal]:
    if max(on_at, price_at) >= len(record.cells):
        raise BadEntry("a day or a price is missing.")
    price = number(record.cells[price_at], mark)
    if not 0 < price < _LARGEST:
        raise BadEntry("a price must be above zero; leave out what is not known.")
    # As many places as are kept.
    return day(record.cells[on_at], order), round(price, 12).normalize() + 0


def _refused(sentence: str) -> BadPriceFile:
    return BadPriceFile(sentence, fields={"file": [sentence]})
