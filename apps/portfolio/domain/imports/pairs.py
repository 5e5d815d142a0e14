"""Rows that belong together: a dividend and what was withheld from it, a trade and its cancellation."""

from collections.abc import Callable, Hashable
from dataclasses import replace

from .entries import Entry, Reading, Row, State


def with_withheld_tax(reading: Reading, key: Callable[[Entry], Hashable]) -> None:
    """
    Tax rows of the same key as the only dividend become its tax; what is given back, or has no such dividend, stays.
    """
    dividends: dict[Hashable, list[int]] = {}
    for index, row in enumerate(reading.rows):
        if _ready(row, "dividend"):
            dividends.setdefault(key(row.entry), []).append(index)  # type: ignore[arg-type]
    for index, row in enumerate(reading.rows):
        if not _ready(row, "tax") or row.entry is None or row.entry.amount <= 0 or not row.entry.instrument:
            continue
        found = dividends.get(key(row.entry), [])
        if len(found) != 1:
            continue
        paid = reading.rows[found[0]]
        assert paid.entry is not None  # noqa: S101 (a dividend has one)
        entry = replace(paid.entry, tax=paid.entry.tax + row.entry.amount)
        reading.rows[found[0]] = replace(paid, entry=entry)
        reading.rows[index] = replace(
            row, state=State.LEFT_OUT, sentence=f"Counted as the tax of the dividend in line {paid.line}."
        )


def without_reversed(reading: Reading, key: Callable[[Entry], Hashable]) -> None:
    """A dividend below zero takes back one of the same key and amount: both are left out, or it is to be mended."""
    open_rows: dict[Hashable, list[int]] = {}
    for index, row in enumerate(reading.rows):
        if _ready(row, "dividend") and row.entry is not None and row.entry.amount > 0:
            open_rows.setdefault((key(row.entry), row.entry.amount), []).append(index)
    for index, row in enumerate(reading.rows):
        if not _ready(row, "dividend") or row.entry is None or row.entry.amount >= 0:
            continue
        found = open_rows.get((key(row.entry), -row.entry.amount))
        if not found:
            reading.rows[index] = replace(
                row, state=State.TO_MEND, sentence="This takes back a dividend that is not in the file."
            )
            continue
        first = found.pop()
        paid = reading.rows[first]
        reading.rows[index] = replace(row, state=State.LEFT_OUT, sentence=f"Takes back line {paid.line}.")
        reading.rows[first] = replace(paid, state=State.LEFT_OUT, sentence=f"Taken back by line {row.line}.")


def mend_cancelled(reading: Reading, cancellations: list[tuple[int, str, Entry]]) -> None:
    """
    A cancelled trade, and each that it may be about, are the person's to decide: the file does not tie them together.
    """
    for line, text, cancelled in cancellations:
        about = [
            index
            for index, row in enumerate(reading.rows)
            if row.state is State.READY and row.entry is not None and _same_trade(row.entry, cancelled)
        ]
        lines = ", ".join(str(reading.rows[index].line) for index in about)
        which = f"line {lines}" if lines else "a trade that is not in the file"
        reading.to_mend(line, text, f"This cancels {which}. Leave out both, or keep what really happened.", cancelled)
        for index in about:
            row = reading.rows[index]
            reading.rows[index] = replace(
                row,
                state=State.TO_MEND,
                sentence=f"Line {line} cancels a trade like this one. Leave it out, or keep it.",
            )


def _same_trade(one: Entry, other: Entry) -> bool:
    return one.kind in {"buy", "sell"} and (one.symbol, one.isin, one.quantity, one.price) == (
        other.symbol,
        other.isin,
        other.quantity,
        other.price,
    )


def _ready(row: Row, kind: str) -> bool:
    return row.state is State.READY and row.entry is not None and row.entry.kind == kind
