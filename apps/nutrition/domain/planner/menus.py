"""The cheapest menus of a class of days, or all of them up to a price, for given prices of the rows."""

import time
from collections.abc import Iterator
from math import sqrt

import numpy as np

from .halves import EDGE, Curve, Found, Half, TooMany, meet, split
from .model import DayClass
from .relaxation import DayRelaxation, Line
from .rows import Floats, Ints

MOST_FOUND = 20_000
LEAST_STEP = 1e-7


class MenuSearch:
    def __init__(self, day: DayClass) -> None:
        self._day = day
        self._relaxation = DayRelaxation(day)
        self._slack = 0.05
        # The floor under a day while nothing ties it to others.
        self._usual = 0.0

    def cheapest(
        self,
        duals: Floats,
        ceiling: float,
        *,
        until: float = np.inf,
        weight: float = 1.0,
        most: int = 100,
        near: float = 0.0,
    ) -> Found:
        """
        Some of the menus that cost less than the ceiling; among them, while there is time, the cheapest, or one that is
        near it: no dearer than what is ruled out by more than that share of a usual day.
        """
        question = self._ask(duals, weight)
        if question is None:
            return self._nothing(np.inf)
        self._usual = self._usual or abs(question.floor)
        ruled_out, step, reach = 0.0, self._slack, min(ceiling - question.floor, question.reach)
        some = self._nothing(question.floor)
        while ruled_out < reach - EDGE and step > LEAST_STEP and time.monotonic() < until:
            slack = min(ruled_out + step, reach)
            try:
                found = question.within(slack, limit=MOST_FOUND)
            except TooMany as much:
                # Pairs that are near each other by two measures are as many as the square of the slack.
                step *= min(max(sqrt(much.share / 4), 1 / 16), 1 / 2) if much.share else 1 / 4
                some = self._cheaper(some, much.found)
                enough = near * weight * self._usual
                if len(some.prices) and (some.prices[0] - question.floor - ruled_out <= enough or step < enough / 4):
                    break
                continue
            if len(found.prices):
                # The next search starts where about as many as are wanted were found.
                fewer, more = len(found.prices) > 2 * most, len(found.prices) < most / 4
                self._slack = max(slack * (0.6 if fewer else 1.5 if more else 1), 10 * LEAST_STEP)
                return Found(found.menus[:most], found.prices[:most], float(found.prices[0]))
            ruled_out, step = slack, max(2 * slack, LEAST_STEP * 2)
        if ruled_out >= question.reach - EDGE:
            return self._nothing(np.inf)
        return Found(some.menus[:most], some.prices[:most], question.floor + ruled_out)

    def all_within(self, duals: Floats, ceiling: float, *, limit: int) -> Found:
        """
        Every menu that costs no more than the ceiling.

        :raises TooMany: there are more than the limit
        """
        question = self._ask(duals, 1.0)
        if question is None or question.floor > ceiling + EDGE:
            return self._nothing(np.inf)
        return question.within(min(ceiling - question.floor, question.reach), limit=limit)

    def above(self, duals: Floats) -> list[Floats]:
        """What each serving of each slot costs at least above the floor; nothing where the day has no menu."""
        question = self._ask(duals, 1.0)
        return [np.zeros(len(slot.servings)) for slot in self._day.slots] if question is None else question.above

    def _cheaper(self, one: Found, other: Found | None) -> Found:
        """The one whose cheapest menu is cheaper."""
        if other is None or not len(other.prices):
            return one
        return other if not len(one.prices) or other.prices[0] < one.prices[0] else one

    def _nothing(self, floor: float) -> Found:
        return Found(np.empty((0, len(self._day.slots)), np.int64), np.empty(0), floor)

    def _ask(self, duals: Floats, weight: float) -> "_Question | None":
        """The search at these prices; None where no menu keeps the limits of the day."""
        priced = [slot.priced(duals, weight) for slot in self._day.slots]
        line = self._relaxation.line(priced, weight)
        return None if line is None else _Question(self._day, priced, line, weight)


class _Question:
    """A price list with a line below the cost of totals: the floor under all menus, and what lies above it."""

    def __init__(self, day: DayClass, priced: list[Floats], line: Line, weight: float) -> None:
        self._day = day
        straight = [cost + slot.values @ line.price for cost, slot in zip(priced, day.slots, strict=True)]
        self.above = [cost - cost.min() for cost in straight]
        self.floor = float(sum(cost.min() for cost in straight) + line.base.sum())
        self._curves = list(_curves(day, line, weight))
        # No menu costs more above the floor than this.
        self.reach = 1e-6 + float(sum(map(np.max, self.above)) + sum(curve.costs.max() for curve in self._curves))

    def within(self, slack: float, *, limit: int) -> Found:
        """
        All menus within a slack above the floor, cheapest first.

        :raises TooMany: there are more than the limit
        """
        slots = []
        for position, (slot, above) in enumerate(zip(self._day.slots, self.above, strict=True)):
            kept = np.flatnonzero(above <= slack + EDGE)
            slots.append(Half((position,), kept[:, None], above[kept], slot.values[kept]))
        left, right = split(slots, slack)
        columns = np.argsort(left.slots + right.slots)
        menus, prices, count = [np.empty((0, len(slots)), np.int64)], [np.empty(0)], 0
        try:
            for mine, theirs, price in meet(left, right, self._curves, slack):
                pair = np.concatenate([left.servings[mine], right.servings[theirs]], axis=1)[:, columns]
                allowed = self._distinct(pair)
                menus.append(pair[allowed])
                prices.append(price[allowed])
                count += len(allowed)
                if count > limit:
                    raise TooMany
        except TooMany as much:
            raise TooMany(self._sorted(menus, prices), much.share) from None
        return self._sorted(menus, prices)

    def _sorted(self, menus: list[Ints], prices: list[Floats]) -> Found:
        price = np.concatenate(prices)
        order = np.argsort(price, kind="stable")
        return Found(np.concatenate(menus)[order], self.floor + price[order], self.floor)

    def _distinct(self, menus: Ints) -> Ints:
        allowed = np.ones(len(menus), dtype=bool)
        for one, other in self._day.distinct:
            allowed &= self._day.slots[one].dish[menus[:, one]] != self._day.slots[other].dish[menus[:, other]]
        return np.flatnonzero(allowed)


def _curves(day: DayClass, line: Line, weight: float) -> Iterator[Curve]:
    """What the totals cost above the line, for each measure of which that depends on the menu."""
    for measure in range(len(day.low)):
        mine = day.hinges.measure == measure
        limited = np.isfinite(day.low[measure]) or np.isfinite(day.high[measure])
        # One measure at least, for halves to meet on.
        if not mine.any() and not limited and measure:
            continue
        reach = [sum(float(end(slot.values[:, measure])) for slot in day.slots) for end in (np.min, np.max)]
        edge = EDGE * max(abs(reach[1]), 1)
        first, last = max(reach[0] - edge, day.low[measure]), min(reach[1] + edge, day.high[measure])
        side, root, slope = day.hinges.side[mine], day.hinges.root[mine], weight * day.hinges.slope[mine]
        corners = np.unique(np.concatenate([[first, last], root[(root > first) & (root < last)]]))
        cost = np.maximum(side * (corners[:, None] - root), 0) @ slope - line.price[measure] * corners
        yield Curve(measure, corners, cost - line.base[measure])
