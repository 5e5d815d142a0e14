"""Exact amounts: how precisely they are reckoned, in which currencies, and how they are rounded once at the edge."""

from collections.abc import Mapping
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from project.lib.money import smallest

# Sums and products of what people book are exact in forty digits; only divisions round, far below any cent.
EXACT = Context(prec=40)
ZERO = Decimal(0)


class Amounts(NamedTuple):
    """One amount in the currency of the security, of the account and of the owner's totals, as it was booked."""

    own: Decimal = ZERO
    account: Decimal = ZERO
    base: Decimal = ZERO

    def plus(self, other: "Amounts") -> "Amounts":
        return Amounts(self.own + other.own, self.account + other.account, self.base + other.base)

    def minus(self, other: "Amounts") -> "Amounts":
        return Amounts(self.own - other.own, self.account - other.account, self.base - other.base)

    def part(self, units: Decimal, of: Decimal) -> "Amounts":
        """The share of it that some units have; all of it for all units, without a residue."""
        if units == of:
            return self
        return Amounts(self.own * units / of, self.account * units / of, self.base * units / of)


NOTHING = Amounts()


def rounded(amount: Decimal, currency: str) -> Decimal:
    """To the decimals of the currency, half up."""
    return amount.quantize(smallest(currency), ROUND_HALF_UP)


def rounded_parts(parts: Mapping[str, Decimal], currency: str) -> dict[str, Decimal]:
    """
    The parts rounded so that they still sum to their rounded total.

    All are rounded down, and the units left over go to the largest remainders (Hamilton's method).
    """
    unit = smallest(currency)
    total = rounded(sum(parts.values(), ZERO), currency)
    down = {name: amount.quantize(unit, ROUND_FLOOR) for name, amount in parts.items()}
    left = int((total - sum(down.values(), ZERO)) / unit)
    by_remainder = sorted(parts, key=lambda name: parts[name] - down[name], reverse=True)
    return down | {name: down[name] + unit for name in by_remainder[:left]}


def terminating(ratio: Fraction) -> tuple[Decimal, int]:
    """A ratio as a decimal and a whole number to divide it by, both exact: 5/6 is 2.5 over 3."""
    left = ratio.denominator
    for prime in (2, 5):
        while left % prime == 0:
            left //= prime
    over = ratio.denominator // left
    return Decimal(ratio.numerator) / Decimal(over), left
