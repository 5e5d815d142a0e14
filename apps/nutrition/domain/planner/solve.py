"""
Column generation to a proved bound, then whole numbers, then every menu that could still matter.

1. Prices: solve over the menus found so far, let each class of days answer with cheaper menus, until none has any.
2. A plan: whole numbers over the menus found.
3. Proof: a better plan can only use menus whose reduced cost is within the gap between plan and bound (Nemhauser &
   Wolsey 1988, reduced-cost fixing). All of those are listed and chosen from; what is best among them is best of all.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .choosing import choose
from .columns import Columns
from .halves import TooMany
from .master import Master, Prices, lagrangian
from .menus import MenuSearch
from .model import Model
from .rows import Floats, Ints

Status = Literal["optimal", "feasible", "impossible", "unknown"]
Places = Sequence[Sequence[Ints]]
Menus = tuple[tuple[int, tuple[int, ...], int], ...]
NOTHING = 1e-7
MOST_MENUS = 20_000  # in one choice of whole numbers
FIRST_SHARE = 0.005  # of the bound: how far above it plans are sought first
LEAST_WEIGHT = 1e-7
# Where a gap is allowed: how many menus there are at first, and what share of a usual day they may cost more.
FIRST_MENUS, ANY = 300, 0.05


@dataclass(frozen=True, slots=True)
class Solved:
    """The best plan found, as (class, menu, how many days), what it costs, and what every plan costs at least."""

    status: Status
    menus: Menus
    objective: float
    bound: float


@dataclass(frozen=True, slots=True)
class Proof:
    """Every plan costs at least `bound`, plus what its menus cost beyond `floors` at these prices of the rows."""

    rows: Floats
    floors: Floats
    bound: float


def solve(model: Model, *, seed: int, until: float, gap: float, any_plan: bool = False) -> Solved:
    """The best plan by a time of the monotonic clock, or within a relative gap; `any_plan` stops at the first."""
    if not model.complete:
        return Solved("impossible", (), np.inf, np.inf)
    return Search(model, seed=seed, until=until, gap=gap, any_plan=any_plan).run()


class Search:
    """One model on its way from prices to a plan; it can be asked for the proof first, and cut down with it."""

    def __init__(self, model: Model, *, seed: int, until: float, gap: float, any_plan: bool = False) -> None:
        self._model, self._until, self._gap, self._any_plan = model, until, gap, any_plan
        self._seed = seed
        self._columns = Columns(model)
        self._searches = [MenuSearch(day) for day in model.classes]
        self._weight = 1.0
        self._dearest = _dearest(model)
        self._proof = Proof(np.zeros(len(model.rows)), np.zeros(len(model.classes)), -np.inf)
        self._proved: bool | None = None
        self._bound = -np.inf
        self._times: Mapping[int, int] = {}
        self._objective = np.inf

    def run(self) -> Solved:
        if self.proof() is None:
            return self._answer("impossible")
        self._close()
        if not self._times:
            return self._answer("impossible" if self._bound > self._dearest else "unknown")
        return self._answer("optimal" if self._objective - self._bound <= NOTHING else "feasible")

    def proof(self) -> Proof | None:
        """What every plan costs at least, without looking for one; None where there is none."""
        if self._proved is None:
            self._proved = self._first_menus() and self._generate()
        return self._proof if self._proved else None

    def above(self) -> list[list[Floats]]:
        """By class and slot, what each serving costs at least above the floor, at the prices of the proof."""
        return [search.above(self._proof.rows) for search in self._searches]

    def cut_down(self, model: Model, places: Places) -> "Search":
        """
        The search among fewer servings; `places` says, by class and slot, where each of these now stands, or -1.

        What every plan costs at least, those of fewer servings cost as well, so nothing is priced again.
        """
        search = Search(model, seed=self._seed, until=self._until, gap=self._gap, any_plan=self._any_plan)
        search._proof, search._bound, search._proved = self._proof, self._proof.bound, True
        for owner, slots in enumerate(places):
            menus = self._columns.menus[self._columns.owner == owner]
            moved = np.stack([place[menus[:, slot]] for slot, place in enumerate(slots)], axis=1)
            search._columns.add(owner, moved[(moved >= 0).all(axis=1)])
        return search

    def _answer(self, status: Status) -> Solved:
        owner, menus = self._columns.owner, self._columns.menus
        chosen = tuple((int(owner[i]), tuple(map(int, menus[i])), times) for i, times in self._times.items())
        return Solved(status, chosen, self._objective, self._bound)

    @property
    def _left(self) -> float:
        return self._until - time.monotonic()

    # --- Prices -------------------------------------------------------------------------------------------------------

    def _first_menus(self) -> bool:
        """The best menus of each class by themselves; False where a class has none at all."""
        nothing = np.zeros(len(self._model.rows))
        for owner, search in enumerate(self._searches):
            found = search.cheapest(nothing, np.inf, most=FIRST_MENUS, near=ANY if self._gap else 0.0)
            self._columns.add(owner, found.menus)
            if np.isinf(found.floor):
                return False
        return True

    def _generate(self) -> bool:
        """Menus until no class knows a cheaper one; False when the bound passes what any plan could cost."""
        master = Master(self._columns, self._seed)
        while True:
            prices = master.prices(self._weight)
            # While days are still missing any menu helps that is not far from the cheapest.
            full = prices.missing <= NOTHING
            new = self._ask_every_class(prices, near=self._gap / 2 if full or not self._gap else ANY)
            if self._bound > self._dearest:
                return False
            if self._left <= 0:
                return True
            far = prices.objective / self._weight - self._bound
            if full and (not new or far <= NOTHING or self._is_near_enough(far)):
                return True
            if not new:
                if self._weight <= LEAST_WEIGHT:
                    return True
                self._weight /= 100

    def _is_near_enough(self, far: float) -> bool:
        """Whether a plan of the menus so far is within the gap; not looked for where their prices say that none is."""
        if not self._gap or far > self._gap * abs(self._bound):
            return False
        self._choose_of_known()
        return self._good_enough() or far <= self._gap / 4 * abs(self._bound)

    def _ask_every_class(self, prices: Prices, *, near: float) -> int:
        """How many new menus the classes answer with; the bound follows from their floors."""
        new, floors = 0, np.zeros(len(self._searches))
        for owner, search in enumerate(self._searches):
            ceiling = float(prices.days[owner])
            found = search.cheapest(prices.rows, ceiling, until=self._until, weight=self._weight, near=near)
            new += self._columns.add(owner, found.menus)
            floors[owner] = found.floor
        bound = lagrangian(self._model, prices.rows, floors, self._weight) / self._weight
        if bound > self._proof.bound:
            self._proof = Proof(prices.rows / self._weight, floors / self._weight, bound)
            self._bound = max(self._bound, bound)
        return new

    # --- Whole numbers ------------------------------------------------------------------------------------------------

    def _beyond(self) -> Floats:
        """What each menu costs beyond the floor of its class: what a plan that uses it costs beyond the bound."""
        return self._columns.reduced(self._proof.rows) - self._proof.floors[self._columns.owner]

    def _close(self) -> None:
        """List every menu that could matter and choose of them, ever further, until nothing is left that could."""
        done, too_far = 0.0, np.inf
        if self._left > 0 and not self._times:
            self._choose_of_known()
        within = FIRST_SHARE * max(abs(self._proof.bound), 1.0)
        while self._left > 0 and not self._good_enough() and within > done + NOTHING:
            if not self._list(within):
                too_far, within = within, (done + within) / 2
                continue
            self._choose(within)
            done = within
            within = min(self._objective - self._proof.bound, 2 * within)
            if within >= too_far:
                within = (done + too_far) / 2
                if too_far - done < too_far / 8:
                    break

    def _choose_of_known(self) -> None:
        """The best plan of the menus that made the prices: often so near the bound that no more are listed."""
        chosen = choose(
            self._columns,
            np.arange(len(self._columns)),
            seed=self._seed,
            seconds=self._left,
            gap=self._gap / 2,
            start={},
        )
        self._times, self._objective = chosen.times, chosen.objective

    def _choose(self, within: float) -> None:
        """The best plan of the menus that cost no more than this beyond their floor; all of them are known."""
        allowed = np.flatnonzero(self._beyond() <= within + NOTHING)
        chosen = choose(self._columns, allowed, seed=self._seed, seconds=self._left, gap=self._gap, start=self._times)
        if chosen.objective < self._objective:
            self._times, self._objective = chosen.times, chosen.objective
        # A better plan is one of these menus only, or uses another, which costs it more than `within`.
        proved = min(chosen.bound, self._proof.bound + within, self._objective)
        self._bound = max(self._bound, proved)

    def _good_enough(self) -> bool:
        if not self._times:
            return self._bound > self._dearest
        far = self._objective - self._bound
        return self._any_plan or far <= max(NOTHING, self._gap * abs(self._objective))

    def _list(self, within: float) -> bool:
        """All menus that cost no more than this beyond their floor; False where they are too many."""
        for owner, search in enumerate(self._searches):
            ceiling = self._proof.floors[owner] + within + NOTHING
            try:
                found = search.all_within(self._proof.rows, ceiling, limit=MOST_MENUS)
            except TooMany:
                return False
            self._columns.add(owner, found.menus)
        return True


def _dearest(model: Model) -> float:
    """More than any plan can cost."""
    total = 1.0
    reached = np.zeros(len(model.rows))
    for day in model.classes:
        times = len(day.days)
        for slot in day.slots:
            most = np.zeros(len(model.rows))
            np.maximum.at(most, slot.entry_row, np.abs(slot.entry_coefficient))
            reached += times * most
            total += times * float(slot.cost.max())
        # Convex, so dearest at one of the ends.
        least, highest = (np.array([end(slot.values, axis=0) for slot in day.slots]) for end in (np.min, np.max))
        total += times * float(day.hinges.cost(np.stack([least.sum(axis=0), highest.sum(axis=0)])).sum())
    for row, most_reached in zip(model.rows, reached, strict=True):
        bounds = sum(abs(end) for end in (row.lower, row.upper) if np.isfinite(end))
        for own in row.own:
            total += max(own.cost, 0.0) * min(own.most, float(most_reached + bounds) / abs(own.coefficient))
    return total
