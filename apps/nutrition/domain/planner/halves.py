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
BUCKET = 512
CHUNK = 1 << 18
MOST_HALVES = 4_000_000
MOST_PAIRS = 30_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """Menus (a serving index per slot) and their prices, cheapest first; no menu at all costs less than the floor."""

    menus: Ints
    prices: Floats
    floor: float


class TooMany(Exception):
    """More combinations lie within the slack than are worth looking at; `found` are some of them."""

    def __init__(self, found: Found | None = None) -> None:
        super().__init__()
        self.found = found


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
    """(left, right, price above the floor) of all pairs within the slack, piece by piece."""
    pivot = min(curves, key=lambda curve: _selectivity(curve, left, right, slack))
    others = [curve for curve in curves if curve is not pivot]
    left_order = np.argsort(left.above, kind="stable")
    right_order = np.argsort(right.above, kind="stable")
    above, total = left.above[left_order], left.values[left_order, pivot.measure]
    pairs = 0
    # Buckets of right halves that cost about the same, each sorted by its total.
    for start in range(0, len(right_order), BUCKET):
        bucket = right_order[start : start + BUCKET]
        spare = slack - right.above[bucket[0]] - above
        spare = spare[: int(np.searchsorted(-spare, EDGE, side="right"))]
        if not len(spare):
            break
        bucket = bucket[np.argsort(right.values[bucket, pivot.measure], kind="stable")]
        totals = right.values[bucket, pivot.measure]
        low, high = pivot.window(spare)
        first = np.searchsorted(totals, low - total[: len(spare)], side="left")
        count = np.searchsorted(totals, high - total[: len(spare)], side="right") - first
        pairs += int(count.sum())
        if pairs > MOST_PAIRS:
            raise TooMany
        some = np.flatnonzero(count > 0)
        for piece in _pieces(count[some]):
            rows = some[piece]
            mine = np.repeat(rows, count[rows])
            theirs = bucket[first[mine] + offsets_within(count[rows])]
            found = _within((left, left_order[mine]), (right, theirs), [pivot, *others], slack)
            if len(found[0]):
                yield found


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
