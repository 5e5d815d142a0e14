"""
The request as arrays: days that may swap menus freely form one class, and what ties days together is rows.

A day menu is one serving per slot. Its cost depends on its own totals alone; everything else (how often a dish is
eaten, a week's limits, leftovers, pantry, budget) is a row in which each serving has a coefficient.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .choices import Choices
from .instance import COST, MEASURES, MINUTES, Instance, Place, Serving
from .rows import STRETCH, Coupling, Floats, Ints, Row, coupling
from .rules import DayLimit, NearTargets, OncePerDay
from .scoring import leftover_places


@dataclass(frozen=True, slots=True)
class SlotServings:
    """What may stand at one slot of a class of days, and what each serving adds to which rows."""

    servings: tuple[Serving, ...]
    dish: Ints
    cost: Floats
    values: Floats  # servings x measures; minutes and cost are those of the whole table
    entry_serving: Ints
    entry_row: Ints
    entry_coefficient: Floats

    def priced(self, duals: Floats, weight: float) -> Floats:
        """What each serving costs once the rows have prices."""
        paid = self.entry_coefficient * duals[self.entry_row]
        return weight * self.cost - np.bincount(self.entry_serving, weights=paid, minlength=len(self.servings))


@dataclass(frozen=True, slots=True)
class Hinges:
    """Convex costs of a day's totals: each slope * max(0, side * (total of its measure - root))."""

    measure: Ints
    side: Floats
    root: Floats
    slope: Floats

    def cost(self, totals: Floats) -> Floats:
        """Of menus x measures."""
        off = self.side * (totals[:, self.measure] - self.root)
        return np.asarray(np.maximum(off, 0) @ self.slope, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class DayClass:
    days: tuple[int, ...]
    slots: tuple[SlotServings, ...]
    hinges: Hinges
    low: Floats
    high: Floats
    distinct: tuple[tuple[int, int], ...]  # pairs of slots that must not hold the same dish

    def totals(self, menus: Ints) -> Floats:
        return np.asarray(sum(slot.values[menus[:, i]] for i, slot in enumerate(self.slots)))

    def cost(self, menus: Ints) -> Floats:
        """The objective's share of each menu, before what depends on other days."""
        servings = sum(slot.cost[menus[:, i]] for i, slot in enumerate(self.slots))
        return np.asarray(servings + self.hinges.cost(self.totals(menus)))


@dataclass(frozen=True, slots=True)
class Model:
    classes: tuple[DayClass, ...]
    rows: tuple[Row, ...]

    @property
    def complete(self) -> bool:
        """Whether there is something to choose for every meal."""
        return all(slot.servings for day in self.classes for slot in day.slots)


def build(instance: Instance, choices: Choices, *, elastic: bool = False) -> Model:
    """The model; where `elastic`, limits of days and weeks may be stretched at a price."""
    found = coupling(instance, choices, elastic=elastic)
    alike: dict[object, list[int]] = defaultdict(list)
    for day, kind in enumerate(instance.days):
        places = [Place(day, slot) for slot in range(len(instance.slots))]
        again = tuple(place.slot for place in places if (place.day, place.slot) in leftover_places(instance))
        touching = tuple(tuple(i for i, tally in enumerate(found.tallies) if place in tally.places) for place in places)
        # By identity: equal pools are one tuple, and comparing thousands of servings for every day is slow.
        offered = tuple(id(choices.at[place]) for place in places)
        alike[kind, offered, again, touching].append(day)
    classes = [_day_class(instance, days, choices, found, elastic=elastic) for days in alike.values()]
    return Model(tuple(classes), tuple(found.rows))


def _day_class(
    instance: Instance, days: Sequence[int], choices: Choices, found: Coupling, *, elastic: bool
) -> DayClass:
    again = leftover_places(instance)
    places = [Place(days[0], slot) for slot in range(len(instance.slots))]
    fresh = [place.slot for place in places if (place.day, place.slot) not in again]
    hinges, low, high = _day_shape(instance, instance.days[days[0]], elastic=elastic)
    return DayClass(
        days=tuple(days),
        slots=tuple(
            _slot(instance, choices.at[place], found, place, again=place.slot not in fresh) for place in places
        ),
        hinges=hinges,
        low=low,
        high=high,
        distinct=tuple(itertools.combinations(fresh, 2)) if OncePerDay() in instance.rules else (),
    )


def _slot(
    instance: Instance, servings: tuple[Serving, ...], found: Coupling, place: Place, *, again: bool
) -> SlotServings:
    values = np.zeros((len(servings), len(MEASURES)))
    for row, each in enumerate(servings):
        values[row] = [value or 0 for value in instance.candidates[each.candidate].values]
        values[row, :MINUTES] *= each.portion
        values[row, COST] *= each.portion * instance.table
    if again:
        values[:, MINUTES] = 0
    entries = [tally.entries(servings, values) for tally in found.tallies if place in tally.places]
    # The empty one in front gives the arrays their types where no tally counts.
    which, rows, coefficients = zip(_NO_ENTRIES, *entries, strict=True)
    likes = [instance.candidates[each.candidate].preference for each in servings]
    return SlotServings(
        servings=servings,
        dish=np.array([each.candidate for each in servings], dtype=np.int64),
        cost=instance.weights.preference * (1 - np.array(likes, dtype=np.float64)),
        values=values,
        entry_serving=np.concatenate(which),
        entry_row=np.concatenate(rows),
        entry_coefficient=np.concatenate(coefficients),
    )


_NO_ENTRIES = (np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float64))


def _day_shape(instance: Instance, kind: str, *, elastic: bool) -> tuple[Hinges, Floats, Floats]:
    """What a day's totals cost by missing targets, and within what they must stay."""
    slopes: dict[tuple[int, float, float], float] = defaultdict(float)
    low, high = np.full(len(MEASURES), -np.inf), np.full(len(MEASURES), np.inf)
    weights = instance.weights
    for person in instance.people:
        for name, target in person.target(kind).items():
            measure = MEASURES.index(name)
            share = (person.portion if measure < MINUTES else 1) / target
            for side in (1.0, -1.0):
                slopes[measure, side, 1 / share] += weights.inside * share
                slopes[measure, side, (1 + side * weights.band) / share] += (weights.outside - weights.inside) * share
    for measure, side, bound in _day_bounds(instance, kind):
        if elastic:
            slopes[measure, side, bound] += STRETCH / max(abs(bound), 1.0)
        elif side < 0:
            low[measure] = max(low[measure], bound)
        else:
            high[measure] = min(high[measure], bound)
    keys = sorted(slopes)
    hinges = Hinges(
        measure=np.array([key[0] for key in keys], dtype=np.int64),
        side=np.array([key[1] for key in keys], dtype=np.float64),
        root=np.array([key[2] for key in keys], dtype=np.float64),
        slope=np.array([slopes[key] for key in keys], dtype=np.float64),
    )
    return hinges, low, high


def _day_bounds(instance: Instance, kind: str) -> Iterator[tuple[int, float, float]]:
    """(measure, -1 for at least or 1 for at most, bound) for the totals of a portion of one, or of the table."""
    for rule in instance.rules:
        if isinstance(rule, DayLimit) and rule.kind in (None, kind):
            side = -1.0 if rule.side == "min" else 1.0
            yield MEASURES.index(rule.measure), side, rule.amount / instance.share(rule.measure, rule.side)
        elif isinstance(rule, NearTargets):
            for person in instance.people:
                for name, target in person.target(kind).items():
                    measure = MEASURES.index(name)
                    for side in (-1.0, 1.0):
                        bound = target * (1 + side * rule.share)
                        yield measure, side, bound / (person.portion if measure < MINUTES else 1)
