"""
The days of holdings as they are kept in the database, and their sums. Loads numpy: import it where it is used.

Days are ordinals, amounts are in the base currency. `value[0]` is the close of the day before the first entry; where an
array ends, nothing was held any more.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from ..domain.daily import Series
from ..domain.quotes import Floats

# `strand` is the instrument that the activity names, 0 for none; `event` the activity, 0 for a realised gain.
ENTRY = np.dtype(
    [("event", "<i8"), ("strand", "<i4"), ("day", "<i4")]
    + [(name, "<f8") for name in ("quantity", "booked", "flow", "income", "fee", "tax", "realised")]
)
Entries = NDArray[np.void]
# As the database gives bytes.
Packed = bytes | memoryview

_COUNT = struct.Struct("<I")

# Sums of floats that cancel out leave this much at most.
DUST = 1e-7


class Key(NamedTuple):
    """A security, a currency of cash, or (with neither) the account's own costs and interest."""

    account: int
    instrument: int | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """The days of one holding."""

    first: int
    value: Floats
    fx_gain: Floats
    entries: Entries

    @classmethod
    def read(cls, first_on: date, value: Packed, fx_gain: Packed, entries: Packed) -> Self:
        return cls(
            first_on.toordinal(),
            unpacked(value, steps=True),
            unpacked(fx_gain),
            entries_in(entries),
        )

    @classmethod
    def nothing(cls, first: int) -> Self:
        return cls(first, np.zeros(0), np.zeros(0), np.empty(0, ENTRY))

    def packed(self) -> tuple[date, bytes, bytes, bytes]:
        return (
            date.fromordinal(self.first),
            packed(without_trailing_nothing(self.value), steps=True),
            packed(without_trailing_nothing(self.fx_gain)),
            self.entries.tobytes(),
        )


def entries_in(kept: Packed) -> Entries:
    return np.frombuffer(kept, ENTRY)


def packed(figures: Floats, *, steps: bool = False) -> bytes:
    """
    How many days there are, a bit for each that says whether its figure is told, and those figures.

    Told are figures that are not zero; with `steps`, those that differ from the day before, as a value does on five
    days of a week.
    """
    told = figures != 0
    if steps:
        told[:1], told[1:] = True, figures[1:] != figures[:-1]
    return _COUNT.pack(len(figures)) + np.packbits(told).tobytes() + figures[told].astype("<f8", copy=False).tobytes()


def unpacked(kept: Packed, *, steps: bool = False) -> Floats:
    (days,) = _COUNT.unpack_from(kept)
    bits = np.frombuffer(kept, np.uint8, -(-days // 8), _COUNT.size)
    told = np.unpackbits(bits, count=days).astype(bool)
    figures = np.frombuffer(kept, "<f8", offset=_COUNT.size + len(bits))
    if steps:
        return figures[np.cumsum(told) - 1]
    found = np.zeros(days)
    found[told] = figures
    return found


def without_trailing_nothing(figures: Floats) -> Floats:
    used = np.flatnonzero(figures)
    return figures[: int(used[-1]) + 1] if len(used) else figures[:0]


def cash_days(entries: Entries, rates: Floats, first: int) -> Days:
    """
    The days of cash from what came and went; `rates` are those of every day from `first`, before all entries, to the
    last day.
    """
    column = entries["day"] - first
    level = np.cumsum(np.bincount(column, entries["quantity"], len(rates)))
    level[np.abs(level) < DUST] = 0
    value, moved = level * rates, level[:-1] * np.diff(rates)
    # Before a rate was known there was no cash.
    value[level == 0] = 0
    moved[level[:-1] == 0] = 0
    fx_gain = np.concatenate(([0.0], moved))
    np.add.at(fx_gain, column, entries["quantity"] * rates[column] - entries["booked"])
    return Days(first, value, fx_gain, entries)


@dataclass(slots=True, eq=False)
class Sums:
    """
    Sums over some holdings, a figure a day from `first` on: what any range is sliced from.

    Flows are those that cross the border of the selection.
    """

    first: int
    value: Floats
    inflow: Floats
    outflow: Floats
    income: Floats
    fee: Floats
    tax: Floats
    fx_gain: Floats
    realised: Floats

    @classmethod
    def read(cls, first_on: date, kept: Packed) -> Self:
        figures, at = [], 0
        for name in FIGURES:
            (size,) = _COUNT.unpack_from(kept, at)
            at += _COUNT.size
            figures.append(unpacked(kept[at : at + size], steps=name == "value"))
            at += size
        return cls(first_on.toordinal(), *figures)

    def packed(self) -> bytes:
        parts = [packed(getattr(self, name), steps=name == "value") for name in FIGURES]
        return b"".join(_COUNT.pack(len(part)) + part for part in parts)

    @property
    def days(self) -> int:
        return len(self.value)

    @property
    def last(self) -> int:
        return self.first + self.days - 1

    def series(self, first: date, last: date) -> Series:
        """The range, as the arithmetic takes it: with the value at the close before the first day."""
        begin, end = first.toordinal(), last.toordinal()

        def cut(name: str, start: int) -> Floats:
            return _placed(getattr(self, name), self.first, start, end)

        return Series(
            first,
            cut("value", begin - 1),
            *(cut(name, begin) for name in ("inflow", "outflow", "income", "fee", "tax", "fx_gain")),
        )

    def total(self, name: str, first: date, last: date) -> float:
        return float(_placed(getattr(self, name), self.first, first.toordinal(), last.toordinal()).sum())

    def from_day(self, first: int) -> "Sums":
        """The same with nothing on the days before."""
        return Sums(first, *(_placed(getattr(self, name), self.first, first, self.last) for name in FIGURES))

    def changed_by(self, before: "Sums", after: "Sums") -> "Sums":
        """With one part replaced: what the rest sums to stays, so only the part was summed again."""
        figures = []
        for name in FIGURES:
            changed = getattr(self, name) + getattr(after, name) - getattr(before, name)
            changed[np.abs(changed) < DUST] = 0
            figures.append(changed)
        return Sums(self.first, *figures)


FIGURES = ("value", "inflow", "outflow", "income", "fee", "tax", "fx_gain", "realised")


def summed(holdings: Iterable[Days], first: int, last: int) -> Sums:
    """
    What the holdings come to, every day from first to last.

    What one activity moved between two of them crosses no border, so its flows are netted before they are told apart.
    """
    holdings = list(holdings)
    days = last - first + 1
    value, fx_gain = np.zeros(days), np.zeros(days)
    for holding in holdings:
        _add(value, first, holding.value, holding.first)
        _add(fx_gain, first, holding.fx_gain, holding.first)
    entries = np.concatenate([holding.entries for holding in holdings]) if holdings else np.empty(0, ENTRY)
    entries = entries[(entries["day"] >= first) & (entries["day"] <= last)]
    column = entries["day"] - first
    events, at = np.unique(entries["event"], return_inverse=True)
    crossing = np.bincount(at, entries["flow"], len(events))
    # Minus some dust: both sides are floats of one decimal each.
    crossing[np.abs(crossing) < DUST] = 0
    day_of = np.zeros(len(events), dtype=np.int64)
    day_of[at] = column
    return Sums(
        first,
        value,
        _by_day(day_of, np.maximum(crossing, 0), days),
        _by_day(day_of, np.maximum(-crossing, 0), days),
        _by_day(column, entries["income"], days),
        _by_day(column, entries["fee"], days),
        _by_day(column, entries["tax"], days),
        fx_gain,
        _by_day(column, entries["realised"], days),
    )


def _by_day(column: NDArray[np.int64], figures: Floats, days: int) -> Floats:
    return np.bincount(column, figures, days).astype(np.float64, copy=False)


def _add(sums: Floats, first: int, figures: Floats, begins: int) -> None:
    """Add the figures of days from `begins` on to those of days from `first` on, where they meet."""
    start, end = max(first, begins), min(first + len(sums), begins + len(figures))
    if start < end:
        sums[start - first : end - first] += figures[start - begins : end - begins]


def _placed(figures: Floats, begins: int, first: int, last: int) -> Floats:
    """The figures of the days from first to last; zero where there are none."""
    placed = np.zeros(last - first + 1)
    _add(placed, first, figures, begins)
    return placed
