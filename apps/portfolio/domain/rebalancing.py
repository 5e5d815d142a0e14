"""Trades that bring a portfolio nearer to its target, as proposals: by new cash alone, or by sales too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal

from project.lib.errors import DomainError

from .amounts import ZERO

_ONE = Decimal(1)


class BadTarget(DomainError):
    code = "bad_target"


@dataclass(frozen=True, slots=True)
class Position:
    """What is held of one security: its price and value in the base currency."""

    name: str
    value: Decimal
    price: Decimal


@dataclass(frozen=True, slots=True)
class Drift:
    name: str
    weight: Decimal
    target: Decimal

    @property
    def drift(self) -> Decimal:
        return self.weight - self.target


@dataclass(frozen=True, slots=True)
class Proposal:
    """Buy, or with a minus sell, some units for about that much."""

    name: str
    quantity: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Choices:
    """
    `band`: a weight this near to its target is left alone. `smallest`: no trade is worth less. Whole shares leave some
    cash over.
    """

    whole_shares: bool = False
    band: Decimal = ZERO
    smallest: Decimal = ZERO


def drifts(positions: Sequence[Position], targets: Mapping[str, Decimal]) -> list[Drift]:
    """Targets are brought to a sum of one; what is held and not wanted has a target of zero."""
    wanted = _normal(targets)
    total = sum((position.value for position in positions), ZERO)
    held = {position.name: position.value for position in positions}
    return [
        Drift(name, held.get(name, ZERO) / total if total > 0 else ZERO, wanted.get(name, ZERO))
        for name in sorted(held.keys() | wanted.keys())
    ]


def buy_only(
    positions: Sequence[Position], targets: Mapping[str, Decimal], cash: Decimal, choices: Choices = Choices()
) -> list[Proposal]:
    """
    Spend new cash so that what is furthest below its target is filled first, and nothing is sold.

    The cash raises the lowest ratios of value to target to one level, as water fills a vessel: no other purchase
    brings the furthest below any nearer.
    """
    wanted = {name: weight for name, weight in _normal(targets).items() if weight}
    by_name = {position.name: position for position in positions}
    _need_prices(wanted, by_name)
    if cash < 0:
        raise BadTarget("New cash must not be below zero.")
    value = {name: max(by_name[name].value, ZERO) for name in wanted}
    level = _level(value, wanted, cash)
    amounts = {name: max(level * weight - value[name], ZERO) for name, weight in wanted.items()}
    if not choices.whole_shares:
        return _proposals({n: amount / by_name[n].price for n, amount in amounts.items()}, by_name, choices)
    shares = {name: (amount / by_name[name].price).quantize(_ONE, ROUND_DOWN) for name, amount in amounts.items()}
    left = cash - sum((shares[name] * by_name[name].price for name in shares), ZERO)
    # One share at a time to what stays furthest below its target, while the cash reaches.
    while fits := [name for name in wanted if by_name[name].price <= left and amounts[name]]:
        name = min(fits, key=lambda name: (value[name] + shares[name] * by_name[name].price) / wanted[name])
        shares[name] += 1
        left -= by_name[name].price
    return _proposals(shares, by_name, choices)


def rebalanced(
    positions: Sequence[Position],
    targets: Mapping[str, Decimal],
    *,
    cash: Decimal = ZERO,
    choices: Choices = Choices(),
) -> list[Proposal]:
    """Buy and sell to the target; cash that comes is spent, cash with a minus is taken out."""
    wanted = _normal(targets)
    by_name = {position.name: position for position in positions}
    _need_prices({name: weight for name, weight in wanted.items() if weight}, by_name)
    total = sum((position.value for position in positions), ZERO) + cash
    if total <= 0:
        raise BadTarget("There is nothing to bring to the target.")
    quantities = {}
    for name, position in by_name.items():
        target = wanted.get(name, ZERO)
        if position.price <= 0 or abs(position.value / total - target) <= choices.band:
            continue
        units = (target * total - position.value) / position.price
        # A purchase is rounded down so that the cash reaches; what is not wanted at all leaves whole.
        rounding = ROUND_DOWN if units > 0 else ROUND_HALF_EVEN
        quantities[name] = units.quantize(_ONE, rounding) if choices.whole_shares and target else units
    return _proposals(quantities, by_name, choices)


@dataclass(frozen=True, slots=True)
class OpenLot:
    id: str
    acquired_on: date
    quantity: Decimal
    cost: Decimal  # of all of it


@dataclass(frozen=True, slots=True)
class TaxRates:
    """On gains of lots held for less than `long_after` days, and for at least that; losses save as much."""

    short: Decimal
    long: Decimal
    long_after: int = 365


NO_TAX = TaxRates(ZERO, ZERO)


@dataclass(frozen=True, slots=True)
class LotSale:
    lot: str
    quantity: Decimal
    gain: Decimal
    tax: Decimal  # below zero: what a loss saves


def least_taxed(lots: Sequence[OpenLot], quantity: Decimal, price: Decimal, on: date, rates: TaxRates) -> list[LotSale]:
    """
    Which lots to sell for the least tax. The tax of a lot is proportional to how much of it is sold, so taking the
    least taxed units first is the best there is.
    """
    if quantity > sum((lot.quantity for lot in lots), ZERO):
        raise BadTarget("The lots do not hold as much as is to be sold.")

    def gain(lot: OpenLot) -> Decimal:
        return price - lot.cost / lot.quantity

    def tax(lot: OpenLot) -> Decimal:
        return gain(lot) * (rates.long if (on - lot.acquired_on).days >= rates.long_after else rates.short)

    sales = []
    for lot in sorted(lots, key=lambda lot: (tax(lot), lot.acquired_on)):
        if sold := min(quantity, lot.quantity):
            sales.append(LotSale(lot.id, sold, gain(lot) * sold, tax(lot) * sold))
            quantity -= sold
    return sales


def _level(value: Mapping[str, Decimal], weights: Mapping[str, Decimal], cash: Decimal) -> Decimal:
    """The ratio of value to weight to which the cash fills those that are below it."""
    filled_value = filled_weight = ZERO
    level = ZERO
    for name in sorted(weights, key=lambda name: value[name] / weights[name]):
        if filled_weight and level <= value[name] / weights[name]:
            break
        filled_value += value[name]
        filled_weight += weights[name]
        level = (filled_value + cash) / filled_weight
    return level


def _normal(targets: Mapping[str, Decimal]) -> dict[str, Decimal]:
    total = sum(targets.values(), ZERO)
    if not targets or any(weight < 0 for weight in targets.values()) or not total:
        raise BadTarget("A target needs weights that are not below zero, and not all of them zero.")
    return {name: weight / total for name, weight in targets.items()}


def _need_prices(wanted: Mapping[str, Decimal], by_name: Mapping[str, Position]) -> None:
    for name in wanted:
        if name not in by_name or by_name[name].price <= 0:
            raise BadTarget(f"No price of {name} is known, so none of it can be proposed.")


def _proposals(quantities: Mapping[str, Decimal], by_name: Mapping[str, Position], choices: Choices) -> list[Proposal]:
    """Sales first, as they pay for the purchases."""
    made = [Proposal(name, units, units * by_name[name].price) for name, units in quantities.items() if units]
    worth_it = [proposal for proposal in made if abs(proposal.amount) >= choices.smallest]
    return sorted(worth_it, key=lambda proposal: (proposal.amount, proposal.name))
