"""
Fewer dishes to choose from, where the request asks for it: the most promising of each slot.

Promising is what costs least under the straight line of a day (see `relaxation`) at the prices that the bound over all
dishes was proved with. Finding those takes no whole numbers, and these are what the cut saves.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .instance import Instance
from .model import Model, SlotServings
from .rows import Floats, Ints


@dataclass(frozen=True, slots=True)
class Cut:
    """How many dishes of how many were kept, by slot; slots that were not cut are not in it."""

    kept: Mapping[str, int]
    of: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Pools:
    model: Model
    places: Sequence[Sequence[Ints]]  # by class and slot: where each serving of the whole model stands, or -1
    cut: Cut | None


def cut(instance: Instance, model: Model, above: Sequence[Sequence[Floats]]) -> Pools:
    """The model over the pools that the request asks for: of what costs least `above` the floor, by class and slot."""
    kept: dict[str, int] = {}
    of: dict[str, int] = {}
    classes, places = [], []
    for day, prices in zip(model.classes, above, strict=True):
        slots, moved = [], []
        for name, slot, price in zip(instance.slots, day.slots, prices, strict=True):
            size, dishes = instance.pools.get(name), len(np.unique(slot.dish))
            if size is None or dishes <= size:
                slots.append(slot)
                moved.append(np.arange(len(slot.servings)))
                continue
            promising = _promising(instance, slot, price, size)
            left = np.flatnonzero(np.isin(slot.dish, promising))
            place = np.full(len(slot.servings), -1)
            place[left] = np.arange(len(left))
            slots.append(_only(slot, left, place))
            moved.append(place)
            kept[name], of[name] = len(promising), dishes
        classes.append(replace(day, slots=tuple(slots)))
        places.append(moved)
    return Pools(replace(model, classes=tuple(classes)), places, Cut(kept, of) if kept else None)


def _promising(instance: Instance, slot: SlotServings, above: Floats, size: int) -> Ints:
    """So many dishes: half simply the best, the others from the main groups in turn, each group's best first."""
    best = list(dict.fromkeys(int(dish) for dish in slot.dish[np.argsort(above, kind="stable")]))
    kept, others = best[: size // 2], best[size // 2 :]
    rank: dict[str | None, int] = defaultdict(int)
    turns = []
    for order, dish in enumerate(others):
        group = instance.candidates[dish].group
        turns.append((rank[group], order, dish))
        rank[group] += 1
    return np.array(kept + [dish for *_, dish in sorted(turns)[: size - len(kept)]], dtype=np.int64)


def _only(slot: SlotServings, kept: Ints, place: Ints) -> SlotServings:
    entries = place[slot.entry_serving] >= 0
    return SlotServings(
        servings=tuple(slot.servings[index] for index in kept),
        dish=slot.dish[kept],
        cost=slot.cost[kept],
        values=slot.values[kept],
        entry_serving=place[slot.entry_serving[entries]],
        entry_row=slot.entry_row[entries],
        entry_coefficient=slot.entry_coefficient[entries],
    )
