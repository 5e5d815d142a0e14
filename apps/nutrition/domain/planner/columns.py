"""The day menus found so far, each with what it costs and what it adds to which row."""

import numpy as np

from .model import Model
from .rows import Floats, Ints

Entries = tuple[Ints, Ints, Floats]  # row, column, coefficient; columns ascending


class Columns:
    """Rows are numbered with one per class first, which counts its days, and then those between days."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.owner = np.empty(0, dtype=np.int64)
        self.menus = np.empty((0, len(model.classes[0].slots)), dtype=np.int64)
        self.cost = np.empty(0, dtype=np.float64)
        self._entries: Entries = (np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float64))
        self._known: list[set[bytes]] = [set() for _ in model.classes]

    def __len__(self) -> int:
        return len(self.cost)

    def add(self, owner: int, menus: Ints) -> int:
        """Take in those menus of a class that are new; says how many."""
        keys = [row.tobytes() for row in menus]
        new = [index for index, key in enumerate(keys) if key not in self._known[owner]]
        if not new:
            return 0
        self._known[owner].update(keys[index] for index in new)
        menus = menus[new]
        entries = self._counted(owner, menus)
        offsets = (0, len(self), 0.0)
        parts = zip(self._entries, entries, offsets, strict=True)
        rows, which, coefficients = (np.concatenate([old, more + offset]) for old, more, offset in parts)
        self._entries = (rows, which, coefficients)
        self.cost = np.concatenate([self.cost, self.model.classes[owner].cost(menus)])
        self.owner = np.concatenate([self.owner, np.full(len(menus), owner)])
        self.menus = np.concatenate([self.menus, menus])
        return len(menus)

    def entries(self, chosen: Ints) -> Entries:
        """Of some columns, given in ascending order and renumbered from 0."""
        position = np.full(len(self), -1)
        position[chosen] = np.arange(len(chosen))
        rows, which, coefficients = self._entries
        kept = position[which] >= 0
        return rows[kept], position[which[kept]], coefficients[kept]

    def reduced(self, duals: Floats) -> Floats:
        """What each menu costs at these prices of the rows between days."""
        rows, which, coefficients = self._entries
        prices = np.concatenate([np.zeros(len(self.model.classes)), duals])
        return np.asarray(self.cost - np.bincount(which, weights=coefficients * prices[rows], minlength=len(self)))

    def _counted(self, owner: int, menus: Ints) -> Entries:
        """Each pair of row and menu once, however many of its servings count there."""
        rows, which = [np.full(len(menus), owner)], [np.arange(len(menus))]
        coefficients = [np.ones(len(menus))]
        for position, slot in enumerate(self.model.classes[owner].slots):
            # The entries of each serving lie side by side once sorted.
            order = np.argsort(slot.entry_serving, kind="stable")
            starts = np.searchsorted(slot.entry_serving[order], np.arange(len(slot.servings) + 1))
            chosen = menus[:, position]
            count = starts[chosen + 1] - starts[chosen]
            entry = order[np.repeat(starts[chosen], count) + offsets_within(count)]
            rows.append(slot.entry_row[entry] + len(self.model.classes))
            which.append(np.repeat(np.arange(len(menus)), count))
            coefficients.append(slot.entry_coefficient[entry])
        height = len(self.model.classes) + len(self.model.rows)
        pairs, inverse = np.unique(np.concatenate(which) * height + np.concatenate(rows), return_inverse=True)
        total = np.zeros(len(pairs))
        np.add.at(total, inverse, np.concatenate(coefficients))
        return pairs % height, pairs // height, total


def offsets_within(counts: Ints) -> Ints:
    """0, 1, 2, … for each run of so many."""
    return np.asarray(np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts))
