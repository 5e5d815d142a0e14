"""
Half menus and how they meet (Horowitz & Sahni 1974): all pairs whose price stays within a slack.

A pair's price above the floor is what its servings cost above the cheapest of their slots, plus, for each measure, a
convex curve of the total. No part is negative, so each alone rules pairs out before they are formed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .columns import offsets_within
from .rows import Floats, Ints

EDGE = 1e-9  # what costs the slack exactly is in, whatever the rounding
PRICES = 8  # into so many steps of price the slack is cut
MOST_CELLS = 4096
CHUNK = 1 << 18
MOST_HALVES = 4_000_000
MOST_PAIRS = 6_000_000
SAMPLE_OF = 10  # where they are more, a tenth of so many is looked at


@dataclass(frozen=True, slots=True)
class Found:
    """Menus (a serving index per slot) and their prices, cheapest first; no menu at all costs less than the floor."""

    menus: Ints
    prices: Floats
    floor: float


class TooMany(Exception):
    """
    More combinations lie within the slack than are worth looking at.

    `found` are some of them; of pairs at most this `share` could have been looked at.
    """

    def __init__(self, found: Found | None = None, share: float = 0.0) -> None:
        super().__init__()
        self.found, self.share = found, share


@dataclass(frozen=True, slots=True)
class Curve:
    """What a total of one measure costs above the line: convex, by its corners; outside of them is forbidden."""

    measure: int
    totals: Floats
    costs: Floats

    def cost(self, total: Floats) -> Floats:
        edge = EDGE * max(abs(self.totals[0]), abs(self.totals[-1]), 1)
        inside = (total >= self.totals[0] - edge) & (total <= self.totals[-1] + edge)
        return np.where(inside, np.interp(total, self.totals, self.costs), np.inf)

    def window(self, slack: Floats) -> tuple[Floats, Floats]:
        """Between which totals the curve costs no more than each slack."""
        lowest = int(np.argmin(self.costs))
        down, up = self.costs[lowest::-1], self.costs[lowest:]
        edge = EDGE * max(abs(self.totals[0]), abs(self.totals[-1]), 1)
        first = np.interp(slack + EDGE, np.maximum.accumulate(down), self.totals[lowest::-1])
        last = np.interp(slack + EDGE, np.maximum.accumulate(up), self.totals[lowest:])
        return first - edge, last + edge


@dataclass(frozen=True, slots=True)
class Half:
    """Partial menus: the servings they hold, a column per slot of `slots`."""

    slots: tuple[int, ...]
    servings: Ints
    above: Floats
    values: Floats

    def only(self, which: Ints) -> "Half":
        return Half(self.slots, self.servings[which], self.above[which], self.values[which])

    def times(self, other: "Half", slack: float) -> "Half":
        """Every combination that stays within the slack."""
        if len(self.above) * len(other.above) > MOST_HALVES * 8:
            raise TooMany
        above = self.above[:, None] + other.above[None, :]
        mine, theirs = np.nonzero(above <= slack + EDGE)
        if len(mine) > MOST_HALVES:
            raise TooMany
        servings = np.concatenate([self.servings[mine], other.servings[theirs]], axis=1)
        return Half(self.slots + other.slots, servings, above[mine, theirs], self.values[mine] + other.values[theirs])


def split(slots: Sequence[Half], slack: float) -> tuple[Half, Half]:
    """Two halves of about the same size, each with all its combinations within the slack."""
    sides: list[list[Half]] = [[], []]
    sizes = [1, 1]
    for slot in sorted(slots, key=lambda slot: -len(slot.above)):
        smaller = 0 if sizes[0] <= sizes[1] else 1
        sides[smaller].append(slot)
        sizes[smaller] *= max(len(slot.above), 1)
    left, right = (_combined(side, slots[0].values.shape[1], slack) for side in sides)
    return (left, right) if len(left.above) <= len(right.above) else (right, left)


def _combined(slots: Sequence[Half], measures: int, slack: float) -> Half:
    """Smallest first, so that what is dropped is dropped early; of no slots, the one menu of nothing."""
    half = Half((), np.empty((1, 0), np.int64), np.zeros(1), np.zeros((1, measures)))
    for slot in sorted(slots, key=lambda slot: len(slot.above)):
        half = half.times(slot, slack)
    return half


def meet(left: Half, right: Half, curves: Sequence[Curve], slack: float) -> Iterator[tuple[Ints, Ints, Floats]]:
    """
    (left, right, price above the floor) of all pairs within the slack, piece by piece.

    :raises TooMany: so many pairs are near each other that looking at them takes longer than asking for less slack
    """
    curves = sorted(curves, key=lambda curve: _selectivity(curve, left, right, slack))
    across, along = curves[0], curves[min(1, len(curves) - 1)]
    left_order = np.argsort(left.above, kind="stable")
    right_order = np.argsort(right.above, kind="stable")
    above, totals = left.above[left_order], left.values[left_order]
    pairs = 0
    for bucket in _alike(right.above[right_order], slack):
        rows = right_order[bucket]
        spare = slack - right.above[rows[0]] - above
        spare = spare[: int(np.searchsorted(-spare, EDGE, side="right"))]
        if not len(spare):
            break
        windows = [_around(curve.window(spare), totals[: len(spare), curve.measure]) for curve in (across, along)]
        grid = Grid(rows, right.values[rows, across.measure], right.values[rows, along.measure], windows[0])
        mine, first, count = grid.near(*windows)
        pairs += int(count.sum())
        if pairs > MOST_PAIRS:
            # Some from everywhere: whoever asked can do with less than all.
            some = slice(None, None, -(-SAMPLE_OF * pairs // MOST_PAIRS))
            mine, first, count = mine[some], first[some], count[some]
        for piece in _pieces(count):
            ones = np.repeat(mine[piece], count[piece])
            theirs = grid.rows[np.repeat(first[piece], count[piece]) + offsets_within(count[piece])]
            found = _within((left, left_order[ones]), (right, theirs), curves, slack)
            if len(found[0]):
                yield found
        if pairs > MOST_PAIRS:
            raise TooMany(share=MOST_PAIRS / pairs)


def _alike(above: Floats, slack: float) -> Iterator[slice]:
    """Runs of halves, given by their ascending prices, that cost about the same."""
    step = max(slack / PRICES, EDGE)
    ends = np.flatnonzero(np.diff((above // step).astype(np.int64), append=np.iinfo(np.int64).max))
    start = 0
    for end in ends:
        yield slice(start, int(end) + 1)
        start = int(end) + 1


Window = tuple[Floats, Floats]  # from, to


def _around(window: Window, totals: Floats) -> Window:
    """What a half may add, for each of these totals."""
    low, high = window
    return low - totals, high - totals


class Grid:
    """Halves in cells by one measure, sorted by another in each: those within two windows lie side by side."""

    def __init__(self, rows: Ints, across: Floats, along: Floats, window: Window) -> None:
        self._left, spread = float(across.min()), float(np.ptp(across))
        # No window is wider than a cell, so each touches two.
        self._width = max(float((window[1] - window[0]).max()), spread / MOST_CELLS, EDGE)
        cells = self._cell(across)
        self._last = int(cells.max())
        self._bottom, self._height = float(along.min()), float(np.ptp(along))
        self._stride = self._height * 2 + 1
        places = cells * self._stride + (along - self._bottom)
        order = np.argsort(places, kind="stable")
        self.rows, self._places = rows[order], places[order]

    def _cell(self, across: Floats) -> Ints:
        return np.floor((across - self._left) / self._width).astype(np.int64)

    def near(self, across: Window, along: Window) -> tuple[Ints, Ints, Ints]:
        """(which window, first of `rows`, how many): a run of halves for each cell that a pair of windows touches."""
        edge = EDGE * max(self._height, 1)
        low = np.clip(along[0] - self._bottom - edge, 0, None)
        high = np.clip(along[1] - self._bottom + edge, None, self._height + 0.5)
        first, last = self._cell(across[0] - edge), np.minimum(self._cell(across[1] + edge), self._last)
        which, begins, counts = [], [], []
        for step in range(int((last - first).max(initial=-1)) + 1):
            cell = first + step
            asked = np.flatnonzero((cell >= 0) & (cell <= last) & (low <= high))
            # In the order of the places, which keeps the look-ups near each other: several times as fast.
            asked = asked[np.argsort(cell[asked] * self._stride + low[asked])]
            base = cell[asked] * self._stride
            begin = np.searchsorted(self._places, base + low[asked], side="left")
            count = np.searchsorted(self._places, base + high[asked], side="right") - begin
            some = np.flatnonzero(count > 0)
            which.append(asked[some])
            begins.append(begin[some])
            counts.append(count[some])
        if not which:
            nothing = np.empty(0, np.int64)
            return nothing, nothing, nothing
        return np.concatenate(which), np.concatenate(begins), np.concatenate(counts)


def _pieces(counts: Ints) -> Iterator[slice]:
    """Runs that come to about a chunk of pairs each, so that memory stays flat."""
    ends = np.flatnonzero(np.diff(np.cumsum(counts) // CHUNK, append=-1))
    start = 0
    for end in ends:
        yield slice(start, int(end) + 1)
        start = int(end) + 1


def _within(
    left: tuple[Half, Ints], right: tuple[Half, Ints], curves: Sequence[Curve], slack: float
) -> tuple[Ints, Ints, Floats]:
    """Those pairs of halves that stay within the slack, tested measure by measure."""
    (one, mine), (other, theirs) = left, right
    price = one.above[mine] + other.above[theirs]
    for curve in [None, *curves]:
        if curve is not None:
            price = price + curve.cost(one.values[mine, curve.measure] + other.values[theirs, curve.measure])
        kept = np.flatnonzero(price <= slack + EDGE)
        mine, theirs, price = mine[kept], theirs[kept], price[kept]
    return mine, theirs, price


def _selectivity(curve: Curve, left: Half, right: Half, slack: float) -> float:
    """About which share of pairs the window of a measure lets through."""
    low, high = curve.window(np.array([slack / 2]))
    spread = float(np.hypot(np.std(left.values[:, curve.measure]), np.std(right.values[:, curve.measure])))
    return float(high[0] - low[0]) / spread if spread > 0 else np.inf
