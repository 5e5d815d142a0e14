"""
The lots of one security in one account: what was acquired when and for how much, and which of it leaves first.

Quantities are kept as units of 1/scale, both exact, so that a split of 1 for 3 leaves no third behind: it multiplies
the scale. Costs are only ever shared out, and the last share is what is left, so a full sale leaves nothing either.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from project.lib.errors import DomainError

from .activities import Activity, refuse
from .amounts import NOTHING, ZERO, Amounts, terminating


class Oversold(DomainError):
    code = "oversold"


class Method(StrEnum):
    FIFO = "fifo"
    LIFO = "lifo"
    HIFO = "hifo"  # the dearest first
    AVERAGE = "average"
    CHOSEN = "chosen"  # each sale names its lots


@dataclass(slots=True)
class Lot:
    id: str
    acquired_on: date
    units: Decimal
    cost: Amounts  # with fees and taxes
    fees: Amounts = NOTHING  # the part of the cost that was fees and taxes

    def split_off(self, units: Decimal) -> "Lot":
        """Take some units out, with their share of the cost."""
        if units == self.units:
            taken = Lot(self.id, self.acquired_on, units, self.cost, self.fees)
            self.units, self.cost, self.fees = ZERO, NOTHING, NOTHING
            return taken
        cost, fees = self.cost.part(units, self.units), self.fees.part(units, self.units)
        taken = Lot(self.id, self.acquired_on, units, cost, fees)
        self.units -= units
        self.cost = self.cost.minus(taken.cost)
        self.fees = self.fees.minus(taken.fees)
        return taken


class Closed(NamedTuple):
    """A lot or a part of one that was sold or bought back: proceeds are after fees and taxes, the cost is with them."""

    account: str
    symbol: str
    lot: str
    acquired_on: date
    closed_on: date
    quantity: Decimal
    proceeds: Amounts
    cost: Amounts
    fees: Amounts  # of both ends, as they lowered the gain
    rate: Decimal  # of the security's currency in that of the totals, as booked at the close
    currency: str
    account_currency: str
    short: bool = False

    @property
    def gain(self) -> Amounts:
        return self.proceeds.minus(self.cost)

    @property
    def gross_gain(self) -> Amounts:
        return self.gain.plus(self.fees)

    @property
    def days_held(self) -> int:
        return (self.closed_on - self.acquired_on).days

    @property
    def currency_gain(self) -> Decimal:
        """What of the base gain came from the rate alone: the gain, less the own gain at the closing rate."""
        return self.gain.base - self.gain.own * self.rate


def quantity_of(lot: Lot, book: "Book") -> Fraction:
    return Fraction(lot.units) / Fraction(book.scale)


def _first_acquired(lots: list[Lot]) -> list[Lot]:
    return lots


def _last_acquired(lots: list[Lot]) -> list[Lot]:
    return lots[::-1]


def _dearest(lots: list[Lot]) -> list[Lot]:
    return sorted(lots, key=lambda lot: -lot.cost.own / lot.units)


_ORDER: dict[Method, Callable[[list[Lot]], list[Lot]]] = {
    Method.FIFO: _first_acquired,
    Method.AVERAGE: _first_acquired,
    Method.CHOSEN: _first_acquired,
    Method.LIFO: _last_acquired,
    Method.HIFO: _dearest,
}


@dataclass(slots=True)
class Book:
    """What one account holds of one security, and what it owes of it."""

    scale: Decimal = Decimal(1)
    lots: list[Lot] = field(default_factory=list)
    shorts: list[Lot] = field(default_factory=list)  # their cost is what they were sold for

    @property
    def units(self) -> Decimal:
        return sum((lot.units for lot in self.lots), ZERO) - sum((lot.units for lot in self.shorts), ZERO)

    @property
    def quantity(self) -> Decimal:
        return self.units / self.scale

    @property
    def exact_quantity(self) -> Fraction:
        return Fraction(self.units) / Fraction(self.scale)

    @property
    def cost(self) -> Amounts:
        total = NOTHING
        for lot in self.lots:
            total = total.plus(lot.cost)
        for lot in self.shorts:
            total = total.minus(lot.cost)
        return total

    def add(self, lot: Lot, quantity: Decimal | Fraction) -> None:
        """Keep lots in the order of acquisition, whatever order they arrive in."""
        lot.units = self._units_of(quantity)
        _insert(self.lots, lot)

    def owe(self, lot: Lot, quantity: Decimal) -> None:
        lot.units = self._units_of(quantity)
        _insert(self.shorts, lot)

    def multiply(self, ratio: Fraction) -> None:
        """As many units for each one as the ratio says, at the same cost in all."""
        times, over = terminating(ratio)
        for lot in (*self.lots, *self.shorts):
            lot.units *= times
        self.scale *= over

    def take(self, activity: Activity, quantity: Decimal, method: Method, *, owed: bool = False) -> list[Lot]:
        """
        Take lots out, in the order of the method or as the activity chooses them.

        :raises Oversold: there are not as many
        """
        lots = self.shorts if owed else self.lots
        units = self._meant(quantity, lots)
        if method is Method.AVERAGE and not activity.lots:
            _level(lots)
        if activity.lots:
            taken = self._chosen(activity, lots)
        elif method is Method.CHOSEN and len(lots) > 1 and units < sum(lot.units for lot in lots):
            raise refuse(activity, "lots", "say which lots it takes; this account's lots are chosen.")
        else:
            taken = []
            for lot in _ORDER[method](lots):
                if not units:
                    break
                taken.append(lot.split_off(min(units, lot.units)))
                units -= taken[-1].units
            if units:
                raise self._oversold(activity, quantity, quantity - units / self.scale, owed=owed)
        lots[:] = [lot for lot in lots if lot.units]
        return taken

    def _meant(self, quantity: Decimal, lots: list[Lot]) -> Decimal:
        """
        The units that a quantity means. Where no decimal number says what is held, such as a third of a unit, one with
        at least four decimals that rounds to it means all of it.
        """
        if self.scale != 1 and -int(quantity.as_tuple().exponent) >= 4:
            held = sum((lot.units for lot in lots), ZERO)
            if (held / self.scale).quantize(quantity) == quantity:
                return held
        return quantity * self.scale

    def _chosen(self, activity: Activity, lots: list[Lot]) -> list[Lot]:
        taken = []
        for name, quantity in activity.lots:
            units = quantity * self.scale
            for lot in [lot for lot in lots if name in (lot.id, lot.acquired_on.isoformat())]:
                if part := min(units, lot.units):
                    taken.append(lot.split_off(part))
                    units -= part
            if units:
                raise Oversold(f"{activity.name}: the lot {name} does not hold {quantity} {activity.symbol}.")
        return taken

    def _oversold(self, activity: Activity, quantity: Decimal, there: Decimal, *, owed: bool) -> Oversold:
        where = f" in {activity.account}" if activity.account else ""
        if owed:
            sentence = f"you owe {there:f}{where}, so you cannot buy back {quantity:f}."
        else:
            there_is = f"you hold {there:f}{where}"
            sentence = f"{there_is}, so {quantity:f} cannot leave; what you sell without holding it is a short sale."
        row = f"{activity.row}.quantity" if activity.row else "quantity"
        return Oversold(f"{activity.name}: {sentence}", fields={row: [sentence]})

    def _units_of(self, quantity: Decimal | Fraction) -> Decimal:
        if isinstance(quantity, Decimal):
            return quantity * self.scale
        times, over = terminating(quantity * Fraction(self.scale))
        if over != 1:
            for lot in (*self.lots, *self.shorts):
                lot.units *= over
            self.scale *= over
        return times


def shared(whole: Amounts, lots: Sequence[Lot]) -> Iterable[Amounts]:
    """An amount shared by the units of lots; the last takes what is left."""
    units = sum((lot.units for lot in lots), ZERO)
    for lot in lots[:-1]:
        part = whole.part(lot.units, units)
        yield part
        whole, units = whole.minus(part), units - lot.units
    yield from [whole] * bool(lots)


def _insert(lots: list[Lot], lot: Lot) -> None:
    place = len(lots)
    while place and lots[place - 1].acquired_on > lot.acquired_on:
        place -= 1
    lots.insert(place, lot)


def _level(lots: list[Lot]) -> None:
    """Give every unit the mean cost. The last lot takes what the division leaves."""
    units = sum((lot.units for lot in lots), ZERO)
    pool = Lot("", date.min, units, *_sums(lots))
    for lot in lots:
        share = pool.split_off(lot.units)
        lot.cost, lot.fees = share.cost, share.fees


def _sums(lots: Iterable[Lot]) -> tuple[Amounts, Amounts]:
    cost = fees = NOTHING
    for lot in lots:
        cost, fees = cost.plus(lot.cost), fees.plus(lot.fees)
    return cost, fees
