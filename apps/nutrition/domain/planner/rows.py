"""
What ties days together, as rows over servings: lower <= sum of coefficients <= upper.

A tally says which places its rows count and what a serving there adds to which row.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .choices import Choices
from .instance import COST, MEASURES, Instance, Place, Serving
from .rules import GroupLimit, Leftover, UseLimit, WeekLimit
from .scoring import applies

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# The price of stretching a soft rule in the nearest plan: per 100 % of a limit, or per meal above or below a count.
STRETCH = 100.0


@dataclass(frozen=True, slots=True)
class Own:
    """A variable of a row's own: between 0 and `most`, at `cost` each."""

    coefficient: float
    cost: float
    most: float = np.inf


@dataclass(frozen=True, slots=True)
class Row:
    lower: float
    upper: float
    own: tuple[Own, ...] = ()

    def dual_range(self, weight: float) -> tuple[float, float]:
        """The multipliers under which no unlimited variable of its own could earn without end, at weighted costs."""
        low = -np.inf if np.isfinite(self.upper) else 0.0
        high = np.inf if np.isfinite(self.lower) else 0.0
        for own in self.own:
            if np.isinf(own.most):
                if own.coefficient > 0:
                    high = min(high, weight * own.cost / own.coefficient)
                else:
                    low = max(low, weight * own.cost / own.coefficient)
        return low, high


@dataclass(frozen=True, slots=True)
class Tally:
    """
    Rows that count servings at some places.

    `row_of` gives the row of each dish (dishes that are not in it do not count), and `weigh` what a serving adds,
    from the servings of a place and their values.
    """

    places: frozenset[Place]
    row_of: dict[int, int]
    weigh: Callable[[Sequence[Serving], Floats], Floats]

    def entries(self, servings: Sequence[Serving], values: Floats) -> tuple[Ints, Ints, Floats]:
        """(serving, row, coefficient) for each serving that counts."""
        counted = [(i, self.row_of[each.candidate]) for i, each in enumerate(servings) if each.candidate in self.row_of]
        which = np.array(counted, dtype=np.int64).reshape(-1, 2)
        return which[:, 0], which[:, 1], self.weigh(servings, values)[which[:, 0]]


@dataclass(slots=True)
class Coupling:
    """All rows and tallies of a request."""

    rows: list[Row] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)

    def add_row(self, row: Row) -> int:
        self.rows.append(row)
        return len(self.rows) - 1


def coupling(instance: Instance, choices: Choices, *, elastic: bool) -> Coupling:
    """Every rule and wish that reaches beyond one day; where `elastic`, limits may be stretched at a price."""
    found = Coupling()
    for rule in instance.rules:
        match rule:
            case UseLimit():
                _limit_uses(found, instance, choices, rule, elastic=elastic)
            case GroupLimit():
                _limit_groups(found, instance, choices, rule, elastic=elastic)
            case WeekLimit():
                _limit_week(found, instance, choices, rule, elastic=elastic)
            case Leftover():
                _link(found, choices, rule)
    _use_up_stock(found, instance)
    _watch_budget(found, instance, choices)
    return found


def once(servings: Sequence[Serving], _values: Floats) -> Floats:
    return np.ones(len(servings))


def less_once(servings: Sequence[Serving], _values: Floats) -> Floats:
    return -np.ones(len(servings))


def _bounded(side: str, amount: float, *, scale: float, elastic: bool) -> Row:
    if side == "min":
        return Row(amount / scale, np.inf, (Own(1, STRETCH),) if elastic else ())
    return Row(-np.inf, amount / scale, (Own(-1, STRETCH),) if elastic else ())


def _places(instance: Instance, days: Sequence[int]) -> frozenset[Place]:
    return frozenset(Place(*here) for here in itertools.product(days, range(len(instance.slots))))


def _offers(choices: Choices, places: frozenset[Place]) -> Counter[int]:
    """At how many of these places each dish could stand."""
    return Counter(dish for place in places for dish in {each.candidate for each in choices.at[place]})


def _limit_uses(found: Coupling, instance: Instance, choices: Choices, rule: UseLimit, *, elastic: bool) -> None:
    for week in instance.weeks:
        places = _places(instance, week)
        row_of = {
            dish: found.add_row(_bounded("max", rule.most, scale=1, elastic=elastic))
            for dish, offers in sorted(_offers(choices, places).items())
            if offers > rule.most and applies(rule.candidate, rule.other_than, instance.candidates[dish].id)
        }
        found.tallies.append(Tally(places, row_of, once))


def _limit_groups(found: Coupling, instance: Instance, choices: Choices, rule: GroupLimit, *, elastic: bool) -> None:
    groups = {each.group for each in instance.candidates} if rule.group is None else {rule.group}
    asked = sorted(str(group) for group in groups if applies(rule.group, rule.other_than, group))
    for week in instance.weeks:
        if rule.side == "min" and not instance.whole_week(week):
            continue
        places = _places(instance, week)
        row_for = {group: found.add_row(_bounded(rule.side, rule.amount, scale=1, elastic=elastic)) for group in asked}
        row_of = {
            dish: row_for[str(instance.candidates[dish].group)]
            for dish in sorted(_offers(choices, places))
            if applies(rule.group, rule.other_than, instance.candidates[dish].group)
        }
        found.tallies.append(Tally(places, row_of, once))


def _limit_week(found: Coupling, instance: Instance, choices: Choices, rule: WeekLimit, *, elastic: bool) -> None:
    measure = MEASURES.index(rule.measure)
    share = instance.share(rule.measure, rule.side)
    scale = max(abs(rule.amount), 1.0)
    for week in instance.weeks:
        if rule.side == "min" and not instance.whole_week(week):
            continue
        places = _places(instance, week)
        row = found.add_row(_bounded(rule.side, rule.amount, scale=scale, elastic=elastic))
        row_of = dict.fromkeys(sorted(_offers(choices, places)), row)
        found.tallies.append(Tally(places, row_of, _amount_of(measure, share / scale)))


def _link(found: Coupling, choices: Choices, rule: Leftover) -> None:
    cooked, eaten = Place(*rule.cooked), Place(*rule.eaten)
    row_of = {dish: found.add_row(Row(0, 0)) for dish in sorted(_offers(choices, frozenset((cooked, eaten))))}
    found.tallies += [Tally(frozenset([cooked]), row_of, once), Tally(frozenset([eaten]), row_of, less_once)]


def _use_up_stock(found: Coupling, instance: Instance) -> None:
    for stock in instance.stock:
        row = found.add_row(Row(-np.inf, 0, (Own(1, -stock.worth / stock.amount, stock.amount),)))
        users = [index for index, each in enumerate(instance.candidates) if each.pantry.get(stock.item)]
        places = _places(instance, range(min(stock.until + 1, len(instance.days))))
        found.tallies.append(Tally(places, dict.fromkeys(users, row), _taken_from(instance, stock.item)))


def _watch_budget(found: Coupling, instance: Instance, choices: Choices) -> None:
    if instance.budget is None:
        return
    row = found.add_row(Row(-np.inf, instance.budget, (Own(-1, instance.weights.budget),)))
    places = _places(instance, range(len(instance.days)))
    found.tallies.append(Tally(places, dict.fromkeys(sorted(_offers(choices, places)), row), _amount_of(COST, 1)))


def _amount_of(measure: int, factor: float) -> Callable[[Sequence[Serving], Floats], Floats]:
    return lambda _servings, values: np.asarray(values[:, measure] * factor)


def _taken_from(instance: Instance, item: str) -> Callable[[Sequence[Serving], Floats], Floats]:
    def taken(servings: Sequence[Serving], _values: Floats) -> Floats:
        used = [instance.candidates[each.candidate].pantry.get(item, 0) * each.portion for each in servings]
        return -instance.table * np.array(used)

    return taken
